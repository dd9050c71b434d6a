"""The council's rulings, and the register of decisions."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code


class AwardRulingRow(SQLModel, table=True):
    """One ruling of a council."""

    __tablename__ = "award_ruling"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    contest: str = Field(sa_type=Code, index=True)
    award: str = Field(sa_type=Code)
    subject: str = Field(sa_type=Code)
    code: str = Field(sa_type=Code)
    verdict: str = Field(sa_type=Code)
    reason: str
    at: datetime
    by: str = Field(sa_type=Code)
    takes_back: int | None = None


class AwardGrantRow(SQLModel, table=True):
    """One line of the register of decisions; `body` is the canonical JSON of what it tells."""

    __tablename__ = "award_grant"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    signed_on: date
    at: datetime
    by: str = Field(sa_type=Code)
    takes_back: int | None = None
    reason: str
    body: str
