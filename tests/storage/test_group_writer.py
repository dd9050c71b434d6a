"""Many use cases, one commit."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from quizbot.storage import Busy, SqlStore, StorageTrouble, StoreClosed, open_store
from quizbot.storage.group_writer import GroupWriter
from quizbot.storage.memory import Memory
from quizbot.usecases.ports import Work
from tests.stores import NOW


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[SqlStore]:
    """Give a store in a file."""
    opened = await open_store(f"sqlite:///{tmp_path / 'q.db'}", now=NOW)
    yield opened
    await opened.close()


def mark(name: str) -> object:
    def use_case(work: Work) -> str:
        work.leases.mark(name, name)
        return name

    return use_case


def fail(work: Work) -> None:
    work.leases.mark("failed", "x")
    raise ZeroDivisionError


async def recall(store: SqlStore, name: str) -> str | None:
    return await store.read(lambda work: work.leases.recall(name))


class TestGroupWriter:
    async def test_a_failing_use_case_harms_no_neighbour(self, store: SqlStore) -> None:
        ends = await asyncio.gather(
            store.write(mark("a")),
            store.write(fail),
            store.write(mark("b")),
            return_exceptions=True,  # type: ignore[arg-type]
        )

        assert (ends[0], ends[2]) == ("a", "b")
        assert isinstance(ends[1], ZeroDivisionError)
        assert [await recall(store, name) for name in ("a", "failed", "b")] == ["a", None, "b"]

    async def test_those_who_wait_are_committed_together(self, sqlite: SqlStore) -> None:
        hold, begun = threading.Event(), threading.Event()
        commits: list[str] = []

        def first(work: Work) -> None:
            begun.set()
            hold.wait()

        assert sqlite._writer is not None
        sqlite._writer._connection.set_trace_callback(  # type: ignore[attr-defined]
            lambda text: commits.append(text) if text == "COMMIT" else None
        )
        waiting = [asyncio.create_task(sqlite.write(first))]
        await asyncio.to_thread(begun.wait)
        waiting += [asyncio.create_task(sqlite.write(mark(str(number)))) for number in range(100)]  # type: ignore[arg-type]
        await asyncio.sleep(0)
        hold.set()
        await asyncio.gather(*waiting)

        assert len(commits) == 2

    async def test_a_caller_who_went_away_breaks_nothing(self, sqlite: SqlStore) -> None:
        hold, begun = threading.Event(), threading.Event()

        def first(work: Work) -> None:
            begun.set()
            hold.wait()

        holding = asyncio.create_task(sqlite.write(first))
        await asyncio.to_thread(begun.wait)
        gone = asyncio.create_task(sqlite.write(mark("gone")))  # type: ignore[arg-type]
        stays = asyncio.create_task(sqlite.write(mark("stays")))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        gone.cancel()
        holding.cancel()
        await asyncio.sleep(0)
        hold.set()

        assert await stays == "stays"
        assert await recall(sqlite, "gone") is None

    async def test_a_full_disk_is_told_to_everybody_and_passes(self, sqlite: SqlStore) -> None:
        assert sqlite._writer is not None
        connection = sqlite._writer._connection
        pages = connection.cursor().execute("PRAGMA page_count").fetchone()[0]
        connection.cursor().execute(f"PRAGMA max_page_count = {pages}")

        def large(work: Work) -> None:
            work.leases.mark("large", "x" * 1_000_000)

        ends = await asyncio.gather(*(sqlite.write(large) for _ in range(3)), return_exceptions=True)
        connection.cursor().execute("PRAGMA max_page_count = 1073741823")

        assert all(isinstance(end, StorageTrouble) for end in ends)
        assert await recall(sqlite, "large") is None
        assert await sqlite.write(mark("after")) == "after"  # type: ignore[arg-type]

    async def test_a_commit_that_fails_confirms_nothing(self, sqlite: SqlStore) -> None:
        def orphan(work: Work) -> str:
            work._run.cursor.execute("PRAGMA defer_foreign_keys = ON")  # type: ignore[attr-defined]
            work._run.cursor.execute(  # type: ignore[attr-defined]
                "INSERT INTO membership (person_id, unit_id, since) VALUES (9, 9, '2026-01-01')"
            )
            return "never"

        ends = await asyncio.gather(
            sqlite.write(orphan),
            sqlite.write(mark("neighbour")),
            return_exceptions=True,  # type: ignore[arg-type]
        )

        assert all(isinstance(end, StorageTrouble) for end in ends)
        assert await recall(sqlite, "neighbour") is None
        assert await sqlite.write(mark("after")) == "after"  # type: ignore[arg-type]

    async def test_too_many_waiting_are_turned_away(self, sqlite: SqlStore) -> None:
        writer = GroupWriter(sqlite.database, Memory(), max_waiting=2)
        hold, begun = threading.Event(), threading.Event()

        def first(work: Work) -> None:
            begun.set()
            hold.wait()

        waiting = [writer.submit(first)]
        await asyncio.to_thread(begun.wait)
        waiting += [writer.submit(mark(name)) for name in ("a", "b")]  # type: ignore[arg-type]
        with pytest.raises(Busy):
            writer.submit(mark("c"))  # type: ignore[arg-type]
        hold.set()
        await asyncio.gather(*waiting)
        writer.close()

        assert await recall(sqlite, "b") == "b"
        assert await recall(sqlite, "c") is None

    async def test_a_closed_store_takes_nothing_and_closes_again(self, store: SqlStore) -> None:
        await store.close()

        with pytest.raises(StoreClosed):
            await store.write(mark("x"))  # type: ignore[arg-type]
        with pytest.raises(StoreClosed):
            await store.read(lambda work: work.leases.recall("x"))
        await store.close()

    async def test_what_was_waiting_at_the_close_is_stored(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'q.db'}"
        first = await open_store(url, now=NOW)
        waiting = [asyncio.create_task(first.write(mark(str(number)))) for number in range(50)]  # type: ignore[arg-type]
        await asyncio.sleep(0)
        await first.close()
        await asyncio.gather(*waiting)
        again = await open_store(url, now=NOW)

        assert await recall(again, "49") == "49"
        await again.close()

    async def test_a_read_sees_one_snapshot_and_cannot_write(self, store: SqlStore) -> None:
        with pytest.raises(Exception, match=r"readonly|read-only"):
            await store.read(mark("x"))  # type: ignore[arg-type]
        assert await recall(store, "x") is None
