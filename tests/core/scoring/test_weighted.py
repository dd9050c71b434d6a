"""See docs/rules/scoring.md, "weighted"."""

from quizbot.core.scoring.weighted import RULE
from tests.core.scoring.answers import RIGHT, answer


class TestWeighted:
    def test_gives_the_weight_of_each_right_answer(self) -> None:
        assert RULE.lines([RIGHT, answer(weight=3), answer("1/2", weight=3)]) == (1, 3, 0)
