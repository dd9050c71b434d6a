"""The author's weight for every right answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quizbot.core.scoring import MarkedAnswer, ScoringRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """Give a right answer the weight of its question. See docs/rules/scoring.md, "weighted"."""

    ledger: Literal["official", "game"] = "official"

    def lines(self, answers: Sequence[MarkedAnswer], /) -> tuple[int, ...]:
        """Give the points of every answer."""
        return tuple(answer.weight if answer.right else 0 for answer in answers)


RULE: ScoringRule = Weighted()
