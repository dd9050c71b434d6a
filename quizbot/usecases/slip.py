"""A person's own slip of a contest: what they handed in, what came of it, where they stand.

It tells what the conversation tells at this moment: nothing before results may be told, and places as
the public boards have them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.attempt import AttemptStatus, duration
from quizbot.core.contest import Round, results_told
from quizbot.core.contest_paper import Points
from quizbot.core.refusal import Refusal
from quizbot.usecases.awarding import FINAL_STATES
from quizbot.usecases.evidence.sealing import receipt_of
from quizbot.usecases.mending import change_of, rulings_of
from quizbot.usecases.places import my_place
from quizbot.usecases.ports import Person, StoredContest, Work
from quizbot.usecases.standings import find

_HANDED_IN = (AttemptStatus.SUBMITTED, AttemptStatus.EXPIRED)


class NothingHandedIn(Refusal):
    """There is no slip before the first paper is handed in."""

    code = "slip.nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLine:
    """One attempt that was handed in."""

    round_number: int
    number: int
    # by the person, or at the end of their time
    ended_at: datetime
    duration_s: int
    answered: int
    asked: int
    # None: not told before the closing
    right: int | None
    told_from: datetime | None
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPlace:
    """Where the person stands in a round, or in the whole contest (None)."""

    round_number: int | None
    place: int
    people: int
    # None: the right answers say it all
    points: Points | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    contest: str
    title: str
    name: str
    code: str
    unit: str
    lines: tuple[SlipLine, ...]
    places: tuple[SlipPlace, ...]
    # results may still change
    provisional: bool
    as_of: datetime


def slip_of(work: Work, person: Person, *, slug: str, now: datetime) -> Slip:
    """Give a person's slip of a contest.

    Raises:
        UnknownContest, NothingHandedIn
    """
    stored = find(work, slug)
    rounds = [each for each in work.contests.rounds(stored.id) if each.opens_at <= now]
    lines = tuple(line for each in rounds for line in _lines(work, stored, each, person, now))
    if not lines:
        raise NothingHandedIn(contest=stored.contest.title)
    played = {line.round_number for line in lines}
    asked: list[Round | None] = [each for each in rounds if each.number in played]
    return Slip(
        contest=slug,
        title=stored.contest.title,
        name=person.name,
        code=person.code,
        unit=next((unit.name for unit in work.people.units() if unit.id == person.unit_id), ""),
        lines=lines,
        places=tuple(
            place for each in [*asked, None] if (place := _place(work, stored, each, person, now)) is not None
        ),
        provisional=stored.state not in FINAL_STATES,
        as_of=now,
    )


def contests_of(work: Work, person: Person, *, limit: int = 200) -> list[StoredContest]:
    """List the contests a person has handed something in for, the latest first."""
    found: dict[str, StoredContest] = {}
    for attempt in work.attempts.of_person(person.id, limit=limit):
        if attempt.status in _HANDED_IN:
            stored = work.contests.get(work.contests.round(attempt.round_id).contest_id)
            found.setdefault(stored.contest.id, stored)
    return list(found.values())


def _lines(
    work: Work, stored: StoredContest, round_: Round, person: Person, now: datetime
) -> Iterator[SlipLine]:
    told = results_told(stored.contest, round_, now=now)
    rulings = rulings_of(work, stored, round_)
    for attempt in work.attempts.in_round(person.id, round_.id):
        if attempt.status not in _HANDED_IN:
            continue
        change = change_of(work, stored, attempt, rulings)
        yield SlipLine(
            round_number=round_.number,
            number=attempt.number,
            ended_at=attempt.submitted_at or attempt.deadline_at,
            duration_s=int(duration(attempt).total_seconds()),
            answered=attempt.answered,
            asked=attempt.paper.counting + change.asked if told else len(attempt.paper.items),
            right=attempt.right + change.right if told else None,
            told_from=None if told else round_.closes_at,
            receipt=receipt_of(work, stored=stored, round_=round_, attempt=attempt) or "",
        )


def _place(
    work: Work, stored: StoredContest, round_: Round | None, person: Person, now: datetime
) -> SlipPlace | None:
    found = my_place(work, stored=stored, round_=round_, person_id=person.id, now=now)
    if found is None:
        return None
    number = None if round_ is None else round_.number
    points = None if found.line.by_right else found.line.points
    return SlipPlace(round_number=number, place=found.place, people=found.people, points=points)
