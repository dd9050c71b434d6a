"""Essays and their marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from quizbot.core.essays import EssayMark
from quizbot.core.ids import AttemptId, PersonId, RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEssay:
    """What somebody wrote to one essay question of an attempt."""

    attempt_id: AttemptId
    person_id: PersonId
    # number of the question among the essays of the paper, from 0
    position: int
    text: str
    at: datetime


class Essays(Protocol):
    def put(self, attempt_id: AttemptId, position: int, *, text: str, at: datetime) -> None:
        """Store or replace what was written."""
        ...

    def of(self, attempt_id: AttemptId) -> Sequence[StoredEssay]:
        """List the essays of an attempt, by position."""
        ...

    def written(self, round_id: RoundId) -> Mapping[AttemptId, frozenset[int]]:
        """Tell of the attempts of a round which essays have a text, by position; those with none are left out."""
        ...

    def in_round(self, round_id: RoundId) -> Sequence[StoredEssay]:
        """List the essays of finished attempts of a round, by attempt and position."""
        ...

    def add_mark(self, mark: EssayMark) -> None: ...
    def marks(self, round_id: RoundId) -> Sequence[EssayMark]:
        """List the marks of a round, by attempt, position and the order they were given in."""
        ...
