"""The question bank as the running product holds it: every version ever shown, by hash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from quizbot.core.ids import PersonId
from quizbot.core.paper import PoolItem
from quizbot.core.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class BankChange:
    """What applying a bank would change, by question id."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    # those of `changed` whose right answer is another one
    key_changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Bank(Protocol):
    def apply(self, questions: Sequence[Question], *, whole: bool) -> BankChange:
        """Make these the current versions; `whole`: questions not named are taken out of draws."""
        ...

    def compare(self, questions: Sequence[Question], *, whole: bool) -> BankChange:
        """Tell what `apply` would change, and change nothing."""
        ...

    def by_hash(self, shown_hash: str) -> Question:
        """Give the question exactly as it was shown; KeyError if never stored."""
        ...

    def current(self, question_id: str) -> Question | None: ...
    def everything(self) -> Sequence[Question]: ...
    def pool(self) -> Sequence[PoolItem]:
        """List what may be drawn now: current versions that are not retired."""
        ...

    def seen_by(self, person_id: PersonId) -> Mapping[str, int]:
        """Count how often each question stood on a paper of this person."""
        ...
