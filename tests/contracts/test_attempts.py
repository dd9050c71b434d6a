"""The contract of `Attempts`."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from quizbot.core.attempt import AttemptStatus
from quizbot.core.refusal import Refusal
from quizbot.storage import Conflict, SqlStore
from quizbot.usecases.ports import Work
from tests.stores import NOW, PAPER, a_person, an_answer, an_open_round, start


class UsedUp(Refusal):
    code = "test.used_up"


class TestAttempts:
    async def test_give_back_what_was_started(self, store: SqlStore) -> None:
        def begin(work: Work) -> int:
            return start(work, a_person(work), an_open_round(work)[1]).id

        attempt_id = await store.write(begin)
        found = await store.read(lambda work: work.attempts.get(attempt_id))

        assert found is not None
        assert found.paper == PAPER
        assert (found.started_at, found.status, found.number) == (NOW, AttemptStatus.OPEN, 1)

    async def test_refuse_the_same_number_twice(self, store: SqlStore) -> None:
        person, round_ = await store.write(lambda work: (a_person(work), an_open_round(work)[1]))
        await store.write(lambda work: start(work, person, round_))

        with pytest.raises(Conflict):
            await store.write(lambda work: start(work, person, round_))

    async def test_count_only_the_last_revision_of_an_answer(self, store: SqlStore) -> None:
        def play(work: Work) -> int:
            round_ = an_open_round(work)[1]
            attempt = start(work, a_person(work), round_)
            work.attempts.record(an_answer(attempt, 0, 0, right=False), answered=1, right=0, points=0)
            work.attempts.record(an_answer(attempt, 1, 0), answered=2, right=1, points=1)
            work.attempts.record(an_answer(attempt, 0, 1), answered=2, right=2, points=2)
            return round_.id

        round_id = await store.write(play)
        answers = await store.read(lambda work: list(work.attempts.answers_in(round_id)))

        assert [(each.position, each.revision, each.right) for each in answers] == [
            (0, 1, True),
            (1, 0, True),
        ]

    async def test_tally_the_last_answers_by_question_and_version(self, store: SqlStore) -> None:
        def play(work: Work) -> int:
            round_ = an_open_round(work)[1]
            attempt, other = start(work, a_person(work), round_), start(work, a_person(work, "002"), round_)
            for answer in (
                an_answer(attempt, 0, 0, right=False),
                an_answer(attempt, 0, 1),
                an_answer(other, 0, 0, right=False),
                replace(an_answer(other, 1, 0), shown_hash="another"),
            ):
                work.attempts.record(answer, answered=1, right=1, points=1)
            return round_.id

        round_id = await store.write(play)
        found = await store.read(lambda work: work.attempts.tallies(round_id))

        told = [(each.question_id, each.shown_hash, each.answers, each.right) for each in found]
        assert told == [("q0", f"{0:064}", 2, 1), ("q1", "another", 1, 1)]

    async def test_move_the_attempt_on_with_each_answer(self, store: SqlStore) -> None:
        def play(work: Work) -> int:
            attempt = start(work, a_person(work), an_open_round(work)[1])
            work.attempts.record(an_answer(attempt), answered=1, right=1, points=5)
            work.attempts.set_prediction(attempt.id, 10**12)
            return attempt.person_id

        person_id = await store.write(play)
        found = await store.read(lambda work: work.attempts.open_of(person_id))

        assert found is not None
        assert (found.answered, found.right, found.points, found.prediction) == (1, 1, 5, 10**12)

    async def test_finish_only_once(self, store: SqlStore) -> None:
        def twice(work: Work) -> tuple[bool, bool]:
            attempt = start(work, a_person(work), an_open_round(work)[1])
            first = work.attempts.finish(attempt.id, status=AttemptStatus.SUBMITTED, at=NOW)
            return first, work.attempts.finish(attempt.id, status=AttemptStatus.EXPIRED, at=NOW)

        assert await store.write(twice) == (True, False)

    async def test_list_the_overdue_at_the_very_moment_of_the_deadline(self, store: SqlStore) -> None:
        attempt = await store.write(lambda work: start(work, a_person(work), an_open_round(work)[1]))
        before = attempt.deadline_at - timedelta(microseconds=1)

        assert await store.read(lambda work: work.attempts.overdue(now=before)) == []
        assert await store.read(lambda work: work.attempts.overdue(now=attempt.deadline_at)) == [attempt]

    async def test_count_people_and_attempts_apart(self, store: SqlStore) -> None:
        def play(work: Work) -> int:
            round_ = an_open_round(work)[1]
            person, other = a_person(work), a_person(work, "002")
            done = start(work, person, round_)
            work.attempts.record(an_answer(done), answered=3, right=3, points=3)
            work.attempts.finish(done.id, status=AttemptStatus.SUBMITTED, at=NOW)
            start(work, person, round_, number=2)
            start(work, other, round_)
            return round_.id

        round_id = await store.write(play)
        counts = await store.read(lambda work: work.attempts.counts(round_id))
        part = await store.read(lambda work: work.attempts.taken_part(round_id))
        summaries = await store.read(lambda work: list(work.attempts.summaries(round_id)))

        assert counts == {"people": 2, "attempts": 3, "finished": 1, "perfect": 1}
        assert len(part) == 1
        assert [(each.number, each.asked) for each in summaries] == [(1, 3), (2, 3), (1, 3)]

    async def test_a_thousand_starts_at_once_give_exactly_the_limit(self, store: SqlStore) -> None:
        limit = 3
        person, round_ = await store.write(lambda work: (a_person(work), an_open_round(work)[1]))

        def begin(work: Work) -> int:
            used = len(work.attempts.in_round(person.id, round_.id))
            if used >= limit:
                raise UsedUp(limit=limit)
            return start(work, person, round_, number=used + 1).number

        ends = await asyncio.gather(*(store.write(begin) for _ in range(1000)), return_exceptions=True)
        stored = await store.read(lambda work: work.attempts.in_round(person.id, round_.id))

        assert sorted(end for end in ends if isinstance(end, int)) == [1, 2, 3]
        assert all(isinstance(end, int | UsedUp) for end in ends)
        assert [attempt.number for attempt in stored] == [1, 2, 3]

    async def test_answers_at_once_lose_no_step(self, store: SqlStore) -> None:
        attempt = await store.write(lambda work: start(work, a_person(work), an_open_round(work)[1]))

        def answer(work: Work) -> int:
            mine = work.attempts.get(attempt.id)
            assert mine is not None
            position = mine.answered
            moved = replace(mine, answered=position + 1, right=position + 1)
            work.attempts.record(
                an_answer(mine, position), answered=moved.answered, right=moved.right, points=moved.right
            )
            return position

        positions = await asyncio.gather(*(store.write(answer) for _ in range(40)))
        found = await store.read(lambda work: work.attempts.get(attempt.id))

        assert sorted(positions) == list(range(40))
        assert found is not None
        assert (found.answered, found.right) == (40, 40)
