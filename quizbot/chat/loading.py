"""Takes what is due from the outbox, draws it, and gives it places in the channel's rate."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizbot.chat.channel import Limits
from quizbot.chat.messages import Outgoing
from quizbot.chat.outcomes import admit, belongs, playing
from quizbot.chat.pace import begins_at, reserve
from quizbot.core.delivery import Failure
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Message, Store, Work

logger = logging.getLogger(__name__)

# Seconds of sending claimed at once: long enough that a transaction carries several messages, short
# enough that a reply waits little behind a broadcast and a crash leaves few in doubt.
_AHEAD_S = 0.25
# A sender that has not reported for so long is taken for dead.
_LEASE = timedelta(minutes=2)

Draw = Callable[[Work, Message], Outgoing | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A claimed message, drawn, with its place in the rate."""

    message: Message
    outgoing: Outgoing
    group: bool
    wait: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one claim gave: parcels to send, how many were put aside, when to look again."""

    parcels: tuple[Parcel, ...] = ()
    aside: int = 0
    look_again: datetime | None = None


class Loader:
    """Claims messages for one process.

    Args:
        limits: of every channel this installation sends on.
        draw: renders a message when it is sent; None when it is no longer needed.
        holder: names this process in the outbox.
    """

    def __init__(self, *, store: Store, limits: Mapping[str, Limits], draw: Draw, holder: str) -> None:
        self._store = store
        self._limits = limits
        self._draw = draw
        self._holder = holder

    async def load(self, channel: str, *, now: datetime) -> Load:
        """Claim what is due next on a channel; a message that cannot be drawn steps aside alone."""
        batch = max(1, int(self._limits[channel].per_second * _AHEAD_S))
        for limit in (batch, 1):
            try:
                return await self._claim(channel, now=now, limit=limit)
            except Refusal:
                raise
            except Exception:
                logger.exception("A message cannot be drawn", extra={"action": "courier.undrawn"})

        def put_aside(work: Work) -> Load:
            claimed = work.outbox.claim(channel, now=now, limit=1, lease=_LEASE, holder=self._holder)
            for each in claimed:
                work.outbox.failed(each.id, failure=Failure.REFUSED, error="cannot be drawn", now=now)
            return Load(aside=len(claimed))

        return await self._store.write(put_aside)

    async def _claim(self, channel: str, *, now: datetime, limit: int) -> Load:
        def claim(work: Work) -> Load:
            closed = begins_at(work, channel=channel)
            if closed is not None and closed > now:
                return Load(look_again=closed)
            claimed = work.outbox.claim(channel, now=now, limit=limit, lease=_LEASE, holder=self._holder)
            if not claimed:
                return Load(look_again=work.outbox.next_due(channel))
            groups = {address for _, address in work.chats.groups(channel)}
            drawn = [
                (each, outgoing)
                for each in claimed
                if (outgoing := self._prepare(work, each, group=each.address in groups, now=now))
            ]
            limits = self._limits[channel]
            waits = reserve(work, channel=channel, limits=limits, count=len(drawn), now=now)
            return Load(
                parcels=tuple(
                    Parcel(message=each, outgoing=outgoing, group=each.address in groups, wait=wait)
                    for (each, outgoing), wait in zip(drawn, waits, strict=True)
                ),
                aside=len(claimed) - len(drawn),
            )

        return await self._store.write(claim)

    def _prepare(self, work: Work, message: Message, *, group: bool, now: datetime) -> Outgoing | None:
        """Draw a claimed message; what is late, unwanted or goes another way is put aside here."""
        if not belongs(work, message, limits=self._limits, now=now) or playing(work, message, now=now):
            return None
        try:
            outgoing = self._draw(work, message)
        except Refusal as refusal:
            if refusal.code.startswith("storage."):
                raise
            work.outbox.failed(message.id, failure=Failure.REFUSED, error=str(refusal), now=now)
            return None
        if outgoing is None:
            # nothing to say any more
            work.outbox.expired(message.id, now=now)
            return None
        return outgoing if admit(work, message, limits=self._limits, group=group, now=now) else None
