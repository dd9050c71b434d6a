"""What becomes of a message: whether it may go at all, and what a failed try means for it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from quizbot.chat.channel import DeliveryFailed, Limits
from quizbot.chat.pace import hold, opens_again, pause, refund, spend
from quizbot.chat.routing import MOVES_ON, is_theirs, route, take
from quizbot.core.delivery import Failure
from quizbot.core.routes import Door
from quizbot.usecases.ports import Message, Work
from quizbot.usecases.trouble import note_trouble

# When tried so often, a message is given up; the waits between double from the first.
TRIES = 8
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=10)
# how often a channel that needs an operator is tried again
OPERATOR_WAIT = timedelta(minutes=1)

# what calls people to a paper: it would push an open question away
CALLS = ("invitation", "reminder")
# papers without a clock stay open for days; nobody waits for those
LONGEST_CLOCK = timedelta(hours=2)


def belongs(work: Work, message: Message, *, limits: Mapping[str, Limits], now: datetime) -> bool:
    """Tell whether a message's address is still its person's; else send it on, or drop it."""
    if is_theirs(work, message):
        return True
    left = route(work, message, limits=limits, now=now, refused=Door(shut=Failure.UNREACHABLE))
    if not take(work, message, left, error="", now=now):
        work.outbox.expired(message.id, now=now)
    return False


def playing(work: Work, message: Message, *, now: datetime) -> bool:
    """Tell whether a message calls somebody away from a running clock; it then waits until the clock has run out."""
    if message.kind not in CALLS or message.person_id is None:
        return False
    attempt = work.attempts.open_of(message.person_id)
    if attempt is None or not now < attempt.deadline_at <= now + LONGEST_CLOCK:
        return False
    if message.expires_at is not None and message.expires_at <= attempt.deadline_at:
        return False
    work.outbox.later(message.id, due_at=attempt.deadline_at)
    return True


def admit(work: Work, message: Message, *, limits: Mapping[str, Limits], group: bool, now: datetime) -> bool:
    """Tell whether a claimed message may go now, and count it; what may not is put aside here.

    Args:
        limits: of every channel this installation sends on.
    """
    if message.expires_at is not None and message.expires_at <= now:
        work.outbox.expired(message.id, now=now)
        return False
    if not group:
        found = route(work, message, limits=limits, now=now)
        if found.why is not None:
            if not take(work, message, found, error="", now=now):
                work.outbox.failed(message.id, failure=found.why, error="", now=now)
            return False
    own = limits[message.channel]
    if spend(work, channel=message.channel, limits=own, count=1, now=now, begun=True):
        return True
    until = opens_again(limits=own, now=now)
    if message.expires_at is not None and message.expires_at <= until:
        work.outbox.failed(message.id, failure=Failure.QUOTA, error="", now=now)
    else:
        work.outbox.later(message.id, due_at=until, failure=Failure.QUOTA)
    return False


def settle(
    work: Work,
    message: Message,
    failure: DeliveryFailed,
    *,
    limits: Mapping[str, Limits],
    now: datetime,
) -> None:
    """Record a failed try of a message that was admitted."""
    kind, reason = failure.failure, failure.reason
    until = None if failure.retry_after is None else now + failure.retry_after
    if kind is not Failure.UNKNOWN:
        refund(work, channel=message.channel, limits=limits[message.channel], count=1, now=now)
    if kind is Failure.OPERATOR:
        until = now + OPERATOR_WAIT
        note_trouble(work, channel=message.channel, reason=reason, now=now)
    if until is not None and kind in (Failure.OPERATOR, Failure.QUOTA, Failure.LATER):
        close = hold if failure.replies_pass else pause
        close(work, channel=message.channel, until=until)
    if kind is Failure.UNREACHABLE:
        work.chats.mark_unreachable(message.channel, message.address, unreachable=True)
    wait = _next_try(message, kind, until=until, now=now)
    if wait is not None:
        work.outbox.later(message.id, due_at=wait, error=reason, failure=kind)
        return
    if kind in MOVES_ON:
        opens_at = until if kind is Failure.QUOTA else None
        found = route(work, message, limits=limits, now=now, refused=Door(shut=kind, opens_at=opens_at))
        if take(work, message, found, error=reason, now=now):
            return
    work.outbox.failed(message.id, failure=kind, error=reason, now=now)


def _next_try(message: Message, kind: Failure, *, until: datetime | None, now: datetime) -> datetime | None:
    """Give when a message is tried again at its address; None: not any more, or that is decided elsewhere."""
    if kind is Failure.OPERATOR:
        return until
    if kind is not Failure.LATER:
        return None
    if until is not None:
        return until
    if message.attempts + 1 >= TRIES:
        return None
    pause_for: timedelta = _FIRST_WAIT * 2**message.attempts
    return now + min(_LONGEST_WAIT, pause_for)
