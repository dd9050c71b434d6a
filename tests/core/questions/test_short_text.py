"""See docs/rules/questions.md, "short_text"."""

import pytest

from quizbot.core.questions.short_text import KIND
from tests.core.questions.samples import QUESTIONS, question, shown

VIEW = shown(QUESTIONS["short_text"])


class TestMark:
    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ("chuyển đổi số", True),
            ("  Chuyển  Đổi Số. ", True),
            ("“chuyển đổi số”", True),
            ("chuyen doi so", True),
            ("chuyen đổi số", False),
            ("chuyển đổi sổ", False),
            ("so hoa", False),
        ],
    )
    def test_takes_marks_seriously_once_any_is_typed(self, typed: str, right: bool) -> None:
        response = KIND.parse(typed, VIEW)

        assert response is not None
        assert KIND.mark(response, QUESTIONS["short_text"]).right is right

    def test_does_not_care_where_the_tone_is_written(self) -> None:
        asked = question("short_text", ("hoà bình", "thuỷ điện"))

        assert KIND.mark(("Hòa bình",), asked).right
        assert KIND.mark(("thủy điện",), asked).right


class TestParse:
    def test_refuses_a_text_that_is_too_long(self) -> None:
        assert KIND.parse("a" * 301, VIEW) is None


class TestFaults:
    def test_wants_texts_that_say_something_each_once(self) -> None:
        broken = question("short_text", ("!", "số", "Số."))

        assert [fault.code for fault in KIND.faults(broken)] == ["answer.empty_text", "answer.repeated"]
