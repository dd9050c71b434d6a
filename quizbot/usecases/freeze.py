"""The public board while a round must not show: a product of its own, computed up to a moment.

A board stands still from the freeze on; where people learn results only after closing, it stands
still from the opening on. Nothing an outsider can fetch then depends on later answers.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from quizbot.core.contest import Contest, Feedback, Phase, Round, phase_at
from quizbot.core.ids import PersonId
from quizbot.core.ranking import Result
from quizbot.usecases import results
from quizbot.usecases.ports import AttemptSummary, Person, StandingEntry, StoredContest, Work
from quizbot.usecases.scene import Scene, counted_attempts, scene


def stands_still_from(contest: Contest, round_: Round, *, now: datetime) -> datetime | None:
    """Give the moment since which the public boards stand still; None while they are live."""
    if not round_.opens_at <= now < round_.closes_at:
        return None
    if contest.paper.feedback is Feedback.AFTER_CLOSE:
        return round_.opens_at
    if phase_at(round_, freeze=contest.results.freeze, now=now) is Phase.FROZEN:
        return max(round_.opens_at, round_.closes_at - contest.results.freeze)
    return None


def freeze_due(work: Work, *, now: datetime) -> int:
    """Compute the public boards of rounds that stand still now; gives how many were new.

    A late wake-up changes nothing: the board counts what was handed in before the moment, not
    what is there when it is computed.
    """
    frozen = 0
    for stored, round_ in work.contests.running(now=now):
        at = stands_still_from(stored.contest, round_, now=now)
        mark = f"frozen:{round_.id}"
        if at is None or work.leases.recall(mark) == at.isoformat():
            continue
        freeze_round(work, stored=stored, round_=round_, at=at)
        work.leases.mark(mark, at.isoformat())
        frozen += 1
    return frozen


def refreeze(work: Work, *, stored: StoredContest, now: datetime) -> None:
    """Compute the public boards that stand still now once more, after a correction."""
    for round_ in work.contests.rounds(stored.id):
        at = stands_still_from(stored.contest, round_, now=now)
        if at is not None:
            freeze_round(work, stored=stored, round_=round_, at=at)


def freeze_round(work: Work, *, stored: StoredContest, round_: Round, at: datetime) -> None:
    """Store the boards of a round and of its contest as they stood at the moment `at`."""
    here = scene(work, stored=stored, round_=round_)
    people = {person.id: person for person in work.people.everybody()}
    entries = list(_entries_until(work, here, people, at))
    board = results.public_board(results.round_board(round_.id))
    work.standings.replace_all(board, (results.on_board(each, board) for each in entries))
    by_person: dict[PersonId, list[Result]] = {}
    for other in work.contests.rounds(stored.id):
        if other.number >= round_.number or other.number <= stored.contest.rounds.trial:
            continue
        for entry in work.standings.entries(results.round_board(other.id)):
            by_person.setdefault(entry.person_id, []).append(results.result_of(entry))
    for entry in entries if round_.number > stored.contest.rounds.trial else ():
        by_person.setdefault(entry.person_id, []).append(results.result_of(entry))
    whole = results.public_board(results.contest_board(stored))
    together = (
        results.contest_entry(here, people[person_id], found)
        for person_id, found in sorted(by_person.items())
    )
    work.standings.replace_all(
        whole, (results.on_board(each, whole) for each in together if each is not None)
    )


def _entries_until(
    work: Work, here: Scene, people: dict[PersonId, Person], at: datetime
) -> Iterator[StandingEntry]:
    early: Iterator[AttemptSummary] = (
        each
        for each in counted_attempts(work, here)
        if each.submitted_at is not None and each.submitted_at < at
    )
    for person_id, group in groupby(early, key=lambda each: each.person_id):
        entry = results.round_entry(here, people[person_id], list(group))
        if entry is not None:
            yield entry
