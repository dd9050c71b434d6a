"""Where a contest stands in its life, who may take which step now, and the record of the steps taken."""

from dataclasses import dataclass
from datetime import datetime

from quizbot.core import lifecycle
from quizbot.core.contest import ContestState
from quizbot.core.corrections import Correction, CorrectionKind
from quizbot.core.lifecycle import ADMIN, Actor, Standing
from quizbot.core.refusal import Refusal
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import Appeal, AuditEntry, ContestStep, StoredContest, Work
from quizbot.usecases.windows import last_window

# corrections that move results or let one person play otherwise: who made one does not confirm them
WEIGHTY = (
    CorrectionKind.REGRADE,
    CorrectionKind.VOID,
    CorrectionKind.DISQUALIFY,
    CorrectionKind.OUTAGE,
    CorrectionKind.OVERRIDE,
)


# any reason does where the question is whether something else forbids a step
SOME_REASON = "có lý do"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A step the actor's roles allow, and what forbids it now."""

    to: ContestState
    back: bool
    obstacle: Refusal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeView:
    """A contest as the people in charge see it."""

    stored: StoredContest
    next: tuple[NextStep, ...]
    steps: tuple[ContestStep, ...]
    corrections: tuple[Correction, ...]
    # numbers of corrections taken back
    undone: frozenset[int]
    appeals: tuple[Appeal, ...]
    appeals_until: datetime | None


def at_the_machine(by: str) -> Actor:
    """Give the actor at the command line or in a program of ours: they hold the machine, so every role."""
    return Actor(id=by, roles=frozenset({ADMIN}))


def permit(
    work: Work, stored: StoredContest, *, to: ContestState, actor: Actor, reason: str, now: datetime
) -> None:
    """Refuse a step that leads nowhere, that is not this actor's, or that comes too early.

    Raises:
        WrongState, NotYours, SameHand, NotYet, ReasonMissing
    """
    lifecycle.step(standing_of(work, stored), to=to, actor=actor, reason=reason, now=now)


def note_step(
    work: Work, stored: StoredContest, *, to: ContestState, by: str, reason: str, now: datetime
) -> None:
    """Write a step into the state, the contest's own record, and the chained one."""
    work.contests.set_state(stored.id, to)
    work.corrections.add_step(stored.id, ContestStep(frm=stored.state, to=to, at=now, by=by, reason=reason))
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by,
            action=f"contest.{to.value}",
            subject=f"contest:{stored.contest.id}",
            detail={"from": stored.state.value, "rules": stored.rules_hash, "reason": reason},
        )
    )


def standing_of(work: Work, stored: StoredContest) -> Standing:
    """Give what decides which steps of a contest are permitted."""
    corrections = corrections_of(work, stored)
    rounds = work.contests.rounds(stored.id)
    begun = stored.state is ContestState.OPEN and any(
        work.attempts.counts(each.id)["attempts"] for each in rounds
    )
    return Standing(
        contest=stored.contest.id,
        state=stored.state,
        begun=begun,
        playable_until=last_window(corrections, rounds),
        appeals_until=appeals_until(work, stored),
        appeals_promised=bool(stored.contest.results.appeal),
        appeals_open=work.appeals.count_open(stored.id),
        corrected_by=frozenset(each.by for each in corrections.active if each.kind in WEIGHTY),
    )


def publication(work: Work, stored: StoredContest) -> ContestStep | None:
    """Give the step by which the provisional results were published, the last time they were."""
    found = [
        each
        for each in work.corrections.steps(stored.id)
        if (each.frm, each.to) == (ContestState.CLOSED, ContestState.PROVISIONAL)
    ]
    return found[-1] if found else None


def appeals_until(work: Work, stored: StoredContest) -> datetime | None:
    """Give the moment from which appeals are late; None while nothing is published, or without a time for them."""
    if not stored.contest.results.appeal or stored.state not in lifecycle.PUBLISHED:
        return None
    published = publication(work, stored)
    return None if published is None else published.at + stored.contest.results.appeal


def next_steps(work: Work, stored: StoredContest, *, actor: Actor, now: datetime) -> tuple[NextStep, ...]:
    """List the steps the actor's roles allow, those that lead on first, with what forbids each now."""
    standing = standing_of(work, stored)
    return tuple(
        NextStep(
            to=each.to,
            back=each.back,
            obstacle=lifecycle.obstacle(standing, to=each.to, actor=actor, reason=SOME_REASON, now=now),
        )
        for each in lifecycle.next_steps(standing, actor=actor)
    )


def next_step(work: Work, stored: StoredContest, *, actor: Actor, now: datetime) -> NextStep | None:
    """Give the step that leads on; None when none does, or it is not the actor's."""
    ahead = (each for each in next_steps(work, stored, actor=actor, now=now) if not each.back)
    return next(ahead, None)


def life_view(work: Work, stored: StoredContest, *, actor: Actor, now: datetime) -> LifeView:
    """Show where a contest stands, what may be done next by whom, and everything that was done."""
    log = tuple(work.corrections.of(stored.id))
    return LifeView(
        stored=stored,
        next=next_steps(work, stored, actor=actor, now=now),
        steps=tuple(work.corrections.steps(stored.id)),
        corrections=log,
        undone=frozenset(each.undoes for each in log if each.undoes is not None),
        appeals=tuple(work.appeals.of(stored.id)),
        appeals_until=appeals_until(work, stored),
    )
