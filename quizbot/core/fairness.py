"""What a way of ranking units does to small and large ones, found by playing many made-up rounds.

Whether a unit is small should not decide whether it wins. Every repetition gives each unit a true
level, each participant a skill around it and a score on the paper, and ranks the units by every
method; what is counted is who wins, how often small units stand at either end, and how far the order
follows the truth. See docs/rules/units.md, 10.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate
from math import exp, lgamma

from quizbot.core.contest import UnitRules
from quizbot.core.units import SCALE, UnitCount, UnitResult, unit_board

METHODS = ("size_adjusted_z", "empirical_bayes", "mean", "per_head", "sum", "best_five")
"""What is compared: four scores of the product, and two that other contests use."""

_BEST = 5
_END = 3
# a level this near to 0 or 1 leaves no room for skill
_EDGE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What the made-up people are like."""

    questions: int
    # share of each unit that takes part, 0 to 1
    participation: float = 0.8
    # mean skill (share of questions right) and how closely people lie around it
    skill: float = 0.8
    concentration: float = 12.0
    # standard deviation of the units' true levels
    unit_deviation: float = 0.0
    repetitions: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How one method did."""

    method: str
    # share of the first and of the last three places that small units took
    small_first: float
    small_last: float
    # mean rank correlation (Spearman) with the true levels; None: the units were equally good
    follows: float | None
    # chance to win, by unit
    wins: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """All methods on one roster."""

    assumptions: Assumptions
    # people, by unit
    roster: Mapping[str, int]
    # units of at most the median size
    small: tuple[str, ...]
    # what a fair method gives small units
    fair_share: float
    judgements: tuple[Judgement, ...]


def fairness(roster: Mapping[str, int], assumptions: Assumptions, *, rng: random.Random) -> Fairness:
    """Play `assumptions.repetitions` rounds on a roster of at least two units.

    Raises:
        ValueError: fewer than two units have people.
    """
    sizes = {code: people for code, people in sorted(roster.items()) if people > 0}
    if len(sizes) < 2:
        raise ValueError("fairness needs at least two units with people")
    middle = sorted(sizes.values())[(len(sizes) - 1) // 2]
    small = frozenset(code for code, people in sizes.items() if people <= middle)
    tallies = {method: _Tally(sizes, small) for method in METHODS}
    play = _Play(sizes, assumptions, rng)
    for _ in range(assumptions.repetitions):
        truth, figures = play.round()
        for method, tally in tallies.items():
            tally.add(figures[method], truth, rng)
    known = assumptions.unit_deviation > 0
    return Fairness(
        assumptions=assumptions,
        roster=sizes,
        small=tuple(sorted(small)),
        fair_share=len(small) / len(sizes),
        judgements=tuple(tally.judged(method, known=known) for method, tally in tallies.items()),
    )


class _Play:
    """Makes up rounds."""

    def __init__(self, sizes: Mapping[str, int], assumptions: Assumptions, rng: random.Random) -> None:
        self._sizes = sizes
        self._say = assumptions
        self._rng = rng
        self._equal = _cumulated(assumptions, assumptions.skill)

    def round(self) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
        """Give the true levels, and every method's figure for every unit."""
        truth: dict[str, float] = {}
        scores: dict[str, list[int]] = {}
        for code, people in self._sizes.items():
            truth[code] = self._level()
            weights = _cumulated(self._say, truth[code]) if self._say.unit_deviation else self._equal
            scores[code] = self._rng.choices(
                range(len(weights)), cum_weights=weights, k=self._taking_part(people)
            )
        return truth, self._figures(scores)

    def _taking_part(self, people: int) -> int:
        return max(1, sum(self._rng.random() < self._say.participation for _ in range(people)))

    def _level(self) -> float:
        if not self._say.unit_deviation:
            return self._say.skill
        drawn = self._rng.gauss(self._say.skill, self._say.unit_deviation)
        return min(1 - _EDGE, max(_EDGE, drawn))

    def _figures(self, scores: Mapping[str, Sequence[int]]) -> dict[str, dict[str, float]]:
        questions = self._say.questions
        counts = [
            UnitCount.of(
                code, roster=self._sizes[code], scores=[right * SCALE // questions for right in found]
            )
            for code, found in scores.items()
        ]
        rows = {row.code: row for row in unit_board(counts, UnitRules()).rows}
        figures = {method: _by_unit(rows, field) for method, field in _FIELDS.items()}
        figures["sum"] = {code: float(sum(found)) for code, found in scores.items()}
        figures["best_five"] = {code: float(sum(nlargest(_BEST, found))) for code, found in scores.items()}
        return figures


_FIELDS = {"size_adjusted_z": "z", "empirical_bayes": "level", "mean": "mean", "per_head": "per_head"}


def _by_unit(rows: Mapping[str, UnitResult], field: str) -> dict[str, float]:
    return {code: float(getattr(row, field) or 0.0) for code, row in rows.items()}


def _cumulated(say: Assumptions, level: float) -> list[float]:
    """Give the cumulated chances of 0, 1, ... right answers (beta-binomial around a level)."""
    a, b, n = level * say.concentration, (1 - level) * say.concentration, say.questions
    whole = lgamma(n + 1) + lgamma(a + b) - lgamma(a) - lgamma(b) - lgamma(n + a + b)
    chances = (
        exp(whole - lgamma(k + 1) - lgamma(n - k + 1) + lgamma(k + a) + lgamma(n - k + b))
        for k in range(n + 1)
    )
    return list(accumulate(chances))


class _Tally:
    """Counts how one method does."""

    def __init__(self, sizes: Mapping[str, int], small: frozenset[str]) -> None:
        self._small = small
        self._end = min(_END, len(sizes) // 2)
        self._wins = dict.fromkeys(sizes, 0)
        self._first = self._last = self._rounds = 0
        self._follows = 0.0

    def add(self, figures: Mapping[str, float], truth: Mapping[str, float], rng: random.Random) -> None:
        """Rank one round, best first; equals in any order."""
        order = sorted(figures, key=lambda code: (-figures[code], rng.random()))
        self._rounds += 1
        self._wins[order[0]] += 1
        self._first += sum(code in self._small for code in order[: self._end])
        self._last += sum(code in self._small for code in order[-self._end :])
        best = sorted(truth, key=lambda code: -truth[code])
        true_place = {code: place for place, code in enumerate(best)}
        n = len(order)
        distance = sum((place - true_place[code]) ** 2 for place, code in enumerate(order))
        self._follows += 1 - 6 * distance / (n * (n * n - 1))

    def judged(self, method: str, *, known: bool) -> Judgement:
        """Give the shares."""
        places = self._rounds * self._end
        return Judgement(
            method=method,
            small_first=self._first / places,
            small_last=self._last / places,
            follows=self._follows / self._rounds if known else None,
            wins={code: count / self._rounds for code, count in self._wins.items()},
        )
