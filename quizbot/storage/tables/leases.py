"""Leases, marks, rate budgets and tallies."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Big, Code


class LeaseRow(SQLModel, table=True):
    """Who holds a named lease, and until when."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True, sa_type=Code)
    holder: str = Field(sa_type=Code)
    until: datetime


class MarkRow(SQLModel, table=True):
    """A small fact by name."""

    __tablename__ = "mark"

    name: str = Field(primary_key=True, sa_type=Code)
    value: str


class RateRow(SQLModel, table=True):
    """A rate budget: the theoretical arrival time of its next slot."""

    __tablename__ = "rate"

    key: str = Field(primary_key=True, sa_type=Code)
    next_at: datetime


class TallyRow(SQLModel, table=True):
    """Something counted for good, such as the messages of a month."""

    __tablename__ = "tally"

    name: str = Field(primary_key=True, sa_type=Code)
    count: int = Field(sa_type=Big)
