"""See docs/rules/questions.md, "match"."""

import dataclasses
from fractions import Fraction

import pytest

from quizbot.core.questions.match import KIND
from tests.core.questions.samples import QUESTIONS, shown

ASKED = QUESTIONS["match"]
# A is 71, B is 57, C is 618; 1 is Kế hoạch, 2 is Giáo dục, 3 is Khoa học
VIEW = shown(ASKED, "BAC", "312")


class TestParse:
    @pytest.mark.parametrize(
        "typed",
        ["A2 B3 C1", "A-2, B-3, C-1", "a2b3c1", "A–2; B–3; C–1", "2A 3B 1C", "1-C 2-A 3-B", "2 3 1", "A: 2, B: 3 và C: 1"],
    )  # fmt: skip
    def test_understands_every_sensible_form(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) == ("A2", "B1", "C3")

    @pytest.mark.parametrize("typed", ["A2 B3", "A2 B3 C4", "A2 A3 C1", "2 3", "A B C"])
    def test_wants_every_option_once(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) is None


class TestMark:
    def test_counts_the_pairs_that_are_right(self) -> None:
        mark = KIND.mark(("A1", "B2", "C3"), ASKED)

        assert (mark.right, mark.share) == (False, Fraction(1, 3))


class TestFaults:
    def test_wants_every_option_paired(self) -> None:
        broken = dataclasses.replace(ASKED, key=("A2", "B9", "C3"))

        assert [fault.code for fault in KIND.faults(broken)] == ["answer.not_every_option"]
