"""The Official Account channel with the platform's fake around it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from quizbot.channels.zalo_oa import limits
from quizbot.channels.zalo_oa.channel import ZaloOa
from quizbot.channels.zalo_oa.settings import ZaloOaSettings
from quizbot.usecases.ports import Credential
from tests.channels.rigs import CalledRig
from tests.contracts.channel import Answers
from tests.fakes.memory_store import MemoryStore
from tests.fakes.virtual_time import clock
from tests.fakes.zalo_oa.server import APP_SECRET, CARE, OA_SECRET, Fault, ZaloOaServer
from tests.fakes.zalo_oa.world import APP_ID, OA_ID


@dataclass(slots=True)
class ZaloOaRig(CalledRig):
    sends = CARE
    faults = Fault

    def platform_asks_to_wait(self, seconds: int) -> timedelta:
        self.server.break_next(CARE, Fault(kind="refuse"))
        # the platform does not say how long
        return limits.WAIT_AFTER_32


def pair(server: ZaloOaServer) -> Credential:
    """Give a pair of tokens as an operator enters them."""
    access, refresh = server.oauth.issue()
    now = clock()
    return Credential(
        channel="zalo_oa",
        account=APP_ID,
        access=access,
        refresh=refresh,
        access_until=now + timedelta(hours=25),
        refresh_until=now + limits.REFRESH_LASTS,
        version=1,
        changed_at=now,
    )


@asynccontextmanager
async def zalo_oa(*, variants: dict[str, Any] | None = None, **settings: Any) -> AsyncIterator[ZaloOaRig]:
    """Give a channel on a fresh platform, with one person who has written a moment ago."""
    async with ZaloOaServer(**(variants or {})) as server:
        person = server.person()
        person.interacts()
        store, answers = MemoryStore(), Answers()
        store.chats.heard["zalo_oa", person.id] = clock()
        store.credentials.put(pair(server))
        channel = join(server, store, answers, **settings)
        rig = ZaloOaRig(server=server, channel=channel, answers=answers, store=store, person=person)
        try:
            yield rig
        finally:
            for task in rig.deliveries:
                task.cancel()
            await channel.stop()


def join(
    server: ZaloOaServer, store: MemoryStore, answers: Answers, *, holder: str = "one", **settings: Any
) -> ZaloOa:
    """Make one more channel on the same platform."""
    urls = {"base_url": server.url, "oauth_url": server.url}
    return ZaloOa(
        answer=answers,
        store=store,  # type: ignore[arg-type]
        settings=ZaloOaSettings(**{"app_id": APP_ID, "oa_id": OA_ID, **urls, **settings}),
        app_key=APP_SECRET,
        oa_key=OA_SECRET,
        clock=clock,
        holder=holder,
    )


RIGS = {
    "capped": lambda: zalo_oa(variants={"free_messages": 20}),
    "echoing": lambda: zalo_oa(variants={"echoes": True, "free_messages": None}),
    "proving": lambda: zalo_oa(variants={"wants_proof": True, "free_messages": None}, appsecret_proof=True),
}
