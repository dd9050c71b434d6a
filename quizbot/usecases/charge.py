"""Whom somebody looks after: organizers everybody, coordinators their own unit and those below it."""

from quizbot.core.ids import UnitId
from quizbot.core.refusal import Refusal
from quizbot.usecases.facts import line_of
from quizbot.usecases.ports import Person, Work

_EVERYBODY = ("organizer", "admin")


class NotInYourCharge(Refusal):
    """A coordinator acts for the people of their own units alone."""

    code = "people.not_in_your_charge"


def units_in_charge(work: Work, person: Person) -> frozenset[UnitId] | None:
    """Give the units somebody looks after; None: all."""
    if set(_EVERYBODY) & set(person.roles):
        return None
    units = {unit.id: unit for unit in work.people.units()}
    return frozenset(
        unit_id for unit_id in units if any(above.id == person.unit_id for above in line_of(units, unit_id))
    )


def look_after(work: Work, person: Person, other: Person) -> None:
    """Refuse when somebody may not act for another person.

    Raises:
        NotInYourCharge
    """
    units = units_in_charge(work, person)
    if units is not None and other.unit_id not in units:
        raise NotInYourCharge(person=other.code)
