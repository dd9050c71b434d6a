"""See docs/rules/ranking.md, "attempts"."""

from quizbot.core.ties.attempts import TIE
from tests.core.ties.results import CONTEXT, result


class TestAttempts:
    def test_gives_the_number_of_attempts_made(self) -> None:
        assert TIE.value(result(attempt_number=2, attempts_made=3), CONTEXT) == 3
