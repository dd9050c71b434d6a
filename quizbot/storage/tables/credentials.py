"""Tokens that platforms lend us."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code


class CredentialRow(SQLModel, table=True):
    """A pair of tokens of one account on one channel."""

    __tablename__ = "credential"

    channel: str = Field(primary_key=True, sa_type=Code)
    account: str = Field(primary_key=True, sa_type=Code)
    access: str = Field(sa_type=Code)
    refresh: str = Field(sa_type=Code)
    access_until: datetime
    refresh_until: datetime
    version: int
    changed_at: datetime
    exchanging_since: datetime | None = None
