"""A broadcast through Telegram's own door: at the platform's rate and never over it, whoever sends."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from quizbot.channels.telegram.channel import Telegram
from quizbot.channels.telegram.limits import MARGIN, PER_SECOND
from quizbot.chat.delivery import Courier
from quizbot.chat.messages import Line, Outgoing
from quizbot.core.delivery import Failure
from quizbot.storage.store import open_store
from quizbot.usecases.ports import Message, Priority, Work
from quizbot.usecases.trouble import troubles
from tests.channels.telegram.rig import join
from tests.contracts.channel import Answers
from tests.fakes.bot_api.refusals import too_many
from tests.fakes.bot_api.server import TOKEN, BotApiServer, Fault
from tests.fakes.memory_store import MemoryStore
from tests.fakes.standing_time import StandingTime
from tests.fakes.virtual_time import BEGINNING, clock, simulated

PEOPLE = 600
FIRST = 5000


def draw(_work: Work, message: Message) -> Outgoing:
    return Outgoing(lines=(Line(text=f"Vòng thi đã mở {message.facts.get('word', '')}"),))


def invitations(count: int = PEOPLE) -> list[Message]:
    return [
        Message(
            channel="telegram",
            address=str(FIRST + number),
            kind="invitation",
            screen="opened",
            facts={},
            dedupe=f"opened:{number}",
            due_at=BEGINNING,
            expires_at=BEGINNING + timedelta(hours=2),
        )
        for number in range(count)
    ]


def sender(store: object, channel: Telegram, holder: str) -> Courier:
    return Courier(
        store=store,  # type: ignore[arg-type]
        channels={"telegram": channel},
        draw=draw,
        clock=clock,
        holder=holder,
    )


def crowd(server: BotApiServer, count: int = PEOPLE) -> None:
    for number in range(count):
        server.person(FIRST + number).chat.started = True


async def run_until(server: BotApiServer, count: int, *couriers: Courier) -> float:
    """Let the couriers run until so many messages have arrived; gives the seconds from the first to the last."""
    working = [asyncio.create_task(each.run()) for each in couriers]
    while len(server.world.posted) < count:  # noqa: ASYNC110 - it watches the platform
        await asyncio.sleep(0.05)
    for each in couriers:
        each.stop()
    await asyncio.gather(*working)
    return server.world.posted[-1].at - server.world.posted[0].at


class TestBroadcast:
    @pytest.mark.parametrize("senders", [1, 3])
    def test_runs_at_the_rate_and_never_over_it(self, senders: int, tmp_path: Path) -> None:
        self._at_the_rate(senders, tmp_path)

    @simulated
    async def _at_the_rate(self, senders: int, path: Path) -> None:
        store = StandingTime(await open_store(f"sqlite:///{path / 'quizbot.db'}", now=BEGINNING))
        async with BotApiServer(flood=True) as server:
            crowd(server)
            channels = [join(server, MemoryStore(), Answers()) for _ in range(senders)]
            await store.write(lambda work: work.outbox.add(invitations()))
            couriers = [sender(store, each, f"s{number}") for number, each in enumerate(channels)]
            took = await run_until(server, PEOPLE, *couriers)
            for channel in channels:
                await channel.stop()

            assert server.flood is not None
            assert server.flood.refused == 0
            assert max(Counter(posted.chat_id for posted in server.world.posted).values()) == 1
            least = (PEOPLE - 1) / PER_SECOND
            assert took <= least * (1 + MARGIN) / (1 - MARGIN) * 1.01
        await store.close()

    @simulated
    async def test_goes_on_after_too_many_requests_and_tells_nobody_twice(self) -> None:
        store = MemoryStore()
        async with BotApiServer(flood=True) as server:
            crowd(server, 60)
            server.break_next("sendMessage", Fault(kind="slow", seconds=0.1), times=10)
            server.break_next("sendMessage", Fault(kind="refuse", refusal=too_many(5)), times=2)
            channel = join(server, store, Answers())
            store.outbox.add(invitations(60))
            await run_until(server, 60, sender(store, channel, "s"))
            await channel.stop()

            assert set(Counter(posted.chat_id for posted in server.world.posted).values()) == {1}
            assert {entry.state for entry in store.outbox.entries.values()} == {"sent"}

    @simulated
    async def test_lets_what_is_urgent_pass(self) -> None:
        store = MemoryStore()
        async with BotApiServer(flood=True) as server:
            crowd(server, 120)
            server.person(900).chat.started = True
            channel = join(server, store, Answers())
            store.outbox.add(invitations(120))
            courier = sender(store, channel, "s")
            working = asyncio.create_task(courier.run())
            await asyncio.sleep(1.0)
            store.outbox.add(
                [
                    Message(
                        channel="telegram", address="900", kind="notice", screen="notice", facts={},
                        dedupe="gấp", due_at=clock(), priority=Priority.NOTICE,
                    )
                ]
            )  # fmt: skip
            asked = asyncio.get_running_loop().time()
            while not any(each.chat_id == 900 for each in server.world.posted):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.05)
            courier.stop()
            await working
            await channel.stop()

            at = next(posted.at for posted in server.world.posted if posted.chat_id == 900)
            assert at - asked < 1.5
            assert len(server.world.posted) < 100


class TestFaults:
    @simulated
    async def test_that_leave_us_in_the_dark_end_as_unknown_and_are_not_repeated(self) -> None:
        for kind in ("hang", "drop", "truncate", "drip"):
            store = MemoryStore()
            async with BotApiServer(flood=True) as server:
                crowd(server, 3)
                server.break_next("sendMessage", Fault(kind=kind, seconds=30))  # type: ignore[arg-type]
                channel = join(server, store, Answers(), request_timeout_s=2)
                store.outbox.add(invitations(3))
                courier = sender(store, channel, "s")
                working = asyncio.create_task(courier.run())
                await asyncio.sleep(400)
                courier.stop()
                await working
                await channel.stop()

                states = Counter(entry.state for entry in store.outbox.entries.values())
                assert states == {"sent": 2, "unknown": 1}
                assert Counter(posted.chat_id for posted in server.world.posted).most_common(1)[0][1] == 1

    @simulated
    async def test_of_the_server_are_tried_again(self) -> None:
        store = MemoryStore()
        async with BotApiServer(flood=True) as server:
            crowd(server, 3)
            server.break_next("sendMessage", Fault(kind="error", status=502), times=2)
            channel = join(server, store, Answers())
            store.outbox.add(invitations(3))
            await run_until(server, 3, sender(store, channel, "s"))
            await channel.stop()

            assert set(Counter(posted.chat_id for posted in server.world.posted).values()) == {1}

    @simulated
    async def test_of_a_slow_answer_lose_nothing(self) -> None:
        store = MemoryStore()
        async with BotApiServer(flood=True) as server:
            crowd(server, 3)
            server.break_next("sendMessage", Fault(kind="slow", seconds=8), times=2)
            server.break_next("sendMessage", Fault(kind="drip", seconds=8))
            channel = join(server, store, Answers(), request_timeout_s=20)
            store.outbox.add(invitations(3))
            courier = sender(store, channel, "s")
            working = asyncio.create_task(courier.run())
            await asyncio.sleep(60)
            courier.stop()
            await working
            await channel.stop()

            assert {entry.state for entry in store.outbox.entries.values()} == {"sent"}
            assert len(server.world.posted) == 3

    @simulated
    async def test_of_a_revoked_token_hold_the_lane_until_an_operator_mends_it(self) -> None:
        store = MemoryStore()
        async with BotApiServer(flood=True) as server:
            crowd(server, 20)
            server.token = "42:ANOTHER-token-of-the-same-bot"
            channel = join(server, store, Answers())
            store.outbox.add(invitations(20))
            courier = sender(store, channel, "s")
            working = asyncio.create_task(courier.run())
            await asyncio.sleep(300)
            noted = troubles(store)  # type: ignore[arg-type]
            asked = len(server.called("sendMessage"))
            server.token = TOKEN
            await asyncio.sleep(120)
            courier.stop()
            await working
            await channel.stop()

            assert "Unauthorized" in noted["telegram"].reason
            # tried now and then, not hammered
            assert asked < 100
            assert {entry.state for entry in store.outbox.entries.values()} == {"sent"}
            assert troubles(store) == {}  # type: ignore[arg-type]
            assert Failure.OPERATOR not in {
                entry.failure for entry in store.outbox.entries.values() if entry.state != "sent"
            }
