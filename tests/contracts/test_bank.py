"""The contract of `Bank`."""

from dataclasses import replace

import pytest

from quizbot.storage import SqlStore
from quizbot.usecases.ports import BankChange, Work
from tests.stores import a_person, a_question, an_open_round, start


class TestBank:
    async def test_tell_what_applying_changes_and_then_change_it(self, store: SqlStore) -> None:
        first = [a_question(1), a_question(2), a_question(3)]
        second = [a_question(1, ask="Hỏi khác?"), a_question(2, key="B"), a_question(4)]
        expected = BankChange(
            added=("q004",), changed=("q001", "q002"), key_changed=("q002",), removed=("q003",)
        )
        await store.write(lambda work: work.bank.apply(first, whole=True))

        assert await store.read(lambda work: work.bank.compare(second, whole=True)) == expected
        assert await store.write(lambda work: work.bank.apply(second, whole=True)) == expected
        assert await store.read(lambda work: work.bank.compare(second, whole=True)) == BankChange()

    async def test_keep_every_version_ever_stored(self, store: SqlStore) -> None:
        old, new = a_question(ask="Cũ?"), a_question(ask="Mới?")
        await store.write(lambda work: work.bank.apply([old], whole=True))
        await store.write(lambda work: work.bank.apply([new], whole=True))

        assert await store.read(lambda work: work.bank.by_hash(old.shown_hash)) == old
        assert await store.read(lambda work: work.bank.current(old.id)) == new
        with pytest.raises(KeyError):
            await store.read(lambda work: work.bank.by_hash("nothing"))

    async def test_take_removed_and_retired_questions_out_of_draws(self, store: SqlStore) -> None:
        await store.write(
            lambda work: work.bank.apply(
                [a_question(1), a_question(2, status="retired"), a_question(3)], whole=True
            )
        )
        before = await store.read(lambda work: [item.question_id for item in work.bank.pool()])
        await store.write(lambda work: work.bank.apply([a_question(1)], whole=True))
        after = await store.read(lambda work: [item.question_id for item in work.bank.pool()])

        assert (before, after) == (["q001", "q003"], ["q001"])

    async def test_book_keeping_changes_are_seen_though_the_hash_stays(self, store: SqlStore) -> None:
        question = a_question()
        await store.write(lambda work: work.bank.apply([question], whole=True))
        await store.read(lambda work: work.bank.by_hash(question.shown_hash))
        explained = replace(question, explain="Vì vậy.")
        await store.write(lambda work: work.bank.apply([explained], whole=True))

        assert await store.read(lambda work: work.bank.by_hash(question.shown_hash)) == explained

    async def test_a_bank_rolled_back_is_not_remembered(self, store: SqlStore) -> None:
        def fail(work: Work) -> None:
            work.bank.apply([a_question(1), a_question(2)], whole=True)
            work.bank.pool()
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await store.write(fail)
        await store.write(lambda work: work.bank.apply([a_question(1)], whole=True))

        assert len(await store.read(lambda work: work.bank.pool())) == 1

    async def test_count_how_often_a_person_had_each_question(self, store: SqlStore) -> None:
        def play(work: Work) -> int:
            person, round_ = a_person(work), an_open_round(work)[1]
            start(work, person, round_)
            start(work, person, round_, number=2)
            return person.id

        person_id = await store.write(play)

        assert await store.read(lambda work: work.bank.seen_by(person_id)) == {"q0": 2, "q1": 2, "q2": 2}
