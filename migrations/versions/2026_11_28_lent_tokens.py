"""Tokens that platforms lend us."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel import UTCDateTime

revision = "2026_11_28_lent_tokens"
down_revision = "2026_11_28_delivery_results"
branch_labels = None
depends_on = None

CODE = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "credential",
        sa.Column("channel", CODE, nullable=False),
        sa.Column("account", CODE, nullable=False),
        sa.Column("access", CODE, nullable=False),
        sa.Column("refresh", CODE, nullable=False),
        sa.Column("access_until", UTCDateTime(), nullable=False),
        sa.Column("refresh_until", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("exchanging_since", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("channel", "account", name=op.f("pk_credential")),
    )
