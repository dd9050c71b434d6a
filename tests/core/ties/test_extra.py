"""See docs/rules/ranking.md, "extra"."""

from quizbot.core.ties.extra import TIE
from tests.core.ties.results import CONTEXT, result


class TestExtra:
    def test_puts_more_first(self) -> None:
        assert TIE.value(result(extra=2), CONTEXT) < TIE.value(result(extra=1), CONTEXT)

    def test_ties_those_who_have_the_same(self) -> None:
        assert TIE.value(result(extra=1, right=3), CONTEXT) == TIE.value(result(extra=1, right=9), CONTEXT)
