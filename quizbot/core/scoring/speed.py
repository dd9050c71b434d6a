"""More points the sooner a right answer comes; for live shows and practice only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from quizbot.core.scoring import MarkedAnswer, ScoringRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Fall in a straight line from `full` at once to `least` at the limit; a wrong answer is 0.

    Clamped at both ends; without a limit every right answer is `full`.
    See docs/rules/scoring.md, "speed".
    """

    ledger: Literal["official", "game"] = "game"
    # points
    full: int = 1000
    least: int = 500

    def lines(self, answers: Sequence[MarkedAnswer], /) -> tuple[int, ...]:
        """Give the points of every answer."""
        return tuple(self._points(answer) if answer.right else 0 for answer in answers)

    def _points(self, answer: MarkedAnswer) -> int:
        if answer.limit is None or answer.elapsed <= timedelta(0):
            return self.full
        if answer.elapsed >= answer.limit:
            return self.least
        return self.full - (self.full - self.least) * answer.elapsed // answer.limit


RULE: ScoringRule = Speed()
