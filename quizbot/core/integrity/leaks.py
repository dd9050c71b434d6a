"""Questions that turned easy in the middle of a round, for people of the same strength.

Early and late hand-ins are compared within groups of equal total score (Mantel and Haenszel 1959;
the question itself counts in the total: Holland and Thayer 1988), so a round in which the strong come
late raises no sign.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from quizbot.core.integrity.discovery import adjusted, upper_tail
from quizbot.core.integrity.scripts import Script

FALSE_ALARMS = 0.01
"""Among the questions that are shown, at most this expected share turned easy by chance alone."""

FEWEST = 60
"""Hand-ins with the question, early and late together; with fewer nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakSign:
    item: str
    early: int
    late: int
    # share right among the early and the late half
    early_right: float
    late_right: float
    p_value: float
    adjusted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakReport:
    signs: tuple[LeakSign, ...]
    tested: int
    false_alarms: float


def leak_report(scripts: Iterable[Script], *, false_alarms: float = FALSE_ALARMS) -> LeakReport:
    """Compare the early half of the hand-ins of each question with the late half."""
    with_item: defaultdict[str, list[Script]] = defaultdict(list)
    for script in scripts:
        for item in script.choices:
            with_item[item].append(script)
    tested = [
        _compare(item, sorted(having, key=lambda script: (script.handed_in_s(), script.person)))
        for item, having in sorted(with_item.items())
        if len(having) >= FEWEST
    ]
    levels = adjusted([sign.p_value for sign in tested])
    signs = [
        LeakSign(
            item=sign.item, early=sign.early, late=sign.late, early_right=sign.early_right,
            late_right=sign.late_right, p_value=sign.p_value, adjusted=level,
        )
        for sign, level in zip(tested, levels, strict=True)
        if level <= false_alarms
    ]  # fmt: skip
    signs.sort(key=lambda sign: (sign.p_value, sign.item))
    return LeakReport(signs=tuple(signs), tested=len(tested), false_alarms=false_alarms)


def _compare(item: str, by_time: Sequence[Script]) -> LeakSign:
    half = len(by_time) // 2
    early, late = by_time[:half], by_time[half:]
    return LeakSign(
        item=item,
        early=len(early),
        late=len(late),
        early_right=_share(item, early),
        late_right=_share(item, late),
        p_value=_chance(item, early, late),
        adjusted=1.0,
    )


def _share(item: str, scripts: Sequence[Script]) -> float:
    return sum(script.choices[item].right for script in scripts) / len(scripts)


def _chance(item: str, early: Sequence[Script], late: Sequence[Script]) -> float:
    """Give the one-sided chance of Mantel and Haenszel's statistic, with continuity correction."""
    # by total score: right and people, early and late
    groups: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for place, scripts in ((0, early), (2, late)):
        for script in scripts:
            cell = groups[script.right()]
            cell[place] += script.choices[item].right
            cell[place + 1] += 1
    observed = expected = spread = 0.0
    for early_right, early_all, late_right, late_all in groups.values():
        everybody, right = early_all + late_all, early_right + late_right
        if everybody < 2:
            continue
        observed += late_right
        expected += late_all * right / everybody
        spread += late_all * early_all * right * (everybody - right) / (everybody**2 * (everybody - 1))
    if not spread:
        return 1.0
    return upper_tail((observed - expected - 0.5) / sqrt(spread))
