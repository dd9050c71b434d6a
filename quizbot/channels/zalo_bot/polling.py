"""Polling a platform that gives one update at a time, knows no offset and may give one again for ever.

What was answered is remembered here and, with the conversation, in the database; an update whose
answer could not be stored is simply waited for again, and asked for again by us when it does not
come: the platform may also lose it.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import Any

from quizbot.channels.zalo_bot import limits
from quizbot.channels.zalo_bot.api import BotApi
from quizbot.channels.zalo_bot.errors import ApiFailed, Outcome
from quizbot.channels.zalo_bot.incoming import NAME
from quizbot.chat.answering import Unstored
from quizbot.chat.leader import Leader
from quizbot.chat.listening import Endurance
from quizbot.core.refusal import Refusal

logger = logging.getLogger(__name__)

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
        self._endurance = Endurance(platform="Zalo Bot", channel=NAME, random=random)
        self._done: OrderedDict[str, None] = OrderedDict()

    def stop(self) -> None:
        """Ask the loop to end after what it is answering."""
        self._endurance.stop()

    async def run(self) -> None:
        """Poll until `stop`; gives back the lease at the end."""
        self._leader.stand()
        try:
            while not self._endurance.stopping:
                await self._endurance.unless_stopping(self._leader.leading.wait())
                if not self._endurance.stopping:
                    await self._try_once()
        finally:
            await self._leader.leave()

    async def _try_once(self) -> None:
        begun = asyncio.get_running_loop().time()
        try:
            await self._once()
            self._endurance.calm()
        except ApiFailed as failure:
            await self._after(failure)
        except Unstored as trouble:
            self._endurance.say("an answer could not be stored", str(trouble))
            await self._endurance.bear()
        except Refusal as refusal:
            self._endurance.say("the database refuses", str(refusal))
            await self._endurance.bear()
        except Exception:
            # the edge: a fault of ours must not end the listening
            logger.exception("The poller stumbled", extra={"action": "zalo_bot.poll_fault"})
            await self._endurance.bear()
        await self._endurance.pause(begun + limits.POLL_FLOOR_S - asyncio.get_running_loop().time())

    async def _once(self) -> None:
        for update in (
            await self._endurance.unless_stopping(self._api.updates(timeout_s=self._timeout_s)) or ()
        ):
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
                if self._endurance.stopping:
                    raise
                self._endurance.say("an answer could not be stored", str(trouble))
                await self._endurance.bear()

    async def _after(self, failure: ApiFailed) -> None:
        if failure.outcome is Outcome.WEBHOOK:
            self._endurance.say("a webhook is set; it is taken away", failure.reason)
            await self._drop_webhook()
        elif failure.outcome is Outcome.UNAUTHORIZED:
            self._endurance.say("the bot's token is not accepted", failure.reason)
        else:
            self._endurance.say("updates could not be fetched", failure.reason)
        await self._endurance.bear(at_least=failure.retry_after)

    async def _drop_webhook(self) -> None:
        try:
            await self._api.call("deleteWebhook")
        except ApiFailed as failure:
            self._endurance.say("the webhook could not be removed", failure.reason)


def _key(update: Mapping[str, Any]) -> str:
    message = update.get("message")
    return str(message.get("message_id", "")) if isinstance(message, Mapping) else ""
