"""Contests and their rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from quizbot.core.contest import Contest, ContestState, Round
from quizbot.core.ids import ContestId, PersonId, RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredContest:
    id: ContestId
    contest: Contest
    state: ContestState
    # content hash of the rules; pinned when the contest opens
    rules_hash: str
    # public value for lots, set once it is known
    lot_seed: str | None = None


class Contests(Protocol):
    def put(
        self, contest: Contest, *, rounds: Sequence[tuple[datetime, datetime]], now: datetime
    ) -> StoredContest:
        """Store a contest and its rounds, known by `contest.id` (its slug).

        Rounds that have begun keep their times; later ones take the new times.
        """
        ...

    def by_slug(self, slug: str) -> StoredContest | None: ...
    def get(self, contest_id: ContestId) -> StoredContest: ...
    def all(self) -> Sequence[StoredContest]: ...
    def set_state(self, contest_id: ContestId, state: ContestState) -> None: ...
    def set_lot_seed(self, contest_id: ContestId, seed: str) -> None: ...
    def rounds(self, contest_id: ContestId) -> Sequence[Round]: ...
    def round_at(self, contest_id: ContestId, *, now: datetime) -> Round | None:
        """Give the round that is open at `now`, the first of them when several are."""
        ...

    def next_round(self, contest_id: ContestId, *, now: datetime) -> Round | None:
        """Give the round that opens next after `now`."""
        ...

    def numbered(self, contest_id: ContestId, number: int) -> Round | None: ...
    def played_by(self, contest_id: ContestId, person_id: PersonId) -> Sequence[Round]:
        """List the rounds in which a person has attempts, in order."""
        ...

    def count_rounds(self, contest_id: ContestId) -> int: ...
    def round(self, round_id: RoundId) -> Round: ...
    def running(self, *, now: datetime) -> Sequence[tuple[StoredContest, Round]]:
        """List the rounds open at `now` of contests that are open."""
        ...

    def to_open(self, *, now: datetime) -> Sequence[Round]:
        """List rounds whose time has come and whose opening has not been carried out."""
        ...

    def to_close(self, *, now: datetime) -> Sequence[Round]:
        """List rounds that are over and whose closing has not been carried out."""
        ...

    def mark_opened(self, round_id: RoundId) -> bool:
        """Record the opening; False when it was recorded before (compare-and-set)."""
        ...

    def mark_closed(self, round_id: RoundId) -> bool: ...
    def set_round_times(self, round_id: RoundId, *, opens_at: datetime, closes_at: datetime) -> None: ...
