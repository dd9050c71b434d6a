"""The Zalo Bot channel with the platform's fake around it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from quizbot.channels.zalo_bot import limits
from quizbot.channels.zalo_bot.channel import ZaloBot
from quizbot.channels.zalo_bot.settings import ZaloBotSettings
from tests.channels.rigs import Rig
from tests.contracts.channel import Answers
from tests.fakes.memory_store import MemoryStore
from tests.fakes.virtual_time import clock
from tests.fakes.zalo_bot.server import Fault, ZaloBotServer


@dataclass(slots=True)
class ZaloBotRig(Rig):
    sends = "sendMessage"
    faults = Fault

    def person_blocks(self) -> None:
        self.person.blocks()

    def platform_asks_to_wait(self, seconds: int) -> timedelta:
        self.server.break_next("sendMessage", Fault(kind="refuse"))
        # the platform does not say how long
        return limits.WAIT_AFTER_429

    def platform_redelivers(self) -> None:
        self.server.world.waiting.extend(self.server.world.given)
        self.server.world.arrived.set()


@asynccontextmanager
async def zalo_bot(*, variants: dict[str, Any] | None = None, **settings: Any) -> AsyncIterator[ZaloBotRig]:
    """Give a channel on a fresh platform, with one person who has written before."""
    async with ZaloBotServer(**(variants or {})) as server:
        person = server.person()
        person.chat.known = True
        store, answers = MemoryStore(), Answers()
        channel = join(server, store, answers, **settings)
        try:
            yield ZaloBotRig(server=server, channel=channel, answers=answers, store=store, person=person)
        finally:
            await channel.stop()


def join(
    server: ZaloBotServer, store: MemoryStore, answers: Answers, *, holder: str = "one", **settings: Any
) -> ZaloBot:
    """Make one more channel on the same platform."""
    return ZaloBot(
        answer=answers,
        store=store,  # type: ignore[arg-type]
        settings=ZaloBotSettings(base_url=server.url, **settings),
        token=server.token,
        clock=clock,
        random=Random(7),
        holder=holder,
    )


RIGS = {
    "plain": zalo_bot,
    "replaying": lambda: zalo_bot(variants={"replay": True, "idle_status": 200}),
    "refusing_with_200": lambda: zalo_bot(variants={"refusals_as_200": True, "numeric_ids": True}),
}
