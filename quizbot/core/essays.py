"""Marks of essays: two people who do not see each other, a third where they differ. See docs/rules/essays.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizbot.core.ids import AttemptId


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayMark:
    """One person's mark of one essay, with when and in which words."""

    attempt_id: AttemptId
    position: int
    # an account; a marker's last mark of an essay counts
    by: str
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
    # None until it is done
    points: int | None = None


def essay_result(marks: Iterable[EssayMark], *, gap: int) -> EssayResult:
    """Give the points of an essay.

    Two marks that differ by at most `gap` give their mean, halves rounded up. Two that differ by more
    wait for a third person, whose mark is the result.

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
    if abs(first - second) <= gap:
        return EssayResult(state=Marking.DONE, points=(first + second + 1) // 2)
    if len(given) < 3:
        return EssayResult(state=Marking.THIRD)
    return EssayResult(state=Marking.DONE, points=given[2])
