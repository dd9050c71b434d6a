"""Answers updates: reads them through the two doors, asks the dialogue, passes on its reply."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from pydantic import ValidationError

from quizbot.channels.telegram.heard import NAME, Heard
from quizbot.channels.telegram.hot import read_hot
from quizbot.channels.telegram.incoming import FullDoor
from quizbot.channels.telegram.replies import Replies
from quizbot.chat.channel import Answerer
from quizbot.chat.messages import Reply
from quizbot.chat.pace import ChatGate
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store

logger = logging.getLogger(__name__)


class Unstored(Exception):
    """The answer could not be stored; the platform must bring the update again."""


class Listener:
    """Turns raw updates into answers that are stored.

    Args:
        concurrency: chats answered at the same time.
    """

    def __init__(
        self,
        *,
        answer: Answerer,
        store: Store,
        door: FullDoor,
        replies: Replies,
        clock: Callable[[], datetime],
        concurrency: int,
    ) -> None:
        self._answer = answer
        self._store = store
        self._door = door
        self._replies = replies
        self._clock = clock
        self._free = asyncio.Semaphore(concurrency)
        self._gate = ChatGate()

    async def take_batch(self, batch: Sequence[tuple[int, bytes]]) -> set[int]:
        """Answer updates, each chat's in order; gives the numbers of those that are done."""
        at = self._clock()
        heard = await asyncio.gather(*(self._read_for_batch(raw, at) for _, raw in batch))
        chats: dict[str, list[tuple[int, Heard | Unstored]]] = {}
        done: set[int] = set()
        for (number, _), one in zip(batch, heard, strict=True):
            if one is None:
                done.add(number)
            else:
                chats.setdefault(_chat(one), []).append((number, one))
        for numbers in await asyncio.gather(*(self._one_chat(each) for each in chats.values())):
            done.update(numbers)
        return done

    async def take(self, raw: bytes) -> None:
        """Answer one update.

        Raises:
            Unstored
        """
        heard = await self._read(raw, self._clock())
        if heard is not None:
            async with self._gate.turn(_chat(heard), gap=timedelta(0)), self._free:
                await self._settle(heard)

    async def _read_for_batch(self, raw: bytes, at: datetime) -> Heard | Unstored | None:
        try:
            return await self._read(raw, at)
        except Unstored as trouble:
            return trouble

    async def _one_chat(self, updates: Sequence[tuple[int, Heard | Unstored]]) -> list[int]:
        """Answer one chat's updates in order; after one that cannot be stored the others wait."""
        done: list[int] = []
        async with self._free:
            for number, heard in updates:
                try:
                    if isinstance(heard, Unstored):
                        raise heard
                    await self._settle(heard)
                except Unstored:
                    break
                done.append(number)
        return done

    async def _settle(self, heard: Heard) -> None:
        try:
            if heard.moved is not None:
                old, new = heard.moved
                await self._store.write(lambda work: work.chats.move(NAME, old, new))
                return
            reply = Reply() if heard.incoming is None else await self._answer(heard.incoming)
        except Refusal as refusal:
            if refusal.code.startswith("storage."):
                raise Unstored(str(refusal)) from refusal
            logger.exception("A refusal was not put into words", extra={"action": "telegram.fault"})
            reply = Reply()
        except Exception:
            # the edge: an update that breaks us steps aside, or it would come again for ever
            logger.exception("An update could not be answered", extra={"action": "telegram.fault"})
            reply = Reply()
        self._replies.put(heard, reply)

    async def _read(self, raw: bytes, at: datetime) -> Heard | None:
        heard = read_hot(raw, received_at=at)
        if heard is not None:
            return heard
        try:
            return await self._door.read(raw, received_at=at)
        except Refusal as refusal:
            raise Unstored(str(refusal)) from refusal
        except ValidationError as error:
            # not the bytes: they hold what somebody wrote
            logger.error(
                "An update of %d bytes is not understood: %d faults",
                len(raw),
                error.error_count(),
                extra={"action": "telegram.unreadable"},
            )
            return None


def _chat(heard: Heard | Unstored) -> str:
    if isinstance(heard, Unstored):
        return ""
    if heard.incoming is not None:
        return heard.incoming.address
    return heard.moved[0] if heard.moved is not None else ""
