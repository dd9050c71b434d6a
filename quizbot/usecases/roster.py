"""Bring the roster up to date from a list: what would change, and the change itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from quizbot.core.ids import PersonId, UnitId
from quizbot.core.refusal import Refusal
from quizbot.core.vietnamese import name_key
from quizbot.usecases import results
from quizbot.usecases.ports import AuditEntry, Person, PersonStatus, Unit, Work

RENAMED = "units"
"""Subject under which renamed units stand in the audit."""


class UnknownUnits(Refusal):
    """Rows name units that neither the list nor the office has."""

    code = "roster.unknown_units"


class SamePersonTwice(Refusal):
    """A roster code stands on two rows."""

    code = "roster.same_person_twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterUnit:
    """A unit as a list names it; what the list does not say (None) stays as it is."""

    code: str
    name: str
    kind: str | None = None
    # code of the unit above
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """A person as a list names them."""

    code: str
    name: str
    # code
    unit: str
    # None: the list has no such column
    title: str | None = None
    # first day in the unit
    since: date | None = None
    # first day in no unit any more
    until: date | None = None
    # where it stood, for reports
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happens to one person of the roster; values are (before, after)."""

    code: str
    name: tuple[str, str]
    unit: tuple[str, str]
    title: tuple[str, str]
    # first day in the new unit, or the day of leaving
    on: date
    returns: bool = False
    leaves: bool = False

    @property
    def moved(self) -> bool:
        """Tell whether the person changes units."""
        return self.unit[0] != self.unit[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPlan:
    """What applying a list would do. Nothing of it is stored."""

    on: date
    rows: tuple[RosterRow, ...]
    units: tuple[RosterUnit, ...]
    new_units: tuple[RosterUnit, ...] = ()
    changed_units: tuple[RosterUnit, ...] = ()
    new: tuple[RosterRow, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: int = 0
    # on the roster, not in the list: stay, unless applying is told to let them leave
    missing: tuple[Person, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Tell whether the list says what is stored already."""
        return not (self.new_units or self.changed_units or self.new or self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterCounts:
    """What applying a list did."""

    units: int
    added: int
    changed: int
    moved: int
    left: int
    unchanged: int


def preview(work: Work, rows: Sequence[RosterRow], units: Sequence[RosterUnit], *, on: date) -> RosterPlan:
    """Tell what applying a list would do; changes nothing.

    Args:
        on: the day on which moves without a date of their own count.

    Raises:
        SamePersonTwice, UnknownUnits
    """
    _require_once(rows)
    known = work.people.units()
    by_id = {unit.id: unit for unit in known}
    new_units, changed_units = _units(known, units)
    unknown = {row.unit for row in rows} - {unit.code for unit in known} - {unit.code for unit in units}
    if unknown:
        raise UnknownUnits(units=", ".join(sorted(unknown)))
    people = {person.code: person for person in work.people.everybody()}
    new: list[RosterRow] = []
    changed: list[Change] = []
    for row in rows:
        person = people.get(row.code)
        if person is None:
            if not _gone(row, on):
                new.append(row)
            continue
        change = _change(work, person, row, by_id=by_id, on=on)
        if change is not None:
            changed.append(change)
    named = {row.code for row in rows}
    return RosterPlan(
        on=on,
        rows=tuple(rows),
        units=tuple(units),
        new_units=new_units,
        changed_units=changed_units,
        new=tuple(new),
        changed=tuple(changed),
        unchanged=sum(row.code in people for row in rows) - len(changed),
        missing=tuple(_missing(people, named)),
    )


def apply_roster(
    work: Work, plan: RosterPlan, *, by: str, now: datetime, leavers: bool = False
) -> RosterCounts:
    """Carry a plan out, by what is stored at this moment; a second time changes nothing.

    Args:
        leavers: people who are not in the list leave the roster on the plan's day.

    Raises:
        SamePersonTwice, UnknownUnits
    """
    fresh = preview(work, plan.rows, plan.units, on=plan.on)
    names = {unit.code: unit.name for unit in work.people.units()}
    for unit in _parents_first((*fresh.new_units, *fresh.changed_units)):
        _put_unit(work, unit)
        before = names.get(unit.code)
        if before is not None and before != unit.name:
            # boards and reports show today's name; which name held when is told from here
            _record(work, now, by, "unit.renamed", RENAMED, code=unit.code, before=before, after=unit.name)
    ids = {unit.code: unit.id for unit in work.people.units()}
    for row in fresh.new:
        _add(work, row, unit_id=ids[row.unit], on=fresh.on)
    touched = [
        _carry_out(work, change, unit_id=ids[change.unit[1]], by=by, now=now) for change in fresh.changed
    ]
    gone = fresh.missing if leavers else ()
    for person in gone:
        _leave(work, person, on=fresh.on, by=by, now=now)
    results.update_everywhere(work, person_ids=[*touched, *(person.id for person in gone)])
    counts = RosterCounts(
        units=len(fresh.new_units) + len(fresh.changed_units),
        added=len(fresh.new),
        changed=len(fresh.changed),
        moved=sum(change.moved for change in fresh.changed),
        left=len(gone) + sum(change.leaves for change in fresh.changed),
        unchanged=fresh.unchanged,
    )
    if gone or not fresh.changes_nothing:
        _record(work, now, by, "people.imported", "people", **_counted(counts), on=fresh.on.isoformat())
    return counts


def _counted(counts: RosterCounts) -> dict[str, int]:
    return {
        "units": counts.units,
        "added": counts.added,
        "changed": counts.changed,
        "moved": counts.moved,
        "left": counts.left,
    }


def _require_once(rows: Sequence[RosterRow]) -> None:
    seen: dict[str, RosterRow] = {}
    for row in rows:
        if row.code in seen:
            raise SamePersonTwice(person=row.code, first=seen[row.code].row, second=row.row)
        seen[row.code] = row


def _gone(row: RosterRow, on: date) -> bool:
    return row.until is not None and row.until <= on


def _change(
    work: Work, person: Person, row: RosterRow, *, by_id: Mapping[UnitId, Unit], on: date
) -> Change | None:
    before = by_id[person.unit_id].code
    away = person.status is PersonStatus.LEFT
    if away and (_gone(row, on) or person.code.startswith("erased-")):
        return None
    leaves = _gone(row, on)
    title = person.title if row.title is None else row.title
    active = person.status is PersonStatus.ACTIVE
    same = (person.name, before, person.title, active) == (row.name, row.unit, title, True)
    if same and not leaves:
        return None
    return Change(
        code=row.code,
        name=(person.name, row.name),
        unit=(before, row.unit),
        title=(person.title, title),
        on=row.until if leaves and row.until is not None else _moving_day(work, person, row, on=on),
        returns=not active,
        leaves=leaves,
    )


def _moving_day(work: Work, person: Person, row: RosterRow, *, on: date) -> date:
    """Give the day the list names, when the person was somewhere before it; else the plan's day.

    A day before everything known of the person is their first day in the office, not that of the
    move: taking it would rewrite in which unit they played earlier rounds.
    """
    if row.since is None:
        return on
    before = work.people.unit_on(person.id, on=row.since - timedelta(days=1))
    return on if before is None else row.since


def _missing(people: Mapping[str, Person], named: set[str]) -> Iterator[Person]:
    gone = [
        person
        for person in people.values()
        if person.code not in named and person.status is PersonStatus.ACTIVE
    ]
    yield from sorted(gone, key=lambda person: (name_key(person.name), person.code))


def _units(
    known: Sequence[Unit], named: Sequence[RosterUnit]
) -> tuple[tuple[RosterUnit, ...], tuple[RosterUnit, ...]]:
    """Tell which units are new, and which have another name, kind or place; wholly said."""
    codes = {unit.id: unit.code for unit in known}
    stored = {
        unit.code: RosterUnit(
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            parent=codes[unit.parent_id] if unit.parent_id is not None else None,
        )
        for unit in known
    }
    new, changed = [], []
    for unit in named:
        old = stored.get(unit.code)
        if old is None:
            new.append(unit)
            continue
        wanted = replace(unit, kind=unit.kind or old.kind, parent=unit.parent or old.parent)
        if wanted != old:
            changed.append(wanted)
    return tuple(new), tuple(changed)


def _parents_first(units: Sequence[RosterUnit]) -> Iterator[RosterUnit]:
    waiting = {unit.code: unit for unit in units}
    while waiting:
        ready = [unit for unit in waiting.values() if unit.parent not in waiting]
        # a circle of units: whatever is left goes as it stands, storage says no
        for unit in ready or list(waiting.values()):
            yield unit
            del waiting[unit.code]


def _put_unit(work: Work, unit: RosterUnit) -> None:
    work.people.put_unit(code=unit.code, name=unit.name, kind=unit.kind or "don-vi", parent=unit.parent)


def _add(work: Work, row: RosterRow, *, unit_id: UnitId, on: date) -> None:
    work.people.add(
        Person(id=PersonId(0), code=row.code, name=row.name, unit_id=unit_id, title=row.title or ""),
        since=row.since or on,
    )


def _carry_out(work: Work, change: Change, *, unit_id: UnitId, by: str, now: datetime) -> PersonId:
    person = work.people.by_code(change.code)
    if person is None:
        raise KeyError(change.code)
    status = PersonStatus.LEFT if change.leaves else PersonStatus.ACTIVE
    after = replace(person, name=change.name[1], unit_id=unit_id, title=change.title[1], status=status)
    work.people.update(after, on=change.on)
    fields = [
        name
        for name, (before, wanted) in (("name", change.name), ("title", change.title), ("unit", change.unit))
        if before != wanted
    ]
    detail = {"from": change.unit[0], "to": change.unit[1]} if change.moved else {}
    action = "people.left" if change.leaves else "people.changed"
    subject = f"person:{person.id}"
    _record(work, now, by, action, subject, fields=fields, on=change.on.isoformat(), **detail)
    return person.id


def _leave(work: Work, person: Person, *, on: date, by: str, now: datetime) -> None:
    work.people.update(replace(person, status=PersonStatus.LEFT), on=on)
    _record(work, now, by, "people.left", f"person:{person.id}", on=on.isoformat())


def _record(work: Work, now: datetime, actor: str, action: str, subject: str, **detail: object) -> None:
    work.audit.record(AuditEntry(at=now, actor=actor, action=action, subject=subject, detail=dict(detail)))
