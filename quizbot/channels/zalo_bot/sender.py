"""Sends texts at a quiet pace."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from quizbot.channels.zalo_bot import limits as zalo_limits
from quizbot.channels.zalo_bot.api import BotApi
from quizbot.channels.zalo_bot.errors import ApiFailed, Outcome
from quizbot.channels.zalo_bot.incoming import NAME
from quizbot.chat.channel import Limits
from quizbot.chat.messages import Outgoing
from quizbot.chat.pace import ChatGate, reserve
from quizbot.chat.pages import pages
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store, Work

T = TypeVar("T")

logger = logging.getLogger(__name__)

# how often a reply is tried that certainly did not go out
TRIES = 4


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

    async def send(self, address: str, message: Outgoing) -> str:
        """Send a message whose place in the rate is already reserved; gives the id of its last part.

        Raises:
            ApiFailed: once the first part has arrived, only as unknown.
        """
        first, *others = _texts((message,))
        sent = await self._in_turn(address, first)
        for text in others:
            try:
                await self._slot()
                sent = await self._in_turn(address, text)
            except ApiFailed as failure:
                reason = f"only a part of the message was sent: {failure.reason}"
                raise ApiFailed(reason, outcome=Outcome.UNKNOWN) from None
        return sent

    async def reply(self, address: str, messages: Sequence[Outgoing]) -> None:
        """Send the messages of one reply, as few texts as possible, patiently.

        Raises:
            ApiFailed
        """
        for text in _texts(messages):
            await self._slot()
            await self._patiently(address, text)

    async def _patiently(self, address: str, text: str) -> str:
        """Try again while it is certain that nothing went out; there is no key against doubles."""
        for attempt in range(1, TRIES + 1):
            try:
                return await self._in_turn(address, text)
            except ApiFailed as failure:
                if attempt == TRIES or failure.outcome not in (Outcome.LATER, Outcome.WAIT):
                    raise
                wait = failure.retry_after or timedelta(seconds=0.5 * 2**attempt)
                await asyncio.sleep(wait.total_seconds())
        raise AssertionError

    async def _in_turn(self, address: str, text: str) -> str:
        async with self._gate.turn(address, gap=self._limits.chat_gap):
            result = await self._api.call("sendMessage", {"chat_id": address, "text": text})
        return str(result.get("message_id", ""))

    async def _slot(self) -> None:
        """Wait for the next free place in the rate of all processes."""
        now = self._clock()

        def place(work: Work) -> timedelta:
            return reserve(work, channel=NAME, limits=self._limits, count=1, now=now)[0]

        try:
            wait = await self._store.write(place)
        except Refusal as refusal:
            # a reply must not fail for its pace
            logger.warning("The pace could not be stored: %s", refusal, extra={"action": "zalo_bot.unstored"})
            return
        if wait > timedelta(0):
            await asyncio.sleep(wait.total_seconds())


def _texts(messages: Sequence[Outgoing]) -> list[str]:
    texts = pages(messages, limit=zalo_limits.TEXT_USED)
    if not texts:
        raise ApiFailed("the message is empty", outcome=Outcome.PERMANENT)
    return texts
