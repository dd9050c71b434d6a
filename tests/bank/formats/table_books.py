"""Workbooks and text tables made row by row."""

import io
from collections.abc import Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from quizbot.bank.exchange.values import Imported
from quizbot.bank.formats import FORMATS

Rows = Sequence[Sequence[object]]


def sheet(*rows: Sequence[object], title: str = "Câu hỏi") -> tuple[openpyxl.Workbook, Worksheet]:
    """Make a workbook of one sheet, to be changed further."""
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = title
    for row in rows:
        page.append(list(row))
    return book, page


def saved(book: openpyxl.Workbook) -> bytes:
    """Give the bytes of a workbook."""
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def read_book(*rows: Sequence[object]) -> Imported:
    """Read a workbook of these rows."""
    return FORMATS["xlsx"].read("b.xlsx", saved(sheet(*rows)[0]))


def read_text(text: str, *, encoding: str = "utf-8") -> Imported:
    """Read a text table."""
    return FORMATS["csv_table"].read("b.csv", text.encode(encoding))


def keys(imported: Imported) -> list[tuple[str, ...]]:
    """Give the keys of what was found."""
    return [found.key for found in imported.found]


def faults(imported: Imported) -> list[tuple[str, str]]:
    """Give place and reason of every problem."""
    return [(problem.place, problem.what) for problem in imported.problems]
