"""Essays and the marks people gave them."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code


class EssayRow(SQLModel, table=True):
    """What a person wrote to an essay question; the last text counts."""

    __tablename__ = "essay"
    __table_args__ = ({"sqlite_with_rowid": False},)

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    text: str
    at: datetime


class EssayMarkRow(SQLModel, table=True):
    """One mark; a marker's last one counts."""

    __tablename__ = "essay_mark"
    __table_args__ = ({"sqlite_with_rowid": False},)

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    by: str = Field(sa_type=Code)
    points: int
    comment: str
    at: datetime
