"""What somebody achieved in a table: right answers, or points where they are more than that."""

from collections.abc import Sequence

from quizbot.core.contest import Contest
from quizbot.core.contest_paper import Points
from quizbot.core.points import to_points, unit_of
from quizbot.documents.official import GridColumn
from quizbot.i18n.formats import points as points_text
from quizbot.usecases.awarding import PersonAward
from quizbot.usecases.ports import BoardRow
from quizbot.usecases.standings import points_are_right_answers

NARROW_MM, WIDE_MM = 20, 34


def outcome(each: PersonAward) -> str:
    """Write what a person of a list achieved: "18/20", or "22,75 điểm (18/20)"."""
    return _text(each.right, each.asked, None if each.by_right else each.points)


def row_outcome(row: BoardRow, contest: Contest) -> str:
    """Write what a person of a board achieved."""
    points = to_points(row.entry.points, unit_of(contest.paper))
    return _text(row.entry.right, row.entry.asked, None if points_are_right_answers(contest) else points)


def outcome_columns(unit_mm: int, *, by_right: bool, right_mm: int = NARROW_MM) -> Sequence[GridColumn]:
    """Give the columns of a person's unit and what they achieved; what one needs more the other gives up."""
    if by_right:
        return (
            GridColumn(title="Đơn vị", width_mm=unit_mm),
            GridColumn(title="Số câu đúng", width_mm=right_mm, align="right"),
        )
    return (
        GridColumn(title="Đơn vị", width_mm=unit_mm - WIDE_MM + right_mm),
        GridColumn(title="Kết quả", width_mm=WIDE_MM, align="right"),
    )


def _text(right: int, asked: int, points: Points | None) -> str:
    if points is None:
        return f"{right}/{asked}"
    return f"{points_text(points)} điểm" + (f" ({right}/{asked})" if asked else "")
