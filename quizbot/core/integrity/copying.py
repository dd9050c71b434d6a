"""Pairs of one unit who chose the same wrong options far more often than chance gives.

Right answers agree because people know them, so only questions that both got wrong are looked
at. Given that both are wrong, they choose option j alike by chance with the square of its share
s among the wrong answers outside the unit, whatever the two people's skill. An agreement on j weighs
log2(1/s), what it says for copying against chance, so a rare mistake in common counts more than a popular one;
the sum of the weights has a known distribution, computed exactly. (The idea of the K-index and of the
generalised binomial test: van der Linden and Sotaridona 2006.)
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import floor, log2

from quizbot.core.integrity.discovery import adjusted
from quizbot.core.integrity.scripts import Script, Sitting
from quizbot.core.statistics.intervals import wilson

FALSE_ALARMS = 0.01
"""Among the pairs that are shown, at most this expected share agrees by chance alone."""

FEWEST_BOTH_WRONG = 3
"""With fewer questions that both got wrong, agreement says nothing."""

FEWEST_WRONG_OUTSIDE = 20
"""A question enters only when this many outside the unit got it wrong: else its shares are guesses."""

MARGIN = 0.75
"""Standard errors by which a share is taken too high: found by simulation (docs/rules/integrity.md)."""

STEPS = 8
"""Weights are counted in eighths of a bit, rounded down, in the data and in the distribution alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyingSign:
    """A pair to look at, with the facts."""

    unit: str
    one: str
    other: str
    # questions on both papers, those both got wrong, and those with the same wrong option
    common: int
    both_wrong: int
    same_wrong: tuple[str, ...]
    # what chance alone would give of `both_wrong`
    expected: float
    # chance of so many or more agreements; and adjusted for the number of pairs looked at
    p_value: float
    adjusted: float
    # seconds between the two hand-ins of the round where they lie closest, and for how long, over
    # all rounds, both were answering at once
    apart_s: int | None
    overlap_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyingReport:
    signs: tuple[CopyingSign, ...]
    # pairs that had enough questions wrong in common to be tested
    tested: int
    false_alarms: float


def copying_report(scripts: Iterable[Script], *, false_alarms: float = FALSE_ALARMS) -> CopyingReport:
    """Look at every pair within a unit; strongest signs first."""
    everybody = sorted(scripts, key=lambda script: (script.unit, script.person))
    wrong = _WrongShares(everybody)
    tested = [sign for unit in _by_unit(everybody) for sign in _pairs(unit, wrong)]
    levels = adjusted([sign.p_value for sign in tested])
    signs = [
        CopyingSign(
            unit=sign.unit, one=sign.one, other=sign.other, common=sign.common, both_wrong=sign.both_wrong,
            same_wrong=sign.same_wrong, expected=sign.expected, p_value=sign.p_value, adjusted=level,
            apart_s=sign.apart_s, overlap_s=sign.overlap_s,
        )
        for sign, level in zip(tested, levels, strict=True)
        if level <= false_alarms
    ]  # fmt: skip
    signs.sort(key=lambda sign: (sign.p_value, sign.one, sign.other))
    return CopyingReport(signs=tuple(signs), tested=len(tested), false_alarms=false_alarms)


class _WrongShares:
    """How often each wrong option is chosen, of everybody and of each unit."""

    def __init__(self, scripts: Sequence[Script]) -> None:
        self._all: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._unit: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._known: dict[tuple[str, str], dict[str, float]] = {}
        for script in scripts:
            for item, choice in script.choices.items():
                if not choice.right:
                    self._all[item][choice.text] += 1
                    self._unit[script.unit, item][choice.text] += 1

    def outside(self, item: str, unit: str) -> dict[str, float]:
        """Give the shares of the wrong options outside a unit; empty: too few to tell.

        The shares are estimates. Each is taken three quarters of a standard error too high (Wilson's bound), so that
        a pair is not suspected for what the estimate has missed.
        """
        if (unit, item) not in self._known:
            everybody, own = self._all[item], self._unit[unit, item]
            wrong = everybody.total() - own.total()
            enough = wrong >= FEWEST_WRONG_OUTSIDE
            self._known[unit, item] = (
                {text: wilson(everybody[text] - own[text], wrong, z=MARGIN).high for text in everybody}
                if enough
                else {}
            )
        return self._known[unit, item]


def _weight(share: float) -> int:
    return floor(STEPS * log2(1 / share))


def _chance(shares: Sequence[dict[str, float]], *, reached: int) -> float:
    """Give the chance that the weights of chance agreements sum to `reached` or more, exactly."""
    sums = {0: 1.0}
    for options in shares:
        alike = [(_weight(share), share * share) for share in options.values()]
        different = max(0.0, 1 - sum(chance for _, chance in alike))
        grown: defaultdict[int, float] = defaultdict(float)
        for total, chance in sums.items():
            grown[total] += chance * different
            for weight, agree in alike:
                # whatever lies above is above: no need to tell it apart
                grown[min(reached, total + weight)] += chance * agree
        sums = grown
    return min(1.0, sums.get(reached, 0.0))


def _by_unit(scripts: Sequence[Script]) -> Iterator[list[Script]]:
    units: defaultdict[str, list[Script]] = defaultdict(list)
    for script in scripts:
        units[script.unit].append(script)
    yield from units.values()


def _pairs(unit: Sequence[Script], wrong: _WrongShares) -> Iterator[CopyingSign]:
    for one, other in combinations(unit, 2):
        common = [item for item in sorted(one.choices) if item in other.choices]
        both: list[dict[str, float]] = []
        same: list[str] = []
        reached = 0
        for item in common:
            mine, theirs = one.choices[item], other.choices[item]
            shares = {} if mine.right or theirs.right else wrong.outside(item, one.unit)
            if not shares:
                continue
            both.append(shares)
            if mine.text == theirs.text:
                same.append(item)
                reached += _weight(shares[mine.text])
        if len(both) < FEWEST_BOTH_WRONG:
            continue
        yield CopyingSign(
            unit=one.unit,
            one=one.person,
            other=other.person,
            common=len(common),
            both_wrong=len(both),
            same_wrong=tuple(same),
            expected=sum(share**2 for shares in both for share in shares.values()),
            p_value=_chance(both, reached=reached) if reached else 1.0,
            adjusted=1.0,
            apart_s=min((abs(a.submitted_s - b.submitted_s) for a, b in _sittings(one, other)), default=None),
            overlap_s=sum(
                max(0, min(a.submitted_s, b.submitted_s) - max(a.started_s, b.started_s))
                for a, b in _sittings(one, other)
            ),
        )


def _sittings(one: Script, other: Script) -> Iterator[tuple[Sitting, Sitting]]:
    for name, sitting in one.sittings.items():
        if name in other.sittings:
            yield sitting, other.sittings[name]
