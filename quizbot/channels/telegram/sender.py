"""Sends messages at the pace Telegram allows."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.types import Message

from quizbot.channels.telegram import limits as telegram_limits
from quizbot.channels.telegram.api import BotApi
from quizbot.channels.telegram.errors import ApiFailed, Outcome
from quizbot.channels.telegram.heard import NAME
from quizbot.channels.telegram.markup import units
from quizbot.channels.telegram.outgoing import Send, edits, sends
from quizbot.channels.telegram.polls import remember
from quizbot.chat.channel import Limits
from quizbot.chat.messages import Outgoing
from quizbot.chat.pace import ChatGate, pause, reserve
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store, Work

T = TypeVar("T")

logger = logging.getLogger(__name__)

# how often a reply is tried when Telegram is out of order
TRIES = 4
# seconds after which a reply that Telegram puts off again and again is given up: any next touch of
# the person shows the state
PATIENCE_S = 120.0
_LEAST_WAIT = timedelta(seconds=1)


class Sender:
    """Everything that goes out to chats.

    Args:
        limits: the channel's limits at the configured rates.
    """

    def __init__(self, *, api: BotApi, store: Store, limits: Limits, clock: Callable[[], datetime]) -> None:
        self._api = api
        self._store = store
        self._limits = limits
        self._clock = clock
        self._gate = ChatGate()
        # loop time before which nothing is sent, after Telegram said "too many requests"
        self._closed_until = 0.0
        self._wanting: list[asyncio.Future[timedelta]] = []
        self._reserving: asyncio.Task[None] | None = None

    async def send(self, address: str, message: Outgoing, *, group: bool) -> str:
        """Send a message whose place in the rate is already reserved; gives the id of its last part.

        Raises:
            ApiFailed: once the first part has arrived, only as unknown.
        """
        first, *others = sends(address, message)
        sent = await self._in_turn(address, first, message, group=group, patient=False)
        for part in others:
            try:
                await self._slot()
                sent = await self._in_turn(address, part, message, group=group)
            except ApiFailed as failure:
                reason = f"only a part of the message was sent: {failure.reason}"
                raise ApiFailed(reason, outcome=Outcome.UNKNOWN) from None
        return str(sent.message_id)

    async def reply(self, address: str, message: Outgoing, *, group: bool) -> None:
        """Send a new message in answer to somebody, patiently.

        Raises:
            ApiFailed
        """
        for part in sends(address, message):
            await self._slot()
            await self._in_turn(address, part, message, group=group)

    async def replace(self, address: str, message_ref: str, message: Outgoing, *, group: bool) -> None:
        """Put a message in the place of an older one; where that cannot be, send it anew.

        Raises:
            ApiFailed
        """
        calls = edits(address, message_ref, message)
        if calls is None:
            await self.reply(address, message, group=group)
            return
        edit, others = calls
        try:
            await self._patiently(edit)
        except ApiFailed as failure:
            if failure.outcome is Outcome.GONE:
                await self.reply(address, message, group=group)
                return
            if failure.outcome is not Outcome.UNMODIFIED:
                raise
        for part in others:
            await self._slot()
            await self._in_turn(address, part, message, group=group)

    async def confirm(self, query_id: str, toast: str) -> None:
        """End the waiting sign of a tap, with a short note; a tap too old is let be.

        Raises:
            ApiFailed
        """
        note = toast if units(toast) <= telegram_limits.TOAST else toast[: telegram_limits.TOAST // 2] + "…"
        try:
            await self._patiently(AnswerCallbackQuery(callback_query_id=query_id, text=note or None))
        except ApiFailed as failure:
            if failure.outcome is not Outcome.STALE:
                raise

    async def _in_turn(
        self, address: str, call: Send, message: Outgoing, *, group: bool, patient: bool = True
    ) -> Message:
        gap = self._limits.group_gap if group else self._limits.chat_gap
        async with self._gate.turn(address, gap=gap):
            sent: Message = await (self._patiently(call) if patient else self._once(call))
        if sent.poll is not None:
            await self._remember_poll(sent.poll.id, message)
        return sent

    async def _patiently(self, call: TelegramMethod[Any]) -> Any:
        """Make a call; wait as long as Telegram asks, and try again when it is out of order."""
        troubles, deadline = 0, asyncio.get_running_loop().time() + PATIENCE_S
        while True:
            try:
                return await self._once(call)
            except ApiFailed as failure:
                late = asyncio.get_running_loop().time() > deadline
                if late or failure.outcome not in (Outcome.WAIT, Outcome.LATER):
                    raise
                troubles += failure.outcome is Outcome.LATER
                if troubles == TRIES:
                    raise
                if failure.outcome is Outcome.LATER:
                    await asyncio.sleep(0.5 * 2**troubles)
                elif not isinstance(call, Send):
                    # edits keep no pace of ours: this concerns one chat, not all
                    await asyncio.sleep((failure.retry_after or _LEAST_WAIT).total_seconds())

    async def _once(self, call: TelegramMethod[Any]) -> Any:
        await self._until_open()
        try:
            return await self._api.call(call)
        except ApiFailed as failure:
            if failure.outcome is Outcome.WAIT and isinstance(call, Send):
                await self._close(failure.retry_after or _LEAST_WAIT)
            raise

    async def _until_open(self) -> None:
        """Wait while everything is held back; then let calls go one by one, not all at once."""
        loop = asyncio.get_running_loop()
        if self._closed_until <= loop.time():
            return
        self._closed_until += 1 / self._limits.per_second
        await asyncio.sleep(self._closed_until - loop.time())

    async def _close(self, wait: timedelta) -> None:
        """Hold everything back, in this process and in all others."""
        loop = asyncio.get_running_loop()
        self._closed_until = max(self._closed_until, loop.time() + wait.total_seconds())
        until = self._clock() + wait
        logger.warning(
            "Telegram asks to wait %.0f s", wait.total_seconds(), extra={"action": "telegram.wait"}
        )
        await self._tell_store(lambda work: pause(work, channel=NAME, until=until))

    async def _slot(self) -> None:
        """Wait for the next free place in the rate; those who ask together share one transaction."""
        future: asyncio.Future[timedelta] = asyncio.get_running_loop().create_future()
        self._wanting.append(future)
        if self._reserving is None or self._reserving.done():
            self._reserving = asyncio.create_task(self._reserve())
        wait = await future
        if wait > timedelta(0):
            await asyncio.sleep(wait.total_seconds())

    async def _reserve(self) -> None:
        while self._wanting:
            asked, self._wanting = self._wanting, []
            now = self._clock()

            def slots(work: Work, count: int = len(asked), now: datetime = now) -> tuple[timedelta, ...]:
                return reserve(work, channel=NAME, limits=self._limits, count=count, now=now)

            waits = await self._tell_store(slots) or (timedelta(0),) * len(asked)
            for future, wait in zip(asked, waits, strict=True):
                if not future.done():
                    future.set_result(wait)

    async def _remember_poll(self, poll_id: str, message: Outgoing) -> None:
        token = message.facts.get("poll")
        if isinstance(token, str) and token:
            await self._tell_store(lambda work: remember(work, poll_id, token=token))

    async def _tell_store(self, use_case: Callable[[Work], T]) -> T | None:
        """Write something that a reply must not fail for; None when the database refuses."""
        try:
            return await self._store.write(use_case)
        except Refusal as refusal:
            logger.warning("The pace could not be stored: %s", refusal, extra={"action": "telegram.unstored"})
            return None
