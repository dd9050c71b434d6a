"""See docs/rules/questions.md, "number"."""

from decimal import Decimal

import pytest

from quizbot.core.questions.number import KIND
from tests.core.questions.samples import QUESTIONS, question, shown

ASKED = QUESTIONS["number"]
VIEW = shown(ASKED)


class TestParse:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("50", "50"), ("50%", "50"), ("50 %", "50"), ("50 phần trăm", "50"), ("đáp án 50", "50"),
            ("1.234,5", "1234.5"), ("1.234", "1234"), ("1 234", "1234"), ("0,5", "0.5"), ("0.5", "0.5"),
            ("0.125", "0.125"), ("1,234,567", "1234567"), ("-5", "-5"), ("−5", "-5"), ("５０", "50"), ("007", "7"),
        ],
    )  # fmt: skip
    def test_reads_vietnamese_numbers(self, typed: str, stored: str) -> None:
        assert KIND.parse(typed, VIEW) == (stored,)

    @pytest.mark.parametrize("typed", ["năm mươi", "50 tỷ", "1e5", ".5", "5-6", "NaN", "1" * 16, "1,1234567"])
    def test_does_not_guess_units_or_shapes(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) is None


class TestMark:
    @pytest.mark.parametrize(
        ("typed", "right"), [("49.5", True), ("50.5", True), ("49.4", False), ("51", False)]
    )
    def test_includes_both_ends_of_the_tolerance(self, typed: str, right: bool) -> None:
        assert KIND.mark((typed,), ASKED).right is right


class TestFaults:
    def test_wants_a_stored_number_and_a_tolerance_that_is_none_or_more(self) -> None:
        broken = question("number", ("50,5",), tolerance=Decimal(-1))

        assert [fault.code for fault in KIND.faults(broken)] == ["answer.not_a_number", "tolerance.negative"]
