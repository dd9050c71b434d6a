"""Processes of an installation, started, killed and watched from outside."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg

from quizbot.scheduler.clockwork import LEASE
from tests.fakes.bot_api.server import TOKEN, BotApiServer

ROOT = Path(__file__).parent.parent
PEPPER = "hạt tiêu của bài thử"
PATIENCE_S = 120


@dataclass
class Worker:
    """One process of the installation, which may be killed and started again."""

    folder: Path
    roles: tuple[str, ...]
    # where in the folder it writes what it says
    log: str = "log"
    process: asyncio.subprocess.Process | None = None
    _said_before: int = 0

    async def start(self) -> None:
        environ = {
            **os.environ,
            "QUIZBOT_PEPPER": PEPPER,
            "QUIZBOT_TELEGRAM_TOKEN": TOKEN,
            "PYTHONPATH": str(ROOT),
        }
        words = [word for role in self.roles for word in ("--role", role)]
        with (self.folder / self.log).open("ab") as log:
            self._said_before = log.tell()
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "quizbot", "run", "--config", str(self.folder / "config.yaml"), *words),
                cwd=self.folder,
                env=environ,
                stdout=log,
                stderr=log,
            )

    @property
    def pid(self) -> int:
        return 0 if self.process is None else self.process.pid

    def works(self) -> bool:
        """Tell whether it has begun to work, as it says itself; for a log of its own."""
        said = (self.folder / self.log).read_bytes()[self._said_before :]
        return "đang chạy".encode() in said

    async def kill(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
            await self.process.wait()


def configure(folder: Path, url: str, server: BotApiServer, *, port: int) -> None:
    """Write the settings that all processes share."""
    (folder / "config.yaml").write_text(
        f"data: data\ndatabase: {url}\nweb: {{port: {port}}}\n"
        f"channels: {{telegram: {{base_url: '{server.url}', poll_timeout_s: 20}}}}\n",
        encoding="utf-8",
    )


async def until(what: Callable[[], bool], *, step_s: float = 0.01) -> float:
    """Wait for something that other processes do; gives the seconds it took."""
    begun = time.monotonic()
    async with asyncio.timeout(PATIENCE_S):
        while not what():  # noqa: ASYNC110 - of other processes
            await asyncio.sleep(step_s)
    return time.monotonic() - begun


class Watch:
    """A look into the database beside the program."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)

    def close(self) -> None:
        self._connection.close()

    def asks_for_locks(self, worker: Worker) -> bool:
        """Tell whether a process asks for the listener's place, and does not have it."""
        row = self._connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
            " AND query LIKE 'SELECT pg_try_advisory_lock%%'",
            (f"quizbot {worker.pid}",),
        ).fetchone()
        return bool(row and row[0])

    def clock_pid(self) -> int:
        """Tell which process keeps the clock; 0: none."""
        row = self._connection.execute("SELECT holder FROM lease WHERE name = %s", (LEASE,)).fetchone()
        return int(str(row[0]).rpartition(":")[2]) if row else 0


async def listener_fails(server: BotApiServer, watch: Watch, listener: Worker, waiting: Worker) -> float:
    """Kill the process that listens while another waits; gives the seconds until that one listens."""
    await until(lambda: watch.asks_for_locks(waiting) and not watch.asks_for_locks(listener))
    polls = len(server.polls)
    began = time.monotonic()
    await listener.kill()
    await until(lambda: len(server.polls) > polls)
    return time.monotonic() - began


async def clock_fails(watch: Watch, keeper: Worker, waiting: Worker) -> float:
    """Kill the process that keeps the clock while another waits; gives the seconds until that one keeps it."""
    await until(lambda: watch.clock_pid() == keeper.pid and waiting.works())
    # its first ring is over
    await asyncio.sleep(2.0)
    began = time.monotonic()
    await keeper.kill()
    await until(lambda: watch.clock_pid() == waiting.pid)
    return time.monotonic() - began
