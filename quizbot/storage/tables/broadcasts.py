"""Broadcasts."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code, one_of


class BroadcastRow(SQLModel, table=True):
    """One thing said to many people; its messages stand in the outbox."""

    __tablename__ = "broadcast"
    __table_args__ = (
        UniqueConstraint("key", name="uq_broadcast_key"),
        one_of("state", ("running", "stopped", "cancelled")),
        Index("ix_broadcast_contest", "contest_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(sa_type=Code)
    kind: str = Field(sa_type=Code)
    contest_id: int | None = Field(default=None, foreign_key="contest.id")
    round_id: int | None = Field(default=None, foreign_key="round.id")
    people: int
    without_address: int
    starts_at: datetime
    state: str
    created_at: datetime
    by: str = Field(sa_type=Code)
    changed_at: datetime
