"""The web chat with a browser in front, which sends an act again until it is taken."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from quizbot.chat.messages import Outgoing
from quizbot.core.refusal import Refusal
from quizbot.storage.store import open_store
from quizbot.usecases.ports import TranscriptEntry, Work
from quizbot.web.bubbles import fold
from quizbot.web.webchat import NAME, Act, WebChat
from tests.contracts.channel import Answers
from tests.fakes.memory_store import StorageTrouble
from tests.fakes.standing_time import StandingTime
from tests.fakes.virtual_time import clock

T = TypeVar("T")

ADDRESS = "trinh-duyet"
AGAIN_S = 2.0


class Stumbling(StandingTime):
    """The real store, whose next writing refuses when told to."""

    troubles = 0

    async def write(self, use_case: Callable[[Work], T], /) -> T:
        if self.troubles > 0:
            self.troubles -= 1
            raise StorageTrouble()
        return await super().write(use_case)


@dataclass(slots=True)
class Watched(WebChat):
    """The web chat, whose page has got a message before `send` returns."""

    shown: Callable[[], Awaitable[None]] | None = None

    async def send(self, address: str, message: Outgoing, *, group: bool = False) -> str:
        sent = await WebChat.send(self, address, message, group=group)
        if self.shown is not None:
            await self.shown()
        return sent


@dataclass
class WebRig:
    channel: WebChat
    answers: Answers
    store: Stumbling
    address: str = ADDRESS
    acts: list[Act] = field(default_factory=list)
    keys: Any = field(default_factory=lambda: itertools.count(1))
    # what the open page has got
    lines: list[TranscriptEntry] = field(default_factory=list)
    sending: list[asyncio.Task[None]] = field(default_factory=list)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    def person_types(self, text: str) -> None:
        act = Act(kind="text", text=text, key=f"act{next(self.keys)}")
        self.acts.append(act)
        self.sending.append(asyncio.create_task(self._send(act)))

    def person_reads(self) -> list[str]:
        bubbles = [each for each in fold(self.lines) if not each.mine]
        return ["\n".join(line.text for line in each.lines).strip() for each in bubbles]

    def platform_is_out_of_order(self) -> None:
        self.store.troubles = 1

    def platform_redelivers(self) -> None:
        for act in self.acts:
            self.sending.append(asyncio.create_task(self._send(act)))

    async def _send(self, act: Act) -> None:
        """Send one act after the other, as the page does, each until it is taken."""
        async with self._turn:
            while True:
                try:
                    await self.channel.hear(ADDRESS, act)
                except Refusal:
                    await asyncio.sleep(AGAIN_S)
                else:
                    return

    async def listen(self) -> None:
        """Keep the page up to date, as its stream does."""
        with self.channel.listening(ADDRESS) as bell:
            while True:
                await bell.rung.wait()
                bell.rung.clear()
                await self.catch_up()

    async def catch_up(self) -> None:
        """Get the lines the page does not have yet."""
        async with self._reading:
            after = self.lines[-1].seq if self.lines else 0
            self.lines += await self.store.read(
                lambda work: work.chats.transcript(NAME, ADDRESS, after=after, limit=100)
            )


@asynccontextmanager
async def page() -> AsyncIterator[WebRig]:
    """Give the web chat on an empty database, with one page open."""
    store = Stumbling(await open_store("sqlite://", now=clock()))
    answers = Answers()
    channel = Watched(answer=answers, store=store, clock=clock)
    rig = WebRig(channel=channel, answers=answers, store=store)
    channel.shown = rig.catch_up
    listening = asyncio.create_task(rig.listen())
    await asyncio.sleep(0)
    try:
        yield rig
    finally:
        for task in (listening, *rig.sending):
            task.cancel()
        await asyncio.gather(listening, *rig.sending, return_exceptions=True)
        await store.close()


RIGS = {"page": page}
