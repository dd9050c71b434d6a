"""The shorter own time goes first."""

from dataclasses import dataclass

from quizbot.core.result import Result
from quizbot.core.ties import TieContext, TieKey


@dataclass(frozen=True, slots=True)
class Duration:
    """Give the own time in whole seconds. See docs/rules/ranking.md, "duration"."""

    def value(self, result: Result, context: TieContext, /) -> int:
        """Give the seconds from the person's first question to the handing in."""
        return result.duration_s


TIE: TieKey = Duration()
