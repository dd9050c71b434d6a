"""Appeals: filed while the clock of the rules runs, answered by a second person, kept in the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizbot.core.codec import content_hash
from quizbot.core.contest import ContestState
from quizbot.core.ids import UnitId
from quizbot.core.lifecycle import DECIDED, ORGANIZER, REVIEWER, Actor, NotYours, refuse_same_hand
from quizbot.core.refusal import Refusal
from quizbot.usecases.accounts import actor_name
from quizbot.usecases.lifecycle import WEIGHTY, appeals_until, note_step, publication
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import (
    Appeal,
    AuditEntry,
    Outcome,
    Person,
    StoredContest,
    Unit,
    Work,
)
from quizbot.usecases.reach import tell_one

SHORTEST, LONGEST = 10, 1_000  # characters of an appeal, and of its answer
# by one person in one contest; our choice: enough for three different grounds
MOST = 3
TOLD_FOR = timedelta(days=14)


class AppealsClosed(Refusal):
    """No appeal can be filed now; the reason says why."""

    code = "appeal.closed"


class AlreadyAppealed(Refusal):
    """The person has an appeal without an answer in this contest, or used up all of theirs."""

    code = "appeal.already"


class AppealTooShort(Refusal):
    """An appeal, or its answer, needs words: not too few, not too many."""

    code = "appeal.length"


class UnknownAppeal(Refusal):
    code = "appeal.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealView:
    """An appeal with what people need to see beside it."""

    appeal: Appeal
    contest: str
    title: str
    code: str
    name: str
    unit: str
    answered_by: str = ""


def open_contests(work: Work, *, now: datetime) -> tuple[tuple[StoredContest, datetime], ...]:
    """List the contests against whose results appeals may be filed now, and until when."""
    found = []
    for stored in work.contests.all():
        until = appeals_until(work, stored)
        if until is not None and now < until:
            found.append((stored, until))
    return tuple(found)


def file(
    work: Work, *, person: Person, stored: StoredContest, text: str, channel: str, now: datetime
) -> Appeal:
    """File an appeal; the first one takes the contest on to the state of appeals.

    Raises:
        AppealsClosed, AlreadyAppealed, AppealTooShort
    """
    _refuse_if_closed(work, stored, now)
    said = _words(text)
    mine = [each for each in work.appeals.of_person(person.id) if each.contest_id == stored.id]
    if any(each.outcome is None for each in mine):
        raise AlreadyAppealed(reason="open")
    if len(mine) >= MOST:
        raise AlreadyAppealed(reason="used_up", limit=MOST)
    filed = work.appeals.add(
        Appeal(contest_id=stored.id, person_id=person.id, filed_at=now, channel=channel, text=said)
    )
    by = f"person:{person.id}"
    if stored.state is ContestState.PROVISIONAL:
        note_step(work, stored, to=ContestState.APPEAL, by=by, reason="", now=now)
    _record(work, stored, filed, by=by, action="appeal.filed", now=now, text=said)
    return filed


def withdraw(work: Work, *, person: Person, appeal_id: int, now: datetime) -> Appeal:
    """Take one's own appeal back.

    Raises:
        UnknownAppeal: there is no open one of this person.
    """
    found = work.appeals.get(appeal_id)
    if found is None or found.person_id != person.id or found.outcome is not None:
        raise UnknownAppeal(appeal=appeal_id)
    by = f"person:{person.id}"
    work.appeals.close(appeal_id, outcome=Outcome.WITHDRAWN, answer="", by=by, at=now)
    stored = work.contests.get(found.contest_id)
    _record(work, stored, found, by=by, action="appeal.withdrawn", now=now, text="")
    return found


def answer(work: Work, *, appeal_id: int, outcome: Outcome, text: str, by: Actor, now: datetime) -> Appeal:
    """Answer an appeal; the person is told.

    Raises:
        UnknownAppeal: there is none without an answer.
        NotYours: neither an organizer nor a reviewer.
        SameHand: who published the results, or signed a correction before the appeal.
        AppealTooShort
    """
    found = work.appeals.get(appeal_id)
    if found is None or found.outcome is not None or outcome is Outcome.WITHDRAWN:
        raise UnknownAppeal(appeal=appeal_id)
    stored = work.contests.get(found.contest_id)
    if not by.may((ORGANIZER, REVIEWER)):
        raise NotYours(roles=f"{ORGANIZER}, {REVIEWER}", reason=REVIEWER)
    refuse_same_hand(by, first=first_hands(work, stored, found), reason="published")
    said = _words(text)
    work.appeals.close(appeal_id, outcome=outcome, answer=said, by=by.written, at=now)
    tell_one(
        work,
        person_id=found.person_id,
        screen="appeal",
        facts={"appeal_id": found.id},
        dedupe=f"appeal:{found.id}:answered",
        now=now,
        lasts=TOLD_FOR,
    )
    _record(work, stored, found, by=by.written, action=f"appeal.{outcome.value}", now=now, text=said)
    return found


def first_hands(work: Work, stored: StoredContest, appeal: Appeal) -> frozenset[str]:
    """Name those whose acts the appeal is against: who published, who corrected before it, and the person."""
    published = publication(work, stored)
    corrected = {
        each.by
        for each in corrections_of(work, stored).active
        if each.kind in WEIGHTY and each.at <= appeal.filed_at
    }
    publisher = set() if published is None else {published.by}
    return frozenset({*publisher, *corrected, f"person:{appeal.person_id}"})


def listed(work: Work, stored: StoredContest) -> tuple[AppealView, ...]:
    """List the appeals of a contest, those without an answer first."""
    units = {unit.id: unit for unit in work.people.units()}
    views = [
        _view(work, stored, each, units, actor_name(work, each.answered_by) if each.answered_by else "")
        for each in work.appeals.of(stored.id)
    ]
    return tuple(sorted(views, key=lambda each: each.appeal.outcome is not None))


def of_person(work: Work, person: Person) -> tuple[AppealView, ...]:
    """List a person's own appeals, newest first; who answered is not named to them."""
    units = {unit.id: unit for unit in work.people.units()}
    return tuple(
        _view(work, work.contests.get(each.contest_id), each, units, "")
        for each in reversed(work.appeals.of_person(person.id))
    )


def _view(
    work: Work, stored: StoredContest, appeal: Appeal, units: Mapping[UnitId, Unit], answered_by: str
) -> AppealView:
    person = work.people.person(appeal.person_id)
    return AppealView(
        appeal=appeal,
        contest=stored.contest.id,
        title=stored.contest.title,
        code=person.code if person else "",
        name=person.name if person else "",
        unit=units[person.unit_id].name if person else "",
        answered_by=answered_by,
    )


def _refuse_if_closed(work: Work, stored: StoredContest, now: datetime) -> None:
    if not stored.contest.results.appeal:
        raise AppealsClosed(reason="no_time")
    if stored.state in DECIDED:
        raise AppealsClosed(reason="decided")
    until = appeals_until(work, stored)
    if until is None:
        raise AppealsClosed(reason="unpublished")
    if now >= until:
        raise AppealsClosed(reason="late", until=until)


def _words(text: str) -> str:
    said = text.strip()
    if not SHORTEST <= len(said) <= LONGEST:
        raise AppealTooShort(shortest=SHORTEST, longest=LONGEST)
    return said


def _record(
    work: Work, stored: StoredContest, appeal: Appeal, *, by: str, action: str, now: datetime, text: str
) -> None:
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by,
            action=action,
            subject=f"contest:{stored.contest.id}",
            # the words stand in the appeal alone, from which they can be erased
            detail={"appeal": appeal.id, "words": content_hash(text)},
        )
    )
