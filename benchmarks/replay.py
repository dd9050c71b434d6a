"""Measure how long all boards of a very large round take from its log, against reading that log.

    python -m benchmarks.replay [--people 161519] [--attempts 448902] [--keep FOLDER]

Sizes are those of a real week (161,519 people, 448,902 attempts of ten questions). Every phase runs in a
process of its own, so that its peak memory is its own. Goals (docs/performance.md): the boards in less than
60 s and at most 5 times reading the log.
"""

import argparse
import asyncio
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert

from quizbot.core.attempt import Answer, AttemptStatus, Paper, PaperItem
from quizbot.core.contest import (
    AttemptRules,
    Contest,
    ContestKind,
    ContestState,
    DrawRule,
    PaperRules,
    RankRules,
    Schedule,
)
from quizbot.core.corrections import Correction, CorrectionKind, Policy
from quizbot.core.ids import AttemptId, PersonId
from quizbot.core.proof.commitments import draw_secret, opaque_code, paper_seed
from quizbot.core.proof.entries import attempt_line
from quizbot.core.proof.merkle import leaf_hash
from quizbot.core.question import Citation, Option, Question
from quizbot.roster.sample import store_sample
from quizbot.storage import SqlStore, open_store
from quizbot.storage.json_text import dumps
from quizbot.storage.tables import AnswerRow, AttemptRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases import organise, results
from quizbot.usecases.evidence import sealing
from quizbot.usecases.evidence.checks import verify
from quizbot.usecases.evidence.file import write_bundle
from quizbot.usecases.ports import Person, Work

SLUG = "tuan-lon"
SECRET = "5e" * 32
OPENS = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=6)
ASKED, BANK, PAPERS, CHUNK = 10, 50, 500, 5_000


def bank() -> list[Question]:
    return [
        Question(
            id=f"q-{number:03}",
            document="nq57",
            topic="chung",
            ask=f"Câu hỏi {number}?",
            options=tuple(Option(key=each, text=f"{each} {number}") for each in "ABCD"),
            key=("ABCD"[number % 4],),
            cite=Citation(section="II.1"),
            status="reviewed",
        )
        for number in range(BANK)
    ]


def contest() -> Contest:
    return Contest(
        id=SLUG,
        title="Một tuần rất đông",
        kind=ContestKind.WEEKLY,
        rounds=Schedule(),
        paper=PaperRules(draw=(DrawRule(document="nq57", count=ASKED),), limit=timedelta(minutes=10)),
        attempts=AttemptRules(per_round=None),
        rank=RankRules(ties=("duration", "submitted_at")),
    )


async def fill(folder: Path, people: int, attempts: int) -> None:
    """Make the office, open the contest, and write everybody's attempts straight into the tables."""
    store = await opened(folder)

    def office(work: Work) -> Person:
        store_sample(work, since=date(2026, 1, 1))
        work.bank.apply(bank(), whole=True)
        return work.people.everybody()[0]

    like = await store.write(office)
    ids: list[PersonId] = []
    for first in range(0, people, CHUNK):
        size = min(CHUNK, people - first)
        ids += await store.write(lambda work, first=first, size=size: joined(work, first, size, like))
    round_id = await store.write(declared)
    await store.close()
    engine = create_engine(f"sqlite:///{folder / 'quizbot.db'}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA synchronous=OFF")
        for chunk in chunked(attempt_rows(ids, attempts, round_id)):
            connection.execute(insert(table_of(AttemptRow)), [each for each, _ in chunk])
            connection.execute(insert(table_of(AnswerRow)), [row for _, rows in chunk for row in rows])
        connection.commit()
    engine.dispose()


def joined(work: Work, first: int, count: int, like: Person) -> list[PersonId]:
    return [
        work.people.add(
            replace(like, id=PersonId(0), code=f"{number:08d}", name=f"Người {number}", groups=(), roles=()),
            since=date(2026, 1, 1),
        ).id
        for number in range(first, first + count)
    ]


def declared(work: Work) -> int:
    stored = work.contests.put(contest(), rounds=[(OPENS, CLOSES)], now=OPENS - timedelta(days=7))
    work.contests.set_state(stored.id, ContestState.CHECKED)
    organise.step(
        work, slug=SLUG, to=ContestState.OPEN, by="bench", now=OPENS - timedelta(days=1), secret=SECRET
    )
    round_ = work.contests.rounds(stored.id)[0]
    work.contests.mark_opened(round_.id)
    return round_.id


def attempt_rows(
    ids: list[PersonId], attempts: int, round_id: int
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Give rows of attempts with the rows of their answers; everybody has one attempt, many have more."""
    rng, questions = random.Random(1), bank()
    papers = [[(each, rng.sample("ABCD", 4)) for each in rng.sample(questions, ASKED)] for _ in range(PAPERS)]
    more = rng.choices(ids, k=attempts - len(ids))
    made: dict[int, int] = {}
    drawing = draw_secret(SECRET)
    for number, person_id in enumerate([*ids, *more], start=1):
        made[person_id] = made.get(person_id, 0) + 1
        paper = rng.choice(papers)
        began = OPENS + timedelta(seconds=number * 500_000 // attempts)
        took = sorted(rng.randrange(20, 590) for _ in range(ASKED))
        answers = []
        for position, (question, order) in enumerate(paper):
            response = question.key[0] if rng.random() < 0.85 else rng.choice(order)
            right = response == question.key[0]
            answers.append(
                {
                    "attempt_id": number, "position": position, "revision": 0, "question_id": question.id,
                    "shown_hash": question.shown_hash, "response": f'["{response}"]', "right": right,
                    "points": int(right), "received_at": began + timedelta(seconds=took[position]), "channel": "webchat",
                }
            )  # fmt: skip
        count = sum(each["right"] for each in answers)
        about = f"1/{opaque_code(SECRET, person_id)}/{made[person_id]}"
        items = [{"question_id": q.id, "shown_hash": q.shown_hash, "order": order} for q, order in paper]
        seed = paper_seed(drawing, about=about)
        leaf = handed_in(
            number, made[person_id], opaque_code(SECRET, person_id), began, took[-1], paper, answers, seed
        )
        yield {
            "id": number, "round_id": round_id, "person_id": person_id, "number": made[person_id], "status": "submitted",
            "started_at": began, "deadline_at": began + timedelta(minutes=10),
            "submitted_at": began + timedelta(seconds=took[-1] + 1), "prediction": None, "asked": ASKED, "answered": ASKED,
            "right": count, "points": count, "paper": dumps({"items": items, "seed": seed}), "leaf": leaf,
        }, answers  # fmt: skip


def handed_in(
    number: int,
    attempt: int,
    person: str,
    began: datetime,
    last_s: int,
    paper: Sequence[tuple[Question, list[str]]],
    answers: Sequence[Mapping[str, Any]],
    seed: str,
) -> bytes:
    """Give what the round's seal holds of an attempt, as handing it in makes it."""
    items = tuple(
        PaperItem(question_id=q.id, shown_hash=q.shown_hash, order=tuple(order)) for q, order in paper
    )
    given = (
        Answer(**{**each, "attempt_id": AttemptId(number), "response": (each["response"][2:-2],)})
        for each in answers
    )
    line = attempt_line(
        attempt_id=number,
        person=person,
        round_number=1,
        number=attempt,
        status=AttemptStatus.SUBMITTED,
        started_at=began,
        deadline_at=began + timedelta(minutes=10),
        submitted_at=began + timedelta(seconds=last_s + 1),
        prediction=None,
        paper=Paper(items=items, seed=seed),
        answers=given,
    )
    return leaf_hash(line)


def chunked(rows: Iterator[Any]) -> Iterator[list[Any]]:
    chunk = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


async def opened(folder: Path) -> SqlStore:
    return await open_store(f"sqlite:///{folder / 'quizbot.db'}", now=OPENS)


def read_rows(work: Work) -> int:
    """Read the whole log from the database and do nothing with it."""
    round_ = work.contests.rounds(work.contests.by_slug(SLUG).id)[0]  # type: ignore[union-attr]
    seen = sum(1 for _ in work.attempts.summaries(round_.id))
    seen += sum(1 for _ in work.attempts.papers(round_.id))
    return seen + sum(1 for _ in work.attempts.answers_in(round_.id))


def rebuilt(work: Work) -> int:
    """Compute every board again from the log and store it."""
    stored = work.contests.by_slug(SLUG)
    assert stored is not None
    results.rebuild(work, stored=stored)
    return work.standings.size(results.contest_board(stored))


def ruled(work: Work) -> int:
    """Compute every board again after a question was given another key: papers and answers are read, too."""
    stored = work.contests.by_slug(SLUG)
    assert stored is not None
    work.corrections.add(
        stored.id,
        Correction(
            kind=CorrectionKind.REGRADE, question_id="q-001", policy=Policy.REKEY, key=("C",), at=CLOSES, by="bench", reason="đo"
        ),
    )  # fmt: skip
    return rebuilt(work)


def sealed(work: Work) -> int:
    """End the round: boards, log, Merkle root."""
    stored = work.contests.by_slug(SLUG)
    assert stored is not None
    round_ = work.contests.rounds(stored.id)[0]
    work.contests.mark_closed(round_.id)
    made = sealing.seal(work, stored=stored, round_=round_, now=CLOSES)
    work.contests.set_state(stored.id, ContestState.CLOSED)
    return made.size if made is not None else 0


async def exported(folder: Path) -> int:
    store = await opened(folder)
    with (folder / "bundle.zip").open("w+b") as file:
        await store.read(lambda work: write_bundle(work, SLUG, file))
        size = file.seek(0, 2)
    await store.close()
    return size


def read_bundle(folder: Path) -> int:
    """Unpack and parse every line of the bundle's log and do nothing with it."""
    with zipfile.ZipFile(folder / "bundle.zip") as archive, archive.open("log/0001.jsonl") as log:
        return sum(len(json.loads(line)["answers"]) for line in log)


def verified(folder: Path) -> int:
    with (folder / "bundle.zip").open("rb") as file:
        verdict = verify(file)
    assert verdict.holds, verdict
    return {each.name: each.looked_at for each in verdict.checks}["marks"]


def checked_by_stranger(folder: Path) -> int:
    """Run the second verifier as the stranger does."""
    tool = Path(__file__).parent.parent / "tools" / "verify_evidence.py"
    return subprocess.run([sys.executable, str(tool), str(folder / "bundle.zip")], check=False).returncode


async def in_store(folder: Path, use_case: Callable[[Work], int], *, write: bool) -> int:
    store = await opened(folder)
    told = await (store.write(use_case) if write else store.read(use_case))
    await store.close()
    return told


PHASES: dict[str, Callable[[Path], Any]] = {
    "read rows": lambda folder: in_store(folder, read_rows, write=False),
    "boards": lambda folder: in_store(folder, rebuilt, write=True),
    "seal": lambda folder: in_store(folder, sealed, write=True),
    "export": exported,
    "read bundle": read_bundle,
    "verify": verified,
    "second verifier": checked_by_stranger,
    "boards after a regrade": lambda folder: in_store(folder, ruled, write=True),
}


def phase(name: str, folder: Path) -> None:
    """Run one phase and print what it took, in JSON."""
    began, worked = time.perf_counter(), time.process_time()
    told = PHASES[name](folder)
    told = asyncio.run(told) if asyncio.iscoroutine(told) else told
    took = time.perf_counter() - began
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() - worked + others.ru_utime + others.ru_stime
    memory = max(own_peak_kb(), others.ru_maxrss) / 1024
    print(json.dumps({"took": took, "cpu": cpu, "memory": memory, "told": told}))


def own_peak_kb() -> int:
    """Give the peak memory of this program; `getrusage` would count the one that started it, too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


def measured(name: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.replay", "--phase", name, "--keep", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def run(folder: Path, people: int, attempts: int) -> None:
    if not (folder / "quizbot.db").exists():
        began = time.perf_counter()
        asyncio.run(fill(folder, people, attempts))
        print(
            f"{people} people, {attempts} attempts written in {time.perf_counter() - began:.0f} s", flush=True
        )
    # ratios by processor time: the phases run one after the other, and other programs may come and go
    cpu: dict[str, float] = {}
    for name in PHASES:
        found = measured(name, folder)
        cpu[name] = found["cpu"]
        line = f"{name:<24} {found['took']:>7.1f} s   cpu {found['cpu']:>6.1f} s   {found['memory']:>6.0f} MB"
        reading = {"boards": "read rows", "boards after a regrade": "read rows"}.get(
            name, "read bundle" if name in ("verify", "second verifier") else ""
        )
        if reading:
            line += f"   / {reading} = {cpu[name] / cpu[reading]:.2f} (goal ≤ 5)"
        print(f"{line}   [{found['told']}]", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=161_519)
    parser.add_argument("--attempts", type=int, default=448_902)
    parser.add_argument("--keep", type=Path, help="folder of the database; filled when empty")
    parser.add_argument("--phase", choices=PHASES)
    given = parser.parse_args()
    if given.phase:
        phase(given.phase, given.keep)
        return
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        run(given.keep, given.people, given.attempts)
        return
    with tempfile.TemporaryDirectory(prefix="quizbot-bench-") as folder:
        run(Path(folder), given.people, given.attempts)


if __name__ == "__main__":
    main()
