"""Long polling with our own acknowledgement.

Telegram forgets an update once it is asked for later ones. So the offset moves on only after every
update before it has been answered, and that means stored.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from aiogram.methods import DeleteWebhook

from quizbot.channels.telegram.api import BotApi
from quizbot.channels.telegram.errors import ApiFailed, Outcome
from quizbot.channels.telegram.heard import NAME
from quizbot.channels.telegram.incoming import ALLOWED
from quizbot.chat.leader import Leader
from quizbot.chat.listening import Endurance
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store

logger = logging.getLogger(__name__)

# After a week without updates their numbers may begin anywhere, and an old offset would hide new
# ones. Source: "Update" on core.telegram.org/bots/api, read 2026-11.
_OFFSET_LASTS = timedelta(days=6)

_SAYINGS = {
    Outcome.CONFLICT: "another process reads this bot's updates",
    Outcome.UNAUTHORIZED: "the bot's token is not accepted",
    Outcome.WAIT: "asked to wait",
}


class Poller:
    """Fetches updates and hands them on until told to stop.

    Args:
        handle: answers the updates given and tells the numbers of those that are done; one whose
            answer could not be stored is left out, and comes again.
        leader: tells whether this process is the one that polls.
    """

    def __init__(
        self,
        *,
        api: BotApi,
        store: Store,
        handle: Callable[[Sequence[tuple[int, bytes]]], Awaitable[set[int]]],
        timeout_s: int,
        clock: Callable[[], datetime],
        random: Random,
        leader: Leader,
    ) -> None:
        self._api = api
        self._store = store
        self._handle = handle
        self._timeout_s = timeout_s
        self._clock = clock
        self._leader = leader
        self._endurance = Endurance(platform="Telegram", channel=NAME, random=random)
        # None: not known since this process began to lead
        self._offset: int | None = None
        self._knows_offset = False
        self._offset_at: datetime | None = None
        # answered, but after one that is not
        self._done: set[int] = set()

    def stop(self) -> None:
        """Ask the loop to end after what it is answering."""
        self._endurance.stop()

    async def run(self) -> None:
        """Poll until `stop`, while this process leads; lets another lead at the end."""
        self._leader.stand()
        try:
            await self._poll()
        except BaseException:
            await self._leader.drop()
            raise
        await self._leave()

    async def _poll(self) -> None:
        while not self._endurance.stopping:
            if not self._leader.leading.is_set():
                self._knows_offset = False
            await self._endurance.unless_stopping(self._leader.leading.wait())
            if not self._endurance.stopping:
                await self._try_once()

    async def _try_once(self) -> None:
        try:
            await self._once()
        except ApiFailed as failure:
            await self._after(failure)
        except Refusal as refusal:
            self._endurance.say("the database refuses", str(refusal))
            await self._endurance.bear()
        except Exception:
            # the edge: a fault of ours must not end the listening
            logger.exception("The poller stumbled", extra={"action": "telegram.poll_fault"})
            await self._endurance.bear()

    async def _once(self) -> None:
        if not self._knows_offset:
            await self._learn_offset()
        numbered = await self._endurance.unless_stopping(
            self._api.updates(offset=self._fresh_offset(), timeout_s=self._timeout_s, allowed=ALLOWED)
        )
        if not numbered:
            self._endurance.calm()
            return
        todo = [(number, raw) for number, raw in numbered if number not in self._done]
        self._done |= await self._handle(todo)
        undone = [number for number, _ in numbered if number not in self._done]
        acknowledged = min(undone) if undone else max(number for number, _ in numbered) + 1
        await self._move_on(acknowledged)
        if undone:
            self._endurance.say("answers could not be stored", f"{len(undone)} updates wait")
            await self._endurance.bear()
        else:
            self._endurance.calm()

    async def _move_on(self, offset: int) -> None:
        before = self._fresh_offset()
        if before is not None and offset <= before:
            return
        now = self._clock()
        value = f"{offset} {now.isoformat()}"
        await self._store.write(lambda work: work.leases.mark(self._key("offset"), value))
        self._offset, self._offset_at = offset, now
        self._done = {number for number in self._done if number >= offset}

    async def _learn_offset(self) -> None:
        """Learn where the last poller stood."""
        stored = await self._store.read(lambda work: work.leases.recall(self._key("offset")))
        self._offset, self._offset_at = None, None
        if stored:
            number, _, at = stored.partition(" ")
            self._offset, self._offset_at = int(number), datetime.fromisoformat(at)
        self._done.clear()
        self._knows_offset = True

    def _fresh_offset(self) -> int | None:
        at = self._offset_at
        if at is not None and self._clock() - at > _OFFSET_LASTS:
            return None
        return self._offset

    async def _leave(self) -> None:
        """Confirm what was answered last, and let another process poll."""
        try:
            if self._offset is not None and self._leader.leading.is_set():
                await self._api.updates(offset=self._offset, timeout_s=0, allowed=ALLOWED, limit=1)
        except ApiFailed as failure:
            # harmless: those updates come again and change nothing
            logger.info("Telegram: the last offset was not confirmed: %s", failure.reason)
        await self._leader.leave()

    async def _after(self, failure: ApiFailed) -> None:
        self._endurance.say(_SAYINGS.get(failure.outcome, "updates could not be fetched"), failure.reason)
        if failure.outcome is Outcome.CONFLICT and "webhook" in failure.reason.casefold():
            await self._drop_webhook()
        await self._endurance.bear(at_least=failure.retry_after)

    async def _drop_webhook(self) -> None:
        try:
            await self._api.call(DeleteWebhook(drop_pending_updates=False))
        except ApiFailed as failure:
            self._endurance.say("the webhook could not be removed", failure.reason)

    def _key(self, fact: str) -> str:
        return f"{NAME}.{fact}:{self._api.bot.id}"
