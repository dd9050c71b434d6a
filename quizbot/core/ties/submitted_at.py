"""The paper handed in earlier goes first."""

from dataclasses import dataclass

from quizbot.core.result import Result
from quizbot.core.ties import TieContext, TieKey


@dataclass(frozen=True, slots=True)
class SubmittedAt:
    """Give the whole seconds from the opening of the round. See docs/rules/ranking.md, "submitted_at"."""

    def value(self, result: Result, context: TieContext, /) -> int:
        """Give the seconds from the opening of the round to the handing in."""
        return result.submitted_s


TIE: TieKey = SubmittedAt()
