"""Attributes of people: set from a table, or told by the person at registration."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from quizbot.core.conditions import BIRTH, Condition
from quizbot.core.contest import ContestState
from quizbot.core.ids import PersonId
from quizbot.usecases import results
from quizbot.usecases.learning import local_day
from quizbot.usecases.ports import AuditEntry, Person, Work

GROUPS = "groups"
"""Named like an attribute, and kept as the groups of the person: ban-to-chuc, can-bo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitCounts:
    """What setting attributes did."""

    changed: int
    unchanged: int
    # roster codes that nobody bears
    unknown: tuple[str, ...]


def set_traits(
    work: Work, rows: Iterable[tuple[str, Mapping[str, str]]], *, by: str, now: datetime
) -> TraitCounts:
    """Set attributes and groups of people by roster code; what a row does not name stays, an empty value takes away.

    Boards of contests that are not final follow. The record names the attributes, not their values.
    """
    changed: list[PersonId] = []
    unchanged = 0
    unknown = []
    for code, given in rows:
        person = work.people.by_code(code)
        if person is None:
            unknown.append(code)
            continue
        told = {name: value for name, value in given.items() if name != GROUPS}
        merged = {name: value for name, value in {**dict(person.traits), **told}.items() if value}
        after = replace(person, traits=tuple(sorted(merged.items())))
        if GROUPS in given:
            after = replace(after, groups=tuple(filter(None, given[GROUPS].split(", "))))
        if after == person:
            unchanged += 1
            continue
        _store(work, after, fields=sorted(given), by=by, now=now)
        changed.append(person.id)
    results.update_everywhere(work, person_ids=changed)
    return TraitCounts(changed=len(changed), unchanged=unchanged, unknown=tuple(unknown))


def _store(
    work: Work,
    person: Person,
    *,
    fields: list[str],
    by: str,
    now: datetime,
) -> None:
    work.people.update(person, on=local_day(now))
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by,
            action="people.traits",
            subject=f"person:{person.id}",
            detail={"fields": fields},
        )
    )


def birth_wanted(work: Work) -> bool:
    """Tell whether a contest that is to come or open looks at people's age."""
    states = (ContestState.CHECKED, ContestState.OPEN)
    return any(
        _asks_age(each.contest.who.must)
        or any(_asks_age(block.condition) for block in each.contest.who.blocks)
        for each in work.contests.all()
        if each.state in states
    )


def _asks_age(condition: Condition) -> bool:
    return condition.age_at_least is not None or condition.age_at_most is not None


def tell_birth_year(work: Work, *, person: Person, year: int, now: datetime) -> None:
    """Keep the year of birth a person told at registration."""
    set_traits(work, [(person.code, {BIRTH: str(year)})], by=f"person:{person.id}", now=now)
