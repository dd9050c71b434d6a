"""Files into tables: workbooks through calamine, text tables by their signs."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
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

from quizbot.bank.exchange.archives import TooBig, open_archive
from quizbot.bank.exchange.encodings import decode, legacy_1258
from quizbot.bank.exchange.tables.cells import EMPTY, Cell, Table, Value, loose_cell, text_cell, value_cell
from quizbot.bank.exchange.tables.looks import Looks, workbook_looks
from quizbot.bank.exchange.tables.sizes import ods_extent, ole_extent
from quizbot.bank.exchange.values import Gathering
from quizbot.core.legacy_letters import to_unicode

MAX_BYTES = 20 * 1024 * 1024
# the largest bank known has some thousand questions of ten columns
MAX_CELLS = 1_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 256
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# enough to see the header
_TRIED_ROWS = 80
_SEPARATORS = (",", ";", "\t", "|")
_TOLD = re.compile(r"sep=(.)\r?\n", re.I)
# a quote that is never closed swallows lines; no cell of a question has as many
_MOST_LINES = 200
# letters that a program could not write in a Western encoding stand as question marks inside words
_LOST = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")
_FEWEST_LOST = 4
# letters of Vietnamese that no Western encoding has
_KEPT = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


def workbook_tables(content: bytes, gathering: Gathering) -> tuple[Table, ...]:
    """Read the visible sheets of an .xlsx, .xls or .ods; what cannot be read becomes a problem."""
    if not bounded(content, gathering):
        return ()
    if _ENCRYPTED in content[: 1 << 20]:
        _protected(gathering)
        return ()
    looks = _opened(content, gathering)
    if looks is None:
        return ()
    try:
        return tuple(_sheets(content, looks, gathering))
    except PasswordError:
        _protected(gathering)
    except (CalamineError, ZipError, XmlError, OSError, ValueError):
        _broken(gathering)
    except BaseException as error:
        # a broken .xls makes the reader's native part panic; its exception has no name to catch it by
        if type(error).__name__ != "PanicException":
            raise
        _broken(gathering)
    return ()


def bounded(content: bytes, gathering: Gathering) -> bool:
    """Tell whether a file is small enough to be read; a problem says when it is not."""
    if len(content) <= MAX_BYTES:
        return True
    _too_big(gathering, "tệp", f"tệp lớn hơn {MAX_BYTES // 1024 // 1024} MiB")
    return False


def _opened(content: bytes, gathering: Gathering) -> dict[str, Looks] | None:
    """Look into a workbook before it is read; None when it must not or cannot be."""
    try:
        if content.startswith(OLE):
            return _small_enough(ole_extent(content), gathering)
        archive = open_archive(content)
        if archive is not None:
            with archive:
                if "xl/workbook.xml" in archive.namelist():
                    return _within(workbook_looks(archive, most=MAX_CELLS), gathering)
                if "content.xml" in archive.namelist():
                    return _small_enough(ods_extent(archive), gathering)
    except TooBig:
        _too_big(gathering, "tệp", "tệp chứa quá nhiều dữ liệu sau khi giải nén")
        return None
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError),
        *(ParseError, DefusedXmlException, LookupError, ValueError),
    ):
        _broken(gathering)
        return None
    _broken(gathering)
    return None


def _small_enough(cells: int, gathering: Gathering) -> dict[str, Looks] | None:
    if cells <= MAX_CELLS:
        return {}
    _too_big(gathering, "tệp", f"có trang trải trên {cells} ô")
    return None


def _within(looks: dict[str, Looks], gathering: Gathering) -> dict[str, Looks] | None:
    if not looks:
        _broken(gathering)
        return None
    for name, each in looks.items():
        if each.height * each.width > MAX_CELLS or each.height > MAX_ROWS:
            _too_big(gathering, f"trang “{name}”", f"trang trải trên {each.height} hàng, {each.width} cột")
            return None
    return looks


def _sheets(content: bytes, looks: dict[str, Looks], gathering: Gathering) -> Iterator[Table]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for sheet in book.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible is not SheetVisibleEnum.Visible:
            gathering.remark(f"trang “{sheet.name}”", "trang đang bị ẩn; không đọc")
            continue
        if looks and sheet.name not in looks:
            # its size is not known
            _broken(gathering)
            continue
        read = book.get_sheet_by_name(sheet.name)
        if read.total_height * read.total_width > MAX_CELLS or read.total_height > MAX_ROWS:
            size = f"trang có {read.total_height} hàng, {read.total_width} cột"
            _too_big(gathering, f"trang “{sheet.name}”", size)
            continue
        yield _table(read, looks.get(sheet.name, Looks()), gathering)


def _table(sheet: CalamineSheet, looks: Looks, gathering: Gathering) -> Table:
    values = [line[:MAX_COLUMNS] for line in sheet.to_python(skip_empty_area=False)]
    if sheet.total_width > MAX_COLUMNS:
        gathering.remark(f"trang “{sheet.name}”", f"chỉ đọc {MAX_COLUMNS} cột đầu")
    nothing: list[Cell] = []
    cells = [
        [_cell(value, looks.shown.get((row, column), "")) for column, value in enumerate(line)]
        if row in looks.rows or any(value != "" for value in line)
        else nothing
        for row, line in enumerate(values)
    ]
    for row in sorted(looks.hidden_rows & looks.rows):
        gathering.remark(f"trang “{sheet.name}”, hàng {row + 1}", "hàng đang bị ẩn, vẫn được đọc")
    used = {column for _, column in looks.faces}
    for column in sorted(looks.hidden_columns & used):
        place = Table(name=sheet.name, rows=()).place(None, column)
        gathering.remark(place, "cột đang bị ẩn, vẫn được đọc")
    return Table(name=sheet.name, rows=_unicode(sheet.name, cells, gathering), faces=looks.faces)


def _cell(value: Value, shown: str) -> Cell:
    return EMPTY if value == "" and not shown else value_cell(value, shown)


def _unicode(
    name: str, cells: Sequence[Sequence[Cell]], gathering: Gathering
) -> tuple[tuple[Cell, ...], ...]:
    """Convert a sheet written in TCVN3 or VNI letters as a whole: single cells are too short to tell."""
    whole = to_unicode("\n".join(cell.text for line in cells for cell in line if cell.text))
    if not whole.was or whole.was.startswith("Unicode"):
        return tuple(tuple(line) for line in cells)
    gathering.remark(f"trang “{name}”", f"chữ viết theo {whole.was}; đã chuyển sang Unicode")
    encoding = "TCVN3" if whole.was.startswith("TCVN3") else "VNI"
    return tuple(
        tuple(
            text_cell(to_unicode(cell.text, written=encoding).text) if cell.text and not cell.wrong else cell
            for cell in line
        )
        for line in cells
    )


def text_table(
    content: bytes, gathering: Gathering, *, known: Callable[[Table], bool], most: int = MAX_ROWS
) -> Table | None:
    """Read a text table with the separator under which its header is known, or which cuts most rows.

    Args:
        content: of the file.
        gathering: takes what cannot be read.
        known: tells whether the first rows of a table hold a header.
        most: rows to read.
    """
    if not bounded(content, gathering):
        return None
    text = _text(content, gathering)
    if text is None:
        return None
    told = _TOLD.match(text)
    if told:
        return _split(text[told.end() :], told[1], most)
    starts = {separator: _split(text, separator, _TRIED_ROWS) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda separator: (known(starts[separator]), _width(starts[separator])))
    return starts[best] if most <= _TRIED_ROWS else _split(text, best, most)


def _text(content: bytes, gathering: Gathering) -> str | None:
    vietnamese = legacy_1258(content)
    converted = decode(content) if vietnamese is None else None
    if vietnamese is None and converted is None:
        gathering.problem(
            "tệp",
            "",
            "không nhận ra bảng mã chữ của tệp",
            "lưu lại tệp với kiểu “CSV UTF-8”, hoặc lưu thành .xlsx",
        )
        return None
    text = vietnamese if vietnamese is not None else converted.text if converted else ""
    was = "Windows-1258" if vietnamese is not None else converted.was if converted else ""
    if len(_LOST.findall(text)) >= _FEWEST_LOST and not _KEPT.search(text):
        gathering.problem(
            "tệp",
            "",
            "nhiều chữ có dấu đã thành dấu hỏi (?) khi lưu tệp",
            "mở lại bản gốc và lưu với kiểu “CSV UTF-8”, hoặc lưu thành .xlsx",
        )
        return None
    if was:
        gathering.remark("tệp", f"chữ viết theo {was}; đã chuyển sang Unicode")
    return text


def _split(text: str, separator: str, most: int) -> Table:
    """Cut a text into rows; where the quotes go wrong, the last row holds a cell that says so."""
    rows: list[tuple[Cell, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for line in reader:
            if len(rows) >= most:
                rows.append((Cell(wrong=f"tệp có hơn {most} hàng; từ hàng này trở đi không đọc"),))
                break
            rows.append(tuple(field_cell(field) for field in line[:MAX_COLUMNS]) or (EMPTY,))
    except csv.Error:
        wrong = f"dấu nháy kép không khớp (gần dòng {reader.line_num}); từ đây trở đi không đọc được"
        rows.append((Cell(wrong=wrong),))
    return Table(name="", rows=tuple(rows))


def field_cell(field: str) -> Cell:
    """Read a field; a quote that keeps a program from taking a text for a formula is no part of it."""
    if field.count("\n") > _MOST_LINES:
        return Cell(text=field[:80], wrong="ô dài bất thường: có thể thiếu dấu nháy kép đóng")
    cell = loose_cell(field[1:] if _GUARDED.match(field) else field)
    return replace(cell, led=True) if field.startswith(" ") and cell.text else cell


def _width(table: Table) -> int:
    """Say how many rows have more than one cell."""
    return sum(len(row) > 1 for row in table.rows)


def _protected(gathering: Gathering) -> None:
    gathering.problem("tệp", "", "tệp có mật khẩu", "mở tệp, bỏ mật khẩu rồi lưu lại")


def _broken(gathering: Gathering) -> None:
    gathering.problem(
        "tệp",
        "",
        "tệp hỏng hoặc không phải là bảng tính",
        "mở tệp bằng Excel hay LibreOffice rồi lưu lại thành .xlsx",
    )


def _too_big(gathering: Gathering, place: str, what: str) -> None:
    gathering.problem(
        place, "", f"quá lớn: {what}", "xóa các hàng, cột thừa hoặc chia thành nhiều tệp nhỏ hơn"
    )
