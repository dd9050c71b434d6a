"""The Zalo Bot fake, judged by a client that we did not write.

python-zalo-bot 0.1.9 posts forms where our channel posts JSON, reads `getUpdates` as one object and
turns refusals into exceptions of its own. The client of zalo-bot-mcp 0.1.1 was run against this fake by
hand (2026-11, its base address replaced) and understood every variant; it is not installed here because it
brings the whole `mcp` stack along for five calls. @openclaw/zalo needs Node.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import zalo_bot
from zalo_bot import error

from tests.fakes.zalo_bot.server import TOKEN, Fault, ZaloBotServer


@asynccontextmanager
async def client(server: ZaloBotServer) -> AsyncIterator[zalo_bot.Bot]:
    bot = zalo_bot.Bot(TOKEN, base_url=server.url)
    async with bot:
        yield bot


class TestByAnotherClient:
    async def test_says_who_the_bot_is(self) -> None:
        async with ZaloBotServer() as server, client(server) as bot:
            me = await bot.get_me()

            assert (me.id, me.account_name) == ("901234567", "bot.AbCdEfGh")

    async def test_gives_one_update_and_takes_the_answer(self) -> None:
        async with ZaloBotServer() as server, client(server) as bot:
            person = server.person()
            person.types("Đáp án B")
            update = await bot.get_update(timeout=5)

            assert update.message is not None
            assert update.message.text == "Đáp án B"
            assert update.message.chat.id == update.message.from_user.id == person.id
            await bot.send_message(person.id, "Đã ghi câu 1")
            assert [sent.text for sent in person.messages()] == ["Đã ghi câu 1"]

    async def test_gives_the_same_update_again_when_it_replays(self) -> None:
        async with ZaloBotServer(replay=True) as server, client(server) as bot:
            server.person().types("B")
            first, second = [await bot.get_update(timeout=5) for _ in range(2)]

            assert first.message is not None
            assert second.message is not None
            assert first.message.message_id == second.message.message_id

    async def test_an_idle_poll_is_nothing_or_a_network_error(self) -> None:
        async with ZaloBotServer(idle_status=200) as server, client(server) as bot:
            assert await bot.get_update(timeout=1) is None
        async with ZaloBotServer(idle_status=408) as server, client(server) as bot:
            with pytest.raises(error.NetworkError):
                await bot.get_update(timeout=1)

    async def test_refuses_a_wrong_token_an_unknown_chat_and_a_long_text(self) -> None:
        async with ZaloBotServer() as server:
            person = server.person()
            person.types("B")
            with pytest.raises(error.InvalidToken):
                await zalo_bot.Bot("901234567:wrong", base_url=server.url).get_me()
            async with client(server) as bot:
                for chat, text in (("0" * 20, "a"), (person.id, "a" * 2001)):
                    with pytest.raises(error.ZaloError):
                        await bot.send_message(chat, text)

    async def test_refuses_polls_while_a_webhook_is_set(self) -> None:
        async with ZaloBotServer() as server, client(server) as bot:
            server.webhook = {"url": "https://thi.example.gov.vn/webhook"}
            with pytest.raises(error.ZaloError):
                await bot.get_update(timeout=1)
            server.webhook = {}
            server.person().types("B")

            assert (await bot.get_update(timeout=5)).message is not None

    async def test_a_month_that_is_used_up_is_refused(self) -> None:
        async with ZaloBotServer(messages_a_month=1) as server, client(server) as bot:
            person = server.person()
            person.types("B")
            await bot.send_message(person.id, "một")
            with pytest.raises(error.ZaloError):
                await bot.send_message(person.id, "hai")

            assert len(person.messages()) == 1

    async def test_faults_break_the_client_too(self) -> None:
        async with ZaloBotServer() as server, client(server) as bot:
            server.break_next("getMe", Fault(kind="error", status=502))
            with pytest.raises(error.ZaloError):
                await asyncio.wait_for(bot.get_me(), timeout=10)


class TestPlan:
    async def test_shows_nothing_of_the_person_after_the_last(self) -> None:
        async with ZaloBotServer(people=2) as server:
            for number in range(3):
                server.person(number).types("B")

            assert len(server.world.waiting) == 2

    async def test_loses_what_is_said_while_nobody_listens(self) -> None:
        async with ZaloBotServer(lossy=True) as server:
            server.person().types("B")

            assert (server.world.waiting, server.world.lost) == ([], 1)

    async def test_groups_are_heard_by_mention_only(self) -> None:
        async with ZaloBotServer() as server:
            person, group = server.person(), server.group()
            person.types("bảng", chat=group)
            person.types("@Bot Thi bảng", chat=group)

            assert [update["message"]["text"] for update in server.world.waiting] == ["@Bot Thi bảng"]
