"""Commitments made before contests, and seals of closed rounds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel import UTCDateTime

revision = "2026_11_23_proofs"
down_revision = "2026_11_23_corrections"
branch_labels = None
depends_on = None

CODE = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "commitment",
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("secret", CODE, nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("questions", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_commitment_contest_id")),
        sa.PrimaryKeyConstraint("contest_id", "number", name=op.f("pk_commitment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seal",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root", CODE, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_seal_round_id")),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_seal")),
        sqlite_with_rowid=False,
    )
