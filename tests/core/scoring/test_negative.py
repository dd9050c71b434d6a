"""See docs/rules/scoring.md, "negative"."""

from quizbot.core.scoring.negative import RULE
from tests.core.scoring.answers import RIGHT, WRONG, answer


class TestNegative:
    def test_takes_a_quarter_of_the_gain_for_a_wrong_answer(self) -> None:
        assert RULE.lines([RIGHT, WRONG, answer(weight=2), answer("1/2", weight=2)]) == (4, -1, 8, -2)

    def test_may_fall_below_zero(self) -> None:
        assert sum(RULE.lines([WRONG, WRONG, WRONG])) == -3
