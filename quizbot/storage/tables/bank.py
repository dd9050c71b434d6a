"""The question bank: every version ever shown, and which is current."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code


class QuestionRow(SQLModel, table=True):
    """A question as shown; `body` is its canonical JSON with the newest book-keeping."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_question_id", "question_id"),)

    shown_hash: str = Field(primary_key=True, sa_type=Code)
    question_id: str = Field(sa_type=Code)
    body: str


class BankEntryRow(SQLModel, table=True):
    """The current version of a question; `in_bank` is False once it was taken out."""

    __tablename__ = "bank_entry"

    question_id: str = Field(primary_key=True, sa_type=Code)
    shown_hash: str = Field(sa_type=Code, foreign_key="question.shown_hash")
    in_bank: bool
