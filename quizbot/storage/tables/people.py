"""People, units, memberships, addresses, consents."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from quizbot.storage.tables.base import Code, one_of


class UnitRow(SQLModel, table=True):
    """A unit of the tree."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("code", name="uq_unit_code"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(sa_type=Code)
    name: str
    kind: str
    parent_id: int | None = Field(default=None, foreign_key="unit.id")


class PersonRow(SQLModel, table=True):
    """Somebody on the roster, or waiting to be put on it."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("code", name="uq_person_code"),
        UniqueConstraint("secret_hash", name="uq_person_secret"),
        one_of("status", ("active", "pending", "left")),
        Index("ix_person_unit", "unit_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(sa_type=Code)
    name: str
    # the name without accents and case, for search
    folded: str = Field(sa_type=Code)
    unit_id: int = Field(foreign_key="unit.id")
    status: str
    # JSON lists of names
    groups: str
    roles: str
    title: str
    # JSON object: birth, residence, grade and what else rules ask for
    traits: str = Field(default="{}", sa_column_kwargs={"server_default": "{}"})
    invented: bool
    # of the personal code
    secret_hash: str | None = Field(default=None, sa_type=Code)
    secret_at: datetime | None = None
    erased_at: datetime | None = None


class MembershipRow(SQLModel, table=True):
    """A person's place in a unit, `[since, until)`."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "since", name="uq_membership_since"),
        CheckConstraint("until IS NULL OR until >= since", name="period"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    unit_id: int = Field(foreign_key="unit.id")
    since: date
    until: date | None = None


class AddressRow(SQLModel, table=True):
    """A chat account linked to a person."""

    __tablename__ = "address"
    __table_args__ = (
        Index("ix_address_person", "person_id"),
        Index("ix_address_linked", "channel", "linked_at"),
    )

    channel: str = Field(primary_key=True, sa_type=Code)
    address: str = Field(primary_key=True, sa_type=Code)
    person_id: int = Field(foreign_key="person.id")
    linked_at: datetime
    # the person wants to be written to here
    chosen_at: datetime | None = None


class ConsentRow(SQLModel, table=True):
    """One answer to a question of consent; the latest of a purpose holds."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_person", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    purpose: str = Field(sa_type=Code)
    version: str = Field(sa_type=Code)
    given: bool
    at: datetime
    channel: str = Field(sa_type=Code)
