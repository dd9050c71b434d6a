"""The contract of `Essays`."""

from dataclasses import replace
from datetime import timedelta

from quizbot.core.attempt import Attempt, AttemptStatus
from quizbot.core.essays import EssayMark
from quizbot.storage import SqlStore
from quizbot.usecases.ports import Work
from tests.stores import NOW, a_person, an_open_round, start


class TestEssays:
    async def test_keep_the_last_text_of_finished_attempts(self, store: SqlStore) -> None:
        def fill(work: Work) -> Attempt:
            attempt = start(work, a_person(work), an_open_round(work)[1])
            work.essays.put(attempt.id, 0, text="Bản nháp", at=NOW)
            work.essays.put(attempt.id, 0, text="Bản cuối", at=NOW + timedelta(minutes=1))
            return attempt

        attempt = await store.write(fill)
        before = await store.read(lambda work: list(work.essays.in_round(attempt.round_id)))
        await store.write(
            lambda work: work.attempts.finish(attempt.id, status=AttemptStatus.SUBMITTED, at=NOW) and None
        )
        after = await store.read(lambda work: list(work.essays.in_round(attempt.round_id)))

        assert before == []
        assert [(each.text, each.person_id) for each in after] == [("Bản cuối", attempt.person_id)]

    async def test_tell_which_have_a_text(self, store: SqlStore) -> None:
        def fill(work: Work) -> tuple[Attempt, Attempt]:
            round_ = an_open_round(work)[1]
            one, other = (start(work, a_person(work, code=code), round_) for code in ("NV1", "NV2"))
            for position, text in ((0, "Bài viết"), (1, ""), (2, "Nữa")):
                work.essays.put(one.id, position, text=text, at=NOW)
            work.essays.put(other.id, 0, text="", at=NOW)
            return one, other

        one, _ = await store.write(fill)

        assert await store.read(lambda work: work.essays.written(one.round_id)) == {one.id: frozenset({0, 2})}

    async def test_keep_every_mark_in_the_order_given(self, store: SqlStore) -> None:
        def fill(work: Work) -> Attempt:
            attempt = start(work, a_person(work), an_open_round(work)[1])
            mark = EssayMark(
                attempt_id=attempt.id, position=0, by="account:1", points=3, comment="được", at=NOW
            )
            for each in (mark, replace(mark, by="account:2", points=5), replace(mark, points=4)):
                work.essays.add_mark(each)
            return attempt

        attempt = await store.write(fill)

        marks = await store.read(lambda work: list(work.essays.marks(attempt.round_id)))
        assert [(each.by, each.points) for each in marks] == [
            ("account:1", 3),
            ("account:2", 5),
            ("account:1", 4),
        ]
