"""More points for essays go first."""

from dataclasses import dataclass

from quizbot.core.result import Result
from quizbot.core.ties import TieContext, TieKey


@dataclass(frozen=True, slots=True)
class Essay:
    """Give the points of essays as a negative number. See docs/rules/ranking.md, "essay"."""

    def value(self, result: Result, context: TieContext, /) -> int:
        """Give the negated figure."""
        return -result.essay


TIE: TieKey = Essay()
