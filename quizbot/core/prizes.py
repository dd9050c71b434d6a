"""Giving out prizes down a ranked board. See docs/rules/prizes.md."""

from collections.abc import Collection, Iterator, Sequence
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
    # "had_one": has a prize already, passed on to the next
    note: str = ""


def give_prizes(
    board: Sequence[Ranked[T]], prizes: Sequence[Prize], *, already: Collection[T] = ()
) -> tuple[Won[T], ...]:
    """Give prizes down the board, best first, in the order they are declared.

    Who already has a prize is passed over, with a note. People of one place are never parted by
    chance: when more of them share a place than there are prizes left at that rank, all of them
    stand on the list with the prize in question and the note "tie_at_cut", for people to decide.

    Args:
        board: best first, people of one place beside each other.
        prizes: best first; each is given `count` times.
        already: those who may not win again.
    """
    had = set(already)
    given: list[Won[T]] = []
    ladder = [prize for prize in prizes for _ in range(prize.count)]
    for place, group in _places(board):
        if not ladder:
            break
        able = [who for who in group if who not in had]
        given += [Won(who=who, place=place, prize=None, note="had_one") for who in group if who in had]
        taken, ladder = ladder[: len(able)], ladder[len(able) :]
        split = len(taken) < len(able) or len({prize.name for prize in taken}) > 1
        for position, who in enumerate(able):
            prize = taken[min(position, len(taken) - 1)]
            given.append(Won(who=who, place=place, prize=prize, note="tie_at_cut" if split else ""))
    return tuple(given)


def _places(board: Sequence[Ranked[T]]) -> Iterator[tuple[int, list[T]]]:
    group: list[T] = []
    for index, line in enumerate(board):
        group.append(line.who)
        if index + 1 == len(board) or board[index + 1].place != line.place:
            yield line.place, group
            group = []
