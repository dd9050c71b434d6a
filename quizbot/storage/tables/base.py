"""What all tables share: names of constraints, text that sorts alike everywhere, CHECKs by value."""

from collections.abc import Iterable

from sqlalchemy import BigInteger, CheckConstraint, MetaData, String, Table
from sqlalchemy.dialects import postgresql
from sqlmodel import SQLModel

METADATA: MetaData = SQLModel.metadata
METADATA.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Code = String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
"""Text compared by code point on every engine: codes, keys, names of things. Not for people's words."""

Big = BigInteger()
"""A whole number beyond 2^31."""


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Allow only these values in a column."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def table_of(row: type[SQLModel]) -> Table:
    """Give the table of a row class, for Core statements."""
    return METADATA.tables[str(row.__tablename__)]
