"""What periodic reports keep."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code


class RegisterEntryRow(SQLModel, table=True):
    """One entry of the register; `body` is the canonical JSON of what it tells."""

    __tablename__ = "register_entry"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    by: str = Field(sa_type=Code)
    mends: int | None = None
    withdrawn: bool
    reason: str
    body: str


class ReportClosingRow(SQLModel, table=True):
    """A closed period; `body` is the canonical JSON of its figures and adjustments."""

    __tablename__ = "report_closing"

    period: str = Field(primary_key=True, sa_type=Code)
    starts_on: date
    ends_on: date
    at: datetime
    by: str = Field(sa_type=Code)
    sha256: str = Field(sa_type=Code)
    body: str
