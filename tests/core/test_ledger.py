"""See docs/rules/scoring.md, "Two ledgers"."""

import pytest

from quizbot.core.ledger import WrongLedger, game_lines, official_lines
from tests.core.scoring.answers import RIGHT, WRONG


class TestOfficialLines:
    def test_gives_the_points_of_an_official_rule(self) -> None:
        assert official_lines(rule="right_answers", answers=[RIGHT, WRONG]) == (1, 0)

    def test_refuses_a_game_rule(self) -> None:
        with pytest.raises(WrongLedger):
            official_lines(rule="speed", answers=[RIGHT])

    def test_knows_only_the_rules_on_the_shelf(self) -> None:
        with pytest.raises(KeyError):
            official_lines(rule="luck", answers=[RIGHT])


class TestGameLines:
    def test_gives_the_points_of_a_game_rule(self) -> None:
        assert game_lines(rule="streak", answers=[RIGHT, RIGHT]) == (100, 110)

    def test_refuses_an_official_rule(self) -> None:
        with pytest.raises(WrongLedger):
            game_lines(rule="weighted", answers=[RIGHT])
