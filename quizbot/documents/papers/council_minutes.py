"""Biên bản họp Hội đồng: the list put to the vote; votes are left blank; what the council decided stands in words."""

from collections.abc import Iterator, Sequence

from quizbot.core.commend.rulings import holding
from quizbot.documents.facts import AwardLine, Facts, told_apart
from quizbot.documents.left_out import left_out_text
from quizbot.documents.official import Blank, Block, Grid, GridColumn, Heading, Paper, Text
from quizbot.documents.papers import Draft
from quizbot.documents.wording import END, VERDICTS, begun, counted, reason_text, title_of, undecided
from quizbot.i18n.vi_words import number


def draft(facts: Facts) -> Paper:
    """Draft the minutes of the council; who voted how is written by hand."""
    return begun(
        facts,
        kind="BIÊN BẢN",
        symbol=f"BB-{facts.office.mark}",
        subject=f"Họp {facts.office.council} xét khen thưởng {title_of(facts.figures)}",
        year=None,
        blocks=(
            Text(
                text="Thời gian bắt đầu: ....... giờ ....... phút, ngày ....... tháng ....... năm .........."
            ),
            Blank(label="Địa điểm:"),
            Text(text="Tổng số thành viên Hội đồng: ........ Có mặt: ........ Vắng mặt (lý do):"),
            Blank(lines=2),
            Blank(label="Chủ trì:"),
            Blank(label="Thư ký:"),
            Heading(text="I. Nội dung"),
            Text(
                text=f"Hội đồng xét đề nghị khen thưởng {counted(facts)} có thành tích trong {title_of(facts.figures)}."
            ),
            *undecided(facts),
            *_decided(facts),
            Heading(text="II. Kết quả bỏ phiếu"),
            Text(text="Số phiếu phát ra: ........ Số phiếu thu về: ........ Số phiếu hợp lệ: ........"),
            *_every_vote(facts),
            Heading(text="III. Các trường hợp không đề nghị"),
            *(left_out_text(facts) or (Text(text="Không có."),)),
            Heading(text="IV. Kết luận"),
            Blank(lines=3),
            Text(text=f"Cuộc họp kết thúc lúc ....... giờ ....... phút cùng ngày{END}"),
        ),
        signatures=(facts.office.signers.secretary.signature(), facts.office.signers.council.signature()),
        recipients=(),
    )


def _decided(facts: Facts) -> tuple[Block, ...]:
    """Write down what the council decided that the rules leave to it, or that differs from them."""
    commendation = facts.commendation
    held = holding(commendation.rulings) if commendation else ()
    if commendation is None or not held:
        return ()
    names = told_apart(commendation.nominees)
    titles = {each.plan.name: each.plan.title for each in commendation.chosen}
    return (
        Text(text=f"Hội đồng quyết định {number(len(held))} trường hợp:"),
        *(
            Text(
                text=f"- {names.get(each.ruling.code, each.ruling.code)}: {VERDICTS[each.ruling.verdict].lower()}"
                f" {titles.get(each.ruling.award, each.ruling.award)}. Lý do: {each.ruling.reason.rstrip('.')}."
            )
            for each in held
        ),
    )


def _every_vote(facts: Facts) -> Iterator[Block]:
    """Give the lists that anybody stands on, numbered as they come."""
    lists = [("Tập thể", facts.lines("unit")), ("Cá nhân", facts.lines("person"))]
    for n, (title, lines) in enumerate(((title, lines) for title, lines in lists if lines), start=1):
        yield from _votes(f"{n}. {title}", lines)


def _votes(title: str, lines: Sequence[AwardLine]) -> tuple[Block, ...]:
    names = told_apart(each.nominee for each in lines)
    return (
        Heading(text=title, level=2),
        Grid(
            columns=(
                GridColumn(title="TT", width_mm=11, align="centre"),
                GridColumn(title="Họ và tên, tập thể", width_mm=55),
                GridColumn(title="Hình thức đề nghị", width_mm=28, align="centre"),
                GridColumn(title="Số phiếu đồng ý", width_mm=20),
                GridColumn(title="Tỷ lệ (%)", width_mm=16),
                GridColumn(title="Ghi chú", width_mm=35),
            ),
            rows=tuple(
                (
                    str(n),
                    names[each.nominee.code],
                    each.award.plan.title,
                    "",
                    "",
                    reason_text(each.decision),
                )
                for n, each in enumerate(lines, start=1)
            ),
        ),
    )


PAPER = Draft(
    file="02_BienBanHopHoiDong",
    title="Biên bản họp Hội đồng Thi đua - Khen thưởng",
    part="commendation",
    draft=draft,
)
