"""Sums of whole numbers, exact, and what follows from them; every division comes last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over pairs of whole numbers; exact whatever their number."""

    n: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> "Sums":
        n = x = y = xx = yy = xy = 0
        for one, other in pairs:
            n += 1
            x += one
            y += other
            xx += one * one
            yy += other * other
            xy += one * other
        return cls(n, x, y, xx, yy, xy)

    def without(self, x: int, y: int) -> "Sums":
        """Leave one pair out."""
        return Sums(self.n - 1, self.x - x, self.y - y, self.xx - x * x, self.yy - y * y, self.xy - x * y)

    def covariance(self) -> float | None:
        """Give the sample covariance (n - 1); None below two pairs."""
        if self.n < 2:
            return None
        return (self.n * self.xy - self.x * self.y) / (self.n * (self.n - 1))

    def correlation(self) -> float | None:
        """Give Pearson's correlation; None where one side does not vary."""
        spread = (self.n * self.xx - self.x**2) * (self.n * self.yy - self.y**2)
        if spread <= 0:
            return None
        return (self.n * self.xy - self.x * self.y) / sqrt(spread)


def variance(values: Sequence[int]) -> float | None:
    """Give the sample variance (n - 1) of whole numbers; None below two."""
    n = len(values)
    if n < 2:
        return None
    return (n * sum(value * value for value in values) - sum(values) ** 2) / (n * (n - 1))


def power_sum(values: Sequence[int], power: int) -> int:
    """Give n^power × Σ (x - mean)^power, a whole number."""
    n, total = len(values), sum(values)
    return sum((n * value - total) ** power for value in values)
