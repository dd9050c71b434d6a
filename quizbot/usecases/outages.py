"""Silences of the engine: noted when it wakes up, proposed to people as time to take out of a round."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.calendar import Period
from quizbot.core.contest import Round
from quizbot.core.corrections import CorrectionKind, Corrections
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import StoredContest, Work
from quizbot.usecases.windows import last_window


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A silence inside a round that nobody has judged yet."""

    round_number: int
    starts_at: datetime
    ends_at: datetime
    # people with a paper open at some moment of it
    people: int


def note_silence(work: Work, *, starts_at: datetime, ends_at: datetime) -> None:
    """Note that no process gave a sign of life for a time."""
    if starts_at < ends_at:
        work.corrections.add_silence(starts_at=starts_at, ends_at=ends_at)


def proposals(work: Work, *, stored: StoredContest) -> tuple[Proposal, ...]:
    """List the silences that fall into rounds of a contest and were neither confirmed nor dismissed."""
    corrections = corrections_of(work, stored)
    return tuple(
        proposal
        for round_ in work.contests.rounds(stored.id)
        for proposal in _in_round(work, round_, corrections)
    )


def _in_round(work: Work, round_: Round, corrections: Corrections) -> Iterator[Proposal]:
    until = max(round_.closes_at, last_window(corrections, [round_]) or round_.closes_at)
    judged = _judged(corrections, round_.number)
    for began, ended in work.corrections.silences(since=round_.opens_at, until=until):
        starts_at, ends_at = max(began, round_.opens_at), min(ended, until)
        if any(begins < ends_at and stops > starts_at for begins, stops in judged):
            continue
        people = {
            each.person_id
            for each in work.attempts.summaries(round_.id)
            if each.started_at < ends_at and (each.submitted_at or each.deadline_at) > starts_at
        }
        yield Proposal(round_number=round_.number, starts_at=starts_at, ends_at=ends_at, people=len(people))


def _judged(corrections: Corrections, round_number: int) -> list[Period]:
    return [
        each.period
        for each in corrections.active
        if each.kind in (CorrectionKind.OUTAGE, CorrectionKind.NO_OUTAGE)
        and each.period is not None
        and each.touches(round_number)
    ]
