"""Attempts and answers, the log everything else is computed from."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Big, Code, one_of

_OPEN = text("status = 'open'")


class AttemptRow(SQLModel, table=True):
    """One run of a person through a paper; `paper` is its canonical JSON."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id", "number", name="uq_attempt_number"),
        one_of("status", ("open", "submitted", "expired", "void")),
        Index("ix_attempt_person", "person_id", "id"),
        Index("ix_attempt_round", "round_id", "id"),
        Index("ix_attempt_open_deadline", "deadline_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_attempt_open_person", "person_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    person_id: int = Field(foreign_key="person.id")
    number: int
    status: str
    started_at: datetime
    deadline_at: datetime
    submitted_at: datetime | None = None
    prediction: int | None = Field(default=None, sa_type=Big)
    asked: int
    answered: int
    right: int
    points: int
    # right answers to extra questions
    extra: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    paper: str
    # what a seal of the round holds of it, made when it was handed in; NULL while nothing is bound
    leaf: bytes | None = None


class AnswerRow(SQLModel, table=True):
    """One answer; the last revision of a position counts. `response` is a JSON list."""

    __tablename__ = "answer"
    __table_args__ = ({"sqlite_with_rowid": False},)

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    position: int = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    question_id: str = Field(sa_type=Code)
    shown_hash: str = Field(sa_type=Code)
    response: str
    right: bool
    points: int
    received_at: datetime
    channel: str = Field(sa_type=Code)
