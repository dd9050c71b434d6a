"""Tables as text (.csv, .tsv): one question a row."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizbot.bank.exchange.tables.cells import Cell, Table
from quizbot.bank.exchange.tables.files import OLE, ZIP, field_cell, text_table
from quizbot.bank.exchange.tables.header import find_header
from quizbot.bank.exchange.tables.own import own_table
from quizbot.bank.exchange.tables.reading import read_tables
from quizbot.bank.exchange.values import Exported, Gathering, Imported
from quizbot.bank.formats import BankFormat
from quizbot.core.question import Question

_ENDINGS = (".csv", ".tsv")
# what makes a spreadsheet program take a text for a formula; source: owasp.org, CSV Injection, 2026-11
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+(?:,[0-9]+)?")


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table with a header, read by its titles; written as our own sheet in UTF-8."""

    title: str = "Bảng CSV"
    extensions: tuple[str, ...] = _ENDINGS

    def sniff(self, name: str, content: bytes, /) -> float:
        """Trust a known header most, then the ending."""
        if content.startswith((ZIP, OLE)):
            return 0.0
        table = text_table(content, Gathering(), known=_known, most=1)
        headed = table is not None and _known(table)
        if name.lower().endswith(_ENDINGS):
            return 0.9 if headed else 0.5
        return 0.6 if headed else 0.0

    def read(self, name: str, content: bytes, /) -> Imported:
        """Read every row below the header; the separator is the one with which there is a header."""
        gathering = Gathering()
        table = text_table(content, gathering, known=_known)
        if table is not None:
            read_tables([table], gathering)
        return gathering.done()

    def write(self, questions: Sequence[Question], /) -> Exported:
        """Write our own sheet; a text that looks like a formula gets a quote, which reading takes off."""
        table = own_table(questions, cell=_read_back)
        written = io.StringIO(newline="")
        writer = csv.writer(written, lineterminator="\r\n")
        writer.writerow(table.titles)
        writer.writerows([_guarded(cell) for cell in row] for row in table.rows)
        return Exported(content=written.getvalue().encode("utf-8-sig"), losses=table.losses)


def _known(table: Table) -> bool:
    return find_header(table) is not None


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _read_back(text: str) -> Cell:
    return field_cell(_guarded(text))


FORMAT: BankFormat = CsvTable()
