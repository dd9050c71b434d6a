"""Log-ins and browser sessions."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code


class AccountRow(SQLModel, table=True):
    """A log-in with a password; `roles` is a JSON list."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("login", name="uq_account_login"),)

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(sa_type=Code)
    name: str
    password_hash: str
    roles: str
    disabled: bool


class WebSessionRow(SQLModel, table=True):
    """A browser, by the hash of its cookie."""

    __tablename__ = "web_session"
    __table_args__ = (
        Index("ix_web_session_expires", "expires_at"),
        Index("ix_web_session_person", "person_id"),
    )

    token_hash: str = Field(primary_key=True, sa_type=Code)
    csrf: str = Field(sa_type=Code)
    chat_address: str | None = Field(default=None, sa_type=Code)
    account_id: int | None = Field(default=None, foreign_key="account.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime
    expires_at: datetime
