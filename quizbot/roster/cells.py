"""Single cells: text, codes, dates."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from quizbot.core.vietnamese import nfc
from quizbot.roster.grid import Cell

MAX_TEXT = 300  # characters
_DECIMAL = re.compile(r"(\d+)[.,]0+")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
_CODE = re.compile(r"[^\W_](?:[\w./\-]{0,31})")
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_050  # 1927 to 2099
_EXACT = 2**53  # whole numbers above are not exact in a spreadsheet


class NotADate(ValueError):
    """The cell holds something else."""


class CodeLost(ValueError):
    """A spreadsheet has changed the code beyond repair; `kind` is the fault's code."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def text(cell: Cell) -> str:
    """Give a cell as one line of composed text; whole numbers without decimals, dates as 01/07/2025."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year:04d}"
    written = str(cell)
    seen = written if written.isprintable() else "".join(_visible(ch) for ch in written)
    return nfc(" ".join(seen.split()))


def _visible(ch: str) -> str:
    kind = unicodedata.category(ch)
    return " " if kind == "Cc" else "" if kind in ("Cf", "Cs") else ch


def is_composed(cell: Cell) -> bool:
    """Tell whether the cell's text came composed."""
    return not isinstance(cell, str) or nfc(cell) == cell


def code(cell: Cell) -> str:
    """Give a roster code as text.

    Raises:
        CodeLost
    """
    if isinstance(cell, bool):
        raise CodeLost("roster.bad_code")
    if isinstance(cell, date | timedelta) or not isinstance(cell, str | int | float):
        raise CodeLost("roster.code_is_date")
    if isinstance(cell, float) and not (cell.is_integer() and 0 <= cell < _EXACT):
        raise CodeLost("roster.code_lost_digits" if cell >= _EXACT else "roster.bad_code")
    found = text(cell).replace(" ", "")
    if _SHORTENED.fullmatch(found):
        raise CodeLost("roster.code_lost_digits")
    decimal = _DECIMAL.fullmatch(found)
    found = decimal[1] if decimal else found
    if found and (not _CODE.fullmatch(found) or found.startswith("erased-")):
        raise CodeLost("roster.bad_code")
    return found


def was_decimal(cell: Cell) -> bool:
    """Tell whether a code was written as a decimal in text ("5.0")."""
    return isinstance(cell, str) and _DECIMAL.fullmatch(cell.strip()) is not None


def day(cell: Cell) -> date | None:
    """Give a day; None for an empty cell.

    Raises:
        NotADate
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(cell)
    written = text(cell)
    if not written:
        return None
    found = _DAY.fullmatch(written)
    parts = (found[3], found[2], found[1]) if found else None
    iso = _ISO.fullmatch(written)
    parts = (iso[1], iso[2], iso[3]) if iso else parts
    if parts is None:
        raise NotADate(written)
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError as error:
        raise NotADate(written) from error


def _serial(number: float) -> date:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise NotADate(str(number))
    return _EPOCH + timedelta(days=int(number))
