"""A board as a sheet: what everybody may see of it at this moment, and how far it is to be trusted."""

from collections.abc import Callable
from itertools import groupby

from quizbot.documents.facts import PROVISIONAL
from quizbot.documents.formats.leaf import Leaf, LeafTable
from quizbot.documents.official import GridColumn
from quizbot.documents.reasons import value_text
from quizbot.i18n.boards_text import column_name, truth_text
from quizbot.i18n.corrections_text import footnote_text
from quizbot.i18n.formats import moment, number, percent, points
from quizbot.i18n.texts import Texts
from quizbot.i18n.unit_kinds import vi_bracket
from quizbot.usecases.standings import BoardLine, BoardView
from quizbot.usecases.unit_standings import UnitLine


def board_leaf(people: BoardView, units: BoardView, *, office: str, texts: Texts) -> Leaf:
    """Lay a contest's board out: people, then units.

    Args:
        people: the board of people as outsiders see it.
        units: the same board by unit.
        texts: Vietnamese, for what stands under boards.
    """
    return Leaf(
        office=office,
        title="BẢNG XẾP HẠNG",
        under=(
            people.title,
            f"Vòng {number(people.round_number)}" if people.round_number else "Cả cuộc thi",
            f"Số liệu lúc {moment(people.as_of)}",
        ),
        tables=() if people.hidden_until else (*_people(people, texts), *_units(units)),
        notes=tuple(_notes(people, units, texts)),
        warning=PROVISIONAL if people.provisional else "",
        foot=f"{people.title} – bảng xếp hạng lúc {moment(people.as_of)}",
    )


def _notes(people: BoardView, units: BoardView, texts: Texts) -> list[str]:
    if people.hidden_until:
        return [texts("boards.hidden", until=people.hidden_until)]
    notes = [texts("boards.frozen", since=people.frozen_since)] if people.frozen_since else []
    if len(people.lines) < people.people:
        notes.append(
            f"Bảng ghi {number(len(people.lines))} người dẫn đầu trong {number(people.people)} người có kết quả."
        )
    if not people.lines:
        notes.append(texts("boards.empty"))
    if units.bands_only and units.units:
        notes.append(texts("boards.bands_only"))
    notes += [truth_text(truth, texts, bracket=name) for name, truth in people.truths.items()]
    return [*notes, *(f"* {footnote_text(each, texts)}" for each in people.notes)]


def _people(view: BoardView, texts: Texts) -> list[LeafTable]:
    """Give the people, block by block where there are blocks; what is not published is left out."""
    columns: list[tuple[GridColumn, Callable[[BoardLine], str]]] = [
        (GridColumn(title="Hạng", width_mm=14, align="centre"), lambda each: number(each.place))
    ]
    if any(each.name for each in view.lines):
        columns.append((GridColumn(title="Họ và tên", width_mm=55), lambda each: each.name))
    if any(each.unit for each in view.lines):
        columns.append((GridColumn(title="Đơn vị", width_mm=60), lambda each: each.unit))
    if any(each.right or each.duration_s for each in view.lines):
        if not all(each.by_right for each in view.lines):
            columns.append(
                (GridColumn(title="Điểm", width_mm=18, align="right"), lambda each: points(each.points))
            )
        columns += [
            (
                GridColumn(title="Số câu đúng", width_mm=22, align="right"),
                lambda each: f"{each.right}/{each.asked}",
            ),
            (
                GridColumn(title="Thời gian làm bài", width_mm=28, align="right"),
                lambda each: lasting(each.duration_s),
            ),
        ]
    columns += [
        (
            GridColumn(title=column_name(name, texts), width_mm=24, align="right"),
            lambda each, name=name: value_text(name, each.ties[name]),  # type: ignore[misc]
        )
        for name in view.deciding
    ]
    heads = tuple(column for column, _ in columns)
    return [
        LeafTable(
            title=vi_bracket(block) or "Cá nhân",
            columns=heads,
            rows=tuple(tuple(cell(each) for _, cell in columns) for each in lines),
        )
        for block, lines in groupby(view.lines, key=lambda each: each.block)
    ]


def _units(view: BoardView) -> list[LeafTable]:
    if not view.units:
        return []
    columns = (
        GridColumn(title="Hạng", width_mm=18, align="centre"),
        GridColumn(title="Đơn vị", width_mm=85),
        GridColumn(title="Tham gia", width_mm=38, align="right"),
        GridColumn(title="Tỷ lệ đúng", width_mm=28, align="right"),
    )
    return [LeafTable(title="Đơn vị", columns=columns, rows=tuple(_unit(each) for each in view.units))]


def _unit(line: UnitLine) -> tuple[str, ...]:
    found = line.result
    place = number(found.place) if found.place else f"mức {found.band}" if found.band else "–"
    part = f"{number(found.participants)}/{number(found.roster)} ({percent(found.participation)})"
    return place, line.name, part, "–" if found.mean is None else percent(found.mean)


def lasting(seconds: int) -> str:
    """Write a length of time as a board has it: 4:07."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}"
