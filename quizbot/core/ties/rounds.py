"""More rounds taken part in go first."""

from dataclasses import dataclass

from quizbot.core.result import Result
from quizbot.core.ties import TieContext, TieKey


@dataclass(frozen=True, slots=True)
class Rounds:
    """Give the number of rounds put together as a negative number; one round alone ties everybody. See docs/rules/ranking.md, "rounds"."""

    def value(self, result: Result, context: TieContext, /) -> int:
        """Give the negated figure."""
        return -result.rounds


TIE: TieKey = Rounds()
