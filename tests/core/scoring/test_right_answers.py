"""See docs/rules/scoring.md, "right_answers"."""

from quizbot.core.scoring.right_answers import RULE
from tests.core.scoring.answers import RIGHT, WRONG, answer


class TestRightAnswers:
    def test_gives_one_for_each_right_answer_whatever_its_weight_or_share(self) -> None:
        assert RULE.lines([RIGHT, WRONG, answer(weight=3), answer("1/2")]) == (1, 0, 1, 0)
