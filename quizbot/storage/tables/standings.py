"""Standings, and what keeps places and unit sums quick: counts by first key element, sums by unit.

A count or a sum is kept in parts that are added up: where several processes write, people who hand in at the same moment
would otherwise wait for each other's commit at one row.
"""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Big, Code


class StandingRow(SQLModel, table=True):
    """One person on one board. `bucket` is the head of `key`."""

    __tablename__ = "standing"
    __table_args__ = (Index("ix_standing_key", "board", "key"),)

    board: str = Field(primary_key=True, sa_type=Code)
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    unit_id: int = Field(foreign_key="unit.id")
    bracket: str = Field(sa_type=Code)
    key: bytes
    bucket: bytes
    points: int
    right: int
    asked: int
    duration_s: int
    detail: str


class StandingCountRow(SQLModel, table=True):
    """How many people of a bracket have keys that begin with `bucket`: the sum over its parts."""

    __tablename__ = "standing_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    board: str = Field(primary_key=True, sa_type=Code)
    bracket: str = Field(primary_key=True, sa_type=Code)
    bucket: bytes = Field(primary_key=True)
    part: int = Field(primary_key=True)
    people: int


class UnitSumRow(SQLModel, table=True):
    """Sums over the people of a unit on a board of their scores, right · 10,000 // asked; in parts."""

    __tablename__ = "unit_sum"
    __table_args__ = ({"sqlite_with_rowid": False},)

    board: str = Field(primary_key=True, sa_type=Code)
    unit_id: int = Field(primary_key=True)
    part: int = Field(primary_key=True)
    people: int
    total: int = Field(sa_type=Big)
    squares: int = Field(sa_type=Big)
