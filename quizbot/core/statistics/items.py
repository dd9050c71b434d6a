"""One question: how hard it is, how well it tells people apart, which options are chosen.

Facility, discrimination and efficiency are those of Moodle's quiz statistics
(docs.moodle.org, "Quiz statistics calculations", read 2026-11).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from quizbot.core.statistics.intervals import Interval, jackknife, wilson
from quizbot.core.statistics.moments import Sums
from quizbot.core.statistics.sheets import Sheet, Sheets

OUTER = Fraction(27, 100)
"""The top and the bottom group of D (Kelley 1939)."""

WORKING_SHARE = Fraction(5, 100)
"""A wrong option chosen by fewer does not work as a distractor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing people chose; "" is no answer."""

    text: str
    people: int
    share: float
    # share among the third of people with the highest totals
    top_share: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """The figures of one question. None: cannot be told (nobody varies, or too few people)."""

    item: str
    people: int
    # mean marks / full marks, 0 to 1, and its 95 % interval (Wilson, for one mark a question)
    facility: float
    facility_interval: Interval
    # correlation of the marks with the rest of the paper, × 100
    discrimination: float | None
    discrimination_interval: Interval | None
    # covariance with the rest as a share of the highest possible one, × 100
    efficiency: float | None
    # facility among the best 27 % minus that among the weakest 27 %
    upper_lower: float | None
    choices: tuple[Choice, ...]


def item_statistics(sheets: Sheets, item: str, *, right: frozenset[str] = frozenset()) -> ItemStatistics:
    """Compute the figures of one question over everybody who had it.

    Args:
        right: what counts as the right choice, as it stands in `Sheet.chosen`.
    """
    pairs = sheets.pairs(item)
    full = sheets.most[item]
    sums = Sums.of(pairs)
    correlation = sums.correlation()
    return ItemStatistics(
        item=item,
        people=sums.n,
        facility=sums.x / (sums.n * full),
        facility_interval=wilson(sums.x, sums.n * full),
        discrimination=None if correlation is None else 100 * correlation,
        discrimination_interval=_discrimination_interval(pairs, sums),
        efficiency=_efficiency(pairs, sums),
        upper_lower=_upper_lower(pairs, full),
        choices=_choices(sheets.having(item), item, right),
    )


def _discrimination_interval(pairs: Sequence[tuple[int, int]], sums: Sums) -> Interval | None:
    value = sums.correlation()
    if value is None:
        return None
    kinds = Counter(pairs)
    left: list[float] = []
    for (x, y), times in kinds.items():
        without = sums.without(x, y).correlation()
        if without is None:
            return None
        left.extend([without] * times)
    low, high = jackknife(value, left)
    return Interval(100 * max(-1.0, low), 100 * min(1.0, high))


def _efficiency(pairs: Sequence[tuple[int, int]], sums: Sums) -> float | None:
    ours = sums.covariance()
    best = Sums.of(zip(sorted(x for x, _ in pairs), sorted(y for _, y in pairs), strict=True)).covariance()
    return None if ours is None or not best else 100 * ours / best


def _upper_lower(pairs: Sequence[tuple[int, int]], full: int) -> float | None:
    size = floor(len(pairs) * OUTER)
    if not size:
        return None
    by_total = sorted(((x + y, x) for x, y in pairs), reverse=True)
    best = _mean_of_outer(by_total, size)
    weakest = _mean_of_outer([(-total, x) for total, x in reversed(by_total)], size)
    return float((best - weakest) / full)


def _mean_of_outer(ordered: Sequence[tuple[int, int]], size: int) -> Fraction:
    """Give the mean marks of the first `size`; who ties at the cut counts in equal parts."""
    cut = ordered[size - 1][0]
    inside = [x for total, x in ordered if total > cut]
    tied = [x for total, x in ordered if total == cut]
    return (sum(inside) + Fraction(sum(tied) * (size - len(inside)), len(tied))) / size


def _choices(sheets: Sequence[Sheet], item: str, right: frozenset[str]) -> tuple[Choice, ...]:
    third = sorted(sheets, key=lambda sheet: (-sheet.total(), sheet.person))[: max(1, len(sheets) // 3)]
    everybody = Counter(sheet.chosen.get(item, "") for sheet in sheets)
    best = Counter(sheet.chosen.get(item, "") for sheet in third)
    return tuple(
        Choice(
            text=text,
            people=people,
            share=people / len(sheets),
            top_share=best[text] / len(third),
            right=text in right,
        )
        for text, people in sorted(everybody.items(), key=lambda pair: (-pair[1], pair[0]))
    )
