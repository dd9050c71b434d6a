"""The Telegram channel with the strict server around it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from quizbot.channels.telegram.channel import Telegram
from quizbot.channels.telegram.settings import TelegramSettings
from quizbot.chat.commands import CommandMenu
from tests.channels.rigs import Rig
from tests.contracts.channel import Answers
from tests.fakes.bot_api.html import parsed
from tests.fakes.bot_api.refusals import too_many
from tests.fakes.bot_api.server import TOKEN, BotApiServer, Fault
from tests.fakes.memory_store import MemoryStore
from tests.fakes.virtual_time import clock

SECRET = "mot-bi-mat-dai-lam-16"


@dataclass(slots=True)
class TelegramRig(Rig):
    sends = "sendMessage"
    faults = Fault

    def person_reads(self) -> list[str]:
        return [parsed(posted.text) for posted in self.person.messages()]

    def person_blocks(self) -> None:
        self.person.chat.blocked = True

    def platform_asks_to_wait(self, seconds: int) -> timedelta:
        self.server.break_next("sendMessage", Fault(kind="refuse", refusal=too_many(seconds)))
        return timedelta(seconds=seconds)

    def platform_redelivers(self) -> None:
        self.server.ignore_offsets = 2


@asynccontextmanager
async def telegram(
    *, flood: bool = True, menus: tuple[CommandMenu, ...] = (), holder: str = "one", **settings: Any
) -> AsyncIterator[TelegramRig]:
    """Give a channel on a fresh server, with one person who has written before."""
    async with BotApiServer(flood=flood) as server:
        person = server.person(900)
        person.chat.started = True
        store, answers = MemoryStore(), Answers()
        channel = join(server, store, answers, menus=menus, holder=holder, **settings)
        try:
            yield TelegramRig(server=server, channel=channel, answers=answers, store=store, person=person)
        finally:
            await channel.stop()


def join(
    server: BotApiServer,
    store: MemoryStore,
    answers: Answers,
    *,
    menus: tuple[CommandMenu, ...] = (),
    holder: str = "one",
    **settings: Any,
) -> Telegram:
    """Make one more channel on the same server."""
    return Telegram(
        answer=answers,
        store=store,
        settings=TelegramSettings(base_url=server.url, **settings),
        token=TOKEN,
        clock=clock,
        random=Random(7),
        holder=holder,
        menus=menus,
    )


RIGS = {"strict": telegram}
