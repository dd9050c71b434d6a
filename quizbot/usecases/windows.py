"""When a person may play a round: the round's own time, or the window given to them alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from quizbot.core.contest import ContestState, Round
from quizbot.core.corrections import Corrections
from quizbot.core.ids import PersonId
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import StoredContest, Work


def own_round(round_: Round, *, corrections: Corrections, person_id: PersonId) -> Round:
    """Give a round with the times that hold for this person; a window of their own takes its place."""
    window = corrections.window(person_id, round_.number)
    return round_ if window is None else replace(round_, opens_at=window[0], closes_at=window[1])


def may_play(stored: StoredContest, round_: Round, *, corrections: Corrections, person_id: PersonId) -> bool:
    """Tell whether the state of the contest lets this person play: a window of one's own outlasts closing."""
    if stored.state is ContestState.OPEN:
        return True
    return stored.state is ContestState.CLOSED and corrections.window(person_id, round_.number) is not None


def open_round(work: Work, stored: StoredContest, *, person_id: PersonId, now: datetime) -> Round | None:
    """Give the round that is open to this person now; None when none is."""
    corrections = corrections_of(work, stored)
    if not any(each.person_id == person_id and each.period for each in corrections.active):
        return work.contests.round_at(stored.id, now=now) if stored.state is ContestState.OPEN else None
    for round_ in work.contests.rounds(stored.id):
        own = own_round(round_, corrections=corrections, person_id=person_id)
        playable = may_play(stored, round_, corrections=corrections, person_id=person_id)
        if playable and own.opens_at <= now < own.closes_at:
            return own
    return None


def in_time(started_at: datetime, round_: Round, *, corrections: Corrections, person_id: PersonId) -> bool:
    """Tell whether an attempt was begun in the round, or in a window that is in force.

    It could not have been begun otherwise; but a window may be taken back afterwards.
    """
    windows = corrections.windows(person_id, round_.number)
    return any(
        opens_at <= started_at < closes_at
        for opens_at, closes_at in ((round_.opens_at, round_.closes_at), *windows)
    )


def last_window(corrections: Corrections, rounds: Sequence[Round]) -> datetime | None:
    """Give the end of the last window of anybody's own; None when there is none."""
    ends = [
        each.period[1]
        for each in corrections.active
        if each.person_id is not None
        and each.period is not None
        and any(each.touches(round_.number) for round_ in rounds)
    ]
    return max(ends, default=None)
