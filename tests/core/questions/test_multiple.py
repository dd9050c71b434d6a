"""See docs/rules/questions.md, "multiple"."""

from fractions import Fraction

import pytest

from quizbot.core.questions.multiple import KIND
from tests.core.questions.samples import QUESTIONS, question, shown

ASKED = QUESTIONS["multiple"]
# A Chuyển đổi số · B Năm 2030 · C 50% · D Năm 2045
VIEW = shown(ASKED, "CADB")


class TestParse:
    @pytest.mark.parametrize(
        "typed",
        ["A,C", "AC", "a c", "C, A", "1 3", "13", "A và C", "a va c", "A + C", "đáp án A, C ạ", "ＡＣ",
         "Chuyển đổi số; 50%", "chuyen doi so, 50%"],
    )  # fmt: skip
    def test_understands_every_sensible_form(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) == ("C", "D")

    def test_takes_all_for_all(self) -> None:
        assert KIND.parse("tất cả", VIEW) == ("A", "B", "C", "D")

    @pytest.mark.parametrize("typed", ["A E", "a 3", "câu 3 b", "1 9", "có lẽ"])
    def test_asks_again_rather_than_guess(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) is None

    def test_does_not_guess_between_two_places_and_one_text(self) -> None:
        view = shown(question("multiple", ("A",), "5", "7", "9", "13"))

        assert KIND.parse("13", view) is None


class TestMark:
    @pytest.mark.parametrize(
        ("response", "right", "share"),
        [
            (("A", "C"), True, Fraction(1)),
            (("A",), False, Fraction(1, 2)),
            (("A", "B"), False, Fraction(0)),
            (("A", "B", "C"), False, Fraction(1, 2)),
            (("B", "D"), False, Fraction(0)),
        ],
    )
    def test_counts_right_choices_less_wrong_ones(
        self, response: tuple[str, ...], right: bool, share: Fraction
    ) -> None:
        mark = KIND.mark(response, ASKED)

        assert (mark.right, mark.share) == (right, share)
