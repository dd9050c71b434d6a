"""Walk down a sheet of people: which rows are people, and what each says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizbot.core.vietnamese import fold, nfc
from quizbot.roster import cells
from quizbot.roster.grid import Cell, Grid
from quizbot.roster.header import Header, is_header_again, is_numbering
from quizbot.roster.reading import Notes
from quizbot.roster.unit_names import Ambiguous, UnitNames, looks_like_unit

_TOTAL = re.compile(r"(tổng( (cộng|số))?|cộng|total)\b.{0,3}($|[:(\d].*|.*\bngười\b.*)")
_FOOT = re.compile(
    r"(người lập|kt\.|tl\.|tuq\.|thủ trưởng|chánh văn phòng|giám đốc|xác nhận|nơi nhận|\(?ký\b"
    r"|\(đã ký\)|ấn định|danh sách (này|gồm|có)|ghi chú\b|.*\bngày\b.*\btháng\b.*\bnăm\b)"
)
_OUTLINE = re.compile(r"[ivxlc]{1,6}|[a-h]|\d{1,2}(\.\d{1,2})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person as the sheet writes them; cells are still raw where their kind matters."""

    row: int
    code: Cell
    name: str
    unit: str
    unit_code: str
    parent: str
    # None: the sheet has no such column
    title: str | None
    since: Cell
    until: Cell


@dataclass(slots=True)
class _Walk:
    grid: Grid
    header: Header
    notes: Notes
    units: UnitNames
    # unit of the section, or of the row above
    current: str = ""
    in_section: bool = False
    pending: tuple[int, str] | None = None
    carried: int = 0
    carried_row: int = 0
    composed: int = 0
    composed_at: tuple[int, int] = (0, 0)
    foot: bool = False
    begun: bool = False

    def lines(self) -> Iterator[Line]:
        for number, row in enumerate(self.grid.rows[self.header.row + 1 :], start=self.header.row + 2):
            self._look_at_text(number, row)
            filled = [(column, cells.text(cell)) for column, cell in enumerate(row)]
            filled = [(column, text) for column, text in filled if text]
            if not filled or is_header_again(row, self.header):
                continue
            if not self.begun and is_numbering(row):
                continue
            line = self._line(number, row, filled)
            if line is not None:
                self.begun = True
                self.pending = None
                yield line
        self._say_left_out()
        self._summary()

    def _line(self, number: int, row: Sequence[Cell], filled: list[tuple[int, str]]) -> Line | None:
        # no code has a space in it: such a text at its place belongs to the sheet, not to a person
        if not self._text(row, "code") or " " in self._text(row, "code"):
            first = next((text for _, text in filled if not _OUTLINE.fullmatch(text)), "")
            if self._no_person(number, row, first, filled):
                return None
        section = self._section(filled)
        if section:
            self._say_left_out()
            self.current, self.in_section, self.pending = section, True, (number, section)
            return None
        if self.foot and not self._text(row, "code"):
            return None
        if all(column in self.header.numbers for column, _ in filled):
            return None
        return Line(
            row=number,
            code=self._cell(row, "code"),
            name=self._name(row),
            unit=self._unit(number, row),
            unit_code=self._text(row, "unit_code"),
            parent=self._text(row, "parent"),
            title=self._text(row, "title") if self.header.has("title") else None,
            since=self._cell(row, "since"),
            until=self._cell(row, "until"),
        )

    def _no_person(self, number: int, row: Sequence[Cell], first: str, filled: list[tuple[int, str]]) -> bool:
        """Leave out totals and what stands below the table: places, dates, signatures."""
        plain = nfc(first).casefold()
        total = bool(_TOTAL.match(plain)) and not (self._text(row, "unit") and self._name(row))
        foot = self.begun and any(_FOOT.match(text.casefold()) for _, text in filled)
        if total or foot:
            self.foot = self.foot or foot
            self._left_out(number, first)
        return total or foot

    def _section(self, filled: list[tuple[int, str]]) -> str:
        """Give the unit's name when the row is one alone above its people; else nothing."""
        texts = [(column, text) for column, text in filled if not self._outlines(column, text)]
        if len(texts) != 1:
            return ""
        column, text = texts[0]
        if not any(ch.isalpha() for ch in text):
            return ""
        at_code = column == self.header.columns.get("code")
        if looks_like_unit(text) or self._is_known(text):
            return text
        if at_code and " " not in text:
            return ""
        counted = any(mark.isdecimal() for place, mark in filled if place != column)
        no_unit_column = not self.header.has("unit", "unit_code")
        return text if no_unit_column and not counted and not self.foot else ""

    def _outlines(self, column: int, text: str) -> bool:
        return bool(_OUTLINE.fullmatch(text)) and column != self.header.columns.get("name")

    def _is_known(self, text: str) -> bool:
        try:
            return self.units.find(text) is not None
        except Ambiguous:
            return True

    def _unit(self, number: int, row: Sequence[Cell]) -> str:
        if self._text(row, "unit_code") and not self._text(row, "unit"):
            return ""
        given = self._text(row, "unit")
        if given:
            self.current, self.in_section = given, False
        elif self.current and not self.in_section:
            self.carried += 1
            self.carried_row = self.carried_row or number
        return self.current

    def _name(self, row: Sequence[Cell]) -> str:
        """Join the name: one column, or family, middle and given name in columns of their own."""
        parts = [self._text(row, each) for each in ("family", "middle", "given")]
        whole = self._text(row, "name")
        if self.header.has("name") and not self.header.has("family"):
            # "Họ và tên" beside a lone "Tên": family and middle names stand in the first
            given = self._text(row, "given")
            alone = not given or fold(whole).split()[-1:] == fold(given).split()[-1:]
            return whole if alone else f"{whole} {given}".strip()
        return whole or " ".join(part for part in parts if part)

    def _cell(self, row: Sequence[Cell], what: str) -> Cell:
        column = self.header.columns.get(what)
        return "" if column is None or column >= len(row) else row[column]

    def _text(self, row: Sequence[Cell], what: str) -> str:
        return cells.text(self._cell(row, what))

    def _look_at_text(self, number: int, row: Sequence[Cell]) -> None:
        for column, cell in enumerate(row):
            if not cells.is_composed(cell):
                self.composed_at = self.composed_at if self.composed else (number, column)
                self.composed += 1

    def _left_out(self, number: int, text: str) -> None:
        self.notes.remark("roster.row_left_out", sheet=self.grid.name, row=number, facts={"text": text})

    def _say_left_out(self) -> None:
        """Mention a section without people: it may have been something else."""
        if self.pending is not None:
            self._left_out(*self.pending)
        self.pending = None

    def _summary(self) -> None:
        if self.carried:
            self.notes.remark(
                "roster.unit_carried",
                sheet=self.grid.name,
                row=self.carried_row,
                confirm=True,
                facts={"count": self.carried},
            )
        if self.composed:
            self.notes.remark(
                "roster.composed",
                sheet=self.grid.name,
                row=self.composed_at[0],
                column=self.composed_at[1],
                facts={"count": self.composed},
            )


def lines_of(grid: Grid, header: Header, *, units: UnitNames, notes: Notes) -> Iterator[Line]:
    """Give the people of a sheet as it writes them, from below the header on."""
    return _Walk(grid=grid, header=header, notes=notes, units=units).lines()
