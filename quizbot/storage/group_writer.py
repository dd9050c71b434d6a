"""One thread that writes for all: it takes whoever is waiting, and commits them together.

The batch is whatever was queued when the commit before returned; it never waits for more. Each use
case runs in a SAVEPOINT of its own, and its caller hears of it only after the commit.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quizbot.storage.engine import Database, Trouble
from quizbot.storage.memory import Memory
from quizbot.storage.refusals import Busy, Conflict, StorageTrouble, StoreClosed
from quizbot.storage.run import Run
from quizbot.storage.signals import Signals
from quizbot.storage.work import SqlWork
from quizbot.usecases.ports import Work

MAX_BATCH = 500
MAX_WAITING = 20_000


@dataclass(slots=True)
class _Job:
    use_case: Callable[[Work], Any]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    value: Any = None
    error: BaseException | None = None


class GroupWriter:
    """The writing thread of a store."""

    def __init__(
        self,
        database: Database,
        memory: Memory,
        *,
        max_waiting: int = MAX_WAITING,
        signals: Signals | None = None,
    ) -> None:
        self._signals = signals
        self._database = database
        self._memory = memory
        self._max_waiting = max_waiting
        self._waiting: deque[_Job] = deque()
        self._wake = threading.Condition()
        self._closing = False
        # personal values were erased, and older copies of their pages are still in the log
        self._old_pages = False
        self._connection = database.connect(writing=True)
        self._thread = threading.Thread(target=self._live, name="quizbot-writer", daemon=True)
        self._thread.start()

    def submit(self, use_case: Callable[[Work], Any]) -> "asyncio.Future[Any]":
        """Queue a use case; the future ends after the commit.

        Raises:
            Busy: too many are waiting.
            StoreClosed: the store was closed.
        """
        loop = asyncio.get_running_loop()
        job = _Job(use_case, loop, loop.create_future())
        with self._wake:
            if self._closing:
                raise StoreClosed()
            if len(self._waiting) >= self._max_waiting:
                raise Busy(waiting=len(self._waiting))
            self._waiting.append(job)
            self._wake.notify()
        return job.future

    def close(self) -> None:
        """Carry out what is queued, then end the thread."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join()
        self._connection.close()

    def _live(self) -> None:
        while jobs := self._take():
            self._serve(jobs)

    def _take(self) -> list[_Job]:
        with self._wake:
            while not self._waiting and not self._closing:
                self._wake.wait()
            count = min(len(self._waiting), MAX_BATCH)
            return [self._waiting.popleft() for _ in range(count)]

    def _serve(self, jobs: list[_Job]) -> None:
        jobs = [job for job in jobs if not job.future.cancelled()]
        try:
            run = Run(self._connection, self._database.dialect, writing=True)
            held: list[_Job] = []
            for job in jobs:
                held = self._one(run, job, held)
            self._commit(run, held)
        except BaseException as error:  # noqa: BLE001 - the callers must hear of it, and the thread go on
            self._undo()
            for job in jobs:
                job.error = job.error or error
        _deliver(jobs)

    def _one(self, run: Run, job: _Job, held: list[_Job]) -> list[_Job]:
        """Run one use case; give those whose work the open transaction holds."""
        if not self._begun(run, job):
            return held
        run.cursor.execute("SAVEPOINT one")
        work = SqlWork(run, self._memory)
        try:
            job.value = job.use_case(work)
            work.flush()
            run.cursor.execute("RELEASE one")
        except BaseException as error:  # noqa: BLE001 - it belongs to the caller, not to this thread
            job.error = self._meaning(error)
            if not self._database.in_transaction(self._connection):
                # the database gave the whole transaction up, and the neighbours with it
                _fail(held, job.error)
                return []
            run.cursor.execute("ROLLBACK TO one")
            run.cursor.execute("RELEASE one")
            return held
        held.append(job)
        return held

    def _begun(self, run: Run, job: _Job) -> bool:
        if self._database.in_transaction(self._connection):
            return True
        try:
            run.cursor.execute(self._database.begin(writing=True))
        except Exception as error:  # noqa: BLE001 - it belongs to the caller
            job.error = self._meaning(error)
            return False
        return True

    def _commit(self, run: Run, held: list[_Job]) -> None:
        if not self._database.in_transaction(self._connection):
            return
        try:
            run.cursor.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - it belongs to the callers
            self._undo()
            _fail(held, self._meaning(error))
            return
        if self._signals is not None:
            self._signals.tell(run.announced)
        self._old_pages = self._old_pages or run.erased
        if self._old_pages:
            self._old_pages = not self._database.forget_old_pages(run.cursor)

    def _undo(self) -> None:
        if self._database.in_transaction(self._connection):
            self._connection.cursor().execute("ROLLBACK")

    def _meaning(self, error: BaseException) -> BaseException:
        trouble = self._database.trouble(error) if isinstance(error, Exception) else Trouble.FAULT
        if trouble is Trouble.FAULT:
            return error
        refusal = Conflict() if trouble is Trouble.RACE else StorageTrouble(reason=str(error))
        refusal.__cause__ = error
        return refusal


def _fail(jobs: list[_Job], error: BaseException) -> None:
    for job in jobs:
        job.error = StorageTrouble(reason=str(error))
        job.error.__cause__ = error


def _deliver(jobs: list[_Job]) -> None:
    """Wake the callers: one call into each event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = {}
    for job in jobs:
        by_loop.setdefault(job.loop, []).append(job)
    for loop, theirs in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, theirs)


def _settle(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.future.done():
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.value)
