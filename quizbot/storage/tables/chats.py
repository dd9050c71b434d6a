"""Conversations, updates heard already, web transcripts, linked groups."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code, one_of


class ChatRow(SQLModel, table=True):
    """Where a chat account stands; `data` is the JSON of its screen."""

    __tablename__ = "chat"
    __table_args__ = ({"sqlite_with_rowid": False},)

    channel: str = Field(primary_key=True, sa_type=Code)
    address: str = Field(primary_key=True, sa_type=Code)
    language: str = Field(sa_type=Code)
    screen: str = Field(sa_type=Code)
    data: str
    heard_at: datetime | None = None
    unreachable: bool


class SeenUpdateRow(SQLModel, table=True):
    """An incoming update that was carried out."""

    __tablename__ = "seen_update"
    __table_args__ = (Index("ix_seen_update_at", "at"), {"sqlite_with_rowid": False})

    channel: str = Field(primary_key=True, sa_type=Code)
    update_key: str = Field(primary_key=True, sa_type=Code)
    at: datetime


class TranscriptRow(SQLModel, table=True):
    """One line of a web chat."""

    __tablename__ = "transcript"
    __table_args__ = (one_of("direction", ("in", "out")), {"sqlite_with_rowid": False})

    channel: str = Field(primary_key=True, sa_type=Code)
    address: str = Field(primary_key=True, sa_type=Code)
    seq: int = Field(primary_key=True)
    direction: str
    payload: str
    at: datetime


class GroupChatRow(SQLModel, table=True):
    """A linked group chat."""

    __tablename__ = "group_chat"

    channel: str = Field(primary_key=True, sa_type=Code)
    address: str = Field(primary_key=True, sa_type=Code)
    title: str
    linked_at: datetime
