"""After corrections, what people are told sums exactly to what they have."""

import random
from datetime import timedelta

import pytest

from quizbot.core.contest import Feedback, RankRules
from quizbot.core.corrections import Policy
from quizbot.usecases import drafting, results
from quizbot.usecases.explain import explain
from quizbot.usecases.ports import Work
from tests.build import OPENS, Office, contest, correct, opened
from tests.usecases.test_correcting import (
    NAMES,
    ROUNDS,
    SIX,
    SLUG,
    play_by_chance,
    regrade,
    some_draft,
)


@pytest.mark.parametrize("seed", range(4))
async def test_lines_sum_to_the_board(seed: int) -> None:
    rng = random.Random(seed)
    rules = contest(draw=SIX, rank=RankRules(score=rng.choice(["right_answers", "negative", "partial"])))
    async with opened("sqlite://") as office:
        stored = await office.run(rules, *ROUNDS)
        await play_by_chance(office, rng, rounds=2)
        office.clock.now = ROUNDS[1][1]
        await office.tick()
        for _ in range(5):
            await correct(office, some_draft(rng, office))
        for name in NAMES:
            await office.write(lambda work: sums(work, office, name, results.contest_board(stored)))  # noqa: B023


def sums(work: Work, office: Office, name: str, board: str) -> None:
    told = explain(work, slug=SLUG, code=office.people[name].code)
    entry = work.standings.entry(board, office.people[name].id)
    assert told.points == sum(each.points for each in told.rounds) == (entry.points if entry else 0)
    for round_ in told.rounds:
        for attempt in round_.attempts:
            assert attempt.points == sum(each.points for each in attempt.answers)
            if attempt.counts:
                assert attempt.points == round_.points
    if entry is not None:
        counted = [each for round_ in told.rounds for each in round_.attempts if each.counts]
        assert entry.right == sum(each.right for each in counted)
        assert entry.asked == sum(each.asked for each in counted)
        assert entry.duration_s == sum(each.duration_s for each in counted)


class TestExplain:
    async def test_names_the_corrections_that_concern_a_person(self, small_office: Office) -> None:
        await small_office.run(contest())
        await small_office.played("an", SLUG, "A", "C", "D")
        await small_office.played("ha", SLUG, "A", "C", "D")
        await correct(small_office, regrade("q-01", Policy.REKEY, "A"))
        await correct(
            small_office, lambda work: drafting.disqualify(work, slug=SLUG, person="NV005", now=OPENS)
        )

        told = await small_office.write(lambda work: explain(work, slug=SLUG, code="NV001"))
        other = await small_office.write(lambda work: explain(work, slug=SLUG, code="NV005"))

        assert [each.number for each in told.corrections] == [1]
        line = told.rounds[0].attempts[0].answers[0]
        assert (line.correction, line.key, line.right, line.points) == (1, "A", True, 1)
        assert [each.number for each in other.corrections] == [1, 2]
        assert other.rounds[0].out


class TestChat:
    async def test_results_are_told_as_they_count(self, small_office: Office) -> None:
        await small_office.run(contest())
        chat = await small_office.played("an", SLUG, "A", "C", "D")
        assert "2/3" in chat.text
        await correct(small_office, regrade("q-01", Policy.REKEY, "A"))

        await chat.say("/ketqua")
        assert "3/3" in chat.text
        await chat.say("1")

        assert "chấm lại theo đáp án trên" in chat.text
        assert "3/3" in chat.text

    async def test_the_next_answer_is_told_by_the_new_key(self, small_office: Office) -> None:
        await small_office.run(contest(feedback=Feedback.EACH))
        await small_office.played("ha", SLUG, "A")
        await correct(small_office, regrade("q-01", Policy.REKEY, "A"))

        chat = await small_office.linked("an")
        await chat.send(f"contests:start:{SLUG}")
        small_office.clock.on(minutes=1)
        await chat.say("A")

        assert "Sai" not in chat.text
        assert "chấm lại theo đáp án trên" in chat.text

    async def test_who_is_out_is_told_so_and_how_to_appeal(self, small_office: Office) -> None:
        await small_office.run(contest())
        chat = await small_office.played("an", SLUG, "B", "C", "D")
        await correct(
            small_office, lambda work: drafting.disqualify(work, slug=SLUG, person="NV001", now=OPENS)
        )
        small_office.clock.now += timedelta(hours=1)

        await chat.say("/ketqua")
        await chat.say("1")

        assert "đã bị huỷ theo quyết định của Ban Tổ chức" in chat.text
