"""Polling a platform that gives one update at a time, knows no offset and may give one again for ever.

What was answered is remembered here and, with the conversation, in the database; an update whose
answer could not be stored is simply waited for again, and asked for again by us when it does not
come: the platform may also lose it.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from random import Random
from typing import Any, TypeVar

from quizbot.channels.zalo_bot import limits
from quizbot.channels.zalo_bot.api import BotApi
from quizbot.channels.zalo_bot.errors import ApiFailed, Outcome
from quizbot.chat.answering import Unstored
from quizbot.chat.leader import Leader
from quizbot.core.refusal import Refusal

T = TypeVar("T")

logger = logging.getLogger(__name__)

_LONGEST_WAIT_S = 60.0
# answered updates remembered against replays
_REMEMBERED = 2048


class Poller:
    """Fetches updates and hands them on until told to stop.

    Args:
        handle: answers one update and gives its key; raises `Unstored` when that could not be stored.
    """

    def __init__(
        self,
        *,
        api: BotApi,
        leader: Leader,
        handle: Callable[[Mapping[str, Any]], Awaitable[None]],
        timeout_s: int,
        random: Random,
    ) -> None:
        self._api = api
        self._leader = leader
        self._handle = handle
        self._timeout_s = timeout_s
        self._random = random
        self._stopping = asyncio.Event()
        self._done: OrderedDict[str, None] = OrderedDict()
        self._troubles = 0

    def stop(self) -> None:
        """Ask the loop to end after what it is answering."""
        self._stopping.set()

    async def run(self) -> None:
        """Poll until `stop`; gives back the lease at the end."""
        self._leader.stand()
        try:
            while not self._stopping.is_set():
                await self._unless_stopping(self._leader.leading.wait())
                if not self._stopping.is_set():
                    await self._try_once()
        finally:
            await self._leader.leave()

    async def _try_once(self) -> None:
        begun = asyncio.get_running_loop().time()
        try:
            await self._once()
            self._troubles = 0
        except ApiFailed as failure:
            await self._after(failure)
        except Unstored as trouble:
            self._say("an answer could not be stored", str(trouble))
            await self._pause(self._back_off())
        except Refusal as refusal:
            self._say("the database refuses", str(refusal))
            await self._pause(self._back_off())
        except Exception:
            # the edge: a fault of ours must not end the listening
            logger.exception("The poller stumbled", extra={"action": "zalo_bot.poll_fault"})
            await self._pause(self._back_off())
        await self._pause(begun + limits.POLL_FLOOR_S - asyncio.get_running_loop().time())

    async def _once(self) -> None:
        for update in await self._unless_stopping(self._api.updates(timeout_s=self._timeout_s)) or ():
            await self._take(update)

    async def _take(self, update: Mapping[str, Any]) -> None:
        key = _key(update)
        if key and key in self._done:
            return
        await self._answered(update)
        if key:
            self._done[key] = None
            while len(self._done) > _REMEMBERED:
                self._done.popitem(last=False)

    async def _answered(self, update: Mapping[str, Any]) -> None:
        """Answer an update, again and again while it cannot be stored: it may never be given again."""
        while True:
            try:
                await self._handle(update)
                return
            except Unstored as trouble:
                if self._stopping.is_set():
                    raise
                self._say("an answer could not be stored", str(trouble))
                await self._pause(self._back_off())

    async def _after(self, failure: ApiFailed) -> None:
        if failure.outcome is Outcome.WEBHOOK:
            self._say("a webhook is set; it is taken away", failure.reason)
            await self._drop_webhook()
        elif failure.outcome is Outcome.UNAUTHORIZED:
            self._say("the bot's token is not accepted", failure.reason)
        else:
            self._say("updates could not be fetched", failure.reason)
        wait = self._back_off()
        if failure.retry_after is not None:
            wait = max(wait, failure.retry_after.total_seconds())
        await self._pause(wait)

    async def _drop_webhook(self) -> None:
        try:
            await self._api.call("deleteWebhook")
        except ApiFailed as failure:
            self._say("the webhook could not be removed", failure.reason)

    def _back_off(self) -> float:
        """Give a wait that doubles with each trouble in a row, spread so that processes part."""
        self._troubles += 1
        longest = min(_LONGEST_WAIT_S, 2.0 ** min(self._troubles, 10))
        return longest * (0.5 + self._random.random() / 2)

    def _say(self, what: str, reason: str) -> None:
        level = logging.WARNING if self._troubles in (0, 5) else logging.DEBUG
        logger.log(level, "Zalo Bot: %s: %s", what, reason, extra={"action": "zalo_bot.poll"})

    async def _pause(self, seconds: float) -> None:
        if seconds > 0:
            await self._unless_stopping(asyncio.sleep(seconds))

    async def _unless_stopping(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Do the work; give None, with the work cancelled, when told to stop meanwhile."""
        doing = asyncio.create_task(work)
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
            return doing.result() if doing.done() else None
        finally:
            for task in (doing, stopping):
                task.cancel()
            await asyncio.gather(doing, stopping, return_exceptions=True)


def _key(update: Mapping[str, Any]) -> str:
    message = update.get("message")
    return str(message.get("message_id", "")) if isinstance(message, Mapping) else ""
