"""Marks of essays: two people who do not see each other, a third where they differ. See docs/rules/essays.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizbot.core.contest_paper import PaperRules
from quizbot.core.ids import AttemptId
from quizbot.core.points import to_units, unit_of


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayMark:
    """One person's mark of one essay, with when and in which words."""

    attempt_id: AttemptId
    position: int
    # an account; a marker's last mark of an essay counts
    by: str
    # in units (`core/points`)
    points: int
    comment: str
    at: datetime


class Marking(StrEnum):
    # nobody, or one person, has marked it
    WAITING = "waiting"
    # two marks differ by more than the contest allows
    THIRD = "third"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayResult:
    """Where the marking of one essay stands."""

    state: Marking
    # in units; None until it is done
    points: int | None = None


def essay_result(marks: Iterable[EssayMark], *, rules: PaperRules) -> EssayResult:
    """Give the points of an essay.

    Two marks that differ by at most `essay_gap` give their mean: exact, or rounded to the step of
    marks, halves up. Two that differ by more wait for a third person, whose mark is the result.

    Args:
        marks: of one essay, in the order they were given.
    """
    latest: dict[str, int] = {}
    for each in marks:
        latest[each.by] = each.points
    given = list(latest.values())
    if len(given) < 2:
        return EssayResult(state=Marking.WAITING)
    first, second = given[:2]
    unit = unit_of(rules)
    if abs(first - second) <= rules.essay_gap * unit:
        # of two marks of the smallest step the mean is whole in units
        step = 1 if rules.essay_mean == "exact" else to_units(rules.essay_step, unit)
        return EssayResult(state=Marking.DONE, points=(first + second + step) // (2 * step) * step)
    if len(given) < 3:
        return EssayResult(state=Marking.THIRD)
    return EssayResult(state=Marking.DONE, points=given[2])
