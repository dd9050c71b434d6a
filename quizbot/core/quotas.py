"""Which questions fill which quota: a matching that starves no rule."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)

Fits = tuple[int, ...]
"""The quotas an item may count for, by their index."""


class Quotas(Generic[T]):
    """Fill quotas with items, each item in one quota at most.

    Items are offered in order of preference. An item is taken when there is room for it, if need
    be by moving items taken before to another quota they fit; an item once taken stays taken. The
    sets that can be taken form a matroid, so taking greedily gives as many items as can be had
    and, among those, the most preferred ones.

    Args:
        sizes: how many items each quota wants.
        fits: tells for which quotas an item may count.
    """

    def __init__(self, sizes: Sequence[int], fits: Callable[[T], Fits]) -> None:
        self._sizes = tuple(sizes)
        self._fits = fits
        self._taken: list[list[T]] = [[] for _ in sizes]
        # items that fit exactly these quotas can no longer be taken
        self._full: set[Fits] = set()

    def fill(self, items: Iterable[T]) -> tuple[tuple[T, ...], ...]:
        """Offer the items in turn until every quota is full; give what each quota took."""
        missing = sum(self._sizes) - sum(map(len, self._taken))
        for item in items:
            if missing == 0:
                break
            fits = self._fits(item)
            if not fits or fits in self._full:
                continue
            if self._take(item, fits):
                missing -= 1
            else:
                self._full.add(fits)
        return tuple(map(tuple, self._taken))

    def _take(self, item: T, fits: Fits) -> bool:
        """Take the item along the shortest chain of moves that ends in a quota with room."""
        came_from: dict[int, tuple[T, int | None]] = dict.fromkeys(fits, (item, None))
        waiting = deque(fits)
        while waiting:
            quota = waiting.popleft()
            if len(self._taken[quota]) < self._sizes[quota]:
                self._move(quota, came_from)
                return True
            for other in self._taken[quota]:
                for following in self._fits(other):
                    if following not in came_from:
                        came_from[following] = (other, quota)
                        waiting.append(following)
        return False

    def _move(self, quota: int, came_from: dict[int, tuple[T, int | None]]) -> None:
        item, before = came_from[quota]
        self._taken[quota].append(item)
        while before is not None:
            self._taken[before].remove(item)
            item, earlier = came_from[before]
            self._taken[before].append(item)
            before = earlier
