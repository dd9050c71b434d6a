"""Read a roster file: what was understood, what was refused, and where. Nothing is stored."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from quizbot.core.legacy_letters import legacy
from quizbot.core.vietnamese import fold
from quizbot.roster import cells
from quizbot.roster.codes import Coded, once, padded
from quizbot.roster.grid import Cell, Grid, grids
from quizbot.roster.header import LEGACY, PERSON, SEARCHED_ROWS, UNIT_SHEETS, Header, find_header
from quizbot.roster.messages import WHY_DROPPED
from quizbot.roster.modern import LEGACY_NAMES, modern
from quizbot.roster.people_sheet import Line, lines_of
from quizbot.roster.reading import Notes, RosterReading
from quizbot.roster.unit_names import UnitNames
from quizbot.roster.unit_sheet import Declared, declared_units, place_units, unit_code
from quizbot.usecases.ports import Unit
from quizbot.usecases.roster import RosterRow

MAX_NAME = 100  # characters
_SHOWN_ALIKE = 20


def read_roster(path: Path, *, known: Sequence[Unit] = (), new_units: bool = False) -> RosterReading:
    """Read a roster from .xlsx, .xls, .ods, .csv or .tsv.

    Args:
        path: of the file; its kind is told by its content.
        known: the units of the office. While there are none, every unit of the file is new.
        new_units: take names that no unit has as new units, instead of refusing their rows.
    """
    notes = Notes(path.name)
    return read_grids(grids(path, notes), notes, known=known, new_units=new_units)


def read_grids(
    found: Sequence[Grid], notes: Notes, *, known: Sequence[Unit] = (), new_units: bool = False
) -> RosterReading:
    """Read a roster from grids of cells; `notes` may hold what was said about the file already."""
    reader = _Reader(notes=notes, units=UnitNames(known=known), open_to_new=new_units or not known)
    reader.read(found)
    rows = once(padded(reader.found, notes), notes)
    _namesakes([each.row for each in rows], notes)
    for one, other in list(reader.units.alike())[:_SHOWN_ALIKE]:
        notes.remark("roster.units_alike", confirm=True, facts={"one": one, "other": other})
    return RosterReading(
        file=notes.file,
        rows=tuple(each.row for each in rows),
        units=tuple(reader.units.named.values()),
        remarks=tuple(notes.remarks),
        faults=tuple(notes.faults),
    )


@dataclass(slots=True)
class _Reader:
    notes: Notes
    units: UnitNames
    # names that no unit has are new units
    open_to_new: bool
    found: list[Coded] = field(default_factory=list)
    declared: list[Declared] = field(default_factory=list)
    decimals: list[str] = field(default_factory=list)

    def read(self, found: Sequence[Grid]) -> None:
        headers = []
        for grid in (self._in_unicode(each) for each in found):
            of_units = fold(grid.name) in UNIT_SHEETS
            header = find_header(grid.rows, of_units=of_units)
            if header is not None:
                headers.append((grid, header))
            elif any(cells.text(cell) for row in grid.rows[:SEARCHED_ROWS] for cell in row):
                self._without_header(grid, alone=len(found) == 1)
        people = [(grid, header) for grid, header in headers if header.has(*PERSON)]
        for grid, header in headers:
            if not header.has(*PERSON):
                self.declared += declared_units(grid, header, units=self.units, notes=self.notes)
        place_units(self.declared, units=self.units, notes=self.notes)
        for grid, header in people:
            self._people(grid, header)
        if self.decimals:
            facts = {
                "count": len(self.decimals),
                "given": self.decimals[0],
                "code": cells.code(self.decimals[0]),
            }
            self.notes.remark("roster.number_code", facts=facts)
        if not headers and not self.notes.faults:
            self.notes.fault("roster.no_header")

    def _in_unicode(self, grid: Grid) -> Grid:
        """Convert a sheet in TCVN3 or VNI letters as a whole: single cells are too short to tell."""
        encoding = legacy("\n".join(cell for row in grid.rows for cell in row if isinstance(cell, str)))
        if not encoding:
            return grid
        self.notes.remark(
            "roster.converted", sheet=grid.name, confirm=True, facts={"encoding": LEGACY_NAMES[encoding]}
        )
        rows = (
            tuple(modern(cell, encoding) if isinstance(cell, str) else cell for cell in row)
            for row in grid.rows
        )
        return replace(grid, rows=tuple(rows))

    def _without_header(self, grid: Grid, *, alone: bool) -> None:
        seen = " ".join(cells.text(cell) for row in grid.rows[:SEARCHED_ROWS] for cell in row).casefold()
        if any(word in seen for word in LEGACY):
            self.notes.fault("roster.legacy_font", sheet=grid.name)
        elif not alone:
            self.notes.remark("roster.sheet_skipped", sheet=grid.name)

    def _people(self, grid: Grid, header: Header) -> None:
        self._columns(grid, header)
        if not header.has("code"):
            self.notes.fault("roster.no_code_column", sheet=grid.name, row=header.row + 1)
            return
        text_only = all(isinstance(cell, str) for row in grid.rows for cell in row)
        for line in lines_of(grid, header, units=self.units, notes=self.notes):
            row = self._row(grid.name, header, line)
            if row is not None:
                bare = text_only or not isinstance(line.code, str)
                self.found.append(Coded(row=row, column=header.columns["code"], bare=bare))

    def _columns(self, grid: Grid, header: Header) -> None:
        at = header.row + 1
        for column, title, what in header.dropped:
            facts = {"column": title, "why": WHY_DROPPED[what]}
            self.notes.remark("roster.dropped", sheet=grid.name, row=at, column=column, facts=facts)
        for column, title in header.unknown:
            self.notes.remark(
                "roster.column_unknown", sheet=grid.name, row=at, column=column, facts={"column": title}
            )
        for column, title, used in header.twice:
            facts = {"column": title, "used": used}
            self.notes.remark(
                "roster.column_twice", sheet=grid.name, row=at, column=column, confirm=True, facts=facts
            )

    def _row(self, sheet: str, header: Header, line: Line) -> RosterRow | None:
        before = len(self.notes.faults)
        code = self._code(sheet, header, line)
        self._check_name(sheet, header, line)
        unit = self._unit(sheet, header, line)
        since = self._day(sheet, header, line, "since", line.since)
        until = self._day(sheet, header, line, "until", line.until)
        if since and until and until <= since:
            facts = {"since": cells.text(since), "until": cells.text(until)}
            self.notes.fault("roster.dates_crossed", sheet=sheet, row=line.row, facts=facts)
        if line.title and len(line.title) > cells.MAX_TEXT:
            self._fault(sheet, header, line, "title", "roster.too_long", limit=cells.MAX_TEXT)
        if len(self.notes.faults) > before or unit is None:
            return None
        return RosterRow(
            code=code,
            name=line.name,
            unit=unit,
            title=line.title,
            since=since,
            until=until,
            sheet=sheet,
            row=line.row,
        )

    def _fault(self, sheet: str, header: Header, line: Line, what: str, code: str, **facts: object) -> None:
        column = header.columns.get(what)
        self.notes.fault(code, sheet=sheet, row=line.row, column=column, facts=facts)

    def _code(self, sheet: str, header: Header, line: Line) -> str:
        try:
            code = cells.code(line.code)
        except cells.CodeLost as lost:
            self._fault(sheet, header, line, "code", lost.kind, given=cells.text(line.code))
            return ""
        if not code:
            self._fault(sheet, header, line, "code", "roster.no_code", name=line.name or line.unit)
        elif cells.was_decimal(line.code):
            self.decimals.append(str(line.code))
        return code

    def _check_name(self, sheet: str, header: Header, line: Line) -> None:
        what = next((each for each in ("name", "given", "family") if header.has(each)), "name")
        if not line.name:
            self._fault(sheet, header, line, what, "roster.no_name", person=cells.text(line.code))
        elif len(line.name) > MAX_NAME:
            self._fault(sheet, header, line, what, "roster.too_long", limit=MAX_NAME)
        elif not any(ch.isalpha() for ch in line.name) or any(ch.isdecimal() for ch in line.name):
            self._fault(sheet, header, line, what, "roster.bad_name", name=line.name)

    def _day(self, sheet: str, header: Header, line: Line, what: str, cell: Cell) -> date | None:
        try:
            return cells.day(cell)
        except cells.NotADate:
            self._fault(sheet, header, line, what, "roster.bad_date", given=cells.text(cell))
            return None

    def _unit(self, sheet: str, header: Header, line: Line) -> str | None:
        by_name = not line.unit_code or (self._is_new(line.unit_code) and not self._is_new(line.unit))
        text = line.unit if by_name else line.unit_code
        if not text:
            self._fault(sheet, header, line, "unit", "roster.no_unit", name=line.name)
            return None
        if len(text) > cells.MAX_TEXT:
            self._fault(sheet, header, line, "unit", "roster.too_long", limit=cells.MAX_TEXT)
            return None
        column = header.columns.get("unit" if by_name else "unit_code")
        if self.open_to_new and self._is_new(text):
            return self._new_unit(sheet, line, column)
        return unit_code(text, units=self.units, notes=self.notes, sheet=sheet, row=line.row, column=column)

    def _is_new(self, text: str) -> bool:
        try:
            return self.units.find(text) is None
        except ValueError:
            return False

    def _new_unit(self, sheet: str, line: Line, column: int | None) -> str:
        parent: str | None = None
        if line.parent:
            if self._is_new(line.parent):
                parent = self._take(sheet, line.row, column, line.parent, code="", parent=None)
            else:
                parent = unit_code(
                    line.parent, units=self.units, notes=self.notes, sheet=sheet, row=line.row, column=None
                )
        name = line.unit or line.unit_code
        return self._take(sheet, line.row, column, name, code=line.unit_code.replace(" ", ""), parent=parent)

    def _take(
        self, sheet: str, row: int, column: int | None, name: str, *, code: str, parent: str | None
    ) -> str:
        unit = self.units.new(name, code=code, parent=parent)
        facts = {"given": unit.name, "unit": unit.code}
        self.notes.remark("roster.new_unit", sheet=sheet, row=row, column=column, confirm=True, facts=facts)
        return unit.code


def _namesakes(rows: Sequence[RosterRow], notes: Notes) -> None:
    """Mention people of one name in one unit: normal, and worth a look."""
    same: dict[tuple[str, str], list[RosterRow]] = defaultdict(list)
    for row in rows:
        same[(row.unit, row.name.casefold())].append(row)
    for group in same.values():
        if len(group) > 1:
            facts = {
                "count": len(group),
                "name": group[0].name,
                "unit": group[0].unit,
                "rows": ", ".join(str(each.row) for each in group),
            }
            notes.remark("roster.namesakes", sheet=group[0].sheet, row=group[0].row, facts=facts)
