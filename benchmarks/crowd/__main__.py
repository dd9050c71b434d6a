"""Measure how long people wait for a receipt when a crowd opens the contest within ten minutes.

    python -m benchmarks.crowd [--people 2500] [--within 60] [--think 8] [--roles web]

The real program (`quizbot run`) serves in a process of its own; people arrive evenly within so many seconds (25,000 in
600 is 42 a second; the smaller size keeps that rate), open the link of their slip, load the page and its files,
listen to its stream, and answer fifteen questions, thinking about each. The load runs in this process, so it
takes part of the same machine: its processor time is printed beside that of the program.

Goal (docs/performance.md): 95 of 100 receipts within a second on two cores, at most 2 GB, no answer lost.
"""

import argparse
import asyncio
import resource
import sys
import tempfile
from pathlib import Path

from benchmarks.crowd.browser import Browser, Seen
from benchmarks.crowd.office import ASKED, lost_answers, prepare
from benchmarks.crowd.program import Program

GOAL_S, GOAL_MB = 1.0, 2048


def main() -> None:
    """Run and print."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--people", type=int, default=2500)
    asked.add_argument("--within", type=float, default=60.0, help="seconds in which all arrive")
    asked.add_argument("--think", type=float, default=8.0, help="seconds a person thinks about a question")
    asked.add_argument("--no-stream", action="store_true", help="pages do not listen for news")
    asked.add_argument("--profile", default="", help="file for a profile of the program")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(asyncio.run(_measure(Path(folder), given)))


async def _measure(folder: Path, given: argparse.Namespace) -> int:
    settings, codes = await prepare(folder, given.people)
    program = Program(folder, profile=given.profile)
    await program.start()
    seen = Seen()
    try:
        before = program.processor_s()
        browsers = [
            Browser(program.port, code, seed, seen, think_s=given.think, listens=not given.no_stream)
            for seed, code in enumerate(codes)
        ]
        gap = given.within / len(browsers)
        playing = [asyncio.create_task(_arrives(each, at * gap)) for at, each in enumerate(browsers)]
        await asyncio.gather(*playing)
        spent, memory_mb = program.processor_s() - before, program.peak_mb()
    finally:
        await program.stop()
    lost = await lost_answers(settings, {each.code: each.answered for each in browsers})
    return _told(seen, given.people, spent, memory_mb, lost)


async def _arrives(browser: Browser, after_s: float) -> None:
    await asyncio.sleep(after_s)
    await browser.plays()


def _told(seen: Seen, people: int, spent: float, memory_mb: float, lost: int) -> int:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    load = usage.ru_utime + usage.ru_stime
    answers, pages = seen.quantiles("answer"), seen.quantiles("page")
    print(
        f"{people} people, {ASKED} questions; {seen.count('answer')} answers, {seen.refused} asked to wait, {lost} lost"
    )
    for name, (half, most, nearly_all) in (("receipt of an answer", answers), ("page", pages)):
        print(
            f"{name:<22} p50 {half * 1000:6.0f} ms   p95 {most * 1000:6.0f} ms   p99 {nearly_all * 1000:6.0f} ms"
        )
    print(
        f"program: {spent:.1f} s of processor, {spent / people * 1000:.1f} ms a person; {memory_mb:.0f} MB at most"
    )
    print(f"load:    {load:.1f} s of processor")
    print(
        f"p95 / goal of {GOAL_S:.0f} s = {answers[1] / GOAL_S:.2f}   memory / goal = {memory_mb / GOAL_MB:.2f}"
    )
    return 1 if lost else 0


if __name__ == "__main__":
    main()
