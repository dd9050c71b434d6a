"""A whole board as a workbook, everybody on it, however many."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from quizbot.documents.facts import PROVISIONAL
from quizbot.documents.formats.xlsx import write_xlsx_file
from quizbot.documents.sheets import Cell, Column, Sheet
from quizbot.i18n.formats import moment
from quizbot.usecases.awarding import FINAL_STATES
from quizbot.usecases.ports import BoardRow, Work
from quizbot.usecases.results import contest_board, round_board
from quizbot.usecases.standings import find, find_round

PAGE = 5_000  # rows read at a time
MOST = 1_000_000
"""Rows of one sheet; a worksheet holds 1,048,576 (ECMA-376 as Excel bounds it, checked 2026-11)."""

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
    write_xlsx_file(path, [board_sheet(rows_of(work, board), heading=tuple(heading), warning=warning)])
    return min(work.standings.size(board), MOST)


def board_sheet(rows: Iterator[BoardRow], *, heading: tuple[str, ...], warning: str = "") -> Sheet:
    """Lay rows of a board out as a sheet, one after another as they come."""
    cells = (_cells(each) for each in rows)
    return Sheet(name="Cá nhân", heading=heading, columns=COLUMNS, rows=cells, warning=warning)


def rows_of(work: Work, board: str) -> Iterator[BoardRow]:
    """Read a board page by page, best first."""
    for offset in range(0, MOST, PAGE):
        page = work.standings.top(board, limit=PAGE, offset=offset)
        yield from page
        if len(page) < PAGE:
            return


def _cells(row: BoardRow) -> tuple[Cell, ...]:
    return (
        row.place,
        row.name,
        row.code,
        row.unit_code,
        row.unit_name,
        row.entry.points,
        row.entry.right,
        row.entry.asked,
        row.entry.duration_s,
    )
