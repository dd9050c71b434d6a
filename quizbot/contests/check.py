"""Whole-contest checks: what would go wrong on the day, told beforehand with its place in the file."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizbot.contests import check_people, check_ranking, check_time
from quizbot.contests.findings import Checked, Notes
from quizbot.contests.load import LoadedContest
from quizbot.core.calendar import DaysOff
from quizbot.core.contest import ContestKind, Counted, Feedback
from quizbot.core.paper import PoolItem, shortage

__all__ = ["Checked", "Surroundings", "check_contest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a contest is checked against; None where it is not known, and then not checked."""

    days_off: DaysOff
    now: datetime | None = None
    pool: Sequence[PoolItem] | None = None
    units: Collection[str] | None = None
    groups: Collection[str] | None = None
    # people who may take part
    people: int | None = None


def check_contest(loaded: LoadedContest, around: Surroundings) -> Checked:
    """Find everything wrong with a contest: faults forbid to open it, warnings are told."""
    notes = Notes(loaded)
    rounds = check_time.rounds(notes, around.days_off)
    check_time.lengths(notes, rounds)
    check_time.reminders(notes, rounds)
    check_time.past(notes, rounds, around.now)
    check_ranking.names(notes)
    check_ranking.ties(notes)
    check_people.known(notes, units=around.units, groups=around.groups)
    check_people.prizes(notes, people=around.people, units=around.units)
    _draws(notes, around.pool)
    _key_kept(notes)
    return notes.checked(rounds)


def _draws(notes: Notes, pool: Sequence[PoolItem] | None) -> None:
    if pool is None:
        return
    use = "practice" if notes.contest.kind is ContestKind.PRACTICE else "contest"
    for lack in shortage(notes.contest.paper, pool, use=use):
        notes.fault(
            ("paper", "draw", lack.rule),
            "contest.bank_too_small",
            wanted=lack.wanted,
            lacking=lack.lacking,
            matching=lack.matching,
        )


def _key_kept(notes: Notes) -> None:
    paper, attempts = notes.contest.paper, notes.contest.attempts
    if notes.contest.kind is ContestKind.PRACTICE or paper.feedback is Feedback.AFTER_CLOSE:
        return
    if paper.same_for_all:
        notes.warn(("paper", "feedback"), "contest.key_leaks")
    elif attempts.per_round != 1 and attempts.counted is not Counted.FIRST:
        notes.warn(("paper", "feedback"), "contest.improving_with_key")
