"""A bounded pool of threads, each with a connection of its own: a use case, a transaction."""

import asyncio
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from quizbot.storage.engine import Database, Trouble
from quizbot.storage.memory import Memory
from quizbot.storage.refusals import Busy, Conflict, StorageTrouble, StoreClosed
from quizbot.storage.run import Connection, Run
from quizbot.storage.signals import Signals
from quizbot.storage.work import SqlWork
from quizbot.usecases.ports import Work

T = TypeVar("T")
MAX_TRIES = 12
MAX_WAITING = 20_000
_FIRST_PAUSE_S = 0.002
_LONGEST_PAUSE_S = 0.1


class Pool:
    """Runs use cases in threads.

    Args:
        writing: False for snapshots that write nothing.
        rng: for the pauses between tries.
        signals: told after each commit.
    """

    def __init__(
        self,
        database: Database,
        memory: Memory,
        *,
        writing: bool,
        threads: int,
        rng: random.Random,
        max_waiting: int = MAX_WAITING,
        signals: Signals | None = None,
    ) -> None:
        self._signals = signals
        self._database = database
        self._memory = memory
        self._writing = writing
        self._rng = rng
        self._max_waiting = max_waiting
        self._inside = 0
        self._closed = False
        self._mine = threading.local()
        self._all: list[Connection] = []
        name = "quizbot-write" if writing else "quizbot-read"
        self._executor = ThreadPoolExecutor(max_workers=threads, thread_name_prefix=name)

    async def run(self, use_case: Callable[[Work], T]) -> T:
        """Run a use case and give its value after the commit.

        Raises:
            Busy, StoreClosed, Conflict, StorageTrouble, and what the use case raises.
        """
        if self._closed:
            raise StoreClosed()
        if self._inside >= self._max_waiting:
            raise Busy(waiting=self._inside)
        self._inside += 1
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._executor, self._tried, use_case)
        future.add_done_callback(self._left)
        return await future

    def _left(self, _future: object) -> None:
        self._inside -= 1

    def close(self) -> None:
        """Carry out what is queued, then end the threads."""
        self._closed = True
        self._executor.shutdown(wait=True)
        for connection in self._all:
            connection.close()

    def _tried(self, use_case: Callable[[Work], T]) -> T:
        """Run again what raced with another, a bounded number of times."""
        pause_s = _FIRST_PAUSE_S
        tries = 1
        while True:
            try:
                return self._once(use_case)
            except Exception as error:
                trouble = self._database.trouble(error)
                if trouble is Trouble.FAULT:
                    raise
                if trouble is Trouble.FAILURE:
                    raise StorageTrouble(reason=str(error)) from error
                if tries >= MAX_TRIES:
                    raise Conflict() from error
            time.sleep(pause_s * self._rng.random())
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
            tries += 1

    def _once(self, use_case: Callable[[Work], T]) -> T:
        connection = self._begun()
        run = Run(
            connection,
            self._database.dialect,
            writing=self._writing,
            stream_name=self._database.stream_name,
        )
        try:
            work = SqlWork(run, self._memory)
            value = use_case(work)
            work.flush()
            run.cursor.execute("COMMIT")
            if self._signals is not None:
                self._signals.tell(run.announced)
        finally:
            self._tidy(connection)
            run.cursor.close()
        return value

    def _begun(self) -> Connection:
        """Begin a transaction; a connection that was lost while it was idle is opened again, once."""
        begin = self._database.begin(writing=self._writing)
        connection = self._connection()
        try:
            connection.cursor().execute(begin)
        except Exception:
            if not self._database.lost(connection):
                raise
            self._tidy(connection)
            connection = self._connection()
            connection.cursor().execute(begin)
        return connection

    def _connection(self) -> Connection:
        connection: Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            connection = self._mine.connection = self._database.connect(writing=self._writing)
            self._all.append(connection)
        return connection

    def _tidy(self, connection: Connection) -> None:
        """Undo what was left open; let a lost connection go."""
        if self._database.lost(connection):
            self._all.remove(connection)
            self._mine.connection = None
            connection.close()
        elif self._database.in_transaction(connection):
            connection.cursor().execute("ROLLBACK")
