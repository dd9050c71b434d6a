"""More right answers go first; for scores that are not the number of right answers."""

from dataclasses import dataclass

from quizbot.core.result import Result
from quizbot.core.ties import TieContext, TieKey


@dataclass(frozen=True, slots=True)
class Right:
    """Give the right answers as a negative number. See docs/rules/ranking.md, "right"."""

    def value(self, result: Result, context: TieContext, /) -> int:
        """Give the negated number of right answers."""
        return -result.right


TIE: TieKey = Right()
