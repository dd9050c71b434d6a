"""See docs/rules/scoring.md, "partial"."""

from quizbot.core.scoring.partial import RULE
from tests.core.scoring.answers import RIGHT, answer


class TestPartial:
    def test_gives_the_share_of_a_hundred_for_each_weight(self) -> None:
        assert RULE.lines([RIGHT, answer("1/2"), answer("1/3"), answer("2/3", weight=2)]) == (
            100,
            50,
            33,
            133,
        )

    def test_rounds_a_half_down(self) -> None:
        assert RULE.lines([answer("1/8"), answer("3/8")]) == (12, 37)
