"""Cells of a table as people see them, with what a spreadsheet program may have done to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from quizbot.core.vietnamese import nfc

Value = str | int | float | bool | date | datetime | time | timedelta
# whole numbers above are not exact in a spreadsheet
_EXACT = 2**53
# digits that a spreadsheet keeps of a number; source: support.microsoft.com, Excel specifications and limits, 2026-11
_DIGITS = 15
# characters of a cell that may be part of a question; patterns look at whole cells, so they are bounded
MOST_LETTERS = 10_000
_SHOWN = 80
_BLANKS = re.compile(r"\s{200}")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|\r|\u0085|\u2028|\u2029")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|####+)|#{4,}")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+")
# what Excel writes into a CSV for 1/2 that it took for a day
_DAY_WORDS = re.compile(
    r"\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Thg\s?\d{1,2})"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Thg\s?\d{1,2})-\d{2}",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: its text, and what is strange about it."""

    text: str = ""
    # stored as a number, not as text
    number: bool = False
    # the program may have changed it; a person should look
    doubt: str = ""
    # it does not say any more what was typed
    wrong: str = ""
    # characters nobody sees were left out
    cleaned: bool = False
    # a blank stands before it, as behind a comma of a sentence
    led: bool = False

    def __bool__(self) -> bool:
        return bool(self.text or self.wrong)


EMPTY = Cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet; `name` is empty for a text file."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    # the look of letters and ground, by row and column; empty where the file has none
    faces: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def cell(self, row: int, column: int | None) -> Cell:
        """Give a cell; an empty one outside the sheet."""
        if column is None or row >= len(self.rows) or column >= len(self.rows[row]):
            return EMPTY
        return self.rows[row][column]

    def place(self, row: int | None = None, column: int | None = None) -> str:
        """Name a place as a spreadsheet program shows it: trang “Câu hỏi”, hàng 5, cột B."""
        parts = [f"trang “{self.name}”"] if self.name else []
        parts += [f"hàng {row + 1}"] if row is not None else []
        parts += [f"cột {column_name(column)}"] if column is not None else []
        return ", ".join(parts) or "tệp"


def short(text: str, *, most: int = 40) -> str:
    """Cut a text for a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def column_name(column: int) -> str:
    """Give the letters of a column counted from 0: A, B, ... Z, AA."""
    name = ""
    left = column + 1
    while left:
        left, place = divmod(left - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def text_cell(raw: str) -> Cell:
    """Read a cell that holds text."""
    text = _LINE_ENDS.sub("\n", raw)
    seen = nfc(_CONTROL.sub("", _HIDDEN.sub("", text))).strip()
    if len(seen) > MOST_LETTERS:
        return Cell(text=seen[:_SHOWN], wrong=f"ô dài hơn {MOST_LETTERS} ký tự")
    if _BLANKS.search(seen):
        return Cell(text=seen[:_SHOWN], wrong="ô có hàng trăm dấu cách liền nhau")
    if "\ufffd" in seen:
        return Cell(text=seen, wrong="ô có chữ đã hỏng (�)")
    return Cell(text=seen, cleaned=bool(_HIDDEN.search(text) or _CONTROL.search(text)))


def loose_cell(raw: str) -> Cell:
    """Read a field of a text file: nothing tells any more whether a program has changed it."""
    cell = text_cell(raw)
    seen = cell.text
    if _ERROR.fullmatch(seen):
        return Cell(text=seen, wrong=f"ô báo lỗi {seen}")
    if _SHORTENED.fullmatch(seen):
        return Cell(text=seen, wrong=f"ô ghi “{seen}”: số dài đã bị rút gọn")
    if _DAY_WORDS.fullmatch(seen):
        return Cell(text=seen, wrong=f"ô ghi “{seen}”: có thể phân số hay khoảng số đã bị đổi thành ngày")
    return cell


def value_cell(value: Value, shown: str = "") -> Cell:
    """Read a cell of a workbook.

    Args:
        value: what the cell holds.
        shown: how the program shows it, where that is known: "percent", "day" (day, month and year),
            "part" (a part of a date only), "number", "error: #N/A" or "" when it is not known.
    """
    if shown.startswith("error"):
        return Cell(text=shown.partition(": ")[2], wrong=f"ô báo lỗi {shown.partition(': ')[2]}")
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, bool):
        return Cell(text="TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return _number(value, shown)
    if isinstance(value, time | timedelta):
        return Cell(text=str(value), wrong=f"ô là giờ ({value}), không phải chữ")
    return _day(value, shown)


def _number(value: float, shown: str) -> Cell:
    if not abs(value) < _EXACT:
        return Cell(text=f"{value:g}", number=True, wrong="ô là số quá dài, các chữ số cuối có thể đã mất")
    if shown == "percent":
        return Cell(text=decimal_text(value * 100) + "%", number=True)
    text = decimal_text(value)
    if shown or "," not in text:
        return Cell(text=text, number=True)
    return Cell(
        text=text,
        number=True,
        doubt=f"ô là số {text}; nếu trong bảng hiện phần trăm hay ngày thì đổi ô thành văn bản",
    )


def decimal_text(value: float) -> str:
    """Write a number with a decimal comma, as a spreadsheet shows it (15 digits at most)."""
    short = f"{value:.{_DIGITS}g}"
    if "e" in short:
        short = f"{value:.20f}".rstrip("0")
    return short.removesuffix(".").replace(".", ",")


def _day(value: date | datetime, shown: str) -> Cell:
    written = f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if shown == "day":
        return Cell(text=written, doubt=f"ô là ngày, đã ghi {written}")
    return Cell(
        text=written,
        wrong=f"ô đã bị bảng tính đổi thành ngày {written}; có thể lúc gõ là phân số hay khoảng số",
    )
