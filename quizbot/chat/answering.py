"""Answers what comes in, for channels that send their replies as new messages.

What came in is stored before it is confirmed to the platform. Replies go out in order within a
chat, chats side by side. A platform may bring the same thing again: while it is known that its
reply arrived, it is not answered a second time, because every message may cost the office.
"""

import asyncio
import contextlib
import logging
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta

from quizbot.chat.channel import Answerer, DeliveryFailed
from quizbot.chat.messages import Incoming, Outgoing, Reply
from quizbot.chat.pace import ChatGate
from quizbot.core.refusal import Refusal

logger = logging.getLogger(__name__)

# updates remembered as answered for good
_REMEMBERED = 4096

SendReply = Callable[[str, tuple[Outgoing, ...], bool], Awaitable[None]]
"""Send the messages of one reply: (address, messages, group). Raises DeliveryFailed."""


class Unstored(Exception):
    """The answer could not be stored; the platform must bring the update again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    incoming: Incoming
    reply: Reply


class Answering:
    """Everything between what was heard and the reply.

    Args:
        name: of the channel.
        send: sends the messages of a reply, patiently.
        concurrency: chats answered at the same time, and as many sent to.
    """

    def __init__(self, *, name: str, answer: Answerer, send: SendReply, concurrency: int) -> None:
        self._name = name
        self._answer = answer
        self._send = send
        # apart: a platform that is slow to take replies must not keep us from hearing
        self._may_ask, self._may_send = asyncio.Semaphore(concurrency), asyncio.Semaphore(concurrency)
        self._gate = ChatGate()
        self._queues: dict[str, deque[_Item]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._answered: OrderedDict[str, None] = OrderedDict()
        # things being answered, and set while there are none
        self._asking = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def take(self, incoming: Incoming) -> None:
        """Answer one thing a person did; it is stored when this returns, the reply is on its way.

        Raises:
            Unstored
        """
        if incoming.update_key in self._answered:
            return
        self._asking += 1
        self._idle.clear()
        try:
            async with self._turn(incoming.address):
                self._put(incoming, await self._ask(incoming))
        finally:
            self._asking -= 1
            if not self._asking:
                self._idle.set()

    async def drain(self, *, deadline_s: float) -> None:
        """Wait for what is being answered and for the replies on their way; then give up what is left."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(deadline_s):
                await self._idle.wait()
                while self._tasks:
                    await asyncio.wait(self._tasks)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        if left:
            logger.warning(
                "%s: %d chats wait for replies that were not sent before the stop",
                self._name,
                len(left),
                extra={"action": f"{self._name}.undrained"},
            )
            await asyncio.gather(*left, return_exceptions=True)

    def _turn(self, address: str) -> AbstractAsyncContextManager[None]:
        return self._gate.turn(address, gap=timedelta(0))

    async def _ask(self, incoming: Incoming) -> Reply:
        try:
            async with self._may_ask:
                return await self._answer(incoming)
        except Refusal as refusal:
            if refusal.code.startswith("storage."):
                raise Unstored(str(refusal)) from refusal
            logger.exception("A refusal was not put into words", extra={"action": f"{self._name}.fault"})
        except Exception:
            # the edge: an update that breaks us steps aside, or it would come again for ever
            logger.exception("An update could not be answered", extra={"action": f"{self._name}.fault"})
        return Reply()

    def _put(self, incoming: Incoming, reply: Reply) -> None:
        if not reply.messages:
            self._remember(incoming.update_key)
            return
        item = _Item(incoming=incoming, reply=reply)
        queue = self._queues.get(incoming.address)
        if queue is not None:
            queue.append(item)
            return
        self._queues[incoming.address] = deque([item])
        task = asyncio.create_task(self._work_off(incoming.address))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_off(self, address: str) -> None:
        queue = self._queues[address]
        try:
            while queue:
                async with self._may_send:
                    await self._deliver(queue.popleft())
        finally:
            del self._queues[address]

    async def _deliver(self, item: _Item) -> None:
        incoming = item.incoming
        try:
            await self._send(incoming.address, item.reply.messages, incoming.group)
        except DeliveryFailed as failure:
            logger.warning(
                "%s: a reply was not sent: %s",
                self._name,
                failure.reason,
                extra={"action": f"{self._name}.failed"},
            )
        except Exception:
            # the edge: a fault of ours in one reply must not silence the chat
            logger.exception("A reply could not be made", extra={"action": f"{self._name}.reply_fault"})
        else:
            self._remember(incoming.update_key)

    def _remember(self, update_key: str) -> None:
        self._answered[update_key] = None
        while len(self._answered) > _REMEMBERED:
            self._answered.popitem(last=False)
