"""Seasons of units: which rounds they are made of, and whose people count for whom."""

from datetime import timedelta

from quizbot.core.contest import ContestState, Prize, PrizeRules, PrizeSet, UnitRules
from quizbot.usecases import awarding, organise
from quizbot.usecases.standings import find
from tests.build import CLOSES, OPENS, WEEK, Office, contest

SLUG = "cuoc-thi"
FIRST = Prize(name="Giải Nhất", count=1)
# Mondays from 2 March 2026: five in March, one in April
WEEKS = tuple((OPENS + n * WEEK, CLOSES + n * WEEK) for n in range(6))


class TestEarlyEnd:
    async def test_leaves_no_prize_for_rounds_that_never_took_place(self, office: Office) -> None:
        prizes = PrizeRules(
            unit=(FIRST,), sets=(PrizeSet(name="Giải tuần", prizes=(FIRST,), per="round", family="none"),)
        )
        await office.run(contest(prizes=prizes, units=UnitRules(score="mean", season="month")), *WEEKS)
        for number in range(2):
            office.clock.now = WEEKS[number][0]
            await office.tick()
            await office.played("an", SLUG, "B", "C", "D")
        # in the middle of the second week
        office.clock.now = WEEKS[1][0] + timedelta(days=1)
        await office.write(
            lambda work: organise.step(
                work, slug=SLUG, to=ContestState.CLOSED, by="t", now=office.clock(), reason="đủ người"
            )
        )

        found = await office.write(lambda work: awarding.award_list(work, slug=SLUG, now=office.clock()))

        assert {each.rounds for each in found.units} == {(1, 2)}
        assert [each.round_number for each in found.people if each.prize] == [1, 2]
        rounds = await office.write(lambda work: work.contests.rounds(find(work, SLUG).id))
        assert [(each.opened, each.closed) for each in rounds] == [(True, True)] * 2 + [(False, True)] * 4

    async def test_tells_a_round_that_opened_though_nobody_woke_up_in_it(self, office: Office) -> None:
        await office.run(contest(prizes=PrizeRules(person=(FIRST,), per="round")), *WEEKS[:2])
        # the whole first round went by, and nobody ticked
        office.clock.now = WEEKS[0][1] + timedelta(hours=1)
        await office.write(
            lambda work: organise.step(work, slug=SLUG, to=ContestState.CLOSED, by="t", now=office.clock())
        )

        rounds = await office.write(lambda work: work.contests.rounds(find(work, SLUG).id))

        assert [(each.opened, each.closed) for each in rounds] == [(True, True), (False, True)]
