"""A question while its row is read; every cell with its place."""

from dataclasses import dataclass, field

from quizbot.bank.exchange.tables.cells import Cell, Table
from quizbot.bank.exchange.tables.header import Header, KeyColumn


@dataclass(slots=True, kw_only=True)
class Draft:
    """A question while it is read; every cell with its place."""

    table: Table
    header: Header
    row: int
    ask: str = ""
    # letter → text
    options: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    # options that carry a mark in their own text or row, and the name of the mark
    marked: set[str] = field(default_factory=set)
    mark: str = ""
    keys: list[tuple[KeyColumn, Cell]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    # place and reason of the first cell that cannot be read
    wrong: tuple[str, str, str] | None = None

    @property
    def place(self) -> str:
        """Name its row."""
        return self.table.place(self.row)

    def column_place(self, column: int | None) -> str:
        """Name a column of its row."""
        return self.table.place(self.row, column)

    def text(self, what: str) -> str:
        """Give the text of a field, "" when the table has none; one that cannot be read spoils the row."""
        cell = self.cell(what)
        if cell.wrong:
            place = self.column_place(self.header.fields.get(what))
            self.spoil(
                place, cell.wrong, "gõ lại nội dung với ô định dạng Văn bản (Text), hoặc xóa nội dung ô"
            )
        return "" if cell.wrong else cell.text

    def cell(self, what: str) -> Cell:
        """Give the cell of a field."""
        return self.table.cell(self.row, self.header.fields.get(what))

    def spoil(self, place: str, what: str, fix: str) -> None:
        """Note the first thing that keeps the question from being read."""
        if self.wrong is None:
            self.wrong = (place, what, fix)

    def take(self, column: int, what: str, *, row: int | None = None) -> str:
        """Take the text of a cell, with what is strange about it."""
        at = self.row if row is None else row
        cell = self.table.cell(at, column)
        place = self.table.place(at, column)
        if cell.wrong:
            self.spoil(place, f"{what}: {cell.wrong}", "gõ lại nội dung với ô định dạng Văn bản (Text)")
        if cell.doubt:
            self.doubts.append(f"{what} ({place}): {cell.doubt}")
        return cell.text
