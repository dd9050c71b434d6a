"""News between processes: after a commit everybody who listens is told what changed, and looks for themselves.

A signal carries a topic, never data, and may be lost; whoever listens looks now and then anyway. On
PostgreSQL it travels by NOTIFY from a small transaction of its own, many topics at once: measured, a
NOTIFY inside every writing transaction halves how many of them a second the server carries.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from quizbot.storage.engine import Database

logger = logging.getLogger(__name__)

EVERYTHING = "*"
"""The topic after an interruption: anything may have changed."""

_CHANNEL = "quizbot"
# topics of so long are told together
_GATHER_S = 0.02
# a payload has at most 8000 bytes (postgresql.org/docs/15/sql-notify.html, 2026-11)
_PAYLOAD_BYTES = 7000
_TRY_AGAIN_S = 2.0
_LOOK_S = 1.0

Heard = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Listener:
    prefix: str
    heard: Heard
    loop: asyncio.AbstractEventLoop


@dataclass(slots=True)
class Signals:
    """Signals within this process."""

    _listeners: list[_Listener] = field(default_factory=list)

    def listen(self, prefix: str, heard: Heard) -> None:
        """Call `heard` in the running loop for every topic that begins so, and for `EVERYTHING`."""
        self._listeners.append(_Listener(prefix, heard, asyncio.get_running_loop()))

    def tell(self, topics: Iterable[str]) -> None:
        """Tell what changed; called from any thread, after the commit."""
        self._ring(topics)

    def close(self) -> None:
        """Tell nobody any more."""
        self._listeners.clear()

    def _ring(self, topics: Iterable[str]) -> None:
        for topic in topics:
            for each in tuple(self._listeners):
                if (topic == EVERYTHING or topic.startswith(each.prefix)) and not each.loop.is_closed():
                    each.loop.call_soon_threadsafe(each.heard, topic)


class PostgresSignals(Signals):
    """Signals between all processes on one PostgreSQL database."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._waiting: set[str] = set()
        self._wake = threading.Condition()
        self._closing = threading.Event()
        self._threads: list[threading.Thread] = []
        self._listening = False
        # server process of our own notifying connection: what it says we know already
        self._own_pid = 0

    def listen(self, prefix: str, heard: Heard) -> None:
        """Call `heard` in the running loop for every topic that begins so, from any process."""
        super().listen(prefix, heard)
        if not self._listening:
            self._listening = True
            self._start(self._hear, "quizbot-hear")

    def tell(self, topics: Iterable[str]) -> None:
        """Tell what changed, here at once and elsewhere soon."""
        told = set(topics)
        if not told or self._closing.is_set():
            return
        self._ring(told)
        with self._wake:
            if not any(each.name == "quizbot-tell" for each in self._threads):
                self._start(self._say, "quizbot-tell")
            self._waiting |= told
            self._wake.notify()

    def close(self) -> None:
        """Say what waits, then end the threads."""
        self._closing.set()
        with self._wake:
            self._wake.notify()
        for thread in self._threads:
            thread.join(timeout=5)
        super().close()

    def _start(self, work: Callable[[], None], name: str) -> None:
        thread = threading.Thread(target=self._tried, args=(work,), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _tried(self, work: Callable[[], None]) -> None:
        """Work until closing; a lost connection is opened again, and then everybody looks."""
        while True:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - signals may be lost, processes look by themselves
                logger.warning("Signals are interrupted: %s", error, extra={"action": "signals.interrupted"})
            if self._closing.wait(_TRY_AGAIN_S if not self._closing.is_set() else 0):
                return
            self._ring((EVERYTHING,))

    def _hear(self) -> None:
        connection = self._database.listening()
        try:
            connection.execute(f"LISTEN {_CHANNEL}")
            while not self._closing.is_set():
                for note in connection.notifies(timeout=_LOOK_S):
                    if note.pid != self._own_pid:
                        self._ring(note.payload.split("\n"))
                    if self._closing.is_set():
                        return
        finally:
            connection.close()

    def _say(self) -> None:
        connection = self._database.listening()
        self._own_pid = connection.info.backend_pid
        try:
            while topics := self._gathered():
                for payload in _payloads(topics):
                    connection.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, payload))
        finally:
            connection.close()

    def _gathered(self) -> list[str]:
        with self._wake:
            while not self._waiting and not self._closing.is_set():
                self._wake.wait(timeout=_LOOK_S)
        self._closing.wait(_GATHER_S)
        with self._wake:
            topics, self._waiting = sorted(self._waiting), set()
        return topics


def _payloads(topics: list[str]) -> list[str]:
    """Put topics together; far too many become one that means all."""
    joined = "\n".join(topics)
    if len(joined.encode()) <= _PAYLOAD_BYTES:
        return [joined]
    return [EVERYTHING]
