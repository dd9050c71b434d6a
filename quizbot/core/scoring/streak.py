"""A growing, bounded bonus for right answers in a row; for live shows and practice only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quizbot.core.scoring import MarkedAnswer, ScoringRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """Give `base` for a right answer and `step` more for each right one just before, up to `most`.

    A wrong answer is 0 and ends the row. See docs/rules/scoring.md, "streak".
    """

    ledger: Literal["official", "game"] = "game"
    # points
    base: int = 100
    step: int = 10
    most: int = 50

    def lines(self, answers: Sequence[MarkedAnswer], /) -> tuple[int, ...]:
        """Give the points of every answer."""
        points: list[int] = []
        row = 0
        for answer in answers:
            points.append(self.base + min(self.step * row, self.most) if answer.right else 0)
            row = row + 1 if answer.right else 0
        return tuple(points)


RULE: ScoringRule = Streak()
