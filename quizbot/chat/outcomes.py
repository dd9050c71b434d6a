"""What becomes of a message: whether it may go at all, and what a failed try means for it."""

from datetime import datetime, timedelta

from quizbot.chat.channel import DeliveryFailed, Limits
from quizbot.chat.pace import opens_again, pause, refund, spend
from quizbot.core.delivery import Failure
from quizbot.usecases.ports import Message, Work
from quizbot.usecases.trouble import note_trouble

# When tried so often, a message is given up; the waits between double from the first.
TRIES = 8
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=10)
# how often a channel that needs an operator is tried again
OPERATOR_WAIT = timedelta(minutes=1)


def admit(work: Work, message: Message, *, limits: Limits, group: bool, now: datetime) -> bool:
    """Tell whether a claimed message may go now, and count it; what may not is put aside here."""
    if message.expires_at is not None and message.expires_at <= now:
        work.outbox.expired(message.id, now=now)
        return False
    if not group:
        session = work.chats.session(message.channel, message.address)
        if session.unreachable:
            work.outbox.failed(message.id, failure=Failure.UNREACHABLE, error="", now=now)
            return False
        if not _window_is_open(work, message, limits=limits, heard_at=session.heard_at, now=now):
            work.outbox.failed(message.id, failure=Failure.WINDOW_CLOSED, error="", now=now)
            return False
    if not spend(work, channel=message.channel, limits=limits, count=1, now=now, begun=True):
        _wait_for_quota(work, message, until=opens_again(limits=limits, now=now), error="", now=now)
        return False
    return True


def _window_is_open(
    work: Work, message: Message, *, limits: Limits, heard_at: datetime | None, now: datetime
) -> bool:
    allowance = limits.allowance
    if not allowance.may_begin(heard_at=heard_at, at=now):
        return False
    if allowance.since_heard is None:
        return True
    since = heard_at or datetime.min.replace(tzinfo=now.tzinfo)
    begun = work.outbox.sent_since(message.channel, message.address, since=since)
    # the claimed message itself is among them
    return begun <= allowance.since_heard


def settle(work: Work, message: Message, failure: DeliveryFailed, *, limits: Limits, now: datetime) -> None:
    """Record a failed try of a message that was admitted."""
    kind, reason = failure.failure, failure.reason
    if kind is not Failure.UNKNOWN:
        refund(work, channel=message.channel, limits=limits, count=1, now=now)
    if kind is Failure.LATER:
        _try_later(work, message, failure, now=now)
    elif kind is Failure.OPERATOR:
        until = now + OPERATOR_WAIT
        note_trouble(work, channel=message.channel, reason=reason, now=now)
        pause(work, channel=message.channel, until=until)
        work.outbox.later(message.id, due_at=until, error=reason, failure=kind)
    elif kind is Failure.QUOTA and failure.retry_after is not None:
        until = now + failure.retry_after
        pause(work, channel=message.channel, until=until)
        _wait_for_quota(work, message, until=until, error=reason, now=now)
    else:
        if kind is Failure.UNREACHABLE:
            work.chats.mark_unreachable(message.channel, message.address, unreachable=True)
        work.outbox.failed(message.id, failure=kind, error=reason, now=now)


def _try_later(work: Work, message: Message, failure: DeliveryFailed, *, now: datetime) -> None:
    if failure.retry_after is not None:
        until = now + failure.retry_after
        pause(work, channel=message.channel, until=until)
    elif message.attempts + 1 >= TRIES:
        work.outbox.failed(message.id, failure=Failure.LATER, error=failure.reason, now=now)
        return
    else:
        until = now + min(_LONGEST_WAIT, _FIRST_WAIT * 2**message.attempts)
    work.outbox.later(message.id, due_at=until, error=failure.reason, failure=Failure.LATER)


def _wait_for_quota(work: Work, message: Message, *, until: datetime, error: str, now: datetime) -> None:
    """Keep a message for the next period of the quota; one that would then be too late is given up."""
    if message.expires_at is not None and message.expires_at <= until:
        work.outbox.failed(message.id, failure=Failure.QUOTA, error=error, now=now)
    else:
        work.outbox.later(message.id, due_at=until, error=error, failure=Failure.QUOTA)
