"""Tokens on the real databases: many processes at once exchange them once."""

import asyncio
from datetime import timedelta

from quizbot.channels.zalo_oa.channel import ZaloOa
from quizbot.channels.zalo_oa.settings import ZaloOaSettings
from quizbot.chat.messages import Line, Outgoing
from quizbot.storage import SqlStore
from quizbot.usecases.ports import Session
from tests.channels.zalo_oa.rig import pair
from tests.contracts.channel import Answers
from tests.fakes.virtual_time import clock
from tests.fakes.zalo_oa.server import APP_SECRET, OA_SECRET, ZaloOaServer
from tests.fakes.zalo_oa.world import APP_ID, OA_ID
from tests.stores import store

__all__ = ["store"]
HELLO = Outgoing(lines=(Line(text="xin chào"),))


def process(server: ZaloOaServer, store: SqlStore, holder: str) -> ZaloOa:
    return ZaloOa(
        answer=Answers(),
        store=store,
        settings=ZaloOaSettings(app_id=APP_ID, oa_id=OA_ID, base_url=server.url, oauth_url=server.url),
        app_key=APP_SECRET,
        oa_key=OA_SECRET,
        clock=clock,
        holder=holder,
    )


class TestProcesses:
    async def test_exchange_once_between_them(self, store: SqlStore) -> None:
        async with ZaloOaServer(free_messages=None) as server:
            person = server.person()
            person.interacts()
            credential = pair(server)
            session = Session(channel="zalo_oa", address=person.id, data={}, heard_at=clock())
            await store.write(lambda work: work.credentials.put(credential))
            await store.write(lambda work: work.chats.put(session))
            server.oauth.access.clear()
            processes = [process(server, store, f"p{n}") for n in range(3)]

            sent = await asyncio.gather(*(each.send(person.id, HELLO) for each in processes * 3))
            for each in processes:
                await each.stop()

            assert len(set(sent)) == 9
            assert server.oauth.exchanges == 1
            stored = await store.read(lambda work: work.credentials.get("zalo_oa", APP_ID))
            assert stored is not None
            assert stored.version == 2
            assert stored.exchanging_since is None
            assert stored.access_until - clock() > timedelta(hours=24)
