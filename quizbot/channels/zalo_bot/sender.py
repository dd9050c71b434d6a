"""Sends texts at a quiet pace."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from quizbot.channels.zalo_bot import limits as zalo_limits
from quizbot.channels.zalo_bot.api import BotApi
from quizbot.channels.zalo_bot.errors import ApiFailed, Outcome
from quizbot.channels.zalo_bot.incoming import NAME
from quizbot.chat.channel import Limits
from quizbot.chat.messages import Outgoing
from quizbot.chat.pace import ChatGate, opens_again, refund, reserve, spend
from quizbot.chat.pages import pages
from quizbot.chat.replying import PATIENCE, patiently
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store, Work

logger = logging.getLogger(__name__)


class Sender:
    """Everything that goes out to chats, counted against the month before it goes.

    Args:
        limits: the channel's limits at the configured rates and plan.
    """

    def __init__(self, *, api: BotApi, store: Store, limits: Limits, clock: Callable[[], datetime]) -> None:
        self._api = api
        self._store = store
        self._limits = limits
        self._clock = clock
        self._gate = ChatGate()

    async def send(self, address: str, message: Outgoing) -> str:
        """Send a message whose place is reserved and whose first text is counted; gives its last id.

        Raises:
            ApiFailed: once the first part has arrived, only as unknown.
        """
        first, *others = _texts((message,))
        sent = await self._once(address, first)
        for text in others:
            try:
                await self._admit()
                sent = await self._counted(address, text)
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
            await patiently(self._admit, partial(self._counted, address, text))

    async def _counted(self, address: str, text: str) -> str:
        """Send a text that was counted; take it back when it certainly did not go out."""
        try:
            return await self._once(address, text)
        except ApiFailed as failure:
            if failure.outcome not in (Outcome.UNKNOWN, Outcome.NOTHING):
                await self._take_back()
            raise

    async def _once(self, address: str, text: str) -> str:
        async with self._gate.turn(address, gap=self._limits.chat_gap):
            result = await self._api.call("sendMessage", {"chat_id": address, "text": text})
        return str(result.get("message_id", ""))

    async def _admit(self) -> None:
        """Count a text and wait for its place in the rate of all processes.

        Raises:
            ApiFailed: the month is used up, or everything is put off for longer than a reply waits.
        """
        now = self._clock()

        def admit(work: Work) -> timedelta | None:
            if not spend(work, channel=NAME, limits=self._limits, count=1, now=now):
                return None
            return reserve(work, channel=NAME, limits=self._limits, count=1, now=now)[0]

        try:
            wait = await self._store.write(admit)
        except Refusal as refusal:
            # what cannot be counted is not sent: the month's end would come as a surprise
            raise ApiFailed(f"the message could not be counted: {refusal}", outcome=Outcome.LATER) from None
        if wait is None:
            until = opens_again(limits=self._limits, now=now)
            reason = "the month's messages are used up"
            raise ApiFailed(reason, outcome=Outcome.QUOTA, retry_after=until - now)
        if wait > PATIENCE:
            await self._take_back()
            raise ApiFailed("everything is put off", outcome=Outcome.LATER)
        if wait > timedelta(0):
            await asyncio.sleep(wait.total_seconds())

    async def _take_back(self) -> None:
        now = self._clock()
        try:
            await self._store.write(
                lambda work: refund(work, channel=NAME, limits=self._limits, count=1, now=now)
            )
        except Refusal as refusal:
            # the count stays one too high: rather that than one too low
            logger.warning("A count was not taken back: %s", refusal, extra={"action": "zalo_bot.unstored"})


def _texts(messages: Sequence[Outgoing]) -> list[str]:
    texts = pages(messages, limit=zalo_limits.TEXT_USED)
    if not texts:
        raise ApiFailed("the message is empty", outcome=Outcome.PERMANENT)
    return texts
