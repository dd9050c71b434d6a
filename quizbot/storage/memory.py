"""What a process may remember between transactions: values that never change under their key."""

import threading
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar

from quizbot.core.contest import Contest
from quizbot.core.ids import PersonId, UnitId
from quizbot.core.paper import PoolItem
from quizbot.core.question import Question
from quizbot.usecases.ports import Membership

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """A bounded map; when it is full, the older half is forgotten. Safe to use from many threads."""

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._values: dict[K, V] = {}
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """Give what is remembered under the key, or None."""
        return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        """Remember a value."""
        with self._lock:
            if len(self._values) >= self._limit:
                for old in list(self._values)[: self._limit // 2]:
                    del self._values[old]
            self._values[key] = value


class Memory:
    """One for each store."""

    def __init__(self) -> None:
        # by the JSON of the contest itself
        self.contests: Remembered[str, Contest] = Remembered(limit=1_000)
        # by bank version and hash: the book-keeping of a question may change with the version
        self.questions: Remembered[tuple[str, str], Question] = Remembered(limit=50_000)
        # by roster version and day
        self.headcounts: Remembered[tuple[str, date], Mapping[UnitId, int]] = Remembered(limit=100)
        # by roster version, first and last day
        self.moves: Remembered[tuple[str, date, date], Sequence[Membership]] = Remembered(limit=20)
        # by roster version and groups
        self.in_groups: Remembered[tuple[str, frozenset[str]], Sequence[PersonId]] = Remembered(limit=20)
        # by bank version
        self.pools: Remembered[str, Sequence[PoolItem]] = Remembered(limit=4)
