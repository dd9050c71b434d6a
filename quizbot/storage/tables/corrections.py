"""What happens to a contest beside play: its steps, corrections of its results, appeals, silences."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code, one_of

_OPEN = text("outcome IS NULL")


class ContestStepRow(SQLModel, table=True):
    """One step in the life of a contest."""

    __tablename__ = "contest_step"
    __table_args__ = ({"sqlite_with_rowid": False},)

    contest_id: int = Field(primary_key=True, foreign_key="contest.id")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    from_state: str = Field(sa_type=Code)
    to_state: str = Field(sa_type=Code)
    at: datetime
    by: str = Field(sa_type=Code)
    reason: str


class CorrectionRow(SQLModel, table=True):
    """One correction; `body` is its canonical JSON without number and person."""

    __tablename__ = "correction"
    __table_args__ = (
        Index("ix_correction_person", "person_id"),
        {"sqlite_with_rowid": False},
    )

    contest_id: int = Field(primary_key=True, foreign_key="contest.id")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person_id: int | None = Field(default=None, foreign_key="person.id")
    body: str


class AppealRow(SQLModel, table=True):
    """One appeal; it is open while it has no outcome."""

    __tablename__ = "appeal"
    __table_args__ = (
        one_of("outcome", ("upheld", "partly", "rejected", "withdrawn")),
        Index("ix_appeal_contest", "contest_id", "id"),
        Index("ix_appeal_person", "person_id"),
        Index(
            "uq_appeal_open",
            "contest_id",
            "person_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id")
    person_id: int = Field(foreign_key="person.id")
    filed_at: datetime
    channel: str = Field(sa_type=Code)
    text: str
    answered_at: datetime | None = None
    answered_by: str | None = Field(default=None, sa_type=Code)
    outcome: str | None = Field(default=None, sa_type=Code)
    answer: str


class SilenceRow(SQLModel, table=True):
    """A time in which no process gave a sign of life, `[starts_at, ends_at)`."""

    __tablename__ = "silence"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="period"),)

    starts_at: datetime = Field(primary_key=True)
    ends_at: datetime
