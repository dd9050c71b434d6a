"""Seasons of units: which rounds they are made of, and whose people count for whom."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from quizbot.core.contest import ContestState, Prize, PrizeRules, PrizeSet, UnitRules
from quizbot.core.ids import PersonId
from quizbot.usecases import awarding, history, organise
from quizbot.usecases.paperwork import contest_figures
from quizbot.usecases.ports import PersonStatus, Work
from quizbot.usecases.standings import board_view, find
from quizbot.usecases.unit_standings import UnitLine
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

        # long after, when the rounds that never were would be over
        office.clock.now = WEEKS[5][1] + WEEK
        await office.tick()
        figures, board, progress = await office.write(
            lambda work: (
                contest_figures(work, slug=SLUG, now=office.clock()),
                board_view(work, slug=SLUG, now=office.clock()),
                organise.progress_view(work, slug=SLUG, now=office.clock()),
            )
        )
        assert [each.round.number for each in figures.rounds] == [1, 2]
        assert [each.number for each in board.rounds] == [1, 2]
        assert progress is not None
        assert progress.round.number == 2

    async def test_tells_a_round_that_opened_though_nobody_woke_up_in_it(self, office: Office) -> None:
        await office.run(contest(prizes=PrizeRules(person=(FIRST,), per="round")), *WEEKS[:2])
        # the whole first round went by, and nobody ticked
        office.clock.now = WEEKS[0][1] + timedelta(hours=1)
        await office.write(
            lambda work: organise.step(work, slug=SLUG, to=ContestState.CLOSED, by="t", now=office.clock())
        )

        rounds = await office.write(lambda work: work.contests.rounds(find(work, SLUG).id))

        assert [(each.opened, each.closed) for each in rounds] == [(True, True), (False, True)]


class TestPeopleOfUnits:
    """The example of docs/rules/units.md, "Several rounds"."""

    MONTH = contest(prizes=PrizeRules(unit=(FIRST,)), units=UnitRules(score="participation", season="month"))

    async def month(self, office: Office) -> None:
        """Play two weeks, between which Bình and Cúc move to p2, Khoa leaves, and Giang comes to p2."""
        await office.run(self.MONTH, *WEEKS[:2])
        for name in ("an", "binh", "ha"):
            await office.played(name, SLUG, "B", "C", "D")
        between = (OPENS + timedelta(days=4)).date()

        def move(work: Work) -> None:
            p2 = next(unit.id for unit in work.people.units() if unit.code == "p2")
            for name in ("binh", "cuc"):
                work.people.update(replace(office.people[name], unit_id=p2), on=between)
            work.people.update(replace(office.people["khoa"], status=PersonStatus.LEFT), on=between)
            giang = replace(office.people["ha"], id=PersonId(0), code="NV008", name="Lý Thị Giang")
            work.people.add(giang, since=between)

        await office.write(move)
        office.clock.now = WEEKS[1][0]
        await office.tick()
        for name in ("an", "cuc"):
            await office.played(name, SLUG, "B", "C", "D")
        office.clock.now = WEEKS[1][1]
        await office.tick()

    @staticmethod
    def people(found: Iterable[UnitLine]) -> dict[str, tuple[int, int]]:
        return {each.result.code: (each.result.participants, each.result.roster) for each in found}

    async def test_count_once_each_for_the_unit_they_stand_for(self, office: Office) -> None:
        await self.month(office)

        def boards(work: Work) -> list[dict[str, tuple[int, int]]]:
            views = (
                board_view(
                    work, slug=SLUG, now=office.clock(), round_number=number, by="unit", inside=True
                ).units
                for number in (1, 2, None)
            )
            prizes = awarding.award_list(work, slug=SLUG, now=office.clock()).units
            return [*map(self.people, views), self.people(each.line for each in prizes)]

        first, second, whole, month = await office.write(boards)

        assert first == {"p1": (2, 4), "p2": (1, 2), "vp": (0, 1)}
        assert second == {"p1": (1, 2), "p2": (1, 4), "vp": (0, 1)}
        # p1: An and Bình took part, Dũng did not. p2: Hà and Cúc took part, Khoa and Giang did not
        assert whole == month == {"p1": (2, 3), "p2": (2, 4), "vp": (0, 1)}
        assert sum(people for _, people in whole.values()) == len(office.people) + 1

    async def test_are_the_same_on_a_board_of_an_earlier_moment(self, office: Office) -> None:
        await self.month(office)

        def boards(work: Work) -> list[dict[str, tuple[int, int]]]:
            return [
                self.people(
                    history.board_at(work, slug=SLUG, at=moment, round_number=None, by="unit", limit=9).units
                )
                for moment in (WEEKS[0][1], WEEKS[1][1] + timedelta(minutes=1))
            ]

        early, late = await office.write(boards)

        assert early == {"p1": (2, 4), "p2": (1, 2), "vp": (0, 1)}
        assert late == {"p1": (2, 3), "p2": (2, 4), "vp": (0, 1)}

    async def test_who_comes_and_goes_between_rounds_counts_nowhere(self, office: Office) -> None:
        await office.run(self.MONTH, *WEEKS[:2])

        def guest(work: Work) -> None:
            found = replace(office.people["ha"], id=PersonId(0), code="NV009", name="Khách")
            added = work.people.add(found, since=(OPENS + timedelta(days=1)).date())
            work.people.update(
                replace(added, status=PersonStatus.LEFT), on=(OPENS + timedelta(days=3)).date()
            )

        await office.write(guest)
        office.clock.now = WEEKS[1][1]
        await office.tick()

        found = await office.write(
            lambda work: board_view(work, slug=SLUG, now=office.clock(), by="unit", inside=True).units
        )

        assert self.people(found) == {"p1": (0, 4), "p2": (0, 2), "vp": (0, 1)}
