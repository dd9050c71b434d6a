"""A prediction of the whole contest: asked in every round, the last one counts, held against all rounds together."""

import io
from dataclasses import replace
from typing import Any

import pytest

from quizbot.core.conditions import Condition, Trait
from quizbot.core.contest import Block, Contest, ContestState, Prediction, RankRules, Who
from quizbot.usecases import drafting, organise, results
from quizbot.usecases.evidence.checks import verify
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import find
from quizbot.usecases.traits import set_traits
from tests.build import CLOSES, OPENS, WEEK, Office, contest, correct
from tests.usecases.evidence.played import bundled, opened
from tests.usecases.evidence.second import judged

SLUG = "cuoc-thi"
RIGHT, HALF = ("B", "C", "D"), ("B", "C", "A")
ROUNDS = 3


def declared(prediction: Prediction = Prediction.PARTICIPANTS, **more: Any) -> Contest:
    made = contest(prediction=prediction, rank=RankRules(ties=("prediction", "duration")), **more)
    return replace(made, paper=replace(made.paper, prediction_over="contest"))


async def play(office: Office, rules: Contest) -> None:
    """Play three weeks. An and Bình come to 6 points each, Cúc and Hà, in one week each, to 3."""
    await opened(office, rules, rounds=ROUNDS)
    weeks: tuple[dict[str, tuple[tuple[str, ...], str]], ...] = (
        {"an": (RIGHT, "5"), "binh": (HALF, "3"), "cuc": (RIGHT, "4")},
        {"an": (RIGHT, "7"), "binh": (HALF, "4")},
        {"binh": (HALF, "6"), "ha": (RIGHT, "4")},
    )
    for number, week in enumerate(weeks):
        office.clock.now = OPENS + number * WEEK
        await office.tick()
        for name, (answers, prediction) in week.items():
            office.clock.now = OPENS + number * WEEK
            await office.played(name, SLUG, *answers, prediction)
    office.clock.now = CLOSES + (ROUNDS - 1) * WEEK
    await office.tick()


async def board(office: Office, number: int | None = None) -> list[tuple[str, int, int]]:
    """Give name, points and error of the prediction, best first."""
    names = {person.id: name for name, person in office.people.items()}

    def entries(work: Work) -> list[tuple[str, int, int]]:
        stored = find(work, SLUG)
        round_ = None if number is None else work.contests.numbered(stored.id, number)
        which = results.contest_board(stored) if round_ is None else results.round_board(round_.id)
        return [
            (names[each.person_id], each.points, results.key_of(each)[1])
            for each in work.standings.entries(which)
        ]

    return await office.write(entries)


class TestWholePrediction:
    async def test_decides_by_the_last_one_given_and_the_figure_of_all_rounds(self, office: Office) -> None:
        await play(office, declared())

        # four took part: Bình's last is 6, An's 7, though An's first was as near as Bình's
        assert await board(office) == [("binh", 6, 2), ("an", 6, 3), ("cuc", 3, 0), ("ha", 3, 0)]
        # of one round nothing is predicted
        assert [error for _, _, error in await board(office, 1)] == [0, 0, 0]

    @pytest.mark.parametrize(
        ("wanted", "errors"),
        [
            # An, Cúc and Hà had a round all right
            (Prediction.PERFECT_PAPERS, {"binh": 3, "an": 4, "cuc": 1, "ha": 1}),
            # three, two and two papers
            (Prediction.ATTEMPTS, {"an": 0, "binh": 1, "cuc": 3, "ha": 3}),
        ],
    )
    async def test_may_be_of_perfect_papers_or_attempts(
        self, small_office: Office, wanted: Prediction, errors: dict[str, int]
    ) -> None:
        await play(small_office, declared(wanted))

        assert {name: error for name, _, error in await board(small_office)} == errors

    async def test_may_be_of_the_own_block(self, small_office: Office) -> None:
        blocks = (Block(id="a", name="A", condition=Condition(units=("p1",))), Block(id="b", name="B"))
        rules = declared(who=Who(blocks=blocks))
        await play(small_office, replace(rules, paper=replace(rules.paper, prediction_of="block")))

        # three of block a, and Hà alone of block b
        found = {name: error for name, _, error in await board(small_office)}
        assert found == {"binh": 3, "an": 4, "cuc": 1, "ha": 3}

    async def test_leaves_out_whom_a_correction_leaves_out(self, small_office: Office) -> None:
        await play(small_office, declared())
        await correct(
            small_office,
            lambda work: drafting.disqualify(work, slug=SLUG, person="NV003", now=small_office.clock()),
        )

        assert await board(small_office) == [("binh", 6, 3), ("an", 6, 4), ("ha", 3, 1)]

    async def test_ties_everybody_until_the_last_round_is_closed(self, small_office: Office) -> None:
        await opened(small_office, declared(), rounds=2)
        await small_office.tick()
        for name, prediction in (("an", "1"), ("binh", "9")):
            small_office.clock.now = OPENS
            await small_office.played(name, SLUG, *RIGHT, prediction)
        small_office.clock.now = CLOSES
        await small_office.tick()

        assert await board(small_office) == [("an", 3, 0), ("binh", 3, 0)]

    async def test_asks_for_the_whole_contest(self, small_office: Office) -> None:
        await opened(small_office, declared(), rounds=2)
        await small_office.tick()

        chat = await small_office.played("an", SLUG, *RIGHT)

        assert "cả cuộc thi có bao nhiêu người dự thi" in chat.text
        assert "dự đoán ở vòng sau cùng được tính" in chat.text

    async def test_of_a_contest_of_one_round_is_that_of_the_round(self, small_office: Office) -> None:
        await opened(small_office, declared(), rounds=1)
        await small_office.tick()
        chat = await small_office.played("an", SLUG, *RIGHT)
        asked = chat.text
        await chat.say("5")
        await small_office.played("binh", SLUG, *RIGHT, "1")
        small_office.clock.now = CLOSES
        await small_office.tick()

        assert await board(small_office) == [("binh", 3, 1), ("an", 3, 3)]
        assert await board(small_office, 1) == [("binh", 3, 1), ("an", 3, 3)]
        assert "vòng này có bao nhiêu người tham gia" in asked

    async def test_is_counted_again_from_the_bundle(self, office: Office) -> None:
        await play(office, declared())
        await office.write(
            lambda work: organise.step(work, slug=SLUG, to=ContestState.CLOSED, by="test", now=office.clock())
        )
        data = await bundled(office)

        assert [each.faults for each in verify(io.BytesIO(data)).checks if each.faults] == []
        code, said = judged(data)
        assert (code, "SAI" in said) in ((0, False), (3, False))

    async def test_follows_who_moves_to_another_block_after_the_end(self, small_office: Office) -> None:
        """The figures of both blocks change, and with them the errors of people who did not move."""
        pupils = Condition(traits=(Trait(name="doi-tuong", values=("hoc-sinh",)),))
        blocks = (Block(id="a", name="A", condition=pupils), Block(id="b", name="B"))
        rules = declared(who=Who(blocks=blocks))
        await play(small_office, replace(rules, paper=replace(rules.paper, prediction_of="block")))
        before = {name: error for name, _, error in await board(small_office)}

        rows = [("NV003", {"doi-tuong": "hoc-sinh"}), ("NV005", {"doi-tuong": "hoc-sinh"})]
        await small_office.write(lambda work: set_traits(work, rows, by="hr", now=small_office.clock()))

        # all four in block b; then two in each block
        assert before == {"binh": 2, "an": 3, "cuc": 0, "ha": 0}
        after = {name: error for name, _, error in await board(small_office)}
        assert after == {"binh": 4, "an": 5, "cuc": 2, "ha": 2}
        kept = await board(small_office)
        await small_office.write(lambda work: results.rebuild(work, stored=find(work, SLUG)))
        assert await board(small_office) == kept
