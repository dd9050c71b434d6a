"""Who needed fewer attempts goes first."""

from dataclasses import dataclass

from quizbot.core.result import Result
from quizbot.core.ties import TieContext, TieKey


@dataclass(frozen=True, slots=True)
class Attempts:
    """Give the number of attempts made, counted or not. See docs/rules/ranking.md, "attempts"."""

    def value(self, result: Result, context: TieContext, /) -> int:
        """Give the number of attempts."""
        return result.attempts_made


TIE: TieKey = Attempts()
