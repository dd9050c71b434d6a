"""What was confirmed is stored, whatever happens to the process; what was erased is gone."""

import asyncio
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from quizbot.storage import SqlStore, StorageInUse, StorageTrouble, open_store
from quizbot.usecases.ports import Address, AuditEntry, Work
from tests.stores import NOW, a_person

WRITER = textwrap.dedent(
    """
    import asyncio, os, sys
    from quizbot.storage import open_store
    from tests.stores import NOW

    async def one(store, number):
        await store.write(lambda work: work.leases.mark(f"m{number}", "stored"))
        os.write(1, f"{number}\\n".encode())

    async def main():
        store = await open_store(sys.argv[1], now=NOW)
        for start in range(0, 1_000_000, 50):
            await asyncio.gather(*(one(store, start + step) for step in range(50)))

    asyncio.run(main())
    """
)


class TestDurability:
    async def test_killing_the_process_loses_nothing_confirmed(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'q.db'}"
        confirmed = await asyncio.to_thread(_write_until_killed, url)
        store = await open_store(url, now=NOW)
        lost = await store.read(
            lambda work: [number for number in confirmed if work.leases.recall(f"m{number}") != "stored"]
        )
        await store.close()

        assert len(confirmed) >= 777
        assert lost == []

    async def test_an_erased_person_leaves_no_trace_in_the_file(self, tmp_path: Path) -> None:
        store = await open_store(f"sqlite:///{tmp_path / 'q.db'}", now=NOW)
        secrets = ("KHONG-AI-BIET", "MA-SO-RIENG-77", "dia-chi-rieng-99")

        def fill(work: Work) -> int:
            person = a_person(work, secrets[1], name=secrets[0])
            work.people.link(
                Address(channel="console", address=secrets[2], person_id=person.id, linked_at=NOW)
            )
            work.chats.say("console", secrets[2], direction="in", payload=secrets[0], at=NOW)
            for number in range(50):
                a_person(work, f"x{number:03}")
            return person.id

        person_id = await store.write(fill)
        there = _bytes_of(tmp_path)
        await store.write(lambda work: work.people.erase(person_id, now=NOW))
        left = _bytes_of(tmp_path)
        await store.close()

        assert all(secret.encode() in there for secret in secrets)
        assert [secret for secret in secrets if secret.encode() in left] == []

    async def test_erasing_while_somebody_reads_is_finished_later(self, tmp_path: Path) -> None:
        store = await open_store(f"sqlite:///{tmp_path / 'q.db'}", now=NOW)
        person = await store.write(lambda work: a_person(work, "x", name="KHONG-AI-BIET"))
        hold, begun = threading.Event(), threading.Event()

        def slow(work: Work) -> None:
            work.people.everybody()
            begun.set()
            hold.wait()

        reading = asyncio.create_task(store.read(slow))
        await asyncio.to_thread(begun.wait)
        await store.write(lambda work: work.people.erase(person.id, now=NOW))
        hold.set()
        await reading
        await store.write(lambda work: work.leases.mark("later", "1"))
        left = _bytes_of(tmp_path)
        await store.close()

        assert b"KHONG-AI-BIET" not in left

    async def test_a_second_process_is_refused(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'q.db'}"
        store = await open_store(url, now=NOW)

        with pytest.raises(StorageInUse):
            await open_store(url, now=NOW)
        beside = await open_store(url, now=NOW, exclusive=False)
        await asyncio.gather(
            store.write(lambda work: work.leases.mark("a", "1")),
            beside.write(lambda work: work.leases.mark("b", "2")),
        )
        assert await store.read(lambda work: work.leases.recall("b")) == "2"
        await beside.close()
        await store.close()
        again = await open_store(url, now=NOW)
        await again.close()

    async def test_a_file_in_a_folder_with_spaces_and_vietnamese_letters(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path / 'Dữ liệu của Sở' / 'kho đề.db'}"
        store = await open_store(url, now=NOW)
        await store.write(
            lambda work: work.audit.record(
                AuditEntry(at=NOW, actor="cli", action="a.b", subject="x", detail={})
            )
        )
        await store.close()

        assert (tmp_path / "Dữ liệu của Sở" / "kho đề.db").exists()

    async def test_a_server_that_dropped_us_is_called_again(self, postgres_url: str) -> None:
        store = await open_store(postgres_url, now=NOW)
        await store.write(lambda work: work.leases.mark("a", "1"))
        other = store.database.connect(writing=True)
        other.cursor().execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        other.close()

        assert await store.write(lambda work: work.leases.recall("a")) == "1"
        await store.close()

    async def test_a_server_that_is_gone_is_storage_trouble(self, postgres_url: str) -> None:
        store = await open_store(postgres_url, now=NOW)
        gone = replace(store.database, url=store.database.url.set(port=1))
        nowhere = SqlStore(gone, rng=random.Random(1))

        with pytest.raises(StorageTrouble):
            await nowhere.write(lambda work: work.leases.recall("a"))
        await nowhere.close()
        await store.close()

    async def test_commits_wait_for_the_disk(self, tmp_path: Path) -> None:
        store = await open_store(f"sqlite:///{tmp_path / 'q.db'}", now=NOW)
        connection = store.database.connect(writing=True)
        settings = {
            name: connection.cursor().execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
        connection.close()
        await store.close()

        assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
        assert sqlite3.sqlite_version_info >= (3, 35)  # RETURNING


def _bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.name.startswith("q.db"))


def _write_until_killed(url: str) -> list[int]:
    """Give the numbers whose storing the process had confirmed when it was killed."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE)
    assert process.stdout is not None
    heard = [process.stdout.readline() for _ in range(777)]
    process.send_signal(signal.SIGKILL)
    heard += process.stdout.read().splitlines(keepends=True)
    process.stdout.close()
    process.wait()
    return [int(line) for line in heard if line.endswith(b"\n")]
