"""See docs/rules/questions.md, "true_false"."""

import pytest

from quizbot.core.questions.true_false import KIND
from tests.core.questions.samples import QUESTIONS, question, shown

VIEW = shown(QUESTIONS["true_false"], "BA")


class TestParse:
    @pytest.mark.parametrize("typed", ["đúng", "Dung", "đ", "D", "true", "B", "2", "Đúng ạ", "chọn đúng"])
    def test_understands_that_it_is_right(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) == ("A",)

    @pytest.mark.parametrize("typed", ["sai", "S", "false", "không đúng", "A", "1", "đáp án sai"])
    def test_understands_that_it_is_wrong(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) == ("B",)

    def test_asks_again_when_it_says_neither(self) -> None:
        assert KIND.parse("đúng sai", VIEW) is None


class TestShow:
    def test_writes_the_word(self) -> None:
        assert KIND.show(("B",), VIEW) == "Sai"


class TestFaults:
    def test_wants_one_option_for_each_meaning(self) -> None:
        codes = [fault.code for fault in KIND.faults(question("true_false", ("A",), "Đúng", "Có thể"))]

        assert codes == ["options.not_true_and_false"]
