"""Points that may be fractions, and the whole numbers they are counted in.

Everything that ranks is a whole number. Where a contest gives points for parts of a point (marks of
essays), its results and boards are counted in thousandths, and shown as points.
"""

import re
from fractions import Fraction

from quizbot.core.contest_paper import PaperRules, Points

THOUSANDTHS = 1000
"""The mean of two marks of any step that is allowed is a whole number of these."""

_WRITTEN = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,3})?")
COUNTED_IN_UNITS = ("points", "essay")
"""Steps of the order whose values are points."""


def unit_of(paper: PaperRules) -> int:
    """Tell how many units, in which results of a contest are counted, make a point: 1 or 1000."""
    whole_only = paper.essay_step == 1 and paper.essay_mean == "step"
    return 1 if whole_only or not paper.essays else THOUSANDTHS


def to_units(points: Points, unit: int) -> int:
    """Give points as whole units.

    Raises:
        ValueError: they are no whole number of units.
    """
    found = Fraction(points) * unit
    if found.denominator != 1:
        raise ValueError(f"{points} points are no whole number of units of 1/{unit}")
    return int(found)


def to_points(units: int, unit: int) -> Points:
    """Give units as points: a whole number where they are one."""
    whole, rest = divmod(units, unit)
    return Fraction(units, unit) if rest else whole


def read_points(text: str) -> Points | None:
    """Read points as people write them: "4", "4,5" or "4.25"; None when it is no such number."""
    if not _WRITTEN.fullmatch(text.strip()):
        return None
    return as_points(Fraction(text.strip().replace(",", ".")))


def as_points(value: Fraction) -> Points:
    """Give a number as points: a whole one as an `int`."""
    return int(value) if value.denominator == 1 else value


def step_points(step: str, value: int, unit: int) -> Points:
    """Give the value of a step of the order as people read it: as points where it is of points."""
    return to_points(value, unit) if step in COUNTED_IN_UNITS else value
