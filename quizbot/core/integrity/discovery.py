"""Many tests at once: keep the share of false alarms among all alarms below a stated rate."""

from collections.abc import Sequence
from math import erfc, sqrt


def adjusted(p_values: Sequence[float]) -> tuple[float, ...]:
    """Give Benjamini and Hochberg's adjusted p-values (1995), in the order they came.

    Taking those of at most q as discoveries keeps the expected share of false ones at q or below.
    """
    count = len(p_values)
    order = sorted(range(count), key=lambda index: p_values[index])
    result = [1.0] * count
    least = 1.0
    for rank in range(count, 0, -1):
        index = order[rank - 1]
        least = min(least, p_values[index] * (count / rank))
        result[index] = least
    return tuple(result)


def upper_tail(z: float) -> float:
    """Give the chance that a normal deviate exceeds z."""
    return erfc(z / sqrt(2)) / 2
