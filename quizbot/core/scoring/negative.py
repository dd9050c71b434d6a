"""Points for right answers, taken off for wrong ones, against guessing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quizbot.core.scoring import MarkedAnswer, ScoringRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Negative:
    """Give `gain` × weight for a right answer and take `loss` × weight for a wrong one.

    The sum has no floor: a score may be below zero, so that the lines always add up to it and the
    order of the questions never matters. See docs/rules/scoring.md, "negative".
    """

    ledger: Literal["official", "game"] = "official"
    # points, for weight 1
    gain: int = 4
    loss: int = 1

    def lines(self, answers: Sequence[MarkedAnswer], /) -> tuple[int, ...]:
        """Give the points of every answer."""
        return tuple((self.gain if answer.right else -self.loss) * answer.weight for answer in answers)


RULE: ScoringRule = Negative()
