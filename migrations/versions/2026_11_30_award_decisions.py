"""The council's rulings, and the register of decisions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel import UTCDateTime

revision = "2026_11_30_award_decisions"
down_revision = "2026_11_29_periodic_reports"
branch_labels = None
depends_on = None

CODE = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "award_ruling",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contest", CODE, nullable=False),
        sa.Column("award", CODE, nullable=False),
        sa.Column("subject", CODE, nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("verdict", CODE, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("takes_back", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_award_ruling")),
    )
    op.create_index(op.f("ix_award_ruling_contest"), "award_ruling", ["contest"])
    op.create_table(
        "award_grant",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("takes_back", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_award_grant")),
    )
