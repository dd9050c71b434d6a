"""Danh sách chi tiền: two purses, never mixed; amounts in figures and words; room to sign."""

from collections.abc import Sequence

from quizbot.documents.facts import Facts, dong_number
from quizbot.documents.official import Block, Grid, GridColumn, Heading, Paper, Text
from quizbot.documents.papers import Draft
from quizbot.documents.payments import Payment, award_payments, prize_payments, summed
from quizbot.documents.wording import END, begun, title_of
from quizbot.i18n.spelled import dong
from quizbot.i18n.vi_words import number


def draft(facts: Facts) -> Paper:
    """Draft the list people sign when they are paid."""
    office = facts.office
    salary = facts.salary
    blocks: list[Block] = []
    for place, (title, payments, purse, how) in enumerate(
        (
            (
                "Tiền thưởng kèm hình thức khen thưởng",
                award_payments(facts),
                office.purses.award,
                f"Mức thưởng = hệ số x mức lương cơ sở {dong_number(salary.amount)} đồng ({salary.source}), làm tròn lên hàng chục nghìn đồng.",
            ),
            (
                "Giải thưởng của Cuộc thi",
                prize_payments(facts),
                office.purses.prize,
                "Mức giải theo Thể lệ Cuộc thi.",
            ),
        ),
        start=1,
    ):
        blocks.append(Heading(text=f"{place}. {title}", level=2))
        if payments:
            blocks += [
                Text(text=f"Nguồn chi: {purse}. {how}"),
                _grid(payments),
                *_sums(payments),
                Text(text=f"Bằng chữ: {dong(sum(each.amount for each in payments))}."),
            ]
        else:
            blocks.append(Text(text=f"Không có khoản chi nào từ nguồn này ({purse})."))
    return begun(
        facts,
        kind="DANH SÁCH",
        symbol="",
        subject=f"Chi tiền thưởng {title_of(facts.figures)}",
        blocks=(
            *blocks,
            Text(
                text=f"Tiền thưởng kèm hình thức khen thưởng ghi theo thứ tự của danh sách kèm Tờ trình. Hai nguồn chi được quyết toán riêng{END}"
            ),
        ),
        signatures=(office.signers.proposer.signature(), office.signers.head.signature()),
        recipients=(),
    )


def _grid(payments: Sequence[Payment]) -> Grid:
    return Grid(
        columns=(
            GridColumn(title="TT", width_mm=11, align="centre"),
            GridColumn(title="Người, tập thể nhận", width_mm=46),
            GridColumn(title="Đơn vị", width_mm=38),
            GridColumn(title="Nội dung", width_mm=28),
            GridColumn(title="Số tiền (đồng)", width_mm=24, align="right"),
            GridColumn(title="Ký nhận", width_mm=22),
        ),
        rows=tuple(
            (str(n), each.name, each.unit, each.what, dong_number(each.amount), "")
            for n, each in enumerate(payments, start=1)
        ),
        total=("", "Cộng", "", "", dong_number(sum(each.amount for each in payments)), ""),
    )


def _sums(payments: Sequence[Payment]) -> tuple[Block, ...]:
    """Lay out number × value, where something is paid more than once."""
    sums = summed(payments)
    if all(each.many == 1 for each in sums):
        return ()
    return (
        Text(text="Tổng hợp theo mức:"),
        Grid(
            columns=(
                GridColumn(title="Nội dung", width_mm=75),
                GridColumn(title="Số lượng", width_mm=22, align="right"),
                GridColumn(title="Mức (đồng)", width_mm=34, align="right"),
                GridColumn(title="Thành tiền (đồng)", width_mm=38, align="right"),
            ),
            rows=tuple(
                (each.what, number(each.many), dong_number(each.amount), dong_number(each.total))
                for each in sums
            ),
            total=(
                "Cộng",
                number(sum(each.many for each in sums)),
                "",
                dong_number(sum(each.total for each in sums)),
            ),
        ),
    )


PAPER = Draft(file="07_DanhSachChiTien", title="Danh sách chi tiền thưởng", part="commendation", draft=draft)
