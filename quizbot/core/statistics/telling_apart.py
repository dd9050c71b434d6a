"""Which places on a board are a difference between people, and which are the paper's chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

NINETY_PERCENT = 1.6448536269514722
"""Half-width of a two-sided 90 % interval of the normal distribution, in standard errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Places `first` to `last` (positions on the board, from 1) whose scores do not differ reliably."""

    first: int
    last: int


def told_apart(scores: Sequence[int], *, standard_error: float) -> tuple[Together, ...]:
    """Group a board, best first, into runs that the scores cannot tell apart at 90 %.

    A run ends where a score lies further below the run's first than 1.64 standard errors of a
    difference (√2 × the standard error of one score).

    Args:
        scores: totals in marks, best first.
        standard_error: of one total, in marks (`PaperStatistics.standard_error`).
    """
    width = NINETY_PERCENT * sqrt(2) * standard_error
    runs: list[Together] = []
    start = 0
    for position in range(1, len(scores) + 1):
        if position == len(scores) or scores[start] - scores[position] > width:
            runs.append(Together(first=start + 1, last=position))
            start = position
    return tuple(runs)
