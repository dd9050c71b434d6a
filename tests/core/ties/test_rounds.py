"""See docs/rules/ranking.md, "rounds"."""

from quizbot.core.ties.rounds import TIE
from tests.core.ties.results import CONTEXT, result


class TestRounds:
    def test_puts_more_first(self) -> None:
        assert TIE.value(result(rounds=2), CONTEXT) < TIE.value(result(rounds=1), CONTEXT)

    def test_ties_those_who_have_the_same(self) -> None:
        assert TIE.value(result(rounds=1, right=3), CONTEXT) == TIE.value(result(rounds=1, right=9), CONTEXT)
