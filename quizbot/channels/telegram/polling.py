"""Long polling with our own acknowledgement.

Telegram forgets an update once it is asked for later ones. So the offset moves on only after every
update before it has been answered, and that means stored.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from aiogram.methods import DeleteWebhook

from quizbot.channels.telegram.api import BotApi
from quizbot.channels.telegram.errors import ApiFailed, Outcome
from quizbot.channels.telegram.heard import NAME
from quizbot.channels.telegram.incoming import ALLOWED
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store, Work

T = TypeVar("T")

logger = logging.getLogger(__name__)

# After a week without updates their numbers may begin anywhere, and an old offset would hide new
# ones. Source: "Update" on core.telegram.org/bots/api, read 2026-11.
_OFFSET_LASTS = timedelta(days=6)
# The right to poll is renewed at each beat and lasts so long; when a process dies, another goes on
# after that time.
_LEASE = timedelta(seconds=10)
_BEAT_S, _WAITING_BEAT_S = 3.0, 1.0
_LONGEST_WAIT_S = 60.0

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
        holder: names this process in the lease that lets only one process poll.
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
        holder: str,
    ) -> None:
        self._api = api
        self._store = store
        self._handle = handle
        self._timeout_s = timeout_s
        self._clock = clock
        self._random = random
        self._holder = holder
        self._stopping = asyncio.Event()
        self._leading = asyncio.Event()
        self._offset: int | None = None
        self._offset_at: datetime | None = None
        # answered, but after one that is not
        self._done: set[int] = set()
        self._troubles = 0

    def stop(self) -> None:
        """Ask the loop to end after what it is answering."""
        self._stopping.set()

    async def run(self) -> None:
        """Poll until `stop`; gives back the lease at the end."""
        beating = asyncio.create_task(self._beat())
        try:
            while not self._stopping.is_set():
                await self._unless_stopping(self._leading.wait())
                if not self._stopping.is_set():
                    await self._try_once()
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
        await self._leave()

    async def _try_once(self) -> None:
        try:
            await self._once()
        except ApiFailed as failure:
            await self._after(failure)
        except Refusal as refusal:
            self._say("the database refuses", str(refusal))
            await self._pause(self._back_off())
        except Exception:
            # the edge: a fault of ours must not end the listening
            logger.exception("The poller stumbled", extra={"action": "telegram.poll_fault"})
            await self._pause(self._back_off())

    async def _beat(self) -> None:
        """Keep the right to poll, or wait for it."""
        while True:
            try:
                leads = await self._lead()
            except Refusal as refusal:
                # nobody else gets it meanwhile: the database is the same for all
                logger.debug("The lease of the poller was not renewed: %s", refusal)
            except Exception:
                # the edge: without a beat this process would poll on without the right to
                logger.exception("The poller's lease stumbled", extra={"action": "telegram.poll_fault"})
                self._leading.clear()
            else:
                if leads:
                    self._leading.set()
                else:
                    self._leading.clear()
            await asyncio.sleep(_BEAT_S if self._leading.is_set() else _WAITING_BEAT_S)

    async def _once(self) -> None:
        numbered = await self._unless_stopping(
            self._api.updates(offset=self._fresh_offset(), timeout_s=self._timeout_s, allowed=ALLOWED)
        )
        if not numbered:
            self._troubles = 0
            return
        todo = [(number, raw) for number, raw in numbered if number not in self._done]
        self._done |= await self._handle(todo)
        undone = [number for number, _ in numbered if number not in self._done]
        acknowledged = min(undone) if undone else max(number for number, _ in numbered) + 1
        await self._move_on(acknowledged)
        if undone:
            self._say("answers could not be stored", f"{len(undone)} updates wait")
            await self._pause(self._back_off())
        else:
            self._troubles = 0

    async def _move_on(self, offset: int) -> None:
        before = self._fresh_offset()
        if before is not None and offset <= before:
            return
        now = self._clock()
        value = f"{offset} {now.isoformat()}"
        await self._store.write(lambda work: work.leases.mark(self._key("offset"), value))
        self._offset, self._offset_at = offset, now
        self._done = {number for number in self._done if number >= offset}

    async def _lead(self) -> bool:
        """Take or renew the right to poll; on first taking it, learn where the last poller stood."""
        now = self._clock()

        def take(work: Work) -> tuple[bool, str | None]:
            mine = work.leases.take(self._key("poll"), holder=self._holder, now=now, lasts=_LEASE)
            return mine, work.leases.recall(self._key("offset"))

        leads, stored = await self._store.write(take)
        if not leads:
            self._offset = None
        elif self._offset is None and stored:
            number, _, at = stored.partition(" ")
            self._offset, self._offset_at = int(number), datetime.fromisoformat(at)
        return leads

    def _fresh_offset(self) -> int | None:
        at = self._offset_at
        if at is not None and self._clock() - at > _OFFSET_LASTS:
            return None
        return self._offset

    async def _leave(self) -> None:
        """Confirm what was answered last, and let another process poll."""
        try:
            if self._offset is not None:
                await self._api.updates(offset=self._offset, timeout_s=0, allowed=ALLOWED, limit=1)
            key = self._key("poll")
            await self._store.write(lambda work: work.leases.release(key, holder=self._holder))
        except ApiFailed as failure:
            # harmless: those updates come again and change nothing
            logger.info("Telegram: the last offset was not confirmed: %s", failure.reason)
        except Refusal as refusal:
            logger.warning("The lease of the poller was not given back: %s", refusal)

    async def _after(self, failure: ApiFailed) -> None:
        self._say(_SAYINGS.get(failure.outcome, "updates could not be fetched"), failure.reason)
        if failure.outcome is Outcome.CONFLICT and "webhook" in failure.reason.casefold():
            await self._drop_webhook()
        wait = self._back_off()
        if failure.retry_after is not None:
            wait = max(wait, failure.retry_after.total_seconds())
        await self._pause(wait)

    async def _drop_webhook(self) -> None:
        try:
            await self._api.call(DeleteWebhook(drop_pending_updates=False))
        except ApiFailed as failure:
            self._say("the webhook could not be removed", failure.reason)

    def _back_off(self) -> float:
        """Give a wait that doubles with each trouble in a row, spread so that processes part."""
        self._troubles += 1
        longest = min(_LONGEST_WAIT_S, 2.0 ** min(self._troubles, 10))
        return longest * (0.5 + self._random.random() / 2)

    def _say(self, what: str, reason: str) -> None:
        level = logging.WARNING if self._troubles in (0, 5) else logging.DEBUG
        logger.log(level, "Telegram: %s: %s", what, reason, extra={"action": "telegram.poll"})

    async def _pause(self, seconds: float) -> None:
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

    def _key(self, fact: str) -> str:
        return f"{NAME}.{fact}:{self._api.bot.id}"
