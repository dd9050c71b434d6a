"""The life of a contest as a state machine: which step leads on, who may take it, and when.

draft → checked → open → closed → provisional → appeal → final → announced → archived. Steps back need a
reason. Who touched the results does not confirm them. See docs/rules/corrections.md, "the life of a contest".
"""

from dataclasses import dataclass
from datetime import datetime

from quizbot.core.contest import ContestState
from quizbot.core.corrections import needed_reason
from quizbot.core.refusal import Refusal

_S = ContestState
ORGANIZER, HR, REVIEWER, AUTHOR, ADMIN = "organizer", "hr", "reviewer", "author", "admin"


class WrongState(Refusal):
    """The contest is not in a state from which this step leads on."""

    code = "contest.wrong_state"


class NotYours(Refusal):
    """The step belongs to other roles."""

    code = "contest.not_yours"


class SameHand(Refusal):
    """Who did the one must not do the other: it takes a second person."""

    code = "contest.same_hand"


class NotYet(Refusal):
    """The step is right, but something has to end first; the reason names it."""

    code = "contest.not_yet"


GIVEN = "cli:"
"""Before the identity of somebody whose name was given at the command line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: an identity for the record, and the roles they have."""

    # an account, a person, or the command line
    id: str
    roles: frozenset[str]
    # somebody at the command line gave this name, and nobody proved it
    unproved: bool = False

    @property
    def written(self) -> str:
        """Give what the record says of who acted: a name that was only given is marked as such."""
        return f"{GIVEN}{self.id}" if self.unproved else self.id

    def may(self, roles: tuple[str, ...]) -> bool:
        """Tell whether the actor has one of the roles; an administrator has all."""
        return ADMIN in self.roles or bool(self.roles & set(roles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the machine has to know of a contest beside its state."""

    contest: str = ""
    state: ContestState
    # people who have begun
    begun: bool = False
    # somebody may still play: the last window ends then
    playable_until: datetime | None = None
    # appeals may be filed until then; None: the rules give no time for them, or nothing is published
    appeals_until: datetime | None = None
    # the rules give time for appeals
    appeals_promised: bool = False
    appeals_open: int = 0
    # who said what of the results is in force
    corrected_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One arrow. `back` steps need a reason."""

    frm: ContestState
    to: ContestState
    roles: tuple[str, ...]
    back: bool = False
    # who corrected the results may not take it
    second_hand: bool = False


STEPS: tuple[Step, ...] = (
    Step(frm=_S.DRAFT, to=_S.CHECKED, roles=(ORGANIZER, AUTHOR)),
    Step(frm=_S.CHECKED, to=_S.OPEN, roles=(ORGANIZER,)),
    Step(frm=_S.OPEN, to=_S.CLOSED, roles=(ORGANIZER,)),
    Step(frm=_S.CLOSED, to=_S.PROVISIONAL, roles=(ORGANIZER,)),
    Step(frm=_S.CLOSED, to=_S.FINAL, roles=(ORGANIZER,), second_hand=True),
    # by itself, with the first appeal
    Step(frm=_S.PROVISIONAL, to=_S.APPEAL, roles=()),
    Step(frm=_S.PROVISIONAL, to=_S.FINAL, roles=(ORGANIZER,), second_hand=True),
    Step(frm=_S.APPEAL, to=_S.FINAL, roles=(ORGANIZER,), second_hand=True),
    Step(frm=_S.FINAL, to=_S.ANNOUNCED, roles=(ORGANIZER, HR)),
    Step(frm=_S.ANNOUNCED, to=_S.ARCHIVED, roles=(ORGANIZER, HR)),
    Step(frm=_S.OPEN, to=_S.CHECKED, roles=(ORGANIZER,), back=True),
    Step(frm=_S.PROVISIONAL, to=_S.CLOSED, roles=(ORGANIZER,), back=True),
    Step(frm=_S.APPEAL, to=_S.CLOSED, roles=(ORGANIZER,), back=True),
    Step(frm=_S.FINAL, to=_S.PROVISIONAL, roles=(ORGANIZER,), back=True),
    Step(frm=_S.ANNOUNCED, to=_S.FINAL, roles=(ORGANIZER,), back=True),
    Step(frm=_S.ARCHIVED, to=_S.ANNOUNCED, roles=(ORGANIZER,), back=True),
)

DECIDED = (_S.FINAL, _S.ANNOUNCED, _S.ARCHIVED)
"""States in which results are final: HR's papers are made of them, and nothing may move them."""

PUBLISHED = (_S.PROVISIONAL, _S.APPEAL)
"""States in which results are published and may still change."""


def step(standing: Standing, *, to: ContestState, actor: Actor, reason: str, now: datetime) -> Step:
    """Give the arrow that leads to `to`, when this actor may take it now.

    Raises:
        WrongState, NotYours, SameHand, NotYet
        ReasonMissing: a step back without one.
    """
    found = next((each for each in STEPS if each.frm is standing.state and each.to is to), None)
    if found is None:
        raise WrongState(contest=standing.contest, state=standing.state, to=to)
    if not actor.may(found.roles):
        raise NotYours(roles=", ".join(found.roles), reason=next(iter(found.roles), ""))
    _refuse_early(standing, to=to, now=now)
    if found.second_hand:
        refuse_same_hand(actor, first=standing.corrected_by, reason="corrected")
    if found.back:
        needed_reason(reason)
    return found


def next_steps(standing: Standing, *, actor: Actor) -> tuple[Step, ...]:
    """List the arrows from here that the actor's roles allow, those that lead on first.

    Time and earlier acts may still forbid one of them; `step` says why.
    """
    found = [each for each in STEPS if each.frm is standing.state and each.roles and actor.may(each.roles)]
    if standing.appeals_promised:
        found = [each for each in found if (each.frm, each.to) != (_S.CLOSED, _S.FINAL)]
    return tuple(sorted(found, key=lambda each: each.back))


def obstacle(
    standing: Standing, *, to: ContestState, actor: Actor, reason: str, now: datetime
) -> Refusal | None:
    """Give what forbids a step, or None."""
    try:
        step(standing, to=to, actor=actor, reason=reason, now=now)
    except Refusal as refusal:
        return refusal
    return None


def _refuse_early(standing: Standing, *, to: ContestState, now: datetime) -> None:
    if to is _S.CHECKED and standing.begun:
        raise NotYet(reason="begun")
    if to is _S.PROVISIONAL and standing.state is _S.CLOSED:
        _refuse_while_played(standing, now)
    if to is not _S.FINAL or standing.state not in (_S.CLOSED, *PUBLISHED):
        return
    _refuse_while_played(standing, now)
    if standing.state is _S.CLOSED and standing.appeals_promised:
        raise NotYet(reason="unpublished")
    if standing.appeals_until is not None and now < standing.appeals_until:
        raise NotYet(reason="appeal_time", until=standing.appeals_until)
    if standing.appeals_open:
        raise NotYet(reason="appeals_open", count=standing.appeals_open)


def _refuse_while_played(standing: Standing, now: datetime) -> None:
    if standing.playable_until is not None and now < standing.playable_until:
        raise NotYet(reason="played", until=standing.playable_until)


def refuse_same_hand(actor: Actor, *, first: frozenset[str], reason: str) -> None:
    """Refuse an actor who did what a second person has to look at.

    Raises:
        SameHand
    """
    if actor.id in {each.removeprefix(GIVEN) for each in first}:
        raise SameHand(reason=reason)
