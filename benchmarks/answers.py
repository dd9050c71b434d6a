"""Measure durable answers a second: the whole use case against bare inserts, on the same disk, in turn.

    python -m benchmarks.answers [--answers 3000]

Peers, all on SQLite with synchronous=FULL: raw statements in group commit (the floor of the work),
SQLAlchemy Core through the same group writer doing only the insert, and one ORM commit an answer.
Goals (docs/performance.md): whole use case at 500 waiting at least 25 % of Core's insert and 20 times
the ORM; one lonely answer at most 3 times a raw one-row commit.
"""

import argparse
import asyncio
import contextlib
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import bindparam, create_engine
from sqlmodel import Field, Session, SQLModel

from quizbot.chat.messages import Incoming
from quizbot.chat.rehearsal import CHANNEL, Player, right_response
from quizbot.chat.rush import answers_of
from quizbot.cli._rehearse import Stage, set_stage
from quizbot.config import Settings
from quizbot.contests.load import load_contest
from quizbot.core.calendar import NO_DAYS_OFF
from quizbot.core.contest import Round
from quizbot.core.ids import AttemptId, PersonId
from quizbot.core.question import Response
from quizbot.forms.shipped import shipped
from quizbot.usecases import play
from quizbot.usecases.ports import Work

ROUNDS = 3
AT_ONCE = (1, 50, 500)


class Bare(SQLModel, table=True):
    """One answer as a bare row, for the peers."""

    __tablename__ = "bare"
    id: int | None = Field(default=None, primary_key=True)
    attempt: int
    position: int
    answer: str
    right: bool
    received_at: str


class BareAttempt(SQLModel, table=True):
    """One attempt as a bare row, for the peers."""

    __tablename__ = "bare_attempt"
    id: int | None = Field(default=None, primary_key=True)
    answered: int = 0
    right: int = 0


@dataclass
class Figure:
    per_second: float
    p50_ms: float


async def measure(act: Callable[[int], Awaitable[object]], *, count: int, at_once: int) -> Figure:
    """Call `act(n)` `count` times, `at_once` of them waiting at any time."""
    numbers, waits = iter(range(count)), []

    async def caller() -> None:
        for number in numbers:
            began = time.perf_counter()
            await act(number)
            waits.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(at_once)))
    took = time.perf_counter() - began
    return Figure(count / took, statistics.median(waits) * 1000)


async def whole(folder: Path, count: int, at_once: int) -> Figure:
    """Taps through the dialogue: session, rules, marking, answer, attempt, next question drawn."""
    stage, round_ = await _staged(folder, count)
    try:
        said = await _prepared(stage, round_, count)
        return await measure(lambda n: stage.dialogue(said[n]), count=count, at_once=at_once)
    finally:
        await stage.store.close()


async def _staged(folder: Path, count: int) -> tuple[Stage, Round]:
    stage, rounds = await set_stage(
        Settings(data=folder),
        load_contest(shipped("contests") / "hang-tuan.yaml").contest,
        days_off=NO_DAYS_OFF,
        people=max(122, count // 8 + 5),
        seed=1,
        url=f"sqlite:///{folder / 'whole.db'}",
    )
    return stage, rounds[0]


async def _prepared(stage: Stage, round_: Round, count: int) -> list[Incoming]:
    """Let people start, and give what they will say, question by question across people."""
    persons = await stage.store.read(lambda work: work.people.everybody())
    players = await stage.rehearsal.enrol([each for each in persons if not each.groups])
    stage.clock.advance(round_.opens_at + timedelta(seconds=5))
    slug = await stage.store.read(lambda work: work.contests.get(round_.contest_id).contest.id)
    for player in players:
        await stage.dialogue(_incoming(stage, player, "start", f"contests:start:{slug}"))

    def lines(player: Player) -> Callable[..., list[tuple[str, str]]]:
        return lambda work: answers_of(work, work.attempts.open_of(player.person.id))  # type: ignore[arg-type]

    said: list[list[Incoming]] = []
    for player in players:
        texts = await stage.store.read(lines(player))
        said.append(
            [_incoming(stage, player, f"{n}", text, kind) for n, (kind, text) in enumerate(texts[:-1])]
        )
    flat = [each for together in zip(*said, strict=True) for each in together]
    return flat[:count]


def _incoming(stage: Stage, player: Player, key: str, text: str, kind: str = "choice") -> Incoming:
    return Incoming(
        channel=CHANNEL,
        address=player.address,
        update_key=f"{player.address}/{key}",
        received_at=stage.clock(),
        kind="choice" if kind == "choice" else "text",
        text=text,
    )


async def use_case(folder: Path, count: int, at_once: int) -> Figure:
    """The use case alone: own attempt, contest, rules, marking, answer stored, attempt moved on."""
    stage, round_ = await _staged(folder, count)
    try:
        jobs = await _jobs(stage, round_, count)

        def answer(work: Work, number: int) -> object:
            attempt_id, person_id, position, response = jobs[number]
            attempt = play.own_attempt(work, attempt_id=attempt_id, person_id=person_id)
            stored = work.contests.get(work.contests.round(attempt.round_id).contest_id)
            return play.answer(
                work,
                attempt=attempt,
                contest=stored.contest,
                position=position,
                response=response,
                received_at=stage.clock(),
                channel=CHANNEL,
            )

        return await measure(
            lambda n: stage.store.write(lambda work: answer(work, n)), count=count, at_once=at_once
        )
    finally:
        await stage.store.close()


async def _jobs(stage: Stage, round_: Round, count: int) -> list[tuple[AttemptId, PersonId, int, Response]]:
    await _prepared(stage, round_, count)

    def listed(work: Work) -> list[tuple[AttemptId, PersonId, int, Response]]:
        papers = [work.attempts.get(summary.id) for summary in work.attempts.summaries(round_.id)]
        return [
            (paper.id, paper.person_id, position, right_response(play.shown_at(work, paper, position)))
            for position in range(9)
            for paper in papers
            if paper is not None
        ]

    return (await stage.store.read(listed))[:count]


async def core_insert(folder: Path, count: int, at_once: int) -> Figure:
    """SQLAlchemy Core through a group writer of the same kind, one insert an answer."""
    engine = create_engine(f"sqlite:///{folder / f'core{random.random()}.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("pragma journal_mode=wal")
        SQLModel.metadata.tables["bare"].create(connection)
    names = ("attempt", "position", "answer", "right", "received_at")
    insert = SQLModel.metadata.tables["bare"].insert().values({name: bindparam(name) for name in names})

    def commit(batch: list[int]) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql("pragma synchronous=full")
            for number in batch:
                connection.execute(insert, _row(number))
            connection.commit()

    try:
        return await measure(Grouped(commit).submit, count=count, at_once=at_once)
    finally:
        engine.dispose()


async def raw_insert(folder: Path, count: int, at_once: int) -> Figure:
    """sqlite3 statements in group commit: insert the answer, update the attempt."""
    database = sqlite3.connect(
        folder / f"raw{random.random()}.db", check_same_thread=False, isolation_level=None
    )
    for pragma in ("journal_mode=wal", "synchronous=full"):
        database.execute(f"pragma {pragma}")
    database.execute("create table answer (attempt, position, answer, right, received_at)")
    database.execute("create table attempt (id integer primary key, answered, right)")
    database.executemany("insert into attempt values (?, 0, 0)", [(each,) for each in range(1000)])

    def commit(batch: list[int]) -> None:
        database.execute("begin immediate")
        for number in batch:
            row = _row(number)
            database.execute("insert into answer values (?, ?, ?, ?, ?)", tuple(row.values()))
            database.execute(
                "update attempt set answered = answered + 1, right = right + 1 where id = ?", (number % 1000,)
            )
        database.execute("commit")

    try:
        return await measure(Grouped(commit).submit, count=count, at_once=at_once)
    finally:
        database.close()


async def orm_commit(folder: Path, count: int, at_once: int) -> Figure:
    """One SQLModel session and commit an answer, in threads."""
    engine = create_engine(f"sqlite:///{folder / f'orm{random.random()}.db'}", pool_size=1, max_overflow=0)
    with engine.begin() as connection:
        connection.exec_driver_sql("pragma journal_mode=wal")
        for name in ("bare", "bare_attempt"):
            SQLModel.metadata.tables[name].create(connection)

    with Session(engine) as session:
        session.add_all(BareAttempt(id=each) for each in range(1000))
        session.commit()

    def one(number: int) -> None:
        with Session(engine) as session:
            session.connection().exec_driver_sql("pragma synchronous=full")
            attempt = session.get_one(BareAttempt, number % 1000)
            session.add(Bare(**_row(number)))  # type: ignore[arg-type]
            attempt.answered += 1
            attempt.right += 1
            session.commit()

    lock = asyncio.Lock()

    async def act(number: int) -> None:
        async with lock:
            await asyncio.to_thread(one, number)

    try:
        return await measure(act, count=count, at_once=at_once)
    finally:
        engine.dispose()


class Grouped:
    """Commits whatever waits when the last commit has returned, in one thread."""

    def __init__(self, commit: Callable[[list[int]], None]) -> None:
        self._commit = commit
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._running: asyncio.Task[None] | None = None

    async def submit(self, number: int) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((number, future))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        await future

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:500], self._waiting[500:]
            await asyncio.to_thread(self._commit, [number for number, _ in batch])
            for _, future in batch:
                future.set_result(None)
        self._running = None


def _row(number: int) -> dict[str, object]:
    received = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(milliseconds=number)
    return {
        "attempt": number % 1000,
        "position": number // 1000,
        "answer": "B",
        "right": number % 3 != 0,
        "received_at": received.isoformat(),
    }


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="quizbot-bench-") as folder:
        yield Path(folder)


def main() -> None:
    """Run the peers in turn and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answers", type=int, default=3000)
    count = parser.parse_args().answers
    ways = {
        "dialogue": whole,
        "use case": use_case,
        "core insert": core_insert,
        "raw": raw_insert,
        "orm commit": orm_commit,
    }
    medians: dict[tuple[str, int], Figure] = {}
    for at_once in AT_ONCE:
        size = min(count, {1: 200, 50: 1500}.get(at_once, count))
        figures: dict[str, list[Figure]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                with scratch() as folder:
                    n = min(size, 300) if name == "orm commit" else size
                    figures[name].append(asyncio.run(way(folder, n, at_once)))
        for name, found in figures.items():
            middle = Figure(
                statistics.median(each.per_second for each in found),
                statistics.median(each.p50_ms for each in found),
            )
            medians[name, at_once] = middle
            print(
                f"{at_once:>4} waiting  {name:<12} {middle.per_second:>9.0f}/s  p50 {middle.p50_ms:>8.2f} ms"
            )
    for name in ("use case", "dialogue"):
        core = medians[name, 500].per_second / medians["core insert", 500].per_second
        orm = medians[name, 500].per_second / medians["orm commit", 500].per_second
        print(
            f"P1, {name}: / Core insert = {core:.2f} (goal ≥ 0.25); / one ORM commit each = {orm:.1f} (goal ≥ 20)"
        )
    lonely = medians["use case", 1].p50_ms / medians["raw", 1].p50_ms
    print(f"P2: one lonely answer / raw one-row commit = {lonely:.1f} (goal ≤ 3)")


if __name__ == "__main__":
    main()
