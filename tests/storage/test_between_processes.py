"""What processes on one database hear of each other, and which of them holds a lock."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from random import Random

import psycopg
import pytest

from quizbot.chat.leader import Leader
from quizbot.storage import SqlStore
from quizbot.storage.store import open_store
from quizbot.usecases.ports import Work
from tests.stores import NOW, a_message, a_person, an_entry

BOARD = "round:1"


@pytest.fixture
async def pair(postgres_url: str) -> AsyncIterator[tuple[SqlStore, SqlStore]]:
    """Give two stores on one PostgreSQL database, as two processes have them."""
    one = await open_store(postgres_url, now=NOW, rng=Random(1))
    other = await open_store(postgres_url, now=NOW, rng=Random(2))
    yield one, other
    await one.close()
    await other.close()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - it watches what another thread does
            await asyncio.sleep(0.02)


def hearing(store: SqlStore, prefix: str) -> list[str]:
    heard: list[str] = []
    store.listen(prefix, heard.append)
    return heard


def ends_connections(url: str) -> None:
    """Cut every other connection to the database, as a restart of the server does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


class TestSignals:
    async def test_reach_another_process_after_the_commit(self, pair: tuple[SqlStore, SqlStore]) -> None:
        one, other = pair
        heard = hearing(other, "outbox:")
        await self._connected(one, heard)
        heard.clear()

        await one.write(lambda work: work.outbox.add([a_message("x")]))

        await until(lambda: "outbox:console" in heard)

    async def test_say_nothing_of_what_was_rolled_back(self, pair: tuple[SqlStore, SqlStore]) -> None:
        one, other = pair
        heard = hearing(other, "outbox:")
        await self._connected(one, heard)
        heard.clear()

        def fails(work: object) -> None:
            work.outbox.add([a_message("x")])  # type: ignore[attr-defined]
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await one.write(fails)
        await one.write(lambda work: work.outbox.add([replace(a_message("y"), channel="last")]))
        await until(lambda: bool(heard))

        assert heard == ["outbox:last"]

    async def test_make_everybody_look_after_an_interruption(
        self, pair: tuple[SqlStore, SqlStore], postgres_url: str
    ) -> None:
        one, other = pair
        heard = hearing(other, "outbox:")
        await self._connected(one, heard)
        heard.clear()

        ends_connections(postgres_url)

        await until(lambda: "*" in heard)
        heard.clear()
        await self._connected(one, heard)

    async def test_stay_within_one_process_on_sqlite(self) -> None:
        store = await open_store("sqlite://", now=NOW)
        try:
            heard = hearing(store, "chat:")
            await store.write(
                lambda work: work.chats.say("webchat", "w-1", direction="out", payload="{}", at=NOW)
            )
            await until(lambda: heard == ["chat:webchat:w-1"])
        finally:
            await store.close()

    async def _connected(self, store: SqlStore, heard: list[str]) -> None:
        """Announce until it is heard: the listening connection is being opened meanwhile."""
        async with asyncio.timeout(20):
            number = 0
            while "outbox:console" not in heard:
                number += 1
                name = f"{len(heard)}-{number}-{id(heard)}"
                await store.write(lambda work, name=name: work.outbox.add([a_message(name)]))  # type: ignore[misc]
                await asyncio.sleep(0.1)


class TestLeader:
    async def test_is_one_of_two_and_the_other_follows(self, pair: tuple[SqlStore, SqlStore]) -> None:
        first, second = (leader(store) for store in pair)
        first.stand()
        await asyncio.wait_for(first.leading.wait(), 10)
        second.stand()
        await asyncio.sleep(1.2)
        assert not second.leading.is_set()

        await first.leave()

        await asyncio.wait_for(second.leading.wait(), 10)
        await second.leave()

    async def test_knows_that_its_connection_was_cut(
        self, pair: tuple[SqlStore, SqlStore], postgres_url: str
    ) -> None:
        first = leader(pair[0])
        first.stand()
        await asyncio.wait_for(first.leading.wait(), 10)

        ends_connections(postgres_url)

        await until(lambda: not first.leading.is_set())
        # and stands again
        await asyncio.wait_for(first.leading.wait(), 10)
        await first.leave()


def leader(store: SqlStore) -> Leader:
    return Leader(name="telegram.poll:42", holder="x", store=store, clock=lambda: NOW)


class TestBoards:
    async def test_people_who_hand_in_at_once_do_not_wait_for_each_other(
        self, pair: tuple[SqlStore, SqlStore]
    ) -> None:
        one, other = pair
        first, second = await one.write(lambda work: (a_person(work, "1"), a_person(work, "2")))
        await one.write(
            lambda work: [work.standings.put(an_entry(each, right=5)) for each in (first, second)]
        )
        counted, committed = threading.Event(), threading.Event()

        def holds(work: Work) -> bool:
            work.standings.put(an_entry(first, right=6))
            work.standings.flush()
            counted.set()
            return committed.wait(20)

        def hands_in(work: Work) -> None:
            work.standings.put(an_entry(second, right=6))

        held = asyncio.create_task(one.write(holds))
        await asyncio.to_thread(counted.wait, 20)
        await other.write(hands_in)
        committed.set()

        assert await held
        size, places, sums = await other.read(
            lambda work: (
                work.standings.size(BOARD),
                [work.standings.place(BOARD, each.id) for each in (first, second)],
                [people for people, _, _ in work.standings.unit_sums(BOARD).values()],
            )
        )
        assert (size, places, sum(sums)) == (2, [1, 1], 2)
