"""Make one person of two: somebody registered again, or stands twice on the roster."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from quizbot.core.contest import ContestKind, ContestState
from quizbot.core.ids import RoundId
from quizbot.core.refusal import Refusal
from quizbot.usecases import freeze, results
from quizbot.usecases.people import by_code
from quizbot.usecases.ports import Address, AuditEntry, Outcome, Person, StoredContest, Work
from quizbot.usecases.scene import roster_day

DECIDED = (ContestState.FINAL, ContestState.ANNOUNCED, ContestState.ARCHIVED)
_ALL = 1_000_000


class SamePerson(Refusal):
    """A person cannot be merged into themselves."""

    code = "people.same_person"


class BothTookPart(Refusal):
    """Both took part in the same rounds; which of the two counts is for people to decide."""

    code = "people.both_took_part"


class ResultsDecided(Refusal):
    """The results of a contest are final; moving attempts would change them."""

    code = "people.results_decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What moved from one person to the other."""

    attempts: int
    addresses: int
    contests: tuple[str, ...]


def merge_people(work: Work, *, code: str, into: str, by: str, now: datetime) -> Merged:
    """Move attempts, chat accounts and consents of one person to another, and erase the first.

    Boards of the contests concerned are computed again in the same transaction. The first counts for no
    unit any more, but for the head-counts of contests whose results are decided.

    Raises:
        UnknownPerson, SamePerson
        BothTookPart: names every round both took part in, practice aside; nothing is moved.
        ResultsDecided: names the contests whose results are final; nothing is moved.
    """
    source, target = by_code(work, code), by_code(work, into)
    if source.id == target.id:
        raise SamePerson(person=code)
    _require_apart(work, source, target)
    rounds = {each.round_id for each in work.attempts.of_person(source.id, limit=_ALL)}
    contests = _contests(work, rounds, source)
    decided = [each.contest.id for each in contests if each.state in DECIDED]
    if decided:
        raise ResultsDecided(contests=", ".join(decided))
    attempts = work.attempts.give(source.id, to=target.id)
    work.corrections.give(source.id, to=target.id)
    _give_appeals(work, source, target, by=by, now=now)
    addresses = work.people.addresses(source.id)
    for each in addresses:
        work.people.link(
            Address(channel=each.channel, address=each.address, person_id=target.id, linked_at=now)
        )
    _move_consents(work, source, target)
    work.people.leave_units(source.id, on=_not_before(work, now))
    for stored in contests:
        results.rebuild(work, stored=stored)
        freeze.refreeze(work, stored=stored, now=now)
    work.people.erase(source.id, now=now)
    merged = Merged(
        attempts=attempts,
        addresses=len(addresses),
        contests=tuple(each.contest.id for each in contests),
    )
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by,
            action="people.merged",
            subject=f"person:{target.id}",
            detail={"from": f"person:{source.id}", "attempts": attempts, "addresses": len(addresses)},
        )
    )
    return merged


def _not_before(work: Work, now: datetime) -> date:
    """Give the day after the last one whose head-counts stand in decided results."""
    days = [
        roster_day(stored, round_)
        for stored in work.contests.all()
        if stored.state in DECIDED
        for round_ in work.contests.rounds(stored.id)
        if round_.opens_at <= now
    ]
    return max(days) + timedelta(days=1) if days else date.min


def _give_appeals(work: Work, source: Person, target: Person, *, by: str, now: datetime) -> None:
    """Move appeals; where both have an open one in a contest, the one of the first is closed."""
    waiting = {each.contest_id for each in work.appeals.of_person(target.id) if each.outcome is None}
    for each in work.appeals.of_person(source.id):
        if each.outcome is None and each.contest_id in waiting:
            work.appeals.close(each.id, outcome=Outcome.WITHDRAWN, answer="", by=by, at=now)
    work.appeals.give(source.id, to=target.id)


def _require_apart(work: Work, source: Person, target: Person) -> None:
    theirs = {each.round_id for each in work.attempts.of_person(target.id, limit=_ALL)}
    ours = {each.round_id for each in work.attempts.of_person(source.id, limit=_ALL)}
    shared = [work.contests.round(each) for each in ours & theirs]
    # practice counts for nothing: two people's may stand side by side
    both = [
        each for each in shared if work.contests.get(each.contest_id).contest.kind is not ContestKind.PRACTICE
    ]
    if both:
        names = sorted((work.contests.get(each.contest_id).contest.id, each.number) for each in both)
        listed = (
            f"{contest}: {', '.join(str(number) for _, number in group)}"
            for contest, group in groupby(names, key=lambda pair: pair[0])
        )
        raise BothTookPart(source=source.code, target=target.code, rounds="; ".join(listed))


def _contests(work: Work, rounds: set[RoundId], source: Person) -> tuple[StoredContest, ...]:
    """Give the contests the person took part in, and those with corrections about them."""
    ids = {work.contests.round(each).contest_id for each in rounds}
    for stored in work.contests.all():
        if any(each.person_id == source.id for each in work.corrections.of(stored.id)):
            ids.add(stored.id)
    return tuple(work.contests.get(each) for each in sorted(ids))


def _move_consents(work: Work, source: Person, target: Person) -> None:
    known = {each.purpose: each for each in work.people.consents(target.id)}
    for each in work.people.consents(source.id):
        other = known.get(each.purpose)
        # the later answer is what the person wants
        if other is None or other.at < each.at:
            work.people.record_consent(replace(each, person_id=target.id))
