"""Standings kept while people play, so that a board never reads all answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from quizbot.core.ids import PersonId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingEntry:
    """One person on one board. Smaller `key` bytes are better; equal keys share a place."""

    # such as round:12 or contest:3
    board: str
    person_id: PersonId
    # the unit the person belonged to on the day of the round
    unit_id: UnitId
    bracket: str
    key: bytes
    points: int
    right: int
    asked: int
    duration_s: int
    # canonical JSON of the Result the key was made from
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A standing with its place and what a board shows of the person."""

    place: int
    entry: StandingEntry
    name: str
    code: str
    unit_code: str
    unit_name: str


class Standings(Protocol):
    def put(self, entry: StandingEntry) -> None:
        """Insert or replace the person's standing on the board."""
        ...

    def replace_all(self, board: str, entries: Iterator[StandingEntry]) -> None: ...
    def remove(self, board: str, person_id: PersonId) -> None: ...
    def entry(self, board: str, person_id: PersonId) -> StandingEntry | None: ...
    def stands_for(self, board: str, person_ids: Sequence[PersonId]) -> Mapping[PersonId, UnitId]:
        """Tell for which unit some people stand on a board; who is not on it is left out."""
        ...

    def entries(self, board: str) -> Iterator[StandingEntry]:
        """Stream a board, best first; among equals by person code."""
        ...

    def top(
        self, board: str, *, limit: int, bracket: str | None = None, offset: int = 0
    ) -> Sequence[BoardRow]: ...
    def around(self, board: str, person_id: PersonId, *, each_side: int = 2) -> Sequence[BoardRow]:
        """Give the person's row with its neighbours."""
        ...

    def place(self, board: str, person_id: PersonId, *, bracket: str | None = None) -> int | None: ...
    def size(self, board: str, *, bracket: str | None = None) -> int: ...
    def unit_sums(self, board: str) -> Mapping[UnitId, tuple[int, int, int]]:
        """Give for each unit: people, the sum of their scores, the sum of the squares of their scores.

        A score is right · 10,000 // asked, in whole ten-thousandths.
        """
        ...
