"""Files into grids of cells: workbooks through calamine, text tables by sniffing."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from quizbot.roster.reading import Notes
from quizbot.roster.text_table import text_table

Cell = str | int | float | bool | date | datetime | time | timedelta
MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 400 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 256
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# a cell that holds something; formatted cells without a value do not count
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<(?:v(?: [^>]*)?>[^<]|is\b|f\b)')
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet. Cells of a merged area all hold its value downwards, its first cell alone sideways."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def grids(path: Path, notes: Notes) -> tuple[Grid, ...]:
    """Read a file into grids; what cannot be read becomes a fault."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            notes.fault("roster.too_large", facts={"limit": f"{MAX_BYTES // 1024 // 1024} MiB"})
            return ()
        content = path.read_bytes()
    except FileNotFoundError:
        notes.fault("roster.no_file")
        return ()
    except OSError as error:
        notes.fault("roster.unreadable", facts={"reason": error.strerror or "OSError"})
        return ()
    return grids_of(content, notes)


def grids_of(content: bytes, notes: Notes) -> tuple[Grid, ...]:
    """Read a file's content into grids; its kind is told by the content, not by the name."""
    if content.startswith(_WORKBOOKS):
        return _workbook(content, notes)
    if (
        content.lstrip(b"\xef\xbb\xbf \r\n\t")[:200]
        .lower()
        .startswith((b"<html", b"<!doctype", b"<table", b"<meta"))
    ):
        notes.fault("roster.web_page")
        return ()
    rows = text_table(content, notes)
    return () if rows is None else (Grid(name="", rows=_bounded(rows, notes, sheet="")),)


def _workbook(content: bytes, notes: Notes) -> tuple[Grid, ...]:
    if _ENCRYPTED in content[:_CHUNK]:
        notes.fault("roster.protected")
        return ()
    if content.startswith(b"PK") and not _bearable(content, notes):
        return ()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(
            _grid(book.get_sheet_by_name(sheet.name), notes)
            for sheet in book.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        )
    except PasswordError:
        notes.fault("roster.protected")
        return ()
    except (CalamineError, ZipError, XmlError, OSError, ValueError) as error:
        notes.fault("roster.unreadable", facts={"reason": error})
        return ()


def _bearable(content: bytes, notes: Notes) -> bool:
    """Look into a zipped workbook before it is unpacked: a small file may hold a gigantic sheet."""
    limit = f"{MAX_UNPACKED_BYTES // 1024 // 1024} MiB"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MAX_UNPACKED_BYTES:
                notes.fault("roster.too_large", facts={"limit": limit})
                return False
            sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
            for name in sheets:
                if any(row > MAX_ROWS + 1000 for row in _rows_with_values(packed, name)):
                    notes.fault("roster.too_large", facts={"limit": f"{MAX_ROWS} dòng"})
                    return False
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        notes.fault("roster.unreadable", facts={"reason": error})
        return False
    return True


def _rows_with_values(packed: zipfile.ZipFile, name: str) -> Iterator[int]:
    with packed.open(name) as sheet:
        tail = b""
        while chunk := sheet.read(_CHUNK):
            text = tail + chunk
            rows = [int(found[2]) for found in _CELL.finditer(text)]
            if rows:
                yield max(rows)
            tail = text[-100:]


def _grid(sheet: CalamineSheet, notes: Notes) -> Grid:
    if sheet.total_height > MAX_ROWS:
        notes.fault("roster.too_large", sheet=sheet.name, facts={"limit": f"{MAX_ROWS} dòng"})
        return Grid(name=sheet.name, rows=())
    rows: list[list[Cell]] = [list(row[:MAX_COLUMNS]) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
    return Grid(name=sheet.name, rows=tuple(tuple(row) for row in rows))


def _bounded(rows: list[list[str]], notes: Notes, *, sheet: str) -> tuple[tuple[Cell, ...], ...]:
    if len(rows) > MAX_ROWS:
        notes.fault("roster.too_large", sheet=sheet, facts={"limit": f"{MAX_ROWS} dòng"})
        return ()
    return tuple(tuple(row[:MAX_COLUMNS]) for row in rows)
