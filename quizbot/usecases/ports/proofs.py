"""What was bound before a contest, and what was sealed when its rounds closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from quizbot.core.ids import ContestId, RoundId
from quizbot.core.proof.commitments import BoundQuestion, Commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCommitment:
    """One commitment of a contest; a new one is added when rules or bank changed."""

    # from 1 within the contest
    number: int = 0
    at: datetime
    commitment: Commitment
    questions: tuple[BoundQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The Merkle root over the finished attempts of a round, in the order of their ids."""

    # from 1 within the round; a late paper makes another
    number: int = 0
    at: datetime
    # attempts
    size: int
    # hexadecimal
    root: str


class Proofs(Protocol):
    def secret(self, contest_id: ContestId) -> str | None:
        """Give the secret behind a contest's commitments; None while it has none."""
        ...

    def commitments(self, contest_id: ContestId) -> Sequence[StoredCommitment]:
        """List what was bound, in order."""
        ...

    def add_commitment(
        self, contest_id: ContestId, made: StoredCommitment, *, secret: str
    ) -> StoredCommitment:
        """Append a commitment; gives it with its number."""
        ...

    def seals(self, round_id: RoundId) -> Sequence[Seal]:
        """List the seals of a round, in order."""
        ...

    def add_seal(self, round_id: RoundId, seal: Seal) -> Seal:
        """Append a seal; gives it with its number."""
        ...
