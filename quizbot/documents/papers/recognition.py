"""Quyết định công nhận kết quả và trao giải."""

from quizbot.documents.facts import Facts, dong_number
from quizbot.documents.official import Attachment, Grid, GridColumn, Paper, Text
from quizbot.documents.outcomes import outcome
from quizbot.documents.papers import Draft
from quizbot.documents.payments import Payment, prize_payments
from quizbot.documents.prize_text import is_certain, prize_text
from quizbot.documents.wording import END, begun, grounds, title_of
from quizbot.i18n.spelled import dong
from quizbot.i18n.vi_words import number


def draft(facts: Facts) -> Paper:
    """Draft the decision: who won which prize, and the money in figures and words."""
    office, figures = facts.office, facts.figures
    people = [each for each in figures.awards.people if each.prize]
    units = [each for each in figures.awards.units if each.prize]
    paid: tuple[Payment, ...] = prize_payments(facts)
    amount = sum(each.amount for each in paid)
    open_ = sum(not is_certain(each) for each in people) + sum(not is_certain(each) for each in units)
    rows = [
        (
            prize_text(each, figures.contest),
            each.line.name,
            "",
            f"{each.line.result.participants}/{each.line.result.roster} người",
            dong_number(each.amount) if each.amount else "",
            "" if is_certain(each) else "chờ quyết định",
        )
        for each in units
    ] + [
        (
            prize_text(each, figures.contest),
            each.name,
            each.unit,
            f"{outcome(each)} câu" if each.by_right else outcome(each),
            dong_number(each.amount) if each.amount else "",
            "" if is_certain(each) else "chờ quyết định",
        )
        for each in people
    ]
    money = (
        f" Tổng giá trị giải thưởng: {dong_number(amount)} đồng (Bằng chữ: {dong(amount)}); nguồn chi: {office.purses.prize}."
        if amount
        else ""
    )
    return begun(
        facts,
        kind="QUYẾT ĐỊNH",
        symbol=f"QĐ-{office.mark}",
        subject=f"Công nhận kết quả và trao giải {title_of(figures)}",
        issuer=office.issuer,
        grounds=grounds(
            office.powers,
            office.contest_grounds,
            (
                f"Căn cứ Biên bản tổng hợp kết quả của Ban Tổ chức {title_of(figures)}",
                f"Theo đề nghị của {office.unit}",
            ),
        ),
        resolution="QUYẾT ĐỊNH:",
        blocks=(
            Text(
                lead="Điều 1.",
                text=f"Công nhận kết quả {title_of(figures)} và trao giải cho {number(len(units))} tập thể, {number(len(people))} lượt giải cá nhân (danh sách kèm theo).",
            ),
            *(
                (
                    Text(
                        text=f"Trong đó {number(open_)} trường hợp bằng nhau ở ranh giới giải, chờ Ban Tổ chức quyết định, chưa tính vào số tiền."
                    ),
                )
                if open_
                else ()
            ),
            Text(lead="Điều 2.", text=f"Mỗi tập thể, cá nhân đạt giải được cấp Giấy chứng nhận.{money}"),
            Text(
                lead="Điều 3.",
                text=f"Quyết định này có hiệu lực từ ngày ký. Ban Tổ chức, {office.unit} và các tập thể, cá nhân có tên trong danh sách chịu trách nhiệm thi hành Quyết định này{END}",
            ),
        ),
        recipients=("Như Điều 3", *office.recipients, office.file_to()),
        attachments=()
        if not rows
        else (
            Attachment(
                title="Danh sách tập thể, cá nhân đạt giải",
                blocks=(
                    Grid(
                        columns=(
                            GridColumn(title="TT", width_mm=11, align="centre"),
                            GridColumn(title="Giải", width_mm=45),
                            GridColumn(title="Tập thể, họ và tên", width_mm=62),
                            GridColumn(title="Đơn vị", width_mm=55),
                            GridColumn(title="Kết quả", width_mm=28),
                            GridColumn(title="Mức tiền (đồng)", width_mm=28, align="right"),
                            GridColumn(title="Ghi chú", width_mm=23),
                        ),
                        rows=tuple((str(n), *row) for n, row in enumerate(rows, start=1)),
                        total=("", "Cộng", "", "", "", dong_number(amount), "") if amount else (),
                    ),
                ),
                landscape=True,
            ),
        ),
    )


PAPER = Draft(
    file="QD_CongNhanKetQua",
    title="Quyết định công nhận kết quả và trao giải",
    part="contest",
    draft=draft,
    outcome=True,
)
