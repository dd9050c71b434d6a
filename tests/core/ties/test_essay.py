"""See docs/rules/ranking.md, "essay"."""

from quizbot.core.ties.essay import TIE
from tests.core.ties.results import CONTEXT, result


class TestEssay:
    def test_puts_more_first(self) -> None:
        assert TIE.value(result(essay=2), CONTEXT) < TIE.value(result(essay=1), CONTEXT)

    def test_ties_those_who_have_the_same(self) -> None:
        assert TIE.value(result(essay=1, right=3), CONTEXT) == TIE.value(result(essay=1, right=9), CONTEXT)
