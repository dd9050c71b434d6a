"""Comparing units whatever their size. See docs/rules/units.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import fsum, sqrt

from quizbot.core.contest import UnitRules
from quizbot.core.refusal import Refusal

SCALE = 10_000
"""Scores come in and places go by ten-thousandths: what is published is what ranks."""

FEWEST_UNITS = 5
"""With fewer units the spread between units cannot be estimated (docs/rules/units.md, 5)."""

NINETY_PERCENT = 1.6448536269514722
"""Half-width of a two-sided 90 % interval of the normal distribution, in standard errors."""

UNIT_SCORES = (
    "size_adjusted_z",
    "empirical_bayes",
    "mean",
    "per_head",
    "participation",
    "rate_and_quality",
    "rate_then_quality",
    "quality_then_rate",
    "participants",
    "winners",
    "entered",
)


class UnknownUnitScore(Refusal):
    code = "units.unknown_score"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCount:
    """What is counted of one unit; scores of people are whole ten-thousandths, 0 to 10,000."""

    code: str
    # people on the dated roster; fewer than took part is read as all of them
    roster: int
    participants: int
    # sum of the participants' scores, and of the squares of their scores
    total: int
    squares: int
    # prizes of its people, or points entered by hand; looked at by the scores `winners` and `entered`
    figure: int = 0

    @classmethod
    def of(cls, code: str, *, roster: int, scores: Iterable[int], figure: int = 0) -> "UnitCount":
        """Count a unit from the scores of its participants, in ten-thousandths."""
        each = tuple(scores)
        return cls(
            code=code,
            roster=roster,
            participants=len(each),
            total=sum(each),
            squares=sum(score * score for score in each),
            figure=figure,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResult:
    """One unit on a board. Every figure is rounded to 4 decimals, half to even."""

    code: str
    roster: int
    participants: int
    # shares and scores from 0 to 1
    participation: float
    mean: float | None
    per_head: float
    # estimated level: the mean drawn towards all units as far as the unit is small
    level: float | None
    # size-adjusted z of the mean, and of the participation
    z: float | None
    participation_z: float
    # 90 % interval of the mean
    low: float | None
    high: float | None
    # from 1; units of one band cannot be told apart; None: not ranked
    band: int | None = None
    # None: not ranked, or bands only
    place: int | None = None
    # why not ranked: "participation" (below the threshold), "nobody" (no participant)
    unranked: str = ""
    # prizes of its people, or points entered by hand
    figure: int = 0
    # participation and mean with their declared weights; None: not asked for
    combined: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBoard:
    """The units of one bracket, best first; units that are not ranked stand at the end, by code."""

    rows: tuple[UnitResult, ...]
    score: str
    # grand mean g, variance between units τ², variance of one person's score within a unit v
    grand_mean: float
    between: float
    within: float
    # too few units for places; only the bands say something
    bands_only: bool


def by_chance(board: UnitBoard, participants: int) -> tuple[float, float] | None:
    """Give between which means a unit of this size lies 9 times of 10 if all units were equally good.

    The grand mean ± 1.645·√(v/n), cut at 0 and 1; None where nobody took part or v is not known.
    """
    if not participants or not board.within:
        return None
    half = NINETY_PERCENT * sqrt(board.within / participants)
    return _published(max(0.0, board.grand_mean - half)), _published(min(1.0, board.grand_mean + half))


@dataclass(frozen=True, slots=True)
class _Group:
    """Size, mean, and sum of squared distances from the mean."""

    size: int
    mean: float
    spread: float


@dataclass(frozen=True, slots=True)
class _Fit:
    grand_mean: float
    between: float
    within: float

    def z(self, group: _Group) -> float:
        width = sqrt(self.between + self.within / group.size)
        return (group.mean - self.grand_mean) / width if width else 0.0

    def level(self, group: _Group) -> float:
        spread = self.between + self.within / group.size
        weight = self.between / spread if spread else 0.0
        return self.grand_mean + weight * (group.mean - self.grand_mean)


def unit_board(counts: Iterable[UnitCount], rules: UnitRules) -> UnitBoard:
    """Compare the units of one bracket.

    Units below the participation threshold and units without participants are listed and not
    ranked, and do not enter the estimates.

    Raises:
        UnknownUnitScore: `rules.score` is not one of `UNIT_SCORES`.
    """
    if rules.score not in UNIT_SCORES:
        raise UnknownUnitScore(score=rules.score, known=", ".join(UNIT_SCORES))
    units = [_sound(count) for count in sorted(counts, key=lambda count: count.code)]
    reasons = {unit.code: _unranked(unit, rules) for unit in units}
    fit = _fit([_score_group(unit) for unit in units if unit.participants and not reasons[unit.code]])
    taking_part = _fit([_participation_group(unit) for unit in units if unit.roster])
    rows = [_weighed(_result(unit, fit, taking_part, reasons[unit.code]), rules) for unit in units]
    ranked = [row for row in rows if not row.unranked]
    few = rules.score in ("size_adjusted_z", "empirical_bayes") and len(ranked) < FEWEST_UNITS
    best_first = _banded(
        sorted(ranked, key=lambda row: (-_key(row, "mean" if few else rules.score), row.code))
    )
    return UnitBoard(
        rows=tuple(best_first if few else _placed(best_first, rules.score))
        + tuple(row for row in rows if row.unranked),
        score=rules.score,
        grand_mean=_published(fit.grand_mean),
        between=fit.between,
        within=fit.within,
        bands_only=few,
    )


def _sound(count: UnitCount) -> UnitCount:
    return replace(count, roster=max(count.roster, count.participants))


def _unranked(unit: UnitCount, rules: UnitRules) -> str:
    if rules.score == "entered":
        return "" if unit.figure else "nobody"
    if not unit.participants:
        return "nobody"
    share = Fraction(unit.participants, unit.roster)
    return "participation" if share < rules.participation_at_least else ""


def _weighed(row: UnitResult, rules: UnitRules) -> UnitResult:
    if rules.score != "rate_and_quality":
        return row
    weight = float(rules.participation_weight)
    return replace(row, combined=_published(weight * row.participation + (1 - weight) * (row.mean or 0.0)))


def _score_group(unit: UnitCount) -> _Group:
    spread = Fraction(unit.squares) - Fraction(unit.total**2, unit.participants)
    return _Group(
        unit.participants, unit.total / (unit.participants * SCALE), max(0.0, float(spread / SCALE**2))
    )


def _participation_group(unit: UnitCount) -> _Group:
    share = unit.participants / unit.roster
    return _Group(unit.roster, share, unit.roster * share * (1 - share))


def _fit(groups: Sequence[_Group]) -> _Fit:
    """Estimate g, τ² and v by moments (one-way analysis of variance, unequal sizes), τ² at least 0."""
    if not groups:
        return _Fit(0.0, 0.0, 0.0)
    people = sum(group.size for group in groups)
    free = people - len(groups)
    within = fsum(group.spread for group in groups) / free if free else 0.0
    pooled = fsum(group.size * group.mean for group in groups) / people
    between = 0.0
    if len(groups) > 1:
        distance = fsum(group.size * (group.mean - pooled) ** 2 for group in groups) / (len(groups) - 1)
        size = (people - sum(group.size**2 for group in groups) / people) / (len(groups) - 1)
        between = max(0.0, (distance - within) / size)
    if not (between or within):
        return _Fit(pooled, 0.0, 0.0)
    weights = [1 / (between + within / group.size) for group in groups]
    weighted = fsum(weight * group.mean for weight, group in zip(weights, groups, strict=True))
    return _Fit(weighted / fsum(weights), between, within)


def _result(unit: UnitCount, fit: _Fit, taking_part: _Fit, unranked: str) -> UnitResult:
    scores = _score_group(unit) if unit.participants else None
    error = NINETY_PERCENT * sqrt(fit.within / scores.size) if scores else 0.0
    return UnitResult(
        code=unit.code,
        roster=unit.roster,
        participants=unit.participants,
        participation=_published(unit.participants / unit.roster) if unit.roster else 0.0,
        mean=_published(scores.mean) if scores else None,
        per_head=_published(unit.total / (unit.roster * SCALE)) if unit.roster else 0.0,
        level=_published(fit.level(scores)) if scores else None,
        z=_published(fit.z(scores)) if scores else None,
        participation_z=_published(taking_part.z(_participation_group(unit))) if unit.roster else 0.0,
        low=_published(max(0.0, scores.mean - error)) if scores else None,
        high=_published(min(1.0, scores.mean + error)) if scores else None,
        unranked=unranked,
        figure=unit.figure,
    )


def _published(value: float) -> float:
    # + 0.0 turns a negative zero into zero
    return round(value, 4) + 0.0


def _key(row: UnitResult, score: str) -> int:
    """Give the published figure in whole ten-thousandths, so that every machine ranks alike."""
    rate, quality = row.participation, row.mean or 0.0
    figures = {
        "rate_and_quality": row.combined,
        "rate_then_quality": rate * SCALE * 10 + quality,
        "quality_then_rate": quality * SCALE * 10 + rate,
        "participants": float(row.participants),
        "winners": float(row.figure),
        "entered": float(row.figure),
        "size_adjusted_z": row.z,
        "empirical_bayes": row.level,
        "mean": row.mean,
        "per_head": row.per_head,
        "participation": row.participation,
    }
    return round((figures[score] or 0.0) * SCALE)


def _banded(best_first: Sequence[UnitResult]) -> list[UnitResult]:
    """Open a new band where the 90 % interval no longer overlaps that of the band's first unit."""
    banded: list[UnitResult] = []
    band, leader = 0, None
    for row in best_first:
        if leader is None or not _overlap(leader, row):
            band, leader = band + 1, row
        banded.append(replace(row, band=band))
    return banded


def _overlap(one: UnitResult, other: UnitResult) -> bool:
    return max(one.low or 0.0, other.low or 0.0) <= min(one.high or 0.0, other.high or 0.0)


def _placed(best_first: Sequence[UnitResult], score: str) -> list[UnitResult]:
    placed: list[UnitResult] = []
    for position, row in enumerate(best_first, start=1):
        same = placed and _key(placed[-1], score) == _key(row, score)
        placed.append(replace(row, place=placed[-1].place if same else position))
    return placed
