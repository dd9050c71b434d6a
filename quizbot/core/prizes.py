"""Giving out prizes down a ranked board. See docs/rules/prizes.md."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Generic, TypeVar

from quizbot.core.contest import Prize
from quizbot.core.contest_paper import Points

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What somebody reached, as the marks of prizes look at it."""

    points: Points = 0
    right: int = 0
    # right answers of the questions asked; of a unit, the mean of its people's
    share: Fraction = Fraction(0)
    # of a unit: how many of its people took part
    participation: Fraction = Fraction(0)
    # rounds with a result, of those the board is made of
    rounds: int = 0

    def meets(self, prize: Prize) -> bool:
        """Tell whether the mark of a prize is reached, all of it."""
        return (
            (prize.points_at_least is None or self.points >= prize.points_at_least)
            and (prize.right_at_least is None or self.right >= prize.right_at_least)
            and (prize.share_at_least is None or self.share >= prize.share_at_least)
            and (prize.participation_at_least is None or self.participation >= prize.participation_at_least)
        )


NOTHING = Reached()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked(Generic[T]):
    """One line of a board: who, at which place; equal places mean equal in every step."""

    who: T
    place: int
    reached: Reached = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Won(Generic[T]):
    """A prize, or why somebody ranked high enough goes without."""

    who: T
    place: int
    prize: Prize | None
    # "" · "tie_at_cut": equal with others where the prizes end, the board decides ·
    # "had_one": has a prize already, passed on to the next ·
    # "had_other": has a prize already, of those who reach the mark only the others get one more ·
    # "few_rounds": took part in too few rounds ·
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
    rounds_at_least: int = 0,
) -> tuple[Won[T], ...]:
    """Give prizes down the board, best first, in the order they are declared.

    Everybody gets the first prize that is left and whose mark they reach; who reaches the mark of none
    is not listed. Who already has a prize, took part in too few rounds, or is one too many of their unit
    or household is passed over, with a note. People of one place are never parted by chance: when more
    of them share a place than there are prizes left at that rank, all of them stand on the list with the
    prize in question and the note "tie_at_cut", for people to decide; likewise when a limit would part
    them.

    Args:
        board: best first, people of one place beside each other.
        prizes: best first; each is given `count` times, or to everybody who reaches its mark.
        already: those who may not win again.
        limits: how many winners may be alike.
        rounds_at_least: rounds with a result that one needs.
    """
    had = set(already)
    given: list[Won[T]] = []
    counts: Counter[tuple[int, str]] = Counter()
    left = _Left(prizes)
    for place, group in _places(board):
        if left.empty:
            break
        able = []
        for line in group:
            first = left.first(line.reached)
            if first is None:
                continue
            note = _barred(line, first, had=had, rounds_at_least=rounds_at_least)
            note = note or _full(line.who, limits, counts)
            if note:
                given.append(Won(who=line.who, place=place, prize=None, note=note))
            else:
                able.append(line)
        alike = Counter(key for line in able for key in _keys(line.who, limits))
        parted = any(counts[at, name] + people > limits[at].most for (at, name), people in alike.items())
        counts.update(alike)
        taken, split = left.take(able)
        given += [
            Won(who=line.who, place=place, prize=prize, note="tie_at_cut" if split or parted else "")
            for line, prize in zip(able, taken, strict=True)
        ]
    return tuple(given)


class _Left:
    """The prizes that are left, best first."""

    def __init__(self, prizes: Sequence[Prize]) -> None:
        # None: as many as reach the mark
        self._prizes = [(prize, prize.count) for prize in prizes]

    @property
    def empty(self) -> bool:
        return all(count == 0 for _, count in self._prizes)

    def first(self, reached: Reached) -> Prize | None:
        """Give the best prize that is left for somebody."""
        return next((prize for prize, count in self._prizes if count != 0 and reached.meets(prize)), None)

    def take(self, group: Sequence[Ranked[T]]) -> tuple[list[Prize], bool]:
        """Take prizes for people of one place; tells whether chance would have to part them.

        Where fewer are left than there are people, the last one stands for those without.
        """
        if len(group) == 1:
            # nobody to be parted from
            (alone,) = group
            return [self._use(prize) for prize in islice(self._open(alone.reached), 1)], False
        before = [tuple(self._open(line.reached)) for line in group]
        taken: list[Prize] = []
        without = False
        for line, able in zip(group, before, strict=True):
            prize = self.first(line.reached)
            without |= prize is None
            if prize is not None:
                self._use(prize)
            taken.append(prize or next((each for each in reversed(taken) if each in able), able[-1]))
        kinds = Counter(able for able, _ in dict.fromkeys(zip(before, taken, strict=True)))
        return taken, without or any(many > 1 for many in kinds.values())

    def _open(self, reached: Reached) -> Iterator[Prize]:
        return (prize for prize, count in self._prizes if count != 0 and reached.meets(prize))

    def _use(self, used: Prize) -> Prize:
        at = next(at for at, (prize, count) in enumerate(self._prizes) if prize is used and count != 0)
        prize, count = self._prizes[at]
        self._prizes[at] = prize, None if count is None else count - 1
        return prize


def _barred(line: Ranked[T], prize: Prize, *, had: Collection[T], rounds_at_least: int) -> str:
    """Give the note of somebody who may not win this prize; "" when they may."""
    if line.who in had:
        return "had_other" if prize.count is None else "had_one"
    return "few_rounds" if line.reached.rounds < rounds_at_least else ""


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


def _places(board: Sequence[Ranked[T]]) -> Iterator[tuple[int, list[Ranked[T]]]]:
    group: list[Ranked[T]] = []
    for index, line in enumerate(board):
        group.append(line)
        if index + 1 == len(board) or board[index + 1].place != line.place:
            yield line.place, group
            group = []
