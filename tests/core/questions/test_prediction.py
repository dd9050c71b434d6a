"""See docs/rules/questions.md, "prediction"."""

import pytest

from quizbot.core.questions.prediction import KIND
from tests.core.questions.samples import QUESTIONS, question, shown

VIEW = shown(QUESTIONS["prediction"])


class TestParse:
    @pytest.mark.parametrize("typed", ["1234", "1.234", "1 234", "1,234", "1234 người", "đáp án 1.234 bài"])
    def test_reads_a_whole_number(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) == ("1234",)

    @pytest.mark.parametrize("typed", ["-1", "1,5", "nhiều", "1" * 13, "12.34"])
    def test_refuses_what_is_no_whole_number_from_0_up(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) is None


class TestMark:
    def test_is_never_right(self) -> None:
        mark = KIND.mark(("1234",), QUESTIONS["prediction"])

        assert (mark.right, mark.share) == (False, 0)


class TestFaults:
    def test_refuses_a_key(self) -> None:
        codes = [fault.code for fault in KIND.faults(question("prediction", ("5",)))]

        assert codes == ["answer.not_for_this_kind"]
