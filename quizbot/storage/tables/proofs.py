"""What was bound before a contest, and what was sealed when its rounds closed."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code


class CommitmentRow(SQLModel, table=True):
    """One commitment; `body` and `questions` are canonical JSON, `secret` is never published."""

    __tablename__ = "commitment"
    __table_args__ = ({"sqlite_with_rowid": False},)

    contest_id: int = Field(primary_key=True, foreign_key="contest.id")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    secret: str = Field(sa_type=Code)
    body: str
    questions: str


class SealRow(SQLModel, table=True):
    """The Merkle root over a round's finished attempts, as it was at a moment."""

    __tablename__ = "seal"
    __table_args__ = ({"sqlite_with_rowid": False},)

    round_id: int = Field(primary_key=True, foreign_key="round.id")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    size: int
    root: str = Field(sa_type=Code)
