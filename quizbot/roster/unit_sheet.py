"""Units that a file declares: a sheet of their own, or columns beside the people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizbot.core.vietnamese import fold
from quizbot.roster import cells
from quizbot.roster.grid import Cell, Grid
from quizbot.roster.header import Header, is_numbering
from quizbot.roster.reading import Notes
from quizbot.roster.unit_names import Ambiguous, UnitNames, kind_of
from quizbot.usecases.roster import RosterUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A unit as declared; the unit above is still a text."""

    unit: RosterUnit
    above: str
    sheet: str
    row: int
    column: int | None


def declared_units(grid: Grid, header: Header, *, units: UnitNames, notes: Notes) -> list[Declared]:
    """Read a sheet of units and make them known; units above are resolved by `place_units`."""
    found: list[Declared] = []
    seen: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(grid.rows[header.row + 1 :], start=header.row + 2):
        name, code = _text(row, header, "unit"), _text(row, header, "unit_code").replace(" ", "")
        above = _text(row, header, "parent")
        if not (name or code) or is_numbering(row):
            continue
        column = header.columns.get("unit_code")
        if not code:
            code = _known(units, name) or ""
        if not code and not header.has("unit_code"):
            code = units.new(name).code
        if not code or not name:
            notes.fault(
                "roster.unit_no_code",
                sheet=grid.name,
                row=number,
                column=column,
                facts={"given": name or code},
            )
            continue
        if seen.setdefault(code.casefold(), (fold(name), fold(above))) != (fold(name), fold(above)):
            notes.fault("roster.unit_twice", sheet=grid.name, row=number, column=column, facts={"unit": code})
            continue
        found.append(_declare(units, code, name, above, grid.name, number, column))
    return found


def _declare(
    units: UnitNames, code: str, name: str, above: str, sheet: str, row: int, column: int | None
) -> Declared:
    # the office's own spelling of the code wins: vp-th is VP-TH
    known = next((each for each in units.known if each.code.casefold() == code.casefold()), None)
    kind = None if known is not None and fold(known.name) == fold(name) else kind_of(name)
    unit = RosterUnit(code=known.code if known else code, name=name, kind=kind)
    units.declare(unit)
    return Declared(unit=unit, above=above, sheet=sheet, row=row, column=column)


def place_units(declared: Sequence[Declared], *, units: UnitNames, notes: Notes) -> None:
    """Resolve the units above, and refuse units that stand below themselves."""
    for each in declared:
        if not each.above:
            continue
        parent = unit_code(each.above, units=units, notes=notes, sheet=each.sheet, row=each.row, column=None)
        if parent is not None:
            units.named[each.unit.code] = replace(units.named[each.unit.code], parent=parent)
    ids = {unit.id: unit.code for unit in units.known}
    parents = {unit.code: ids.get(unit.parent_id) if unit.parent_id else None for unit in units.known}
    parents |= {
        unit.code: unit.parent for unit in units.named.values() if unit.parent or unit.code not in parents
    }
    for each in declared:
        if _circles(each.unit.code, parents):
            notes.fault("roster.unit_circle", sheet=each.sheet, row=each.row, facts={"unit": each.unit.code})
            units.named[each.unit.code] = replace(units.named[each.unit.code], parent=None)
            parents[each.unit.code] = None


def unit_code(
    text: str, *, units: UnitNames, notes: Notes, sheet: str, row: int, column: int | None
) -> str | None:
    """Give the code of a unit by its code or name; None after a fault that names the nearest one."""
    try:
        found = units.find(text)
    except Ambiguous as several:
        notes.fault(
            "roster.unit_ambiguous",
            sheet=sheet,
            row=row,
            column=column,
            facts={"given": text, "codes": ", ".join(several.codes)},
        )
        return None
    if found is not None:
        return found
    near = units.nearest(text)
    code = "roster.unit_near" if near else "roster.unit_unknown"
    facts = {"given": text, "near": near} if near else {"given": text}
    notes.fault(code, sheet=sheet, row=row, column=column, facts=facts)
    return None


def _known(units: UnitNames, name: str) -> str | None:
    try:
        return units.find(name)
    except Ambiguous:
        return None


def _circles(code: str, parents: dict[str, str | None]) -> bool:
    above, steps = parents.get(code), 0
    while above is not None and steps <= len(parents):
        if above == code:
            return True
        above, steps = parents.get(above), steps + 1
    return False


def _text(row: Sequence[Cell], header: Header, what: str) -> str:
    column = header.columns.get(what)
    return "" if column is None or column >= len(row) else cells.text(row[column])
