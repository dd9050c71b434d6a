"""Tóm tắt thành tích: one paragraph for each collective and person, as on every other paper."""

from quizbot.documents.facts import AwardLine, Facts, told_apart
from quizbot.documents.official import Block, Heading, Paper, Text
from quizbot.documents.papers import Draft
from quizbot.documents.wording import END, begun, title_of


def draft(facts: Facts) -> Paper:
    """Draft the summary."""
    blocks: list[Block] = []
    for title, subject in (("I. Tập thể", "unit"), ("II. Cá nhân", "person")):
        lines = facts.lines(subject)
        if lines:
            blocks += [Heading(text=title), *_paragraphs(lines)]
    if not blocks:
        blocks = [Text(text="Không có tập thể, cá nhân nào được đề nghị.")]
    return begun(
        facts,
        kind="BÁO CÁO",
        letterhead=facts.office.unit_letterhead,
        symbol=f"BC-{facts.office.unit_mark}",
        subject=f"Tóm tắt thành tích của tập thể, cá nhân đề nghị khen thưởng trong {title_of(facts.figures)}",
        blocks=(*blocks, Text(text=f"Số liệu lấy từ kết quả Cuộc thi{END}")),
        signatures=(facts.office.signers.proposer.signature(),),
    )


def _paragraphs(lines: tuple[AwardLine, ...]) -> list[Block]:
    names = told_apart(each.nominee for each in lines)
    return [
        Text(lead=f"{n}. {names[each.nominee.code]}{_where(each)}.", text=each.achievement)
        for n, each in enumerate(lines, start=1)
    ]


def _where(line: AwardLine) -> str:
    record = line.nominee.person
    more = [each for each in (record.title if record else "", line.nominee.unit) if each]
    return f", {', '.join(more)}" if more else ""


PAPER = Draft(file="04_TomTatThanhTich", title="Tóm tắt thành tích", part="commendation", draft=draft)
