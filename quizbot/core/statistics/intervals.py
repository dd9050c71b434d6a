"""Intervals that say how far a figure could be off. 95 % two-sided unless said otherwise."""

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

Z95 = 1.959963984540054
"""Half-width of a two-sided 95 % interval of the normal distribution, in standard errors."""


class Interval(NamedTuple):
    low: float
    high: float


def wilson(successes: int, trials: int, *, z: float = Z95) -> Interval:
    """Give Wilson's score interval of a share (Wilson 1927); (0, 1) without trials."""
    if not trials:
        return Interval(0.0, 1.0)
    share = successes / trials
    square = z * z / trials
    middle = (share + square / 2) / (1 + square)
    width = z * sqrt(share * (1 - share) / trials + square / (4 * trials)) / (1 + square)
    return Interval(max(0.0, middle - width), min(1.0, middle + width))


def jackknife(value: float, left_out: Sequence[float], *, z: float = Z95) -> Interval:
    """Give value ± z standard errors from the values with one person left out (Tukey 1958)."""
    n = len(left_out)
    mean = fsum(left_out) / n
    error = sqrt((n - 1) / n * fsum((each - mean) ** 2 for each in left_out))
    return Interval(value - z * error, value + z * error)
