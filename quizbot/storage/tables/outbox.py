"""Messages to be sent."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code, one_of

_WAITING = text("state = 'waiting'")
_SENDING = text("state = 'sending'")
_NAMED = text("provider_id IS NOT NULL")


class OutboxRow(SQLModel, table=True):
    """One message to one address; `facts` is JSON."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("dedupe", name="uq_outbox_dedupe"),
        one_of("reached", ("delivered", "opened")),
        one_of("state", ("waiting", "held", "sending", "sent", "failed", "expired", "unknown", "cancelled")),
        Index(
            "ix_outbox_waiting",
            "channel",
            "priority",
            "due_at",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_outbox_sending", "lease_until", sqlite_where=_SENDING, postgresql_where=_SENDING),
        Index("ix_outbox_person", "person_id"),
        Index("ix_outbox_broadcast", "broadcast_id"),
        Index("ix_outbox_address", "channel", "address"),
        Index("ix_outbox_provider", "provider_id", sqlite_where=_NAMED, postgresql_where=_NAMED),
    )

    id: int | None = Field(default=None, primary_key=True)
    channel: str = Field(sa_type=Code)
    address: str = Field(sa_type=Code)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    kind: str = Field(sa_type=Code)
    screen: str = Field(sa_type=Code)
    facts: str
    dedupe: str = Field(sa_type=Code)
    due_at: datetime
    expires_at: datetime | None = None
    priority: int
    attempts: int
    state: str
    holder: str | None = Field(default=None, sa_type=Code)
    lease_until: datetime | None = None
    provider_id: str | None = Field(default=None, sa_type=Code)
    error: str | None = None
    # a `core.delivery.Failure`
    failure: str | None = Field(default=None, sa_type=Code)
    broadcast_id: int | None = Field(default=None, foreign_key="broadcast.id")
    ended_at: datetime | None = None
    # addresses it has left, and why: a JSON list of [channel, address, failure]; null: none
    left: str | None = None
    # how far it came after it was sent, as the platform tells
    reached: str | None = None
