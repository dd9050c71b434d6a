"""Facts about the database itself."""

from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code


class MetaRow(SQLModel, table=True):
    """One fact by name: `compatibility`, `bank_version`."""

    __tablename__ = "meta"

    name: str = Field(primary_key=True, sa_type=Code)
    value: str
