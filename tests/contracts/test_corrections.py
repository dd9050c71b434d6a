"""The corrections log, the steps of contests, appeals and silences, on every engine."""

from dataclasses import replace

import pytest

from quizbot.core.codec import canonical, from_plain, to_plain
from quizbot.core.contest import ContestState
from quizbot.core.corrections import Correction, CorrectionKind, Policy
from quizbot.core.ids import PersonId
from quizbot.storage import SqlStore
from quizbot.usecases.ports import Appeal, ContestStep, Outcome, StoredContest, Work
from tests.stores import HOUR, NOW, a_person, an_open_round

REKEY = Correction(
    kind=CorrectionKind.REGRADE, at=NOW, by="account:3", reason="Đáp án in sai", round_number=2,
    question_id="q-01", policy=Policy.REKEY, key=("B",),
)  # fmt: skip


def about(person_id: PersonId) -> Correction:
    return Correction(
        kind=CorrectionKind.OVERRIDE, at=NOW, by="account:3", reason="Đi công tác Lai Châu",
        person_id=person_id, starts_at=NOW, ends_at=NOW + HOUR,
    )  # fmt: skip


def appeal_of(work: Work, stored: StoredContest) -> Appeal:
    person = a_person(work)
    return Appeal(
        contest_id=stored.id, person_id=person.id, filed_at=NOW, channel="webchat", text="Câu 3 sai đáp án"
    )


class TestCorrections:
    async def test_come_back_as_they_were_in_order(self, store: SqlStore) -> None:
        def run(work: Work) -> list[Correction]:
            stored, _ = an_open_round(work)
            person = a_person(work)
            added = [work.corrections.add(stored.id, each) for each in (REKEY, about(person.id))]
            assert [each.number for each in added] == [1, 2]
            assert list(work.corrections.of(stored.id)) == added
            return added

        rekey, override = await store.write(run)
        assert replace(rekey, number=0) == REKEY
        assert override.period == (NOW, NOW + HOUR)

    def test_have_one_plain_form(self) -> None:
        assert from_plain(Correction, to_plain(REKEY)) == REKEY
        assert b'"by":"account:3"' in canonical(REKEY)

    async def test_of_a_person_follow_them_and_lose_their_words_with_them(self, store: SqlStore) -> None:
        def run(work: Work) -> list[Correction]:
            stored, _ = an_open_round(work)
            one, other = a_person(work, "001"), a_person(work, "002")
            work.corrections.add(stored.id, about(one.id))
            assert work.corrections.give(one.id, to=other.id) == 1
            work.people.erase(other.id, now=NOW)
            return [replace(each, person_id=None) for each in work.corrections.of(stored.id)]

        (found,) = await store.write(run)
        assert (found.reason, found.period) == ("", (NOW, NOW + HOUR))

    async def test_steps_are_kept_in_order(self, store: SqlStore) -> None:
        def run(work: Work) -> None:
            stored, _ = an_open_round(work)
            first = ContestStep(frm=ContestState.CHECKED, to=ContestState.OPEN, at=NOW, by="cli")
            second = ContestStep(
                frm=ContestState.OPEN, to=ContestState.CLOSED, at=NOW, by="cli", reason="Hết đợt"
            )
            for each in (first, second):
                work.corrections.add_step(stored.id, each)
            assert work.corrections.steps(stored.id) == [
                replace(first, number=1),
                replace(second, number=2),
            ]

        await store.write(run)

    async def test_silences_are_found_where_they_reach(self, store: SqlStore) -> None:
        def run(work: Work) -> None:
            work.corrections.add_silence(starts_at=NOW, ends_at=NOW + HOUR)
            assert work.corrections.silences(since=NOW + HOUR, until=NOW + 2 * HOUR) == []
            assert work.corrections.silences(since=NOW, until=NOW + HOUR / 2) == [(NOW, NOW + HOUR)]

        await store.write(run)


class TestAppeals:
    async def test_are_answered_once(self, store: SqlStore) -> None:
        def run(work: Work) -> None:
            stored, _ = an_open_round(work)
            filed = work.appeals.add(appeal_of(work, stored))
            assert work.appeals.get(filed.id) == filed
            assert work.appeals.count_open(stored.id) == 1
            said = {"answer": "Đã chấm lại", "by": "account:4", "at": NOW + HOUR}
            assert work.appeals.close(filed.id, outcome=Outcome.UPHELD, **said)  # type: ignore[arg-type]
            assert not work.appeals.close(filed.id, outcome=Outcome.REJECTED, **said)  # type: ignore[arg-type]
            (found,) = work.appeals.of(stored.id)
            assert (found.outcome, found.answer, found.answered_by) == (
                Outcome.UPHELD,
                "Đã chấm lại",
                "account:4",
            )
            assert work.appeals.count_open(stored.id) == 0
            assert work.appeals.of_person(filed.person_id) == [found]

        await store.write(run)

    async def test_are_forgotten_with_the_person(self, store: SqlStore) -> None:
        def run(work: Work) -> None:
            stored, _ = an_open_round(work)
            filed = work.appeals.add(appeal_of(work, stored))
            work.people.erase(filed.person_id, now=NOW)
            found = work.appeals.get(filed.id)
            assert found is not None
            assert found.text == ""

        await store.write(run)

    async def test_of_one_person_are_open_one_at_a_time(self, store: SqlStore) -> None:
        def run(work: Work) -> None:
            stored, _ = an_open_round(work)
            filed = work.appeals.add(appeal_of(work, stored))
            work.appeals.add(replace(filed, id=0))

        with pytest.raises(Exception, match=r"(?i)unique|conflict|busy"):
            await store.write(run)
