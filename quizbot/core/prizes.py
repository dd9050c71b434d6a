"""Giving out prizes down a ranked board. See docs/rules/prizes.md."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from quizbot.core.contest import Prize

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked(Generic[T]):
    """One line of a board: who, at which place; equal places mean equal in every step."""

    who: T
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Won(Generic[T]):
    """A prize, or why somebody ranked high enough goes without."""

    who: T
    place: int
    prize: Prize | None
    # "" · "tie_at_cut": equal with others where the prizes end, the board decides ·
    # "had_one": has a prize already, passed on to the next ·
    # "unit_full", "household_full": as many of their unit or household have won as may
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Generic[T]):
    """At most `most` winners who are alike: of one unit, of one household."""

    most: int
    # what makes them alike; None: nobody is like them
    group: Callable[[T], str | None]
    # the note of who is passed over
    note: str


def give_prizes(
    board: Sequence[Ranked[T]],
    prizes: Sequence[Prize],
    *,
    already: Collection[T] = (),
    limits: Sequence[Limit[T]] = (),
) -> tuple[Won[T], ...]:
    """Give prizes down the board, best first, in the order they are declared.

    Who already has a prize, and who is one too many of their unit or household, is passed over, with a
    note. People of one place are never parted by chance: when more of them share a place than there are
    prizes left at that rank, all of them stand on the list with the prize in question and the note
    "tie_at_cut", for people to decide; likewise when a limit would part them.

    Args:
        board: best first, people of one place beside each other.
        prizes: best first; each is given `count` times.
        already: those who may not win again.
        limits: how many winners may be alike.
    """
    had = set(already)
    given: list[Won[T]] = []
    counts: Counter[tuple[int, str]] = Counter()
    ladder = [prize for prize in prizes for _ in range(prize.count)]
    for place, group in _places(board):
        if not ladder:
            break
        able = [who for who in group if who not in had]
        given += [Won(who=who, place=place, prize=None, note="had_one") for who in group if who in had]
        full = {who: note for who in able if (note := _full(who, limits, counts))}
        given += [Won(who=who, place=place, prize=None, note=full[who]) for who in able if who in full]
        able = [who for who in able if who not in full]
        if not able:
            continue
        alike = Counter(key for who in able for key in _keys(who, limits))
        parted = any(counts[at, name] + people > limits[at].most for (at, name), people in alike.items())
        counts.update(alike)
        taken, ladder = ladder[: len(able)], ladder[len(able) :]
        split = parted or len(taken) < len(able) or len({prize.name for prize in taken}) > 1
        for position, who in enumerate(able):
            prize = taken[min(position, len(taken) - 1)]
            given.append(Won(who=who, place=place, prize=prize, note="tie_at_cut" if split else ""))
    return tuple(given)


def _keys(who: T, limits: Sequence[Limit[T]]) -> Iterator[tuple[int, str]]:
    for at, limit in enumerate(limits):
        name = limit.group(who)
        if name is not None:
            yield at, name


def _full(who: T, limits: Sequence[Limit[T]], counts: Mapping[tuple[int, str], int]) -> str:
    """Give the note of the first limit that is reached for this person; "" when none is."""
    for at, name in _keys(who, limits):
        if counts.get((at, name), 0) >= limits[at].most:
            return limits[at].note
    return ""


def _places(board: Sequence[Ranked[T]]) -> Iterator[tuple[int, list[T]]]:
    group: list[T] = []
    for index, line in enumerate(board):
        group.append(line.who)
        if index + 1 == len(board) or board[index + 1].place != line.place:
            yield line.place, group
            group = []
