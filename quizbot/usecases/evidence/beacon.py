"""The public value that decides the lots: named in the rules, entered once, only after the last answer."""

from datetime import datetime

from quizbot.core.contest import ContestState
from quizbot.core.lifecycle import DECIDED, ORGANIZER, Actor, NotYours
from quizbot.core.refusal import Refusal
from quizbot.usecases import results
from quizbot.usecases.lifecycle import standing_of
from quizbot.usecases.ports import AuditEntry, StoredContest, Work
from quizbot.usecases.standings import find


class BeaconTooEarly(Refusal):
    """The value must not be known while answers can still come in."""

    code = "beacon.too_early"


class BeaconTooLate(Refusal):
    """The results are decided already."""

    code = "beacon.too_late"


class BeaconUnnamed(Refusal):
    """The rules people played by do not say where the value comes from, or draw no lots."""

    code = "beacon.unnamed"


class BeaconKnown(Refusal):
    """The value was entered already: another one would be a choice."""

    code = "beacon.known"


class BeaconEmpty(Refusal):
    code = "beacon.empty"


def set_beacon(work: Work, *, slug: str, value: str, by: Actor, now: datetime) -> StoredContest:
    """Enter the public value that decides the lots of a contest, and rank by it.

    The same value again changes nothing.

    Args:
        value: as published; blanks around it and runs of blanks in it make no difference.

    Raises:
        UnknownContest, NotYours, BeaconEmpty, BeaconKnown
        BeaconUnnamed: the pinned rules draw no lots or name no source.
        BeaconTooLate: the results are decided.
        BeaconTooEarly: the contest is not closed, or somebody may still play.
    """
    stored = find(work, slug)
    seed = " ".join(value.split())
    if not by.may((ORGANIZER,)):
        raise NotYours(roles=ORGANIZER, reason=ORGANIZER)
    if not seed:
        raise BeaconEmpty()
    if stored.lot_seed == seed:
        return stored
    if stored.lot_seed is not None:
        raise BeaconKnown(contest=slug, value=stored.lot_seed)
    if "lot" not in stored.contest.rank.ties or not stored.contest.rank.lot_source:
        raise BeaconUnnamed(contest=slug)
    _require_closed(work, stored, now)
    work.contests.set_lot_seed(stored.id, seed)
    results.rebuild(work, stored=work.contests.get(stored.id))
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by.id,
            action="contest.beacon",
            subject=f"contest:{slug}",
            detail={"value": seed, "source": stored.contest.rank.lot_source},
        )
    )
    return work.contests.get(stored.id)


def _require_closed(work: Work, stored: StoredContest, now: datetime) -> None:
    if stored.state in DECIDED:
        raise BeaconTooLate(contest=stored.contest.id)
    playable = standing_of(work, stored).playable_until
    closed = stored.state in (ContestState.CLOSED, ContestState.PROVISIONAL, ContestState.APPEAL)
    if not closed or (playable is not None and now < playable):
        raise BeaconTooEarly(contest=stored.contest.id)
