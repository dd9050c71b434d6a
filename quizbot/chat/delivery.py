"""Sends what waits in the outbox, at the pace of each channel."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizbot.chat.channel import Channel, DeliveryFailed, Limits
from quizbot.chat.messages import Outgoing
from quizbot.chat.outcomes import OPERATOR_WAIT, admit, settle
from quizbot.chat.pace import ChatGate, paused_until, refund, reserve
from quizbot.core.delivery import Failure
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Message, Store, Work
from quizbot.usecases.trouble import end_trouble

logger = logging.getLogger(__name__)

# Seconds of sending claimed at once: long enough that a transaction carries several messages, short
# enough that a reply waits little behind a broadcast and a crash leaves few in doubt.
_AHEAD_S = 0.25
# A sender that has not reported for so long is taken for dead.
_LEASE = timedelta(minutes=2)
# The longest nap of an idle lane: so late a message of another process may be noticed.
_NAP_S = 1.0

Draw = Callable[[Work, Message], Outgoing | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parcel:
    """A claimed message, drawn, with its place in the rate."""

    message: Message
    outgoing: Outgoing
    group: bool
    wait: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class _Load:
    """What one claim gave: parcels to send, how many were put aside, when to look again."""

    parcels: tuple[_Parcel, ...] = ()
    aside: int = 0
    look_again: datetime | None = None


class Courier:
    """Carries messages from the outbox to the channels. Several processes may run one each.

    What is claimed but neither sent nor given back, because the process died or the platform left
    us in the dark, ends as `unknown` when the claim's lease is over, and is not sent twice.

    Args:
        draw: renders a message when it is sent; None when it is no longer needed.
        holder: names this process in the outbox.
    """

    def __init__(
        self,
        *,
        store: Store,
        channels: Mapping[str, Channel],
        draw: Draw,
        clock: Callable[[], datetime],
        holder: str,
    ) -> None:
        self._store = store
        self._channels = dict(channels)
        self._draw = draw
        self._clock = clock
        self._holder = holder
        self._gates = {name: ChatGate() for name in self._channels}
        self._stopping = asyncio.Event()
        # rung when something was put into a channel's lane
        self._bells = {name: asyncio.Event() for name in self._channels}
        self._sending: set[asyncio.Task[None]] = set()
        # loop time before which a channel asked to be left alone
        self._closed: dict[str, float] = {}
        # channels something was sent on since they last needed an operator
        self._proven: set[str] = set()

    async def run(self) -> None:
        """Send until `stop`: one lane for each channel."""
        self._store.listen("outbox:", self._news)
        await asyncio.gather(*(self._lane(channel) for channel in self._channels.values()))
        if self._sending:
            await asyncio.wait(self._sending)

    def _news(self, topic: str) -> None:
        """Wake the lanes that another transaction put something into."""
        for name, bell in self._bells.items():
            if topic in (f"outbox:{name}", "outbox:", "*"):
                bell.set()

    def stop(self) -> None:
        """Ask the lanes to end; what is on its way is finished, the rest goes back."""
        self._stopping.set()
        for bell in self._bells.values():
            bell.set()

    async def drain_once(self, now: datetime) -> int:
        """Send everything due at `now` without waiting for places in the rate; gives how many.

        For tests and for a last flush; a message that is refused or late is put aside as in `run`.
        """
        handled = 0
        for channel in self._channels.values():
            while True:
                load = await self._load(channel, now=now)
                handled += len(load.parcels) + load.aside
                for parcel in load.parcels:
                    await self._carry(channel, parcel)
                if not load.parcels and not load.aside:
                    break
        return handled

    async def _lane(self, channel: Channel) -> None:
        while not self._stopping.is_set():
            try:
                load = await self._load(channel, now=self._clock())
            except Refusal as refusal:
                logger.warning("The outbox cannot be read: %s", refusal, extra={"action": "courier.unread"})
                await self._sleep(_NAP_S)
                continue
            except Exception:
                # the edge: a fault of ours must not end the lane
                logger.exception("A lane stumbled", extra={"action": "courier.fault"})
                await self._sleep(_NAP_S)
                continue
            if load.parcels:
                await self._launch(channel, load.parcels)
            elif not load.aside:
                await self._nap(channel.name, load.look_again)

    async def _launch(self, channel: Channel, parcels: tuple[_Parcel, ...]) -> None:
        """Start each parcel at its place in the rate; sending goes on side by side."""
        begun = asyncio.get_running_loop().time()
        for index, parcel in enumerate(parcels):
            elapsed = asyncio.get_running_loop().time() - begun
            await self._sleep(parcel.wait.total_seconds() - elapsed)
            if self._stopping.is_set() or self._is_closed(channel.name):
                await self._give_back(parcels[index:])
                return
            task = asyncio.create_task(self._carry(channel, parcel))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    def _is_closed(self, channel: str) -> bool:
        return self._closed.get(channel, 0.0) > asyncio.get_running_loop().time()

    async def _load(self, channel: Channel, *, now: datetime) -> _Load:
        """Claim what is due next; a message that cannot be drawn steps aside alone."""
        batch = max(1, int(channel.limits.per_second * _AHEAD_S))
        for limit in (batch, 1):
            try:
                return await self._claim(channel, now=now, limit=limit)
            except Refusal:
                raise
            except Exception:
                logger.exception("A message cannot be drawn", extra={"action": "courier.undrawn"})

        def put_aside(work: Work) -> _Load:
            claimed = work.outbox.claim(channel.name, now=now, limit=1, lease=_LEASE, holder=self._holder)
            for each in claimed:
                work.outbox.failed(each.id, failure=Failure.REFUSED, error="cannot be drawn", now=now)
            return _Load(aside=len(claimed))

        return await self._store.write(put_aside)

    async def _claim(self, channel: Channel, *, now: datetime, limit: int) -> _Load:
        limits = channel.limits

        def claim(work: Work) -> _Load:
            closed = paused_until(work, channel=channel.name)
            if closed is not None and closed > now:
                return _Load(look_again=closed)
            claimed = work.outbox.claim(channel.name, now=now, limit=limit, lease=_LEASE, holder=self._holder)
            if not claimed:
                return _Load(look_again=work.outbox.next_due(channel.name))
            groups = {address for _, address in work.chats.groups(channel.name)}
            drawn = [
                (each, outgoing)
                for each in claimed
                if (outgoing := self._prepare(work, each, limits, group=each.address in groups, now=now))
            ]
            waits = reserve(work, channel=channel.name, limits=limits, count=len(drawn), now=now)
            return _Load(
                parcels=tuple(
                    _Parcel(message=each, outgoing=outgoing, group=each.address in groups, wait=wait)
                    for (each, outgoing), wait in zip(drawn, waits, strict=True)
                ),
                aside=len(claimed) - len(drawn),
            )

        return await self._store.write(claim)

    def _prepare(
        self, work: Work, message: Message, limits: Limits, *, group: bool, now: datetime
    ) -> Outgoing | None:
        """Draw a claimed message; what is late, unwanted or undeliverable is put aside here."""
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
        return outgoing if admit(work, message, limits=limits, group=group, now=now) else None

    async def _carry(self, channel: Channel, parcel: _Parcel) -> None:
        """Send one parcel and record what became of it."""
        message, limits = parcel.message, channel.limits
        gap = limits.group_gap if parcel.group else limits.chat_gap
        try:
            async with self._gates[channel.name].turn(message.address, gap=gap):
                provider_id = await self._send(channel, parcel)
        except DeliveryFailed as failure:
            await self._failed(channel, message, failure)
        except Exception:
            # the edge: it is not known whether the message arrived
            logger.exception("Message %d broke its sender", message.id, extra={"action": "courier.fault"})
            await self._failed(channel, message, DeliveryFailed("a fault of ours", Failure.UNKNOWN))
        else:
            await self._sent(message, provider_id)

    async def _send(self, channel: Channel, parcel: _Parcel) -> str:
        message = parcel.message
        try:
            return await channel.send(message.address, parcel.outgoing, group=parcel.group)
        except DeliveryFailed as failure:
            if failure.moved_to is None:
                raise
            new = failure.moved_to
        await self._record(lambda work: work.chats.move(message.channel, message.address, new))
        return await channel.send(new, parcel.outgoing, group=parcel.group)

    async def _sent(self, message: Message, provider_id: str) -> None:
        now, proven = self._clock(), message.channel in self._proven

        def record(work: Work) -> None:
            work.outbox.sent(message.id, provider_id=provider_id, now=now)
            if not proven:
                end_trouble(work, channel=message.channel)

        self._proven.add(message.channel)
        await self._record(record)

    async def _failed(self, channel: Channel, message: Message, failure: DeliveryFailed) -> None:
        now, wait = self._clock(), failure.retry_after
        if failure.failure is Failure.OPERATOR:
            self._proven.discard(channel.name)
            wait = OPERATOR_WAIT
        if wait is not None:
            self._closed[channel.name] = asyncio.get_running_loop().time() + wait.total_seconds()
        await self._record(lambda work: settle(work, message, failure, limits=channel.limits, now=now))
        if failure.failure is Failure.OPERATOR:
            logger.error(
                "%s needs an operator: %s", channel.name, failure.reason, extra={"action": "courier.operator"}
            )
            return
        logger.info(
            "Message %d was not sent (%s): %s",
            message.id,
            failure.failure.value,
            failure.reason,
            extra={"action": "courier.failed"},
        )

    async def _give_back(self, parcels: tuple[_Parcel, ...]) -> None:
        now = self._clock()

        def give_back(work: Work) -> None:
            for parcel in parcels:
                limits = self._channels[parcel.message.channel].limits
                refund(work, channel=parcel.message.channel, limits=limits, count=1, now=now)
                work.outbox.later(parcel.message.id, due_at=now)

        await self._record(give_back)

    async def _record(self, use_case: Callable[[Work], None]) -> None:
        try:
            await self._store.write(use_case)
        except Refusal as refusal:
            # the claim stands until its lease ends, then the message counts as in doubt
            logger.warning("An outcome was not stored: %s", refusal, extra={"action": "courier.unstored"})

    async def _nap(self, channel: str, until: datetime | None) -> None:
        """Sleep until something is due or was put in; now and then look anyway."""
        nap, bell = _NAP_S, self._bells[channel]
        if until is not None:
            nap = min(nap, max(0.01, (until - self._clock()).total_seconds()))
        try:
            await asyncio.wait_for(bell.wait(), timeout=nap)
        except TimeoutError:
            return
        bell.clear()

    async def _sleep(self, seconds: float) -> None:
        """Sleep, but wake when told to stop."""
        if seconds <= 0 or self._stopping.is_set():
            return
        try:
            await asyncio.wait_for(self._stopping.wait(), timeout=seconds)
        except TimeoutError:
            return
