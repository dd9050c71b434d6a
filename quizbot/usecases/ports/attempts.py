"""Attempts and their answers: the log that everything else is computed from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from quizbot.core.attempt import Answer, Attempt, AttemptStatus, Paper
from quizbot.core.ids import AttemptId, PersonId, RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSummary:
    """One attempt without its paper, for boards and reports."""

    id: AttemptId
    round_id: RoundId
    person_id: PersonId
    number: int
    status: AttemptStatus
    started_at: datetime
    deadline_at: datetime
    submitted_at: datetime | None
    prediction: int | None
    answered: int
    asked: int
    right: int
    points: int
    # right answers to extra questions
    extra: int = 0
    # points of marked essays, in `points` already; 0 as the log gives it. Once mended both are in units
    # (`core/points`), while the log gives points
    essay: int = 0
    # essays that are required and have no text; 0 as the log gives it
    essays_missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTally:
    """How often one version of a question was answered in a round, and how often rightly."""

    question_id: str
    shown_hash: str
    answers: int
    right: int


class Attempts(Protocol):
    def get(self, attempt_id: AttemptId) -> Attempt | None:
        """Give the attempt; in a writing transaction nobody else changes it until the commit."""
        ...

    def open_of(self, person_id: PersonId) -> Attempt | None:
        """Give the person's open attempt, the latest started when there are several."""
        ...

    def in_round(self, person_id: PersonId, round_id: RoundId) -> Sequence[Attempt]: ...
    def of_person(self, person_id: PersonId, *, limit: int = 50) -> Sequence[AttemptSummary]:
        """List attempts, newest first."""
        ...

    def start(
        self,
        *,
        round_id: RoundId,
        person_id: PersonId,
        number: int,
        paper: Paper,
        started_at: datetime,
        deadline_at: datetime,
    ) -> Attempt:
        """Insert an attempt. (round, person, number) is unique: a lost race is run again."""
        ...

    def record(self, answer: Answer, *, answered: int, right: int, points: int, extra: int = 0) -> None:
        """Insert the answer and move the attempt on to these totals."""
        ...

    def set_deadline(self, attempt_id: AttemptId, at: datetime) -> None: ...
    def set_prediction(self, attempt_id: AttemptId, value: int) -> None: ...
    def finish(
        self, attempt_id: AttemptId, *, status: AttemptStatus, at: datetime, leaf: bytes | None = None
    ) -> bool:
        """Close an open attempt; False when it was closed before (compare-and-set).

        Args:
            leaf: what a seal holds of it.
        """
        ...

    def leaves(self, round_id: RoundId) -> Iterator[tuple[AttemptId, bytes | None]]:
        """Stream what a seal holds of the finished attempts of a round, by id; None where it was not made."""
        ...

    def leaf(self, attempt_id: AttemptId) -> bytes | None:
        """Give what a seal holds of one attempt."""
        ...

    def keep_leaf(self, attempt_id: AttemptId, leaf: bytes) -> None: ...

    def give(self, person_id: PersonId, *, to: PersonId) -> int:
        """Make every attempt of one person another's, numbered after those; gives how many.

        What seals hold of them has to be made anew: whose they are is a part of it.
        """
        ...

    def answers(self, attempt_id: AttemptId) -> Sequence[Answer]:
        """List the counting answers, by position."""
        ...

    def answers_in(self, round_id: RoundId, *, question_ids: Sequence[str] | None = None) -> Iterator[Answer]:
        """Stream the counting answers of a round, or those to some questions, by attempt and position."""
        ...

    def tallies(self, round_id: RoundId) -> Sequence[QuestionTally]:
        """Count the counting answers of a round, by question and version."""
        ...

    def overdue(self, *, now: datetime, limit: int = 1000) -> Sequence[Attempt]:
        """List open attempts whose deadline has passed."""
        ...

    def summaries(self, round_id: RoundId) -> Iterator[AttemptSummary]:
        """Stream the attempts of a round, by person and number."""
        ...

    def papers(self, round_id: RoundId) -> Iterator[tuple[AttemptId, Paper]]:
        """Stream the papers of a round, by attempt."""
        ...

    def counts(self, round_id: RoundId) -> Mapping[str, int]:
        """Count people, attempts, finished (attempts), and perfect (people with a paper all right)."""
        ...

    def taken_part(self, round_id: RoundId) -> frozenset[PersonId]:
        """Tell who has answered at least one question."""
        ...
