"""An attempt: one person's run through a paper, and what may be done to it when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from quizbot.core.calendar import Period, in_hours
from quizbot.core.contest import Contest, PaperRules, Phase, Round, phase_at
from quizbot.core.corrections import prolonged
from quizbot.core.ids import AttemptId, PersonId, RoundId
from quizbot.core.question import Response
from quizbot.core.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperItem:
    """One question of a drawn paper, as this person sees it; stored, so it can be shown again."""

    question_id: str
    # Question.shown_hash at the time of the draw
    shown_hash: str
    # option keys in the order shown
    order: tuple[str, ...] = ()
    target_order: tuple[str, ...] = ()
    # gives no points; decides ties
    extra: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    items: tuple[PaperItem, ...]
    # recorded for the audit; the items, not the seed, are the truth
    seed: str = ""
    # the block whose paper it is; "" when the contest has none
    block: str = ""

    @property
    def counting(self) -> int:
        """Count the questions that give points; they stand first."""
        return sum(not item.extra for item in self.items)


class AttemptStatus(StrEnum):
    OPEN = "open"
    # handed in by the person
    SUBMITTED = "submitted"
    # own clock or round ran out; what was answered counts
    EXPIRED = "expired"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    id: AttemptId
    round_id: RoundId
    person_id: PersonId
    # from 1, unique for person and round
    number: int
    paper: Paper
    started_at: datetime
    # own clock and round, whichever ends first; half-open
    deadline_at: datetime
    status: AttemptStatus = AttemptStatus.OPEN
    submitted_at: datetime | None = None
    prediction: int | None = None
    # answers stored so far, and how many of them are right
    answered: int = 0
    right: int = 0
    # official points so far
    points: int = 0
    # right answers to extra questions so far
    extra: int = 0

    @property
    def next_position(self) -> int | None:
        """Give the first position without an answer, or None when all are answered."""
        return self.answered if self.answered < len(self.paper.items) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One stored answer. `revision` counts from 0; the last revision counts."""

    attempt_id: AttemptId
    position: int
    revision: int
    question_id: str
    shown_hash: str
    response: Response
    right: bool
    points: int
    # when the server got it, not when it was stored; the time for the question counts from the
    # answer before (or the start), which the log knows
    received_at: datetime
    channel: str


class RoundNotOpen(Refusal):
    code = "round.not_open"


class RoundClosed(Refusal):
    code = "round.closed"


class AttemptsUsedUp(Refusal):
    code = "attempt.used_up"


class DayUsedUp(Refusal):
    """All attempts of the local day are made; tomorrow there are more."""

    code = "attempt.day_used_up"


class AllUsedUp(Refusal):
    """All attempts of the whole contest are made."""

    code = "attempt.all_used_up"


class OutsideHours(Refusal):
    """The round is open, and papers are begun at other hours."""

    code = "round.outside_hours"


class AttemptOver(Refusal):
    """The attempt was handed in or its time ran out before the answer came."""

    code = "attempt.over"


class AlreadyAnswered(Refusal):
    code = "answer.already"


class NotThisQuestion(Refusal):
    """The answer is for another question than the one that is open."""

    code = "answer.not_this_question"


class NotAnAnswer(Refusal):
    code = "answer.not_understood"


def may_start(
    contest: Contest, round_: Round, *, used: int, now: datetime, today: int = 0, in_all: int = 0
) -> None:
    """Refuse a start outside the round, outside its hours, or beyond the attempt limits.

    Args:
        used: attempts in the round.
        today: attempts in the contest on the local day.
        in_all: attempts in the contest.

    Raises:
        RoundNotOpen, RoundClosed, OutsideHours, AttemptsUsedUp, DayUsedUp, AllUsedUp
    """
    phase = phase_at(round_, now=now)
    if phase is Phase.UPCOMING:
        raise RoundNotOpen(opens_at=round_.opens_at)
    if phase is Phase.CLOSED:
        raise RoundClosed(closed_at=round_.closes_at)
    if not in_hours(contest.rounds, now):
        raise OutsideHours()
    rules = contest.attempts
    if rules.per_round is not None and used >= rules.per_round:
        raise AttemptsUsedUp(limit=rules.per_round)
    if rules.in_all is not None and in_all >= rules.in_all:
        raise AllUsedUp(limit=rules.in_all)
    if rules.per_day is not None and today >= rules.per_day:
        raise DayUsedUp(limit=rules.per_day)


def deadline(
    paper: PaperRules, round_: Round, *, started_at: datetime, removed: Sequence[Period] = ()
) -> datetime:
    """Give the moment from which answers no longer count: own clock or round, whichever is first.

    Args:
        removed: time that is nobody's own: periods apart from each other, in order.
    """
    if paper.limit is None:
        return round_.closes_at
    return min(prolonged(started_at, paper.limit, removed), round_.closes_at)


def may_answer(attempt: Attempt, *, position: int, changeable: bool, received_at: datetime) -> None:
    """Refuse an answer that is late, for a question already answered, or out of turn.

    `received_at` is when the server got the message; what waited in our own queue is not late.

    Raises:
        AttemptOver, AlreadyAnswered, NotThisQuestion
    """
    if attempt.status is not AttemptStatus.OPEN:
        raise AttemptOver(status=attempt.status.value)
    if received_at >= attempt.deadline_at:
        raise AttemptOver(status=AttemptStatus.EXPIRED.value)
    if position < 0 or position >= len(attempt.paper.items) or position > attempt.answered:
        raise NotThisQuestion(position=position + 1)
    if position < attempt.answered and not changeable:
        raise AlreadyAnswered(position=position + 1)


def duration(attempt: Attempt) -> timedelta:
    """Give the own time used, in whole seconds, rounded down; never more than the clock allowed."""
    end = attempt.submitted_at or attempt.deadline_at
    used = min(end, attempt.deadline_at) - attempt.started_at
    return timedelta(seconds=max(0, int(used.total_seconds())))
