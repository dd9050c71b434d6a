"""Measure boards with very many people against one indexed row read in the same database.

    python -m benchmarks.boards [--people 1000000]

Goal (docs/performance.md): top 100, my place and the lines around me at most 5 times the point query.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from quizbot.core.ids import PersonId
from quizbot.core.ranking import encode_key
from quizbot.roster.sample import store_sample
from quizbot.storage import SqlStore, open_store
from quizbot.usecases.ports import Person, StandingEntry, Work

BOARD = "contest:1"
CHUNK = 20_000
READS = 300
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def people(work: Work, first: int, count: int, like: Person) -> list[PersonId]:
    """Add a chunk of people; gives their numbers."""
    added = [
        work.people.add(
            Person(id=PersonId(0), code=f"{number:08d}", name=f"Người {number}", unit_id=like.unit_id),
            since=date(2026, 1, 1),
        )
        for number in range(first, first + count)
    ]
    return [each.id for each in added]


def entries(ids: list[PersonId], like: Person, rng: random.Random) -> Iterator[StandingEntry]:
    """Give everybody a result: few points, so that many share them and ties decide."""
    for person_id in ids:
        points, seconds = rng.randrange(0, 151), rng.randrange(60, 3600)
        yield StandingEntry(
            board=BOARD,
            person_id=person_id,
            unit_id=like.unit_id,
            bracket="",
            key=encode_key((-points, seconds, rng.randrange(0, 600_000))),
            points=points,
            right=points,
            asked=150,
            duration_s=seconds,
            detail="{}",
        )


async def fill(store: SqlStore, count: int) -> list[PersonId]:
    rng = random.Random(1)
    await store.write(lambda work: store_sample(work, since=date(2026, 1, 1)))
    like = (await store.read(lambda work: work.people.everybody()))[0]
    ids: list[PersonId] = []
    for first in range(0, count, CHUNK):
        size = min(CHUNK, count - first)
        ids += await store.write(lambda work, first=first, size=size: people(work, first, size, like))
    await store.write(lambda work: work.standings.replace_all(BOARD, entries(ids, like, rng)))
    return ids


async def timed(store: SqlStore, read: Callable[[Work, PersonId], object], ids: list[PersonId]) -> float:
    """Give the median time of one read inside a transaction, microseconds."""
    rng = random.Random(2)
    chosen = [rng.choice(ids) for _ in range(READS)]

    def measured(work: Work) -> float:
        waits = []
        for person_id in chosen:
            began = time.perf_counter()
            read(work, person_id)
            waits.append(time.perf_counter() - began)
        return statistics.median(waits) * 1e6

    return await store.read(measured)


async def run(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="quizbot-bench-") as folder:
        store = await open_store(f"sqlite:///{Path(folder) / 'boards.db'}", now=NOW)
        began = time.perf_counter()
        ids = await fill(store, count)
        print(f"{count} people on one board, filled in {time.perf_counter() - began:.0f} s")
        point = await timed(store, lambda work, who: work.standings.entry(BOARD, who), ids)
        print(f"one indexed row      {point:>9.0f} µs")
        for name, read in (
            ("my place", lambda work, who: work.standings.place(BOARD, who)),
            ("around me", lambda work, who: work.standings.around(BOARD, who, each_side=2)),
            ("top 20", lambda work, who: work.standings.top(BOARD, limit=20)),
            ("top 100", lambda work, who: work.standings.top(BOARD, limit=100)),
            ("units", lambda work, who: work.standings.unit_sums(BOARD)),
        ):
            took = await timed(store, read, ids)
            print(f"{name:<20} {took:>9.0f} µs   P5: / one row = {took / point:.1f} (goal ≤ 5)")
        await store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1_000_000)
    asyncio.run(run(parser.parse_args().people))


if __name__ == "__main__":
    main()
