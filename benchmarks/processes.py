"""What a second process on PostgreSQL brings: people play a round through one process, then through two.

Run: python -m benchmarks.processes [PEOPLE]
Each process runs the whole conversation (session, rules, answer, next question drawn) for its share of the
people, 32 of them at once. Load, program and database share the cores of this machine, so two processes by the clock
cannot be twice as fast where there are two cores: the most that is possible here is printed beside what was reached.

What a second process brings where cores are free is what they do not take from each other: processor time a turn
(one against two), and the share of their time that transactions wait for each other's locks. So the ratio that is
judged is 2 x (CPU a turn, one / two) x (1 - waiting, two) / (1 - waiting, one). Goal: at least 1.6. On a busy machine
processor time a turn grows with what other programs do to the caches, for both runs alike.
"""

import asyncio
import multiprocessing
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from quizbot.chat.dialogue import Dialogue
from quizbot.chat.rehearsal import Player, VirtualClock
from quizbot.chat.rush import rush
from quizbot.cli._rehearse import set_stage
from quizbot.config import Settings
from quizbot.contests.load import load_contest
from quizbot.core.calendar import NO_DAYS_OFF
from quizbot.core.contest import Round
from quizbot.forms.shipped import shipped
from quizbot.installation import all_texts, chat_settings
from quizbot.storage.store import open_store
from tests.postgres import SETTINGS, PostgresServer, find_binaries

PEOPLE = 450
AT_ONCE = 32
GOAL = 1.6
_SAMPLE_S = 0.02
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Spent:
    """What one run took."""

    turns: int = 0
    seconds: float = 0.0
    # processor time of the program, and of the database
    program_s: float = 0.0
    database_s: float = 0.0
    # looks at transactions, and how many of them waited for a lock
    looks: int = 0
    waiting: int = 0
    # what they waited for, by statement
    waits_for: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        return self.turns / self.seconds

    @property
    def program_ms(self) -> float:
        return self.program_s / self.turns * 1000

    @property
    def database_ms(self) -> float:
        return self.database_s / self.turns * 1000

    @property
    def waits(self) -> float:
        return self.waiting / self.looks if self.looks else 0.0

    def said(self, name: str) -> str:
        return (
            f"{name}: {self.rate:.0f} turns/s; {self.program_ms:.2f} ms of processor a turn in the program,"
            f" {self.database_ms:.2f} ms in the database; {self.waits:.1%} of transactions' time in lock waits"
        )


def main() -> None:
    """Run and print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    binaries = find_binaries()
    if binaries is None:
        sys.exit("PostgreSQL is not installed")
    # as an office runs it: what is acknowledged is on the disk
    SETTINGS.update({"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"})
    with PostgresServer(binaries=binaries) as server, tempfile.TemporaryDirectory() as folder:
        url = server.url(server.create_database())
        players, round_ = asyncio.run(_prepared(url, Path(folder), people))
        third = len(players) // 3
        alone = _play(url, folder, round_, [players[:third]])
        together = _play(url, folder, round_, [players[third : 2 * third], players[2 * third : 3 * third]])
    print(alone.said("one process"))
    print(together.said("two"))
    cores = os.cpu_count() or 1
    a_turn = (together.program_ms + together.database_ms) / 1000
    print(
        f"by the clock {together.rate / alone.rate:.2f}, where at most"
        f" {min(2.0, cores / a_turn / alone.rate):.2f} is possible: {cores} cores for all three"
    )
    for statement, count in together.waits_for.most_common(3):
        print(f"  {count / together.waiting:.0%} of the waiting: {statement}")
    ratio = 2 * alone.program_ms / together.program_ms * (1 - together.waits) / (1 - alone.waits)
    print(f"ratio {ratio:.2f} with cores of their own (goal >= {GOAL})")


async def _prepared(url: str, folder: Path, people: int) -> tuple[list[Player], Round]:
    contest = load_contest(shipped("contests") / "hang-ngay.yaml").contest
    stage, rounds = await set_stage(
        Settings(data=folder), contest, days_off=NO_DAYS_OFF, people=people, seed=1, url=url
    )
    persons = await stage.store.read(lambda work: work.people.everybody())
    players = await stage.rehearsal.enrol(persons[:people])
    await stage.store.close()
    return list(players), rounds[0]


def _play(url: str, folder: str, round_: Round, shares: Sequence[Sequence[Player]]) -> Spent:
    """Let each share be played by a process of its own, all at once."""
    context = multiprocessing.get_context("spawn")
    ready, counted = context.Barrier(len(shares) + 1), context.Queue()
    working = [
        context.Process(target=_worker, args=(url, folder, round_, list(share), ready, counted))
        for share in shares
    ]
    for each in working:
        each.start()
    ready.wait()
    spent, began = Spent(), time.perf_counter()
    with _watched(url, spent):
        for _ in working:
            turns, cpu_s = counted.get()
            spent.turns += turns
            spent.program_s += cpu_s
        spent.seconds = time.perf_counter() - began
    for each in working:
        each.join()
    return spent


@contextmanager
def _watched(url: str, spent: Spent) -> Iterator[None]:
    """Watch the database: its processor time, and transactions that wait for locks."""
    watch = _Watch(url)
    before = watch.cpu_s()
    watcher = threading.Thread(target=watch.run)
    watcher.start()
    try:
        yield
    finally:
        watch.stop.set()
        watcher.join()
        spent.database_s = watch.cpu_s() - before
        spent.looks, spent.waits_for = watch.looks, watch.waiting
        spent.waiting = watch.waiting.total()
        watch.connection.close()


@dataclass(slots=True)
class _Watch:
    url: str
    looks: int = 0
    waiting: Counter[str] = field(default_factory=Counter)
    stop: threading.Event = field(default_factory=threading.Event)
    connection: psycopg.Connection[tuple[Any, ...]] = field(init=False)
    postmaster: int = field(init=False)

    def __post_init__(self) -> None:
        self.connection = psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True)
        row = self.connection.execute("SELECT pg_backend_pid()").fetchone()
        backend = row[0] if row else 0
        self.postmaster = int(_stat(backend)[1])

    def run(self) -> None:
        while not self.stop.wait(_SAMPLE_S):
            rows = self.connection.execute(
                "SELECT coalesce(wait_event_type = 'Lock', false), left(query, 60) FROM pg_stat_activity"
                " WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            ).fetchall()
            self.looks += len(rows)
            self.waiting.update(" ".join(str(query).split()) for waits, query in rows if waits)

    def cpu_s(self) -> float:
        """Give the processor time of the server: of those that live, and of those that have ended."""
        ticks = sum(int(_stat(self.postmaster)[n]) for n in (11, 12, 13, 14))
        for each in Path("/proc").iterdir():
            if each.name.isdecimal():
                stat = _stat(int(each.name))
                if stat and int(stat[1]) == self.postmaster:
                    ticks += int(stat[11]) + int(stat[12])
        return ticks / _TICKS


def _stat(pid: int) -> list[str]:
    """Read a process's state, parent (1), and processor times (11 to 14, in ticks); empty when it has ended."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def _worker(
    url: str, folder: str, round_: Round, players: list[Player], ready: object, counted: object
) -> None:
    counted.put(asyncio.run(_played(url, Path(folder), round_, players, ready)))  # type: ignore[attr-defined]


async def _played(
    url: str, folder: Path, round_: Round, players: list[Player], ready: object
) -> tuple[int, float]:
    settings, clock = Settings(data=folder), VirtualClock(round_.opens_at)
    store = await open_store(url, now=round_.opens_at)
    dialogue = Dialogue(
        store=store,
        texts=all_texts(settings),
        settings=chat_settings(settings, environ={}, at=round_.opens_at),
        clock=clock,
        rng=random.Random(7),
    )
    ready.wait()  # type: ignore[attr-defined]
    began = time.process_time()
    seen = await rush(players, round_, store=store, dialogue=dialogue, clock=clock, at_once=AT_ONCE)
    cpu_s = time.process_time() - began
    await store.close()
    if seen.lost or seen.doubled:
        sys.exit(f"{seen.lost} answers lost, {seen.doubled} doubled")
    return len(seen.waits), cpu_s


if __name__ == "__main__":
    main()
