"""The pace of a channel: a rate and quotas shared by every process, and a gap for each chat."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from quizbot.chat.channel import Limits
from quizbot.usecases.ports import Work

# chats remembered before those whose gap is over are forgotten
_REMEMBERED = 4096


def reserve(work: Work, *, channel: str, limits: Limits, count: int, now: datetime) -> tuple[timedelta, ...]:
    """Reserve the next `count` slots of the channel's rate; gives the wait until each.

    The slots stand in the database, so that all processes together keep the rate. A slot that is
    not used is lost, never saved up: no burst.
    """
    interval = timedelta(seconds=1 / limits.per_second)
    closed = paused_until(work, channel=channel)
    start = now if closed is None else max(now, closed)
    waits = [
        work.leases.reserve(f"rate:{channel}", interval=interval, burst=1, now=start) for _ in range(count)
    ]
    return tuple(start - now + wait for wait in waits)


def pause(work: Work, *, channel: str, until: datetime) -> None:
    """Close the channel's whole lane until then, for every process; never shortens a pause."""
    closed = paused_until(work, channel=channel)
    if closed is None or closed < until:
        work.leases.mark(f"pause:{channel}", until.isoformat())


def hold(work: Work, *, channel: str, until: datetime) -> None:
    """Hold back what we begin ourselves until then, in every process; replies go on. Never shortens a hold."""
    held = _moment(work, f"hold:{channel}")
    if held is None or held < until:
        work.leases.mark(f"hold:{channel}", until.isoformat())


def begins_at(work: Work, *, channel: str) -> datetime | None:
    """Tell from when on we may begin ourselves; None or a moment in the past: now."""
    return max(
        (each for each in (paused_until(work, channel=channel), _moment(work, f"hold:{channel}")) if each),
        default=None,
    )


def paused_until(work: Work, *, channel: str) -> datetime | None:
    """Tell when the lane opens again; a moment in the past means it is open."""
    return _moment(work, f"pause:{channel}")


def _moment(work: Work, name: str) -> datetime | None:
    stored = work.leases.recall(name)
    return datetime.fromisoformat(stored) if stored else None


def spend(
    work: Work, *, channel: str, limits: Limits, count: int, now: datetime, begun: bool = False
) -> bool:
    """Count messages against the channel's quotas; False, and nothing counted, when one is used up.

    Whoever sends counts beforehand: the courier for what waits in the outbox, the channel itself
    for its replies and for the further parts of a long message.

    Args:
        begun: the messages answer nobody; they leave what each quota keeps for replies.
    """
    allowance = limits.allowance
    names = _tallies(channel, limits, now)
    for done, (name, quota) in enumerate(zip(names, allowance.quotas, strict=True), start=1):
        if work.leases.count(name, count) > quota.messages - (quota.kept if begun else 0):
            for each in names[:done]:
                work.leases.count(each, -count)
            return False
    return True


def refund(work: Work, *, channel: str, limits: Limits, count: int, now: datetime) -> None:
    """Take back what was counted for messages that certainly were not sent."""
    for name in _tallies(channel, limits, now):
        work.leases.count(name, -count)


def quota_left(work: Work, *, channel: str, limits: Limits, now: datetime) -> int | None:
    """Give how many messages the quotas still allow now; None: any number."""
    tallies = work.leases.tallies(f"quota:{channel}:")
    spent = [
        tallies.get(name.removeprefix(f"quota:{channel}:"), 0) for name in _tallies(channel, limits, now)
    ]
    return limits.allowance.left(spent)


def quotas_left(work: Work, *, limits: Mapping[str, Limits], now: datetime) -> dict[str, int]:
    """Give what is left on each channel that counts messages."""
    found = {name: quota_left(work, channel=name, limits=each, now=now) for name, each in limits.items()}
    return {name: left for name, left in found.items() if left is not None}


def opens_again(*, limits: Limits, now: datetime) -> datetime:
    """Give when the last of the channel's quotas begins anew."""
    allowance = limits.allowance
    return max(quota.period.end(now, zone=allowance.zone) for quota in allowance.quotas)


def _tallies(channel: str, limits: Limits, now: datetime) -> list[str]:
    allowance = limits.allowance
    return [f"quota:{channel}:{quota.period.key(now, zone=allowance.zone)}" for quota in allowance.quotas]


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    # loop time from which the next message may go
    free_at: float = 0.0
    waiting: int = 0


class ChatGate:
    """Let messages to one chat pass one at a time, in order, with a gap between them.

    It keeps a gap only within this process; what two processes do to one chat at the same moment
    is left to the platform's own "too many requests".
    """

    def __init__(self) -> None:
        self._turns: dict[str, _Turn] = {}

    @asynccontextmanager
    async def turn(self, address: str, *, gap: timedelta) -> AsyncIterator[None]:
        """Wait for the chat's turn; the gap runs from the end of the block."""
        loop = asyncio.get_running_loop()
        turn = self._turns.setdefault(address, _Turn())
        turn.waiting += 1
        try:
            async with turn.lock:
                wait = turn.free_at - loop.time()
                if wait > 0:
                    await asyncio.sleep(wait)
                try:
                    yield
                finally:
                    turn.free_at = loop.time() + gap.total_seconds()
        finally:
            turn.waiting -= 1
            self._forget(loop.time())

    def _forget(self, now: float) -> None:
        if len(self._turns) < _REMEMBERED:
            return
        self._turns = {
            address: turn for address, turn in self._turns.items() if turn.waiting or turn.free_at > now
        }
