"""See docs/rules/scoring.md, "streak"."""

from quizbot.core.scoring.streak import RULE
from tests.core.scoring.answers import RIGHT, WRONG


class TestStreak:
    def test_adds_ten_for_each_right_answer_just_before(self) -> None:
        assert RULE.lines([RIGHT, RIGHT, RIGHT, WRONG, RIGHT]) == (100, 110, 120, 0, 100)

    def test_adds_fifty_at_most(self) -> None:
        assert RULE.lines([RIGHT] * 8)[-3:] == (150, 150, 150)
