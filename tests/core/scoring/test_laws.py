"""Laws over the whole shelf of scoring rules. See docs/rules/scoring.md, "Laws"."""

import dataclasses
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.scoring import SCORING, MarkedAnswer
from tests.core.scoring.answers import ANSWERS

PROSE = Path(__file__).parents[3] / "docs" / "rules" / "scoring.md"
ALL = sorted(SCORING)
OFFICIAL = [name for name in ALL if SCORING[name].ledger == "official"]


def made_right(answer: MarkedAnswer) -> MarkedAnswer:
    return dataclasses.replace(answer, right=True, share=Fraction(1))


@pytest.mark.parametrize("name", ALL)
class TestEveryRule:
    def test_has_a_heading_that_names_its_ledger(self, name: str) -> None:
        assert f"## {name} ({SCORING[name].ledger})\n" in PROSE.read_text(encoding="utf-8")

    def test_has_a_test_of_its_own(self, name: str) -> None:
        assert (Path(__file__).parent / f"test_{name}.py").is_file()

    @given(answers=st.lists(ANSWERS, max_size=12))
    def test_gives_one_whole_number_for_each_answer(self, name: str, answers: list[MarkedAnswer]) -> None:
        lines = SCORING[name].lines(answers)

        assert len(lines) == len(answers)
        assert all(type(line) is int for line in lines)

    @given(answers=st.lists(ANSWERS, min_size=1, max_size=12), data=st.data())
    def test_never_gives_less_when_a_wrong_answer_becomes_right(
        self, name: str, answers: list[MarkedAnswer], data: st.DataObject
    ) -> None:
        place = data.draw(st.integers(0, len(answers) - 1))
        better = [*answers[:place], made_right(answers[place]), *answers[place + 1 :]]

        before, after = SCORING[name].lines(answers), SCORING[name].lines(better)

        assert after[place] >= before[place]
        assert sum(after) >= sum(before)

    @given(answers=st.lists(ANSWERS, max_size=12))
    def test_gives_the_same_whenever_it_is_asked(self, name: str, answers: list[MarkedAnswer]) -> None:
        assert SCORING[name].lines(answers) == SCORING[name].lines(tuple(answers))


@pytest.mark.parametrize("name", OFFICIAL)
class TestEveryOfficialRule:
    @given(answers=st.lists(ANSWERS, max_size=12), data=st.data())
    def test_does_not_care_for_the_order_of_the_questions(
        self, name: str, answers: list[MarkedAnswer], data: st.DataObject
    ) -> None:
        shuffled = data.draw(st.permutations(answers))

        assert sum(SCORING[name].lines(shuffled)) == sum(SCORING[name].lines(answers))

    @given(answer=ANSWERS, other=ANSWERS)
    def test_does_not_look_at_time(self, name: str, answer: MarkedAnswer, other: MarkedAnswer) -> None:
        later = dataclasses.replace(answer, elapsed=other.elapsed, limit=other.limit)

        assert SCORING[name].lines([later]) == SCORING[name].lines([answer])
