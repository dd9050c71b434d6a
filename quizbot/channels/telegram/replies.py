"""Delivers the dialogue's replies: in order within a chat, chats side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from quizbot.channels.telegram.errors import ApiFailed, Outcome
from quizbot.channels.telegram.heard import NAME, Heard
from quizbot.channels.telegram.sender import Sender
from quizbot.chat.messages import Incoming, Outgoing, Reply
from quizbot.usecases.ports import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    incoming: Incoming
    reply: Reply


class Replies:
    """The replies on their way. A lost one costs nothing: any next touch shows the state again."""

    def __init__(self, *, sender: Sender, store: Store, concurrency: int) -> None:
        self._sender = sender
        self._store = store
        self._free = asyncio.Semaphore(concurrency)
        self._queues: dict[str, deque[_Item]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, heard: Heard, reply: Reply) -> None:
        """Take a reply; the tap is confirmed at once, the messages go in the chat's order."""
        if heard.query_id is not None:
            self._start(self._confirm(heard.query_id, reply.toast))
        if heard.incoming is None or not reply.messages:
            return
        address = heard.incoming.address
        queue = self._queues.get(address)
        item = _Item(incoming=heard.incoming, reply=reply)
        if queue is not None:
            queue.append(item)
            return
        self._queues[address] = deque([item])
        self._start(self._work_off(address))

    async def drain(self, *, deadline_s: float) -> None:
        """Wait for what is on its way, then give up what is left."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=deadline_s)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        if left:
            logger.warning(
                "%d chats wait for replies that were not sent before the stop",
                len(left),
                extra={"action": "telegram.undrained"},
            )
            await asyncio.gather(*left, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _confirm(self, query_id: str, toast: str) -> None:
        try:
            await self._sender.confirm(query_id, toast)
        except ApiFailed as failure:
            _say(failure, "a tap could not be confirmed")

    async def _work_off(self, address: str) -> None:
        queue = self._queues[address]
        try:
            while queue:
                async with self._free:
                    await self._deliver(queue.popleft())
        finally:
            del self._queues[address]

    async def _deliver(self, item: _Item) -> None:
        incoming, messages = item.incoming, list(item.reply.messages)
        try:
            if item.reply.replace and incoming.message_ref is not None:
                first = messages.pop(0)
                await self._sender.replace(
                    incoming.address, incoming.message_ref, first, group=incoming.group
                )
            for message in messages:
                await self._send(incoming, message)
        except ApiFailed as failure:
            _say(failure, "a reply was not sent")
        except Exception:
            # the edge: a fault of ours in one reply must not silence the chat
            logger.exception("A reply could not be made", extra={"action": "telegram.reply_fault"})

    async def _send(self, incoming: Incoming, message: Outgoing) -> None:
        try:
            await self._sender.reply(incoming.address, message, group=incoming.group)
        except ApiFailed as failure:
            if failure.outcome is not Outcome.MOVED or failure.moved_to is None:
                raise
            old, new = incoming.address, failure.moved_to
            await self._store.write(lambda work: work.chats.move(NAME, old, new))
            await self._sender.reply(new, message, group=incoming.group)


def _say(failure: ApiFailed, what: str) -> None:
    logger.warning(
        "Telegram: %s (%s): %s",
        what,
        failure.outcome.value,
        failure.reason,
        extra={"action": "telegram.failed"},
    )
