"""Results of rounds that still run are told to nobody who hands out papers."""

from datetime import timedelta

import pytest

from quizbot.core.contest import Prediction, Prize, PrizeRules, RankRules
from quizbot.usecases import organise
from quizbot.usecases.awarding import AwardList, award_list
from quizbot.usecases.paperwork import contest_figures
from quizbot.usecases.ports import Work
from quizbot.usecases.unfinished import RoundRuns, refuse_before_first, settled
from tests.build import CLOSES, OPENS, WEEK, Office, contest

ROUNDS = ((OPENS, CLOSES), (CLOSES, CLOSES + WEEK))
ONE = (Prize(name="Giải Nhất", count=1),)


async def played(office: Office, prizes: PrizeRules) -> None:
    await office.run(contest(prizes=prizes), *ROUNDS)
    await office.played("an", "cuoc-thi", "B", "C", "D")
    office.clock.now = CLOSES + timedelta(hours=1)
    await office.tick()
    for name in ("binh", "ha"):
        await office.played(name, "cuoc-thi", "B", "C", "D")


def kept(work: Work, office: Office) -> AwardList:
    return settled(work, award_list(work, slug="cuoc-thi", now=office.clock()), now=office.clock())


class TestAwardsOfClosedRounds:
    async def test_are_told_while_the_next_round_runs(self, small_office: Office) -> None:
        await played(small_office, PrizeRules(person=ONE, per="round"))

        found = await small_office.write(lambda work: kept(work, small_office))

        assert {each.round_number for each in found.people} == {1}
        assert [each.code for each in found.people if each.prize] == ["NV001"]
        assert found.participants == 1

    async def test_of_the_whole_contest_wait(self, small_office: Office) -> None:
        await played(small_office, PrizeRules(person=ONE))

        with pytest.raises(RoundRuns) as refused:
            await small_office.write(lambda work: kept(work, small_office))

        assert refused.value.facts["number"] == 2
        small_office.clock.now = CLOSES + WEEK
        assert (await small_office.write(lambda work: kept(work, small_office))).participants == 3


class TestPerfectPapers:
    @pytest.mark.parametrize(("ties", "told"), [(("prediction", "lot"), None), (("duration", "lot"), 1)])
    async def test_are_counted_openly_unless_a_prediction_of_them_decides(
        self, small_office: Office, ties: tuple[str, ...], told: int | None
    ) -> None:
        rules = contest(prediction=Prediction.PERFECT_PAPERS, rank=RankRules(ties=ties))
        await small_office.run(rules)
        await small_office.played("an", "cuoc-thi", "B", "C", "D", "1")

        async def perfect() -> int | None:
            view = await small_office.write(
                lambda work: organise.progress_view(work, slug="cuoc-thi", now=small_office.clock())
            )
            assert view is not None
            return view.perfect

        assert await perfect() == told
        small_office.clock.now = CLOSES
        await small_office.tick()
        assert await perfect() == 1


class TestProposingAwards:
    async def test_waits_for_the_end_of_the_first_round_and_then_leaves_the_running_one_out(
        self, small_office: Office
    ) -> None:
        await small_office.run(contest(prizes=PrizeRules(person=ONE, per="round")), *ROUNDS)
        small_office.clock.now = OPENS + timedelta(hours=1)

        def may(work: Work) -> None:
            refuse_before_first(work, slug="cuoc-thi", now=small_office.clock())

        with pytest.raises(RoundRuns):
            await small_office.write(may)

        small_office.clock.now = CLOSES + timedelta(hours=1)
        await small_office.tick()
        await small_office.write(may)
        figures = await small_office.write(
            lambda work: contest_figures(work, slug="cuoc-thi", now=small_office.clock())
        )
        assert [each.round.number for each in figures.rounds] == [1]
