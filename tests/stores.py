"""Stores for tests: one test on both engines, and sample values."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from quizbot.core.attempt import Answer, Attempt, Paper, PaperItem
from quizbot.core.contest import Contest, ContestKind, ContestState, PaperRules, Round, Schedule
from quizbot.core.ids import PersonId, UnitId
from quizbot.core.question import Citation, Option, Question
from quizbot.storage import SqlStore, open_store
from quizbot.usecases.ports import Message, Person, StandingEntry, StoredContest, Unit, Work

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)


@pytest.fixture(params=["sqlite", "postgres"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[SqlStore]:
    """Give an empty store, once on each engine."""
    url = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    opened = await open_store(url, now=NOW)
    yield opened
    await opened.close()


def a_unit(work: Work, code: str = "VP", *, parent: str | None = None) -> Unit:
    """Store a unit."""
    return work.people.put_unit(code=code, name=f"Phòng {code}", kind="phong", parent=parent)


def a_person(work: Work, code: str = "001", *, name: str = "Lò Thị Ánh", unit: str = "VP") -> Person:
    """Store a person of a unit, since the beginning of the year."""
    person = Person(id=PersonId(0), code=code, name=name, unit_id=a_unit(work, unit).id)
    return work.people.add(person, since=date(2026, 1, 1))


def contest_value(slug: str = "thu") -> Contest:
    """Give a small contest."""
    return Contest(
        id=slug,
        title="Cuộc thi thử",
        kind=ContestKind.SINGLE,
        rounds=Schedule(),
        paper=PaperRules(draw=()),
    )


def an_open_round(work: Work, slug: str = "thu") -> tuple[StoredContest, Round]:
    """Store a contest whose only round is open at NOW."""
    stored = work.contests.put(contest_value(slug), rounds=[(NOW - HOUR, NOW + HOUR)], now=NOW - DAY)
    work.contests.set_state(stored.id, ContestState.OPEN)
    return work.contests.get(stored.id), work.contests.rounds(stored.id)[0]


PAPER = Paper(
    items=tuple(
        PaperItem(question_id=f"q{number}", shown_hash=f"{number:064}", order=("B", "A"))
        for number in range(3)
    ),
    seed="hạt giống",
)


def start(work: Work, person: Person, round_: Round, number: int = 1) -> Attempt:
    """Start an attempt at NOW."""
    return work.attempts.start(
        round_id=round_.id,
        person_id=person.id,
        number=number,
        paper=PAPER,
        started_at=NOW,
        deadline_at=NOW + timedelta(minutes=10),
    )


def an_answer(attempt: Attempt, position: int = 0, revision: int = 0, *, right: bool = True) -> Answer:
    """Give an answer to a question of the attempt."""
    return Answer(
        attempt_id=attempt.id,
        position=position,
        revision=revision,
        question_id=f"q{position}",
        shown_hash=f"{position:064}",
        response=("A",),
        right=right,
        points=int(right),
        received_at=NOW,
        channel="console",
    )


def a_question(
    number: int = 1, *, ask: str = "Câu hỏi?", key: str = "A", status: str = "reviewed"
) -> Question:
    """Give a question with two options."""
    return Question(
        id=f"q{number:03}",
        document="nq57",
        topic="chung",
        ask=ask,
        options=(Option(key="A", text="Đúng"), Option(key="B", text="Sai")),
        key=(key,),
        cite=Citation(section="I"),
        status=status,
    )


def a_message(dedupe: str = "m1", *, due_at: datetime = NOW) -> Message:
    """Give a message to be sent."""
    return Message(
        channel="console",
        address="42",
        kind="notice",
        screen="menu",
        facts={"tên": "Ánh"},
        dedupe=dedupe,
        due_at=due_at,
    )


def an_entry(person: Person, *, right: int, duration_s: int = 60, board: str = "round:1") -> StandingEntry:
    """Give a standing: more right answers first, then less time."""
    return StandingEntry(
        board=board,
        person_id=person.id,
        unit_id=person.unit_id,
        bracket="phong",
        key=(100 - right).to_bytes(8, "big") + duration_s.to_bytes(8, "big"),
        points=right,
        right=right,
        asked=10,
        duration_s=duration_s,
        detail="{}",
    )


def moved(person: Person, unit: UnitId) -> Person:
    """Give the person in another unit."""
    return replace(person, unit_id=unit)
