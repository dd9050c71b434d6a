"""See docs/rules/scoring.md, "speed"."""

import pytest

from quizbot.core.scoring.speed import RULE
from tests.core.scoring.answers import answer


class TestSpeed:
    @pytest.mark.parametrize(
        ("elapsed_s", "points"), [(-1, 1000), (0, 1000), (3, 950), (15, 750), (30, 500), (45, 500)]
    )
    def test_falls_in_a_straight_line_and_is_clamped(self, elapsed_s: int, points: int) -> None:
        assert RULE.lines([answer(elapsed_s=elapsed_s, limit_s=30)]) == (points,)

    def test_gives_nothing_for_a_wrong_answer(self) -> None:
        assert RULE.lines([answer("1/2", limit_s=30)]) == (0,)

    def test_gives_everything_where_there_is_no_limit(self) -> None:
        assert RULE.lines([answer(elapsed_s=999)]) == (1000,)

    def test_is_defined_for_a_limit_of_nothing(self) -> None:
        assert RULE.lines([answer(elapsed_s=1, limit_s=0)]) == (500,)
