"""What a person must be: age, place, title, unit, attribute; known, not so, or not known.

See docs/rules/eligibility.md, "Conditions".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

BIRTH, RESIDENCE, GRADE, HOUSEHOLD = "birth", "residence", "grade", "household"
"""Attributes of a person that rules know by name; an office may keep others."""

_BIRTH = re.compile(r"([0-9]{4})(?:-([0-9]{2})-([0-9]{2}))?\Z")


class Held(StrEnum):
    YES = "yes"
    NO = "no"
    # nobody has told yet what decides it
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """An attribute of a person, and the values that will do."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Every field that is given must hold; of a list, one value is enough."""

    # codes; people below a unit count for it
    units: tuple[str, ...] = ()
    # kind of the own unit or of one above it
    unit_types: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    # chức danh, ngạch: the whole of it, whatever the case of letters
    titles: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    # a place that stands in the address
    residence: tuple[str, ...] = ()
    # whole years of age, reached on the day
    age_at_least: int | None = None
    age_at_most: int | None = None
    # the day on which age counts; None: the day the first round opens
    age_on: date | None = None
    traits: tuple[Trait, ...] = ()

    @property
    def about_units(self) -> bool:
        """Tell whether units themselves can be told apart by it."""
        return bool(self.units or self.unit_types)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What is known of a person at the moment."""

    # codes and kinds of the own unit and of every unit above it, own unit first
    lineage: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    title: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)


def judge(condition: Condition, facts: PersonFacts, *, day: date) -> tuple[Held, str]:
    """Tell whether a condition holds, and which of its fields decided.

    A field that does not hold decides before one that is not known.

    Args:
        day: the day on which age counts when the condition names none.
    """
    found = list(_each(condition, facts, day=condition.age_on or day))
    for wanted in (Held.NO, Held.UNKNOWN):
        for name, held in found:
            if held is wanted:
                return wanted, name
    return Held.YES, ""


def age_span(birth: str, day: date) -> tuple[int, int] | None:
    """Give the fewest and the most whole years of age on a day; None when the birth cannot be read.

    A year alone leaves open whether the birthday has come.
    """
    found = _BIRTH.match(birth.strip())
    if found is None:
        return None
    year = int(found[1])
    if found[2] is None:
        return day.year - year - 1, day.year - year
    had_it = (day.month, day.day) >= (int(found[2]), int(found[3]))
    age = day.year - year - (not had_it)
    return age, age


def _each(condition: Condition, facts: PersonFacts, *, day: date) -> Iterator[tuple[str, Held]]:
    if condition.units:
        yield "units", _among(condition.units, facts.lineage)
    if condition.unit_types:
        yield "unit_types", _among(condition.unit_types, facts.kinds)
    if condition.groups:
        yield "groups", _among(condition.groups, facts.groups)
    if condition.titles:
        yield "titles", _same(condition.titles, facts.title)
    if condition.grades:
        yield "grades", _same(condition.grades, facts.traits.get(GRADE, ""))
    if condition.residence:
        yield "residence", _within(condition.residence, facts.traits.get(RESIDENCE, ""))
    if condition.age_at_least is not None or condition.age_at_most is not None:
        yield "age", _aged(condition, facts.traits.get(BIRTH, ""), day)
    for trait in condition.traits:
        yield trait.name, _same(trait.values, facts.traits.get(trait.name, ""))


def _among(wanted: tuple[str, ...], have: tuple[str, ...]) -> Held:
    return Held.YES if set(wanted) & set(have) else Held.NO


def _same(wanted: tuple[str, ...], given: str) -> Held:
    if not given.strip():
        return Held.UNKNOWN
    return Held.YES if _plain(given) in map(_plain, wanted) else Held.NO


def _within(wanted: tuple[str, ...], given: str) -> Held:
    if not given.strip():
        return Held.UNKNOWN
    words = f" {_plain(given)} "
    return Held.YES if any(f" {_plain(place)} " in words for place in wanted) else Held.NO


def _plain(text: str) -> str:
    return " ".join("".join(ch if ch.isalnum() else " " for ch in text.casefold()).split())


def _aged(condition: Condition, birth: str, day: date) -> Held:
    span = age_span(birth, day)
    if span is None:
        return Held.UNKNOWN
    youngest, oldest = span
    low = condition.age_at_least if condition.age_at_least is not None else 0
    high = condition.age_at_most if condition.age_at_most is not None else oldest
    if oldest < low or youngest > high:
        return Held.NO
    return Held.YES if youngest >= low and oldest <= high else Held.UNKNOWN
