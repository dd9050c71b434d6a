"""A whole board as a workbook, everybody on it, however many."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from quizbot.core.points import to_points, unit_of
from quizbot.documents.facts import PROVISIONAL
from quizbot.documents.formats.xlsx import write_xlsx_file
from quizbot.documents.sheets import Cell, Column, Sheet
from quizbot.i18n.formats import moment
from quizbot.i18n.unit_kinds import vi_bracket
from quizbot.usecases.awarding import FINAL_STATES
from quizbot.usecases.brackets import board_parts
from quizbot.usecases.ports import BoardRow, Work
from quizbot.usecases.results import contest_board, round_board
from quizbot.usecases.standings import find, find_round

PAGE = 5_000  # rows read at a time
MOST = 1_000_000
"""Rows of one sheet; a worksheet holds 1,048,576 (ECMA-376 as Excel bounds it, checked 2026-11)."""

# what the name of a sheet may not hold
_NOT_IN_NAMES = str.maketrans("[]:*?/\\", "()-----")

COLUMNS = (
    Column(title="Thứ hạng", kind="whole", width=9),
    Column(title="Họ và tên", width=28),
    Column(title="Mã nhân sự", width=12),
    Column(title="Mã đơn vị", width=12),
    Column(title="Đơn vị", width=34),
    Column(title="Điểm", kind="whole", width=8),
    Column(title="Số câu đúng", kind="whole", width=9),
    Column(title="Số câu hỏi", kind="whole", width=9),
    Column(title="Thời gian làm bài (phút:giây)", kind="duration", width=13),
)


IN_PARTS = tuple(replace(each, kind="points") if each.title == "Điểm" else each for each in COLUMNS)


def write_whole_board(work: Work, path: Path, *, slug: str, number: int | None, now: datetime) -> int:
    """Write the board of a contest or of a round; gives how many people stand on it.

    Raises:
        UnknownContest, UnknownRound
    """
    stored = find(work, slug)
    board = contest_board(stored)
    heading = ["BẢNG KẾT QUẢ CÁ NHÂN", stored.contest.title]
    if number is not None:
        board = round_board(find_round(work, stored, number).id)
        heading.append(f"Vòng {number}")
    heading.append(f"Số liệu lúc {moment(now)}")
    warning = "" if stored.state in FINAL_STATES else PROVISIONAL
    if warning:
        heading.append(warning)
    sheets = [
        board_sheet(
            rows_of(work, board, bracket=bracket),
            name=f"{at}. {vi_bracket(name).translate(_NOT_IN_NAMES)}" if name else "",
            heading=(*heading, *((vi_bracket(name),) if name else ())),
            warning=warning,
            unit=unit_of(stored.contest.paper),
        )
        for at, (name, bracket) in enumerate(board_parts(work, stored.contest), start=1)
    ]
    write_xlsx_file(path, sheets)
    return min(work.standings.size(board), MOST)


def board_sheet(
    rows: Iterator[BoardRow], *, heading: tuple[str, ...], name: str = "", warning: str = "", unit: int = 1
) -> Sheet:
    """Lay rows of a board out as a sheet, one after another as they come.

    Args:
        name: of the bracket whose board it is; "" where there is one.
        unit: how many units make a point.
    """
    cells = (_cells(each, unit) for each in rows)
    return Sheet(
        name=name or "Cá nhân",
        heading=heading,
        columns=COLUMNS if unit == 1 else IN_PARTS,
        rows=cells,
        warning=warning,
    )


def rows_of(work: Work, board: str, *, bracket: str | None = None) -> Iterator[BoardRow]:
    """Read a board page by page, best first."""
    for offset in range(0, MOST, PAGE):
        page = work.standings.top(board, limit=PAGE, bracket=bracket, offset=offset)
        yield from page
        if len(page) < PAGE:
            return


def _cells(row: BoardRow, unit: int) -> tuple[Cell, ...]:
    return (
        row.place,
        row.name,
        row.code,
        row.unit_code,
        row.unit_name,
        float(to_points(row.entry.points, unit)) if unit > 1 else row.entry.points,
        row.entry.right,
        row.entry.asked,
        row.entry.duration_s,
    )
