"""Reading a table of attributes of people: birth, residence, grade and whatever rules ask for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from quizbot.core.conditions import BIRTH, GRADE, HOUSEHOLD, RESIDENCE
from quizbot.core.vietnamese import fold
from quizbot.roster import cells
from quizbot.roster.grid import Cell, grids
from quizbot.roster.reading import Notes, Notice

CODE, GROUPS = "code", "groups"
_WORDS = {
    CODE: ("code", "ma", "ma nhan su", "ma so", "ma nhan vien", "ma can bo"),
    BIRTH: ("birth", "ngay sinh", "nam sinh", "ngay thang nam sinh"),
    RESIDENCE: ("residence", "noi o", "noi cu tru", "dia chi", "cho o", "noi o hien nay"),
    GRADE: ("grade", "ngach", "ngach cong chuc"),
    HOUSEHOLD: ("household", "ho gia dinh", "ho"),
    GROUPS: ("groups", "group", "nhom", "cac nhom"),
    "block": ("block", "khoi", "bang", "doi tuong du thi"),
}
_YEAR = re.compile(r"[0-9]{4}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitRow:
    """What a row says of one person; an empty value takes the attribute away. `groups` are codes between commas."""

    code: str
    traits: tuple[tuple[str, str], ...]
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitReading:
    """What was read, and what was refused."""

    rows: tuple[TraitRow, ...]
    names: tuple[str, ...]
    faults: tuple[Notice, ...]


def read_traits(path: Path) -> TraitReading:
    """Read a table whose first row names the columns; nothing is read of a table without a code column."""
    notes = Notes(path.name)
    found: list[TraitRow] = []
    names: list[str] = []
    for grid in grids(path, notes):
        filled = [(at, row) for at, row in enumerate(grid.rows, start=1) if any(map(cells.text, row))]
        if not filled:
            continue
        at, titles = filled[0]
        columns = [_name(cell) for cell in titles]
        if CODE not in columns:
            notes.fault("roster.traits_no_code", sheet=grid.name, row=at)
            continue
        names += [each for each in columns if each and each != CODE and each not in names]
        for number, row in filled[1:]:
            found += _row(columns, row, number, sheet=grid.name, notes=notes)
    return TraitReading(rows=tuple(found), names=tuple(names), faults=tuple(notes.faults))


def _name(cell: Cell) -> str:
    """Give the attribute a column is about: a known one, else a code made from the title."""
    said = " ".join(fold(cells.text(cell)).split())
    for name, words in _WORDS.items():
        if said in words:
            return name
    return re.sub(r"[^a-z0-9]+", "-", said).strip("-")


def _group(said: str) -> str:
    """Give the code of a group: ban-to-chuc for "Ban Tổ chức"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(said)).strip("-")


def _row(
    columns: Sequence[str], row: Sequence[Cell], number: int, *, sheet: str, notes: Notes
) -> list[TraitRow]:
    code, traits = "", []
    for column, (name, cell) in enumerate(zip(columns, row, strict=False)):
        if name == CODE:
            code = cells.text(cell)
        elif name == BIRTH:
            birth = _birth(cell)
            if birth is None:
                facts = {"given": cells.text(cell)}
                notes.fault("roster.traits_birth", sheet=sheet, row=number, column=column, facts=facts)
                return []
            traits.append((name, birth))
        elif name == GROUPS:
            traits.append(
                (name, ", ".join(_group(each) for each in re.split("[,;]", cells.text(cell)) if each.strip()))
            )
        elif name:
            traits.append((name, cells.text(cell)))
    if not code:
        notes.fault("roster.traits_no_person", sheet=sheet, row=number)
        return []
    return [TraitRow(code=code, traits=tuple(traits), row=number)]


def _birth(cell: Cell) -> str | None:
    """Write a birth as 1990-05-20, or 1990 where only the year is known; None when it is neither."""
    if isinstance(cell, date | datetime):
        return f"{cell:%Y-%m-%d}"
    said = cells.text(cell).removesuffix(".0")
    if not said or _YEAR.match(said):
        return said
    try:
        day = cells.day(said)
    except cells.NotADate:
        return None
    return None if day is None else day.isoformat()
