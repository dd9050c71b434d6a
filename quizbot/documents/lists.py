"""Tables that several papers share: rounds, units, and the two lists of those proposed."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from fractions import Fraction

from quizbot.core.commend.choosing import Decision, Outcome
from quizbot.documents.achievements import percent
from quizbot.documents.facts import AwardLine, Facts, born, dong_number, share_text, total
from quizbot.documents.official import Attachment, Block, Grid, GridColumn, Text
from quizbot.documents.wording import reason_text
from quizbot.i18n.formats import LOCAL
from quizbot.usecases.paperwork import ContestFigures


def closing_short(at: datetime) -> str:
    """Write when a round closes: 17:00 05/06/2026; midnight ends the day before, 24:00."""
    local = at.astimezone(LOCAL)
    if local.time() == time(0):
        return f"24:00 {local - timedelta(days=1):%d/%m/%Y}"
    return f"{local:%H:%M %d/%m/%Y}"


def rounds_grid(figures: ContestFigures) -> Grid:
    """List the rounds with their figures; people of rounds are not added, for the same people come again."""
    return Grid(
        columns=(
            GridColumn(title="Vòng", width_mm=14, align="centre"),
            GridColumn(title="Mở", width_mm=36, align="centre"),
            GridColumn(title="Đóng", width_mm=36, align="centre"),
            GridColumn(title="Người dự thi", width_mm=22, align="right"),
            GridColumn(title="Lượt thi", width_mm=20, align="right"),
            GridColumn(title="Người có kết quả", width_mm=22, align="right"),
            GridColumn(title="Đúng tất cả", width_mm=20, align="right"),
        ),
        rows=tuple(
            (
                str(each.round.number),
                f"{each.round.opens_at.astimezone(LOCAL):%H:%M %d/%m/%Y}",
                closing_short(each.round.closes_at),
                str(each.people),
                str(each.attempts),
                "đã huỷ" if each.void else str(each.counted),
                "" if each.void else str(each.perfect),
            )
            for each in figures.rounds
        ),
    )


def people_grid(lines: Sequence[AwardLine], *, money: bool = True) -> Grid:
    """List people proposed."""
    columns = [
        GridColumn(title="TT", width_mm=11, align="centre"),
        GridColumn(title="Họ và tên", width_mm=42),
        GridColumn(title="Ngày sinh (Nam/Nữ)", width_mm=26, align="centre"),
        GridColumn(title="Chức vụ", width_mm=30),
        GridColumn(title="Đơn vị", width_mm=40),
        GridColumn(title="Tóm tắt thành tích", width_mm=62),
        GridColumn(title="Hình thức", width_mm=20, align="centre"),
        GridColumn(title="Mức tiền (đồng)", width_mm=25, align="right"),
        GridColumn(title="Ghi chú", width_mm=26),
    ]
    rows = [
        (
            str(n),
            each.nominee.name,
            born(each.nominee),
            each.nominee.person.title if each.nominee.person else "",
            each.nominee.unit,
            each.achievement,
            each.award.plan.title,
            dong_number(each.amount) if each.amount else "",
            _note(each.decision),
        )
        for n, each in enumerate(lines, start=1)
    ]
    return _with_money(columns, rows, lines, money=money)


def units_grid(lines: Sequence[AwardLine], *, money: bool = True) -> Grid:
    """List collectives proposed."""
    columns = [
        GridColumn(title="TT", width_mm=11, align="centre"),
        GridColumn(title="Tên tập thể", width_mm=48),
        GridColumn(title="Tổng số CCVCNLĐ", width_mm=28, align="right"),
        GridColumn(title="Số tham gia (tỷ lệ)", width_mm=27, align="right"),
        GridColumn(title="Tỷ lệ đúng bình quân", width_mm=22, align="right"),
        GridColumn(title="% nữ", width_mm=18, align="right"),
        GridColumn(title="Tóm tắt thành tích", width_mm=62),
        GridColumn(title="Hình thức", width_mm=20, align="centre"),
        GridColumn(title="Mức tiền (đồng)", width_mm=25, align="right"),
        GridColumn(title="Ghi chú", width_mm=26),
    ]
    rows = [
        (
            str(n),
            each.nominee.name,
            str(each.nominee.roster),
            f"{each.nominee.participants} ({share_text(each.nominee.participants, each.nominee.roster)})",
            share_text(each.nominee.mean, 10_000),
            _women(each),
            each.achievement,
            each.award.plan.title,
            dong_number(each.amount) if each.amount else "",
            _note(each.decision),
        )
        for n, each in enumerate(lines, start=1)
    ]
    return _with_money(columns, rows, lines, money=money)


def lists(facts: Facts, *, what: str) -> tuple[Attachment, ...]:
    """Give the two lists as attachments, those that have anybody on them.

    Args:
        what: what they are lists of, such as "đề nghị tặng Giấy khen".
    """
    made = []
    for subject, title, grid in (
        ("unit", "Danh sách tập thể", units_grid),
        ("person", "Danh sách cá nhân", people_grid),
    ):
        lines = facts.lines(subject)
        if lines:
            made.append((title, grid(lines)))
    return tuple(
        Attachment(
            label="" if len(made) < 2 else f"Phụ lục {'I' * n}",
            title=title,
            subtitle=what,
            blocks=(grid,),
            landscape=True,
        )
        for n, (title, grid) in enumerate(made, start=1)
    )


def units_table(facts: Facts) -> Block:
    """List the units with their figures; people of the list and people who took part are added."""
    units = facts.figures.units
    if not units:
        return Text(text="Không có tập thể nào.")
    people = sum(each.result.participants for each in units)
    roster = sum(each.result.roster for each in units)
    return Grid(
        columns=(
            GridColumn(title="Hạng", width_mm=14, align="centre"),
            GridColumn(title="Tập thể", width_mm=62),
            GridColumn(title="Số người danh sách", width_mm=22, align="right"),
            GridColumn(title="Số người có kết quả", width_mm=22, align="right"),
            GridColumn(title="Tỷ lệ", width_mm=20, align="right"),
            GridColumn(title="Tỷ lệ đúng bình quân", width_mm=25, align="right"),
        ),
        rows=tuple(
            (
                str(each.result.place or "–"),
                each.name,
                str(each.result.roster),
                str(each.result.participants),
                percent(Fraction(each.result.participants, each.result.roster or 1)),
                "–"
                if each.result.mean is None
                else percent(Fraction(round(each.result.mean * 10_000), 10_000)),
            )
            for each in units
        ),
        total=(
            "",
            "Cộng",
            str(roster),
            str(people),
            percent(Fraction(people, roster or 1)),
            "",
        ),
    )


def _with_money(
    columns: list[GridColumn], rows: Sequence[tuple[str, ...]], lines: Sequence[AwardLine], *, money: bool
) -> Grid:
    at = next(n for n, column in enumerate(columns) if column.title.startswith("Mức tiền"))
    note = len(columns) - 1
    if not money or not any(each.amount for each in lines):
        columns = [each for n, each in enumerate(columns) if n != at]
        rows = [tuple(cell for n, cell in enumerate(row) if n != at) for row in rows]
        note -= 1
        sums: tuple[str, ...] = ()
    else:
        sums = tuple(
            "Cộng" if n == 1 else dong_number(total(lines)) if n == at else "" for n in range(len(columns))
        )
    if not any(row[note] for row in rows):
        columns = columns[:-1]
        rows = [row[:-1] for row in rows]
        sums = sums[:-1]
    return Grid(columns=tuple(columns), rows=tuple(rows), total=sums)


def _women(line: AwardLine) -> str:
    record = line.nominee.group
    if record is None or record.women is None or not record.staff:
        return ""
    return share_text(record.women, record.staff)


def _note(decision: Decision) -> str:
    return "" if decision.outcome is Outcome.PROPOSED and not decision.reason else reason_text(decision)
