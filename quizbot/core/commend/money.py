"""Money that goes with an award: coefficient x base salary on the signing day, rounded up to ten thousand đồng.

Nghị định 152/2025/NĐ-CP Điều 54 (coefficients) and the general principles of its section on money
(rounding up), checked 2026-11. See docs/rules/awards.md, "Money".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from quizbot.core.refusal import Refusal

ROUNDED_TO = 10_000  # đồng

COEFFICIENTS = {
    ("giay-khen", "person"): Fraction(3, 10),
    ("giay-khen", "unit"): Fraction(6, 10),
    ("bang-khen", "person"): Fraction(15, 10),
    ("bang-khen", "unit"): Fraction(3),
    ("bieu-duong", "person"): Fraction(0),
    ("bieu-duong", "unit"): Fraction(0),
}
"""Coefficient of each form for a person and for a collective; a biểu dương carries no money."""


class NoBaseSalary(Refusal):
    """The dated table has no base salary for the day of signing."""

    code = "commend.no_base_salary"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseSalary:
    """The base salary in đồng from a day on, and the decree that sets it."""

    since: date
    amount: int
    source: str


def base_salary(table: Sequence[BaseSalary], *, on: date) -> BaseSalary:
    """Give the base salary in force on a day.

    Raises:
        NoBaseSalary: the table begins later.
    """
    known = [each for each in table if each.since <= on]
    if not known:
        raise NoBaseSalary(day=on)
    return max(known, key=lambda each: each.since)


def award_money(coefficient: Fraction, salary: int) -> int:
    """Give the amount in đồng: 0,3 x 2.530.000 = 759.000, rounded up to 760.000."""
    return ceil(coefficient * salary / ROUNDED_TO) * ROUNDED_TO
