"""Workbooks for Excel and LibreOffice: real types, widths, print set-up, a heading that stays."""

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import xlsxwriter

from quizbot.documents.sheets import Cell, Column, Sheet, Typed

FONT = "Times New Roman"
_PAPER_A4 = 9  # SpreadsheetML paper size
_FORMATS = {
    "text": "@",
    "whole": "#,##0",
    "decimal": "0.0000",
    "points": "General",
    "share": "0.0%",
    "money": '#,##0" đ"',
    "date": "dd/mm/yyyy",
    "duration": "[mm]:ss",
}
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_DAY_S = 86_400
_LINE = 16.5  # points a line of 12-point text takes
_PLAIN_ROW = _LINE + 3  # points
_ROOM = 1.1  # letters of this font that fit one character of column width, about


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Write sheets into a workbook.

    Text is always text: a code keeps its zeros, and nothing a person typed becomes a formula.
    """
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True, **_PLAIN}) as book:
        for sheet in sheets:
            _Page(book, sheet.without_empty_columns()).write()
    return memory.getvalue()


def write_xlsx_file(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write sheets of any length into a file; memory does not grow with the number of rows."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, **_PLAIN}) as book:
        for sheet in sheets:
            _Page(book, sheet.without_empty_columns()).write()


class _Page:
    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet
        self.page = book.add_worksheet(sheet.name[:31])
        base = {"font_name": FONT, "font_size": 12, "valign": "vcenter"}
        self.plain = book.add_format(base)
        self.title = book.add_format({**base, "font_size": 14, "bold": True})
        self.head = book.add_format(
            {**base, "bold": True, "align": "center", "text_wrap": True, "border": 1, "bg_color": "#E8EEF7"}
        )
        self.cells = {
            kind: book.add_format({**base, "border": 1, "num_format": shown, "text_wrap": kind == "text"})
            for kind, shown in _FORMATS.items()
        }

    def write(self) -> None:
        sheet, page = self.sheet, self.page
        # the height of a row costs memory for as long as the book is open, so only tall rows have one
        page.set_default_row(_PLAIN_ROW)
        for row, text in enumerate(sheet.heading):
            page.write_string(row, 0, text, self.title if row == 0 else self.plain)
        top = len(sheet.heading) + 1 if sheet.heading else 0
        page.set_row(top, _height([column.title for column in sheet.columns], sheet.columns))
        for number, column in enumerate(sheet.columns):
            page.set_column(number, number, column.width)
            page.write_string(top, number, column.title, self.head)
        last = top
        for row, cells in enumerate(sheet.rows, start=top + 1):
            last = row
            height = _height(cells, sheet.columns)
            if height != _PLAIN_ROW:
                page.set_row(row, height)
            for number, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
                self._cell(row, number, column, cell)
        below = last + 2
        for offset, text in enumerate(sheet.notes):
            page.write_string(below + offset, 0, text, self.plain)
        page.freeze_panes(top + 1, 0)
        page.set_paper(_PAPER_A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
        page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        page.set_footer("&R&P/&N")
        if sheet.warning:
            # in headers an ampersand begins a command
            page.set_header(f"&C&B{sheet.warning.replace('&', '&&')}")

    def _cell(self, row: int, number: int, column: Column, cell: Cell) -> None:
        if isinstance(cell, Typed):
            self._cell(row, number, replace(column, kind=cell.kind), cell.value)
            return
        shown = self.cells[column.kind]
        if cell is None:
            self.page.write_blank(row, number, None, shown)
        elif isinstance(cell, str):
            self.page.write_string(row, number, cell, shown)
        elif isinstance(cell, int | float):
            self.page.write_number(row, number, cell / _DAY_S if column.kind == "duration" else cell, shown)
        else:
            self.page.write_datetime(row, number, cell, shown)


def _height(cells: Sequence[Cell], columns: Sequence[Column]) -> float:
    """Give the height in points that shows all of a row: programs do not fit rows to wrapped text."""
    lines = [
        sum(math.ceil(max(1, len(line)) / (column.width * _ROOM)) for line in str(cell).split("\n"))
        for cell, column in zip(cells, columns, strict=True)
        if isinstance(cell, str)
    ]
    return _LINE * max([1, *lines]) + 3
