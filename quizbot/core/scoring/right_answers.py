"""One point for every right answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quizbot.core.scoring import MarkedAnswer, ScoringRule


@dataclass(frozen=True, slots=True, kw_only=True)
class RightAnswers:
    """Give 1 for a right answer and 0 for any other. See docs/rules/scoring.md, "right_answers"."""

    ledger: Literal["official", "game"] = "official"

    def lines(self, answers: Sequence[MarkedAnswer], /) -> tuple[int, ...]:
        """Give the points of every answer."""
        return tuple(int(answer.right) for answer in answers)


RULE: ScoringRule = RightAnswers()
