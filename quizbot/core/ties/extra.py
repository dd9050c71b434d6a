"""More right answers to extra questions go first."""

from dataclasses import dataclass

from quizbot.core.result import Result
from quizbot.core.ties import TieContext, TieKey


@dataclass(frozen=True, slots=True)
class Extra:
    """Give the right answers to extra questions as a negative number. See docs/rules/ranking.md, "extra"."""

    def value(self, result: Result, context: TieContext, /) -> int:
        """Give the negated figure."""
        return -result.extra


TIE: TieKey = Extra()
