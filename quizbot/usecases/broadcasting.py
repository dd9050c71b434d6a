"""Broadcasts as organizers see and steer them: what was planned, how far it is, stop, resume, cancel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from quizbot.core.delivery import Failure
from quizbot.core.ids import BroadcastId
from quizbot.core.lifecycle import ORGANIZER, Actor, NotYours
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import (
    AuditEntry,
    Broadcast,
    BroadcastCount,
    BroadcastState,
    StoredContest,
    Work,
)

_LEFT = ("waiting", "held", "sending")


class UnknownBroadcast(Refusal):
    """There is no broadcast with this key."""

    code = "broadcast.unknown"


class BroadcastEnded(Refusal):
    """The broadcast was cancelled, or there is nothing left in it that this would change."""

    code = "broadcast.ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """How a channel sends."""

    # messages a second
    per_second: float
    # its platform tells what was opened
    tells_opened: bool = False


class Phase(StrEnum):
    """Where a broadcast stands."""

    PLANNED = "planned"
    RUNNING = "running"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a broadcast is, in messages: one to each person it can be sent to."""

    queued: int
    sent: int
    # may have arrived: the platform took it and did not say, or the sender died; not sent again
    unknown: int
    # waiting, held or on their way
    left: int
    # too late, or no longer needed: whoever has begun needs no invitation
    expired: int
    cancelled: int
    failed: Mapping[Failure, int]
    # of those that went out: not to the person's first address, which could not take them
    detoured: int
    # of those that went out: on the device, opened, people who wrote or tapped afterwards, who have begun.
    # The first two are as the platforms tell, and at least as many as reacted.
    delivered: int
    opened: int
    heard: int
    answered: int | None
    # channels it went out on whose platform tells nothing of what is opened
    silent: tuple[str, ...]
    # when the last one should be out at the channels' rates; None: nothing is left, or it is stopped
    ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastView:
    broadcast: Broadcast
    phase: Phase
    round_number: int | None
    progress: Progress


def views(
    work: Work, stored: StoredContest, *, lanes: Mapping[str, Lane], now: datetime
) -> tuple[BroadcastView, ...]:
    """List a contest's broadcasts, newest first.

    Args:
        lanes: what each channel sends like.
    """
    found = [_view(work, each, lanes=lanes, now=now) for each in work.broadcasts.of_contest(stored.id)]
    return tuple(reversed(found))


def view(work: Work, *, key: str, lanes: Mapping[str, Lane], now: datetime) -> BroadcastView:
    """Show one broadcast.

    Raises:
        UnknownBroadcast
    """
    return _view(work, _known(work, key), lanes=lanes, now=now)


def decide(work: Work, *, key: str, to: BroadcastState, by: Actor, now: datetime) -> int:
    """Stop, resume or cancel a broadcast; gives how many messages that concerns.

    What is on its way at this moment still arrives. A cancelled broadcast stays cancelled.

    Raises:
        UnknownBroadcast, BroadcastEnded, NotYours
    """
    broadcast = _known(work, key)
    if not by.may((ORGANIZER,)):
        raise NotYours(roles=ORGANIZER)
    if broadcast.state is to:
        return 0
    if broadcast.state is BroadcastState.CANCELLED:
        raise BroadcastEnded(key=key)
    concerned = work.broadcasts.decide(broadcast, state=to, by=by.id, now=now)
    _record(work, broadcast, action=f"broadcast.{to.value}", by=by, now=now, messages=concerned)
    return concerned


def send_again(work: Work, *, key: str, by: Actor, now: datetime) -> int:
    """Queue again what may have arrived and is not known; some people will get it twice.

    Raises:
        UnknownBroadcast, BroadcastEnded, NotYours
    """
    broadcast = _known(work, key)
    if not by.may((ORGANIZER,)):
        raise NotYours(roles=ORGANIZER)
    if broadcast.state is not BroadcastState.RUNNING:
        raise BroadcastEnded(key=key)
    queued = work.broadcasts.again(_id(broadcast), now=now)
    _record(work, broadcast, action="broadcast.again", by=by, now=now, messages=queued)
    return queued


def _known(work: Work, key: str) -> Broadcast:
    broadcast = work.broadcasts.get(key)
    if broadcast is None:
        raise UnknownBroadcast(key=key)
    return broadcast


def _id(broadcast: Broadcast) -> BroadcastId:
    assert broadcast.id is not None  # noqa: S101 - it was read from the store
    return broadcast.id


def _view(work: Work, broadcast: Broadcast, *, lanes: Mapping[str, Lane], now: datetime) -> BroadcastView:
    reactions = work.broadcasts.reactions(_id(broadcast))
    counts = work.broadcasts.counts(_id(broadcast))
    round_ = None if broadcast.round_id is None else work.contests.round(broadcast.round_id)
    answered = None
    if broadcast.round_id is not None and broadcast.kind in ("invitation", "reminder"):
        answered = work.broadcasts.answered(_id(broadcast))
    progress = Progress(
        queued=sum(each.messages for each in counts),
        sent=_of(counts, "sent"),
        unknown=_of(counts, "unknown"),
        left=_of(counts, *_LEFT),
        expired=_of(counts, "expired"),
        cancelled=_of(counts, "cancelled"),
        failed=_failures(counts),
        detoured=work.broadcasts.detoured(_id(broadcast)),
        delivered=sum(each.delivered for each in reactions),
        opened=sum(each.opened for each in reactions),
        heard=sum(each.heard for each in reactions),
        answered=answered,
        silent=tuple(each.channel for each in reactions if not _tells(lanes, each.channel)),
        ends_at=_ends_at(broadcast, counts, lanes=lanes, now=now),
    )
    return BroadcastView(
        broadcast=broadcast,
        phase=_phase(broadcast, progress, now=now),
        round_number=None if round_ is None else round_.number,
        progress=progress,
    )


def _tells(lanes: Mapping[str, Lane], channel: str) -> bool:
    return channel in lanes and lanes[channel].tells_opened


def _of(counts: Sequence[BroadcastCount], *states: str) -> int:
    return sum(each.messages for each in counts if each.state in states)


def _failures(counts: Sequence[BroadcastCount]) -> Mapping[Failure, int]:
    found: dict[Failure, int] = {}
    for each in counts:
        if each.state == "failed" and each.failure is not None:
            found[each.failure] = found.get(each.failure, 0) + each.messages
    return found


def _phase(broadcast: Broadcast, progress: Progress, *, now: datetime) -> Phase:
    if broadcast.state is BroadcastState.CANCELLED:
        return Phase.CANCELLED
    if not progress.left:
        return Phase.DONE
    if broadcast.state is BroadcastState.STOPPED:
        return Phase.STOPPED
    return Phase.PLANNED if now < broadcast.starts_at else Phase.RUNNING


def _ends_at(
    broadcast: Broadcast, counts: Sequence[BroadcastCount], *, lanes: Mapping[str, Lane], now: datetime
) -> datetime | None:
    """Estimate the end at the channels' rates; what else waits on a channel is not reckoned in."""
    left: dict[str, int] = {}
    for each in counts:
        if each.state in _LEFT:
            left[each.channel] = left.get(each.channel, 0) + each.messages
    if not left or broadcast.state is not BroadcastState.RUNNING:
        return None
    seconds = max(
        count / lanes[channel].per_second if channel in lanes else 0.0 for channel, count in left.items()
    )
    return max(now, broadcast.starts_at) + timedelta(seconds=seconds)


def _record(
    work: Work, broadcast: Broadcast, *, action: str, by: Actor, now: datetime, messages: int
) -> None:
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by.id,
            action=action,
            subject=f"broadcast:{broadcast.key}",
            detail={"kind": broadcast.kind, "messages": messages},
        )
    )
