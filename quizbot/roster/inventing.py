"""What the people of a rehearsal hold, made up so that the rules of a contest have something to look at."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from quizbot.core.conditions import BIRTH, GRADE, RESIDENCE, Condition
from quizbot.core.contest import Who
from quizbot.core.ids import UnitId
from quizbot.usecases.facts import line_of
from quizbot.usecases.ports import Person, Unit, Work

MEETS = 0.9
"""Share of the people who are made to fit; the others hold something else, to see who is kept out."""
OTHER = "khác"
YOUNGEST, OLDEST = 18, 60


def settle(work: Work, who: Who, *, rng: random.Random, day: date, since: date) -> None:
    """Let an invented office fit a contest: units it names, groups, titles, and attributes of everybody.

    Args:
        day: on which age counts when the contest names none.
        since: from when on people belong where they are put.
    """
    named = _missing_units(work, who)
    units = {unit.id: unit for unit in work.people.units()}
    for number, person in enumerate(work.people.everybody()):
        moves = named and number % 2 and "ban-to-chuc" not in person.groups
        moved = replace(person, unit_id=named[number // 2 % len(named)]) if moves else person
        settled = with_facts(moved, who, units=units, rng=rng, day=day)
        if settled != person:
            work.people.update(settled, on=since)


def with_facts(
    person: Person, who: Who, *, units: Mapping[UnitId, Unit], rng: random.Random, day: date
) -> Person:
    """Give a person everything the conditions of a contest ask for, so that nothing is not known."""
    every = [who.must, *(each.condition for each in who.blocks)]
    if all(each == Condition() for each in every):
        return person
    lineage = line_of(units, person.unit_id)
    able = [each.condition for each in who.blocks if _stands(each.condition, lineage)]
    aims = [who.must, *([rng.choice(able)] if able else [])] if rng.random() < MEETS else []
    aged = [each for each in every if _asks_age(each)]
    held = {BIRTH: _birth(aims, day, rng) if aims else _no_birth(aged[0], day, rng)} if aged else {}
    if any(each.residence for each in every):
        held[RESIDENCE] = _one([each.residence for each in aims], rng)
    if any(each.grades for each in every):
        held[GRADE] = _one([each.grades for each in aims], rng)
    for name in sorted({trait.name for each in every for trait in each.traits}):
        wanted = [trait.values for each in aims for trait in each.traits if trait.name == name]
        held[name] = _one(wanted, rng)
    titles = any(each.titles for each in every)
    groups = [rng.choice(each.groups) for each in aims if each.groups]
    return replace(
        person,
        title=_one([each.titles for each in aims], rng) if titles else person.title,
        groups=tuple(dict.fromkeys((*person.groups, *groups))),
        traits=tuple({**dict(person.traits), **held}.items()),
    )


def _missing_units(work: Work, who: Who) -> list[UnitId]:
    """Add the units and types of units that the contest names and the office lacks."""
    every = [who.must, *(each.condition for each in who.blocks)]
    codes = [*who.units, *(code for each in every for code in each.units)]
    codes += [each.unit for each in who.entry_codes]
    kinds = [kind for each in every for kind in each.unit_types]
    there = {unit.code for unit in work.people.units()}
    root = next((unit.code for unit in work.people.units() if unit.parent_id is None), None)
    kind_of = kinds[0] if len(kinds) == 1 else "don-vi"
    found = [
        work.people.put_unit(code=code, name=code, kind=kind_of, parent=root).id
        for code in dict.fromkeys(codes)
        if code not in there
    ]
    known = {unit.kind for unit in work.people.units()}
    parent = codes[0] if codes else root
    return found + [
        work.people.put_unit(code=f"mau-{kind}", name=f"Đơn vị mẫu ({kind})", kind=kind, parent=parent).id
        for kind in dict.fromkeys(kinds)
        if kind not in known
    ]


def _stands(condition: Condition, lineage: Sequence[Unit]) -> bool:
    """Tell whether a person of this unit could stand in a block."""
    codes, kinds = {each.code for each in lineage}, {each.kind for each in lineage}
    return (not condition.units or bool(codes & set(condition.units))) and (
        not condition.unit_types or bool(kinds & set(condition.unit_types))
    )


def _asks_age(condition: Condition) -> bool:
    return condition.age_at_least is not None or condition.age_at_most is not None


def _birth(aims: Sequence[Condition], day: date, rng: random.Random) -> str:
    """Make up a day of birth of somebody of an age that will do."""
    asked = [each for each in aims if _asks_age(each)]
    low = max((each.age_at_least or 0 for each in asked), default=YOUNGEST)
    high = min(
        (each.age_at_most if each.age_at_most is not None else OLDEST for each in asked), default=OLDEST
    )
    on = next((each.age_on for each in asked if each.age_on is not None), day)
    return _born(rng.randint(low, max(low, high)), on, rng)


def _no_birth(wanted: Condition, day: date, rng: random.Random) -> str:
    """Make up a day of birth of somebody of an age that will not do."""
    low, high = wanted.age_at_least, wanted.age_at_most
    return _born(low - 1 if low is not None else (high or OLDEST) + 1, wanted.age_on or day, rng)


def _born(age: int, on: date, rng: random.Random) -> str:
    latest = date(on.year - age, on.month, min(on.day, 28))
    return (latest - timedelta(days=rng.randrange(365))).isoformat()


def _one(wanted: Sequence[tuple[str, ...]], rng: random.Random) -> str:
    """Choose a value that satisfies the last who asks, or one that satisfies nobody."""
    asked = [values for values in wanted if values]
    both = [value for value in asked[-1] if all(value in values for values in asked)] if asked else []
    return rng.choice(both or (asked[-1] if asked else (OTHER,)))
