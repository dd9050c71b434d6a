"""Points for the part of an answer that is right."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from quizbot.core.scoring import MarkedAnswer, ScoringRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """Give share × weight × `full`, rounded half down. See docs/rules/scoring.md, "partial"."""

    ledger: Literal["official", "game"] = "official"
    # points of a wholly right answer of weight 1
    full: int = 100

    def lines(self, answers: Sequence[MarkedAnswer], /) -> tuple[int, ...]:
        """Give the points of every answer."""
        return tuple(self._points(answer) for answer in answers)

    def _points(self, answer: MarkedAnswer) -> int:
        share = Fraction(1) if answer.right else answer.share
        return math.ceil(share * answer.weight * self.full - Fraction(1, 2))


RULE: ScoringRule = Partial()
