"""Shelf of scoring rules: one file = one rule, taken by its file name.

A rule belongs to one of two ledgers. The *official* ledger is the only one that ranks people for
awards; *game* points (speed, streaks) are for live shows and practice and never meet it: the two
have different types.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Literal, NewType, Protocol

from quizbot.core.shelf import Shelf

OfficialPoints = NewType("OfficialPoints", int)
GamePoints = NewType("GamePoints", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedAnswer:
    """One answer after marking, in the order of the paper."""

    right: bool
    share: Fraction
    # points the author gives the question, 1 unless said
    weight: int = 1
    # from the moment the question was shown to the moment the server got the answer
    elapsed: timedelta = timedelta(0)
    # own time for this question; None when there is none
    limit: timedelta | None = None


class ScoringRule(Protocol):
    """A rule that turns marked answers into points, one number for each answer."""

    @property
    def ledger(self) -> Literal["official", "game"]:
        """Name the ledger the points belong to."""
        ...

    def lines(self, answers: Sequence[MarkedAnswer], /) -> tuple[int, ...]:
        """Give the points of every answer; the score is exactly their sum."""
        ...


SCORING: Shelf[ScoringRule] = Shelf("quizbot.core.scoring", "RULE")
