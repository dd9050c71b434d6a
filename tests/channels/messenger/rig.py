"""The Messenger channel with the platform's fake around it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from quizbot.channels.messenger import limits
from quizbot.channels.messenger.channel import Messenger
from quizbot.channels.messenger.settings import MessengerSettings, Secrets
from quizbot.chat.commands import StandingMenu
from tests.channels.rigs import CalledRig
from tests.contracts.channel import Answers
from tests.fakes.memory_store import MemoryStore
from tests.fakes.messenger.server import APP_SECRET, MESSAGES, TOKEN, VERIFY, Fault, MessengerServer
from tests.fakes.messenger.world import PAGE_ID
from tests.fakes.virtual_time import clock


@dataclass(slots=True)
class MessengerRig(CalledRig):
    sends = MESSAGES
    faults = Fault

    def platform_asks_to_wait(self, seconds: int) -> timedelta:
        self.server.break_next(MESSAGES, Fault(kind="refuse", code=80006, back_in_minutes=seconds))
        # the platform tells whole minutes, or nothing
        return limits.WAIT if self.server.variants.app_usage is None else timedelta(minutes=seconds)


@asynccontextmanager
async def messenger(
    *, variants: dict[str, Any] | None = None, **settings: Any
) -> AsyncIterator[MessengerRig]:
    """Give a channel on a fresh platform, with one person who has written a moment ago."""
    async with MessengerServer(**(variants or {})) as server:
        person = server.person()
        person.interacts()
        store, answers = MemoryStore(), Answers()
        store.chats.heard["messenger", person.id] = clock()
        channel = join(server, store, answers, **settings)
        rig = MessengerRig(server=server, channel=channel, answers=answers, store=store, person=person)
        try:
            yield rig
        finally:
            for task in rig.deliveries:
                task.cancel()
            await channel.stop()


def join(
    server: MessengerServer, store: Any, answer: Any, menus: Sequence[StandingMenu] = (), **settings: Any
) -> Messenger:
    """Make a channel on the platform."""
    return Messenger(
        menus=menus,
        answer=answer,
        store=store,
        settings=MessengerSettings(
            **{"page_id": PAGE_ID, "base_url": f"{server.url}/v25.0", **settings},
        ),
        secrets=Secrets(token=TOKEN, app=APP_SECRET, verify=VERIFY),
        clock=clock,
    )


RIGS = {
    "plain": messenger,
    "echoing": lambda: messenger(variants={"echoes": True, "wants_proof": True}),
    "batching": lambda: messenger(variants={"batches": True, "app_usage": None}),
}
