"""Contests and rounds."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code, one_of

STATES = (
    "draft",
    "checked",
    "open",
    "closed",
    "provisional",
    "appeal",
    "final",
    "announced",
    "archived",
)


class ContestRow(SQLModel, table=True):
    """A contest; `body` is the canonical JSON of its rules."""

    __tablename__ = "contest"
    __table_args__ = (UniqueConstraint("slug", name="uq_contest_slug"), one_of("state", STATES))

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(sa_type=Code)
    body: str
    state: str
    rules_hash: str = Field(sa_type=Code)
    lot_seed: str | None = None


class RoundRow(SQLModel, table=True):
    """A round, `[opens_at, closes_at)`."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("contest_id", "number", name="uq_round_number"),
        CheckConstraint("opens_at < closes_at", name="period"),
        Index("ix_round_opens", "opens_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contest_id: int = Field(foreign_key="contest.id")
    number: int
    opens_at: datetime
    closes_at: datetime
    opened: bool
    closed: bool
