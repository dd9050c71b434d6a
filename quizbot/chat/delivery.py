"""Sends what waits in the outbox, at the pace of each channel."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from quizbot.chat.channel import Channel, DeliveryFailed
from quizbot.chat.loading import Draw, Loader, Parcel
from quizbot.chat.outcomes import OPERATOR_WAIT, settle
from quizbot.chat.pace import ChatGate, refund
from quizbot.chat.routing import reroute_astray
from quizbot.core.delivery import Failure
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Message, Store, Work
from quizbot.usecases.trouble import end_trouble

logger = logging.getLogger(__name__)

# The longest nap of an idle lane: so late a message of another process may be noticed.
_NAP_S = 1.0
# How often somebody looks for messages on channels that are switched off, and how many at once.
_ASTRAY_S, _ASTRAY_AT_ONCE = 30.0, 200


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
        self._limits = {name: channel.limits for name, channel in channels.items()}
        self._clock = clock
        self._loader = Loader(store=store, limits=self._limits, draw=draw, holder=holder)
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
        lanes = (self._lane(channel) for channel in self._channels.values())
        await asyncio.gather(*lanes, self._look_astray())
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
        handled = await self._reroute_astray(now)
        while True:
            done = sum([await self._drain(channel, now) for channel in self._channels.values()])
            handled += done
            # what one lane passed on waits in another
            if not done:
                return handled

    async def _drain(self, channel: Channel, now: datetime) -> int:
        handled = 0
        while True:
            load = await self._loader.load(channel.name, now=now)
            handled += len(load.parcels) + load.aside
            for parcel in load.parcels:
                await self._carry(channel, parcel)
            if not load.parcels and not load.aside:
                return handled

    async def _reroute_astray(self, now: datetime) -> int:
        """Send on what waits on channels that this installation has switched off."""
        return await self._store.write(
            lambda work: reroute_astray(work, limits=self._limits, now=now, limit=_ASTRAY_AT_ONCE)
        )

    async def _look_astray(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._reroute_astray(self._clock())
            except Refusal as refusal:
                logger.warning("The outbox cannot be read: %s", refusal, extra={"action": "courier.unread"})
            except Exception:
                # the edge: a fault of ours must not end the sending
                logger.exception("The courier stumbled", extra={"action": "courier.fault"})
            await self._sleep(_ASTRAY_S)

    async def _lane(self, channel: Channel) -> None:
        while not self._stopping.is_set():
            try:
                load = await self._loader.load(channel.name, now=self._clock())
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

    async def _launch(self, channel: Channel, parcels: tuple[Parcel, ...]) -> None:
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

    async def _carry(self, channel: Channel, parcel: Parcel) -> None:
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

    async def _send(self, channel: Channel, parcel: Parcel) -> str:
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
        await self._record(lambda work: settle(work, message, failure, limits=self._limits, now=now))
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

    async def _give_back(self, parcels: tuple[Parcel, ...]) -> None:
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
