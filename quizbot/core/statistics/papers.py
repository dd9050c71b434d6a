"""The paper as a whole: how totals spread, how reliable they are, which places mean anything.

Skewness and kurtosis are by k-statistics, as in Moodle's quiz statistics
(docs.moodle.org, "Quiz statistics calculations", read 2026-11).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from quizbot.core.statistics.intervals import Interval, jackknife
from quizbot.core.statistics.moments import power_sum, variance
from quizbot.core.statistics.sheets import Sheets

_FOR_SKEWNESS = 3
_FOR_KURTOSIS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStatistics:
    """The figures of all totals together. None: cannot be told."""

    papers: int
    # questions of a paper; None when papers differ
    length: int | None
    mean: float
    median: float
    # sample standard deviation (n - 1)
    deviation: float | None
    skewness: float | None
    # 0 for a normal distribution
    kurtosis: float | None
    # Cronbach's alpha; with one mark a question it is KR-20
    alpha: float | None
    alpha_interval: Interval | None
    # 100 √(1 - alpha): the part of the spread that is chance, in percent
    error_ratio: float | None
    # of a total, in marks
    standard_error: float | None


def paper_statistics(sheets: Sheets) -> PaperStatistics:
    """Compute the figures of the totals.

    Where people have different papers, alpha takes the mean over the papers of the sum of their
    questions' variances; with one paper for all it is Cronbach's own.

    Raises:
        ValueError: there is no paper.
    """
    if not sheets.all:
        raise ValueError("statistics need at least one paper")
    spread = variance(sheets.totals)
    alpha = _alpha(sheets)
    known = alpha is not None and spread is not None
    lengths = {len(sheet.marks) for sheet in sheets.all}
    return PaperStatistics(
        papers=len(sheets.all),
        length=lengths.pop() if len(lengths) == 1 else None,
        mean=sum(sheets.totals) / len(sheets.totals),
        median=_median(sheets.totals),
        deviation=None if spread is None else sqrt(spread),
        skewness=_skewness(sheets.totals),
        kurtosis=_kurtosis(sheets.totals),
        alpha=alpha,
        alpha_interval=_alpha_interval(sheets, alpha),
        error_ratio=100 * sqrt(max(0.0, 1 - alpha)) if alpha is not None else None,
        standard_error=sqrt((spread or 0.0) * max(0.0, 1 - (alpha or 0.0))) if known else None,
    )


def _median(totals: Sequence[int]) -> float:
    ordered = sorted(totals)
    middle = len(ordered) // 2
    return float(ordered[middle]) if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _skewness(totals: Sequence[int]) -> float | None:
    n = len(totals)
    second = Fraction(power_sum(totals, 2), n**2)
    if n < _FOR_SKEWNESS or not second:
        return None
    third = Fraction(power_sum(totals, 3), n**3)
    k3 = third * n / ((n - 1) * (n - 2))
    k2 = sqrt(float(second / (n - 1)))
    return float(k3) / (k2 * k2 * k2)


def _kurtosis(totals: Sequence[int]) -> float | None:
    n = len(totals)
    second = Fraction(power_sum(totals, 2), n**2) / n
    if n < _FOR_KURTOSIS or not second:
        return None
    fourth = Fraction(power_sum(totals, 4), n**4) / n
    k2 = second * n / (n - 1)
    k4 = ((n + 1) * fourth - 3 * (n - 1) * second**2) * n**2 / ((n - 1) * (n - 2) * (n - 3))
    return float(k4 / k2**2)


class _ItemSums:
    """What alpha needs of every question: how many had it, its marks, its squares."""

    def __init__(self, sheets: Sheets) -> None:
        self.had: Counter[str] = Counter()
        self.marks: Counter[str] = Counter()
        self.squares: Counter[str] = Counter()
        for sheet in sheets.all:
            for item, mark in sheet.marks.items():
                self.had[item] += 1
                self.marks[item] += mark
                self.squares[item] += mark * mark

    def weighted(self, item: str, *, less: int | None = None) -> float:
        """Give (how many had it) × (its sample variance), leaving one mark out if asked."""
        n, x, xx = self.had[item], self.marks[item], self.squares[item]
        if less is not None:
            n, x, xx = n - 1, x - less, xx - less * less
        return (n * xx - x * x) / (n - 1) if n > 1 else 0.0


def _alpha(sheets: Sheets) -> float | None:
    spread = variance(sheets.totals)
    sums = _ItemSums(sheets)
    questions = sum(sums.had.values()) / len(sheets.all)
    if not spread or questions <= 1:
        return None
    within = sum(sums.weighted(item) for item in sheets.items) / len(sheets.all)
    return questions / (questions - 1) * (1 - within / spread)


def _alpha_interval(sheets: Sheets, alpha: float | None) -> Interval | None:
    n = len(sheets.all)
    if alpha is None or n < _FOR_SKEWNESS:
        return None
    sums = _ItemSums(sheets)
    each = {item: sums.weighted(item) for item in sheets.items}
    everything = sum(each.values())
    asked = sum(sums.had.values())
    total, squares = sum(sheets.totals), sum(value * value for value in sheets.totals)
    left: list[float] = []
    for sheet, own in zip(sheets.all, sheets.totals, strict=True):
        rest, rest_squares = total - own, squares - own * own
        spread = ((n - 1) * rest_squares - rest * rest) / ((n - 1) * (n - 2))
        questions = (asked - len(sheet.marks)) / (n - 1)
        if not spread or questions <= 1:
            return None
        changed = sum(sums.weighted(item, less=mark) - each[item] for item, mark in sheet.marks.items())
        within = (everything + changed) / (n - 1)
        left.append(questions / (questions - 1) * (1 - within / spread))
    low, high = jackknife(alpha, left)
    return Interval(low, min(1.0, high))
