"""Workbooks: one question a row on any visible sheet with a header; written as our own sheet."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from quizbot.bank.exchange.tables.cells import decimal_text, text_cell
from quizbot.bank.exchange.tables.dialects import OWN_COLUMNS, OWN_KINDS, OWN_LEVELS, YES
from quizbot.bank.exchange.tables.files import OLE, ZIP, workbook_tables
from quizbot.bank.exchange.tables.own import OwnTable, own_table
from quizbot.bank.exchange.tables.reading import read_tables
from quizbot.bank.exchange.values import Exported, Gathering, Imported
from quizbot.bank.formats import BankFormat
from quizbot.core.question import Question

_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
_MEMBERS = (b"xl/workbook.xml", b"application/vnd.oasis.opendocument.spreadsheet")
_SHEET = "Câu hỏi"
# the same questions give the same file
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_FONT = "Times New Roman"
# characters
_WIDTHS = {
    "name": 16,
    "kind": 14,
    "ask": 60,
    "key": 20,
    "explain": 50,
    "level": 12,
    "section": 10,
    "facts": 18,
}
_OPTION_WIDTH, _OTHER_WIDTH = 28, 11
# points of a line of 11-point text, and of the tallest row; source: Excel specifications, 2026-11
_LINE, _TALLEST = 15.0, 409.0
_CHOICES = {"kind": tuple(OWN_KINDS.values()), "level": tuple(OWN_LEVELS.values()), "keep_order": (YES,)}
# rows below the last question that still offer the choices
_SPARE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook of Excel or LibreOffice."""

    title: str = "Bảng tính (Excel, LibreOffice)"
    extensions: tuple[str, ...] = _ENDINGS

    def sniff(self, name: str, content: bytes, /) -> float:
        """Trust what is inside the file, and the ending where that cannot be told."""
        ending = name.lower().endswith(_ENDINGS)
        if content.startswith(ZIP):
            inside = any(member in content for member in _MEMBERS)
            return (1.0 if ending else 0.9) if inside else 0.0
        if content.startswith(OLE):
            return 0.9 if ending else 0.0
        return 0.1 if ending else 0.0

    def read(self, name: str, content: bytes, /) -> Imported:
        """Read every visible sheet that has a header."""
        gathering = Gathering()
        tables = workbook_tables(content, gathering)
        if tables or not gathering.problems:
            read_tables(tables, gathering)
        return gathering.done()

    def write(self, questions: Sequence[Question], /) -> Exported:
        """Write our own sheet: text stays text, whatever it begins with; numbers are numbers."""
        table = own_table(questions, cell=text_cell)
        memory = io.BytesIO()
        book = xlsxwriter.Workbook(
            memory,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        _write_sheet(book, table)
        book.set_properties({"title": "Ngân hàng câu hỏi", "created": _CREATED})
        book.close()
        return Exported(content=memory.getvalue(), losses=table.losses)


def _write_sheet(book: Any, table: OwnTable) -> None:
    page = book.add_worksheet(_SHEET)
    base = {"font_name": _FONT, "font_size": 11, "valign": "top", "text_wrap": True, "border": 1}
    head = book.add_format({**base, "bold": True, "align": "center", "bg_color": "#E8EEF7"})
    text = book.add_format({**base, "num_format": "@"})
    number = book.add_format({**base, "num_format": "General"})
    widths = [_width(title) for title in table.titles]
    for column, (title, width) in enumerate(zip(table.titles, widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, title, head)
    counted = {table.titles.index(OWN_COLUMNS[each]) for each in ("key", "tolerance")}
    for row, cells in enumerate(table.rows, start=1):
        page.set_row(row, _height(cells, widths))
        for column, cell in enumerate(cells):
            value = _number(cell) if column in counted else None
            if value is not None:
                page.write_number(row, column, value, number)
            else:
                page.write_string(row, column, cell, text)
    _offer_choices(page, table)
    page.freeze_panes(1, table.titles.index(OWN_COLUMNS["ask"]) + 1)
    page.autofilter(0, 0, max(len(table.rows), 1), len(table.titles) - 1)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _offer_choices(page: Any, table: OwnTable) -> None:
    last = len(table.rows) + _SPARE_ROWS
    for what, values in _CHOICES.items():
        column = table.titles.index(OWN_COLUMNS[what])
        page.data_validation(1, column, last, column, {"validate": "list", "source": list(values)})


def _number(cell: str) -> float | None:
    """Give the number a cell holds; None when a spreadsheet would not keep it as it is written."""
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and decimal_text(value) == cell else None


def _width(title: str) -> int:
    field = next((what for what, known in OWN_COLUMNS.items() if known == title), "")
    if len(title) == 1 or title.startswith(OWN_COLUMNS["targets"]):
        return _OPTION_WIDTH
    return _WIDTHS.get(field, _OTHER_WIDTH)


def _height(cells: Sequence[str], widths: Sequence[int]) -> float:
    """Give the height in points that shows all of a row: programs do not fit rows to wrapped text."""
    lines = [
        sum(math.ceil(max(1, len(line)) / width) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    ]
    return min(_TALLEST, _LINE * max([1, *lines]) + 3)


FORMAT: BankFormat = Workbook()
