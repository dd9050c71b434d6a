"""What a step in the life of a contest would bring, counted before anybody agrees to it."""

from dataclasses import dataclass, replace
from datetime import datetime

from quizbot.core import lifecycle
from quizbot.core.attempt import AttemptStatus
from quizbot.core.contest import ContestState, Round
from quizbot.core.lifecycle import DECIDED, Actor
from quizbot.core.refusal import Refusal
from quizbot.usecases.audience import audience
from quizbot.usecases.awarding import award_list
from quizbot.usecases.lifecycle import SOME_REASON, standing_of
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import StoredContest, Work
from quizbot.usecases.results import contest_board
from quizbot.usecases.standings import find


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A round that would end now, and what it means to people."""

    round: Round
    # people who have begun, and attempts that are being written right now
    people: int
    playing: int
    # people who may take part and have not begun
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """What a step would bring now. Which figures mean anything depends on the step; the others are 0 or empty."""

    stored: StoredContest
    to: ContestState
    back: bool
    obstacle: Refusal | None
    # people whom the contest admits, and people on its board
    admitted: int = 0
    on_board: int = 0
    rounds: int = 0
    # closing: rounds cut short, and rounds that would never take place
    running: tuple[Running, ...] = ()
    lost: tuple[Round, ...] = ()
    # people with a window of their own that is not over; it outlasts closing
    windows: int = 0
    # opening: when the first round begins
    begins_at: datetime | None = None
    # publishing: until when appeals are taken
    appeals_until: datetime | None = None
    # final results: prizes to people and to units, what is in force, what was answered
    prizes: int = 0
    unit_prizes: int = 0
    corrections: int = 0
    appeals: int = 0


def consequences(
    work: Work, *, slug: str, to: ContestState, actor: Actor, now: datetime
) -> Consequences | None:
    """Count what a step would bring; None when no step leads there from where the contest stands.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    arrow = next((each for each in lifecycle.STEPS if (each.frm, each.to) == (stored.state, to)), None)
    if arrow is None:
        return None
    found = Consequences(
        stored=stored,
        to=to,
        back=arrow.back,
        obstacle=lifecycle.obstacle(
            standing_of(work, stored), to=to, actor=actor, reason=SOME_REASON, now=now
        ),
        on_board=work.standings.size(contest_board(stored)),
    )
    if arrow.back:
        return found
    if to is ContestState.OPEN:
        return _opening(work, found)
    if to is ContestState.CLOSED:
        return _closing(work, found, now)
    if to is ContestState.PROVISIONAL:
        appeal = stored.contest.results.appeal
        return replace(found, appeals_until=now + appeal if appeal else None)
    return _deciding(work, found, now) if to in DECIDED else found


def _opening(work: Work, found: Consequences) -> Consequences:
    rounds = work.contests.rounds(found.stored.id)
    return replace(
        found,
        admitted=len(audience(work, found.stored)),
        rounds=len(rounds),
        begins_at=rounds[0].opens_at if rounds else None,
    )


def _closing(work: Work, found: Consequences, now: datetime) -> Consequences:
    rounds = work.contests.rounds(found.stored.id)
    windows = {
        each.person_id
        for each in corrections_of(work, found.stored).active
        if each.person_id is not None and each.period is not None and now < each.period[1]
    }
    return replace(
        found,
        rounds=len(rounds),
        running=tuple(
            _running(work, found.stored, each) for each in rounds if each.opens_at <= now < each.closes_at
        ),
        lost=tuple(each for each in rounds if now < each.opens_at),
        windows=len(windows),
    )


def _running(work: Work, stored: StoredContest, round_: Round) -> Running:
    attempts = list(work.attempts.summaries(round_.id))
    begun = {each.person_id for each in attempts}
    return Running(
        round=round_,
        people=len(begun),
        playing=sum(each.status is AttemptStatus.OPEN for each in attempts),
        missing=sum(each.id not in begun for each in audience(work, stored, round_)),
    )


def _deciding(work: Work, found: Consequences, now: datetime) -> Consequences:
    awards = award_list(work, slug=found.stored.contest.id, now=now)
    return replace(
        found,
        prizes=sum(bool(each.prize) for each in awards.people),
        unit_prizes=sum(bool(each.prize) for each in awards.units),
        corrections=len(corrections_of(work, found.stored).active),
        appeals=sum(each.outcome is not None for each in work.appeals.of(found.stored.id)),
    )
