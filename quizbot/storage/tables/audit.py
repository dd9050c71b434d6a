"""The record of acts, chained by hash."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code


class AuditRow(SQLModel, table=True):
    """One act; `detail` is canonical JSON."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject", "subject", "seq"),)

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    actor: str = Field(sa_type=Code)
    action: str = Field(sa_type=Code)
    subject: str = Field(sa_type=Code)
    detail: str
    hash: str = Field(sa_type=Code)
