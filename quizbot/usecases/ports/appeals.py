"""Appeals of people against results, and their answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from quizbot.core.ids import ContestId, PersonId


class Outcome(StrEnum):
    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"
    # by the person
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """One appeal. It is open while it has no outcome."""

    id: int = 0
    contest_id: ContestId
    person_id: PersonId
    filed_at: datetime
    channel: str
    # "" once the person was erased
    text: str
    answered_at: datetime | None = None
    # an account, the command line, or the person themself
    answered_by: str | None = None
    outcome: Outcome | None = None
    answer: str = ""


class Appeals(Protocol):
    def add(self, appeal: Appeal) -> Appeal:
        """Store an appeal; gives it with its id. (contest, person) is unique among open ones."""
        ...

    def get(self, appeal_id: int) -> Appeal | None: ...
    def of(self, contest_id: ContestId) -> Sequence[Appeal]:
        """List the appeals of a contest, in the order they were filed."""
        ...

    def of_person(self, person_id: PersonId) -> Sequence[Appeal]: ...
    def count_open(self, contest_id: ContestId) -> int: ...
    def close(self, appeal_id: int, *, outcome: Outcome, answer: str, by: str, at: datetime) -> bool:
        """Give an open appeal its outcome; False when it has one already (compare-and-set)."""
        ...

    def give(self, person_id: PersonId, *, to: PersonId) -> int:
        """Make the appeals of one person another's; gives how many."""
        ...
