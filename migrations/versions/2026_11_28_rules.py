"""Attributes of people, extra questions, essays and their marks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel import UTCDateTime

revision = "2026_11_28_rules"
down_revision = "2026_11_28_lent_tokens"
branch_labels = None
depends_on = None

CODE = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("person", sa.Column("traits", sa.String(), nullable=False, server_default="{}"))
    op.add_column("attempt", sa.Column("extra", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "essay",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_essay_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", "position", name=op.f("pk_essay")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "essay_mark",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_essay_mark_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", "position", "number", name=op.f("pk_essay_mark")),
        sqlite_with_rowid=False,
    )
