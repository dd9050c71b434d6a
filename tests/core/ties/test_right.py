"""See docs/rules/ranking.md, "right"."""

from quizbot.core.ties.right import TIE
from tests.core.ties.results import CONTEXT, result


class TestRight:
    def test_puts_more_right_answers_first(self) -> None:
        assert TIE.value(result(right=9), CONTEXT) < TIE.value(result(right=8), CONTEXT)
