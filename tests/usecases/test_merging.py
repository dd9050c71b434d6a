"""Two people become one: attempts, accounts and boards follow; what would need a choice is refused."""

from datetime import timedelta

import pytest

from quizbot.core.contest import ContestKind, ContestState
from quizbot.usecases import drafting
from quizbot.usecases.merging import BothTookPart, Merged, ResultsDecided, SamePerson, merge_people
from quizbot.usecases.people import UnknownPerson
from quizbot.usecases.ports import Appeal, Work
from quizbot.usecases.results import contest_board, round_board
from tests.build import Office, contest, correct


async def merge(office: Office, source: str, target: str) -> Merged:
    return await office.write(
        lambda work: merge_people(work, code=source, into=target, by="cli", now=office.clock())
    )


class TestMergePeople:
    async def test_moves_attempts_accounts_and_boards(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.played("an", "cuoc-thi", "B", "C", "D")
        an, binh = office.people["an"], office.people["binh"]
        board = round_board((await office.rounds(stored))[0].id)

        merged = await merge(office, "NV001", "NV002")

        assert merged == Merged(attempts=1, addresses=1, contests=("cuoc-thi",))
        for each in (board, contest_board(stored)):
            entries = await office.store.read(lambda work, each=each: list(work.standings.entries(each)))  # type: ignore[misc]
            assert [entry.person_id for entry in entries] == [binh.id]
        addresses = await office.store.read(lambda work: work.people.addresses(binh.id))
        assert [each.address for each in addresses] == ["an@webchat"]
        gone = await office.store.read(lambda work: work.people.person(an.id))
        assert gone is not None
        assert (gone.name, gone.code) == ("", f"erased-{an.id}")

    async def test_who_was_somebody_else_counts_for_no_unit(self, office: Office) -> None:
        await office.run(contest())
        an, day = office.people["an"], office.clock().date()
        before = await office.store.read(lambda work: dict(work.people.headcount(on=day)))

        await merge(office, "NV001", "NV002")

        after = await office.store.read(lambda work: dict(work.people.headcount(on=day)))
        assert before[an.unit_id] - after.get(an.unit_id, 0) == 1

    async def test_head_counts_of_decided_results_stay(self, office: Office) -> None:
        stored = await office.run(contest())
        opened = (await office.rounds(stored))[0].opens_at.date()
        an = office.people["an"]
        before = await office.store.read(lambda work: dict(work.people.headcount(on=opened)))
        await office.write(lambda work: work.contests.set_state(stored.id, ContestState.FINAL))

        await merge(office, "NV001", "NV002")

        then = await office.store.read(lambda work: dict(work.people.headcount(on=opened)))
        later = opened + timedelta(days=1)
        now = await office.store.read(lambda work: dict(work.people.headcount(on=later)))
        assert then == before
        assert now.get(an.unit_id, 0) == before[an.unit_id] - 1

    async def test_a_disqualification_goes_along(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.played("binh", "cuoc-thi", "B", "C", "D")
        await correct(
            office,
            lambda work: drafting.disqualify(work, slug="cuoc-thi", person="NV001", now=office.clock()),
        )

        await merge(office, "NV001", "NV002")

        assert await office.store.read(lambda work: work.standings.size(contest_board(stored))) == 0

    async def test_of_two_open_appeals_one_stays(self, office: Office) -> None:
        stored = await office.run(contest())

        def file(work: Work, name: str) -> None:
            appeal = Appeal(
                contest_id=stored.id, person_id=office.people[name].id, filed_at=office.clock(),
                channel="webchat", text="Câu 3 sai đáp án",
            )  # fmt: skip
            work.appeals.add(appeal)

        for name in ("an", "binh"):
            await office.write(lambda work, name=name: file(work, name))  # type: ignore[misc]

        await merge(office, "NV001", "NV002")

        found = await office.store.read(lambda work: work.appeals.of_person(office.people["binh"].id))
        assert sorted(str(each.outcome) for each in found) == ["None", "withdrawn"]

    async def test_refuses_two_who_took_part_in_the_same_round_and_moves_nothing(
        self, office: Office
    ) -> None:
        await office.run(contest())
        for name in ("an", "binh"):
            await office.played(name, "cuoc-thi", "B", "C", "D")

        with pytest.raises(BothTookPart) as refused:
            await merge(office, "NV001", "NV002")

        assert refused.value.facts["rounds"] == "cuoc-thi: 1"
        an = office.people["an"].id
        assert len(await office.store.read(lambda work: work.attempts.of_person(an))) == 1

    async def test_puts_practice_of_both_side_by_side(self, office: Office) -> None:
        await office.run(contest(kind=ContestKind.PRACTICE, per_round=None))
        for name in ("an", "binh"):
            await office.played(name, "cuoc-thi", "B", "C", "D")

        await merge(office, "NV001", "NV002")

        binh = office.people["binh"].id
        attempts = await office.store.read(lambda work: work.attempts.of_person(binh))
        assert sorted(each.number for each in attempts) == [1, 2]

    async def test_refuses_when_results_are_final(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.played("an", "cuoc-thi", "B", "C", "D")
        await office.write(lambda work: work.contests.set_state(stored.id, ContestState.FINAL))

        with pytest.raises(ResultsDecided):
            await merge(office, "NV001", "NV002")

    async def test_refuses_a_person_into_themselves_and_unknown_people(self, small_office: Office) -> None:
        with pytest.raises(SamePerson):
            await merge(small_office, "NV001", "NV001")
        with pytest.raises(UnknownPerson):
            await merge(small_office, "NV001", "NV999")
