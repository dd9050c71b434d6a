"""Whom a contest, or one of its rounds, admits."""

from datetime import date

from quizbot.core.contest import Contest, Round
from quizbot.usecases.admission import NotEligible, refuse_if_not_eligible
from quizbot.usecases.facts import age_day
from quizbot.usecases.ports import Person, PersonStatus, StoredContest, Work
from quizbot.usecases.stages import came_through


def audience(work: Work, stored: StoredContest, round_: Round | None = None) -> list[Person]:
    """List the people a contest, or one of its rounds, admits."""
    through = came_through(work, stored=stored, round_=round_)
    found = people_admitted(work, stored.contest, day=age_day(work, stored))
    return [person for person in found if through is None or person.id in through]


def people_admitted(work: Work, contest: Contest, *, day: date) -> list[Person]:
    """List the people a contest admits.

    Args:
        day: the day on which age counts when the contest names none.
    """
    found = []
    units = work.people.units()
    for person in work.people.everybody():
        if person.status is not PersonStatus.ACTIVE:
            continue
        try:
            refuse_if_not_eligible(person=person, contest=contest, units=units, day=day)
        except NotEligible:
            continue
        found.append(person)
    return found
