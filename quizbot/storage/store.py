"""The store: runs use cases, each in one transaction."""

import asyncio
import random
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar, cast

from quizbot.storage.advisory import AdvisoryLock
from quizbot.storage.engine import Database, database_at
from quizbot.storage.group_writer import GroupWriter
from quizbot.storage.lock import ProcessLock
from quizbot.storage.memory import Memory
from quizbot.storage.migrate import newest, require_current, upgrade
from quizbot.storage.pool import Pool
from quizbot.storage.refusals import unreachable
from quizbot.storage.signals import PostgresSignals, Signals
from quizbot.usecases.ports import Work

T = TypeVar("T")
READ_THREADS = 4
WRITE_THREADS = 8


class SqlStore:
    """Implements `Store` on SQLite (one writing thread, group commit) and PostgreSQL (a pool)."""

    def __init__(
        self,
        database: Database,
        *,
        rng: random.Random,
        lock: ProcessLock | None = None,
        folder: Path | None = None,
    ) -> None:
        self.database = database
        self._lock = lock
        self._locks: list[AdvisoryLock] = []
        self._folder = folder
        memory = Memory()
        self._signals = Signals() if database.one_writer else PostgresSignals(database)
        self._reads = Pool(database, memory, writing=False, threads=READ_THREADS, rng=rng)
        self._writer: GroupWriter | None = None
        self._writes: Pool | None = None
        if database.one_writer:
            self._writer = GroupWriter(database, memory, signals=self._signals)
        else:
            self._writes = Pool(
                database, memory, writing=True, threads=WRITE_THREADS, rng=rng, signals=self._signals
            )

    async def write(self, use_case: Callable[[Work], T], /) -> T:
        """Run a use case and give its value after the commit.

        Raises:
            Busy, Conflict, StorageTrouble, StoreClosed, and what the use case raises.
        """
        if self._writer is not None:
            return cast("T", await self._writer.submit(use_case))
        return await cast("Pool", self._writes).run(use_case)

    async def read(self, use_case: Callable[[Work], T], /) -> T:
        """Run a use case that writes nothing, on a snapshot."""
        return await self._reads.run(use_case)

    def listen(self, prefix: str, heard: Callable[[str], None]) -> None:
        """Call `heard` in the running loop when another transaction has announced such a topic."""
        self._signals.listen(prefix, heard)

    def lock(self, name: str) -> AdvisoryLock | None:
        """Give a lock among the processes on this database; None where there is only one."""
        if self.database.one_writer:
            return None
        self._locks.append(AdvisoryLock(self.database, name))
        return self._locks[-1]

    async def close(self) -> None:
        """Carry out what is waiting, then let everything go. Closing twice changes nothing."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._reads.close()
        if self._writer is not None:
            self._writer.close()
        if self._writes is not None:
            self._writes.close()
        self._signals.close()
        for each in self._locks:
            each.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


async def open_store(
    url: str,
    *,
    now: datetime,
    rng: random.Random | None = None,
    migrate: bool = True,
    exclusive: bool = True,
) -> SqlStore:
    """Open a database and bring its tables up to this version.

    Args:
        url: `sqlite:///path/to/file.db`, `postgresql://user:password@host/name`, or `sqlite://` for
            a database that vanishes when the store is closed (tests, rehearsals).
        now: names the copy of a SQLite file that is made before its tables change.
        rng: for the pauses between tries.
        migrate: False refuses a database that would have to be changed.
        exclusive: refuse a SQLite file that another process writes to; False for short commands
            beside a running server.

    Raises:
        StorageInUse, DatabaseTooNew, DatabaseTooOld, BadAddress, Unreachable
    """
    return await asyncio.to_thread(
        _open, url, now=now, rng=rng or random.Random(), migrate=migrate, exclusive=exclusive
    )


def _open(url: str, *, now: datetime, rng: random.Random, migrate: bool, exclusive: bool) -> SqlStore:
    if url in ("sqlite://", "sqlite:///:memory:"):
        return _open_vanishing(now=now, rng=rng)
    database = database_at(url)
    try:
        return _opened(database, now=now, rng=rng, migrate=migrate, exclusive=exclusive)
    except database.failures() as error:
        raise unreachable(error) from error


def _opened(
    database: Database, *, now: datetime, rng: random.Random, migrate: bool, exclusive: bool
) -> SqlStore:
    lock = None
    if database.path is not None:
        database.path.parent.mkdir(parents=True, exist_ok=True)
        lock = ProcessLock(database.path) if exclusive else None
    try:
        if migrate:
            upgrade(database, now=now)
        else:
            require_current(database)
        return SqlStore(database, rng=rng, lock=lock)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


_EMPTY: dict[str, bytes] = {}


def _open_vanishing(*, now: datetime, rng: random.Random) -> SqlStore:
    """Open an empty database in a folder of its own; its tables are made once for each process."""
    folder = Path(tempfile.mkdtemp(prefix="quizbot-"))
    path = folder / "quizbot.db"
    database = database_at(f"sqlite:///{path}", durable=False)
    wanted = newest()
    if wanted in _EMPTY:
        path.write_bytes(_EMPTY[wanted])
    else:
        upgrade(database, now=now)
        _EMPTY[wanted] = path.read_bytes()
    return SqlStore(database, rng=rng, folder=folder)
