"""Thể lệ: the very rules the machine obeys, as an attachment to the decision that issues them."""

from quizbot.documents.facts import Facts
from quizbot.documents.official import Attachment, Block, Heading, Paper, Text
from quizbot.documents.papers import Draft
from quizbot.documents.rules_blocks import rules_of
from quizbot.documents.wording import CHECK_CODE, END, begun, grounds, title_of


def draft(facts: Facts) -> Paper:
    """Draft the decision with the rules attached."""
    office = facts.office
    body: list[Block] = []
    for number, section in enumerate(rules_of(facts), start=1):
        body.append(Heading(text=f"Điều {number}. {section.title}", level=2))
        body += [Text(text=each) for each in section.clauses]
    if facts.figures.contest.note:
        body.append(Text(text=f"Ghi chú: {facts.figures.contest.note.strip()}"))
    body.append(
        Text(
            text=f"Mã cuộc thi: {facts.figures.slug}; mã kiểm tra của Thể lệ: {facts.figures.rules_hash[:16]} ({CHECK_CODE}){END}"
        )
    )
    return begun(
        facts,
        kind="QUYẾT ĐỊNH",
        symbol=f"QĐ-{office.mark}",
        subject=f"Ban hành Thể lệ {title_of(facts.figures)}",
        warning="",
        issuer=office.issuer,
        grounds=grounds(office.powers, office.contest_grounds, (f"Theo đề nghị của {office.unit}",)),
        resolution="QUYẾT ĐỊNH:",
        blocks=(
            Text(lead="Điều 1.", text=f"Ban hành kèm theo Quyết định này Thể lệ {title_of(facts.figures)}."),
            Text(lead="Điều 2.", text="Quyết định này có hiệu lực từ ngày ký."),
            Text(
                lead="Điều 3.",
                text=f"Ban Tổ chức, {office.unit}, các phòng, ban, trung tâm và người dự thi chịu trách nhiệm thi hành Quyết định này{END}",
            ),
        ),
        recipients=("Như Điều 3", *office.recipients, office.file_to()),
        attachments=(Attachment(title="Thể lệ", subtitle=title_of(facts.figures), blocks=tuple(body)),),
    )


PAPER = Draft(file="TL_TheLe", title="Quyết định ban hành Thể lệ, kèm Thể lệ", part="contest", draft=draft)
