"""What a second process on PostgreSQL brings: people play a round through one process, then through two.

Run: python -m benchmarks.processes [PEOPLE]
Each process runs the whole conversation (session, rules, answer, next question drawn) for its share of the
people, 32 of them at once. The load is made inside of the processes, so on two cores the database shares the cores
with them. Goal: at least 1.6 times the turns a second, with the load and the database elsewhere.
"""

import asyncio
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from quizbot.bootstrap import all_texts, chat_settings
from quizbot.chat.dialogue import Dialogue
from quizbot.chat.rehearsal import Player, VirtualClock
from quizbot.chat.rush import rush
from quizbot.cli._rehearse import set_stage
from quizbot.config import Settings
from quizbot.contests.load import load_contest
from quizbot.core.calendar import NO_DAYS_OFF
from quizbot.core.contest import Round
from quizbot.forms.shipped import shipped
from quizbot.storage.store import open_store
from tests.postgres import SETTINGS, PostgresServer, find_binaries

PEOPLE = 450
AT_ONCE = 32
GOAL = 1.6


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
    print(f"one process: {alone:.0f} turns/s; two: {together:.0f} turns/s")
    print(f"ratio {together / alone:.2f} (goal >= {GOAL} with load and database on other cores)")


async def _prepared(url: str, folder: Path, people: int) -> tuple[list[Player], Round]:
    contest = load_contest(shipped("contests") / "hang-ngay.yaml").contest
    stage, rounds = await set_stage(
        Settings(data=folder), contest, days_off=NO_DAYS_OFF, people=people, seed=1, url=url
    )
    persons = await stage.store.read(lambda work: work.people.everybody())
    players = await stage.rehearsal.enrol(persons[:people])
    await stage.store.close()
    return list(players), rounds[0]


def _play(url: str, folder: str, round_: Round, shares: Sequence[Sequence[Player]]) -> float:
    """Let each share be played by a process of its own, all at once; gives turns a second."""
    context = multiprocessing.get_context("spawn")
    ready, counted = context.Barrier(len(shares) + 1), context.Queue()
    working = [
        context.Process(target=_worker, args=(url, folder, round_, list(share), ready, counted))
        for share in shares
    ]
    for each in working:
        each.start()
    ready.wait()
    began = time.perf_counter()
    turns = sum(counted.get() for _ in working)
    took = time.perf_counter() - began
    for each in working:
        each.join()
    return turns / took


def _worker(
    url: str, folder: str, round_: Round, players: list[Player], ready: object, counted: object
) -> None:
    turns = asyncio.run(_played(url, Path(folder), round_, players, ready))
    counted.put(turns)  # type: ignore[attr-defined]


async def _played(url: str, folder: Path, round_: Round, players: list[Player], ready: object) -> int:
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
    seen = await rush(players, round_, store=store, dialogue=dialogue, clock=clock, at_once=AT_ONCE)
    await store.close()
    if seen.lost or seen.doubled:
        sys.exit(f"{seen.lost} answers lost, {seen.doubled} doubled")
    return len(seen.waits)


if __name__ == "__main__":
    main()
