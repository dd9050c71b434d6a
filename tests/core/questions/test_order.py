"""See docs/rules/questions.md, "order"."""

import dataclasses
from fractions import Fraction

import pytest

from quizbot.core.questions.order import KIND
from tests.core.questions.samples import QUESTIONS, shown

ASKED = QUESTIONS["order"]
VIEW = shown(ASKED, "CADB")


class TestParse:
    @pytest.mark.parametrize(
        "typed",
        ["C A B D", "CABD", "c,a,b,d", "3 1 2 4", "3124", "C → A → B → D", "c > a > b > d", "C-A-B-D",
         "50%; Chuyển đổi số; Năm 2030; Năm 2045"],
    )  # fmt: skip
    def test_understands_every_sensible_form(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) == ("D", "C", "A", "B")

    @pytest.mark.parametrize("typed", ["CAB", "CABB", "C A B E", "1 2 3"])
    def test_wants_every_option_once(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) is None


class TestMark:
    def test_counts_the_places_that_are_right(self) -> None:
        mark = KIND.mark(("C", "A", "D", "B"), ASKED)

        assert (mark.right, mark.share) == (False, Fraction(1, 2))


class TestFaults:
    def test_wants_every_option_in_the_answer(self) -> None:
        broken = dataclasses.replace(ASKED, key=("C", "A"))

        assert [fault.code for fault in KIND.faults(broken)] == ["answer.not_every_option"]
