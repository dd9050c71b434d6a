"""Steps of contests, corrections of results, appeals, silences of the engine."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel import UTCDateTime

revision = "2026_11_23_corrections"
down_revision = "2026_11_22_first_tables"
branch_labels = None
depends_on = None

CODE = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "contest_step",
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_state", CODE, nullable=False),
        sa.Column("to_state", CODE, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_contest_step_contest_id")),
        sa.PrimaryKeyConstraint("contest_id", "number", name=op.f("pk_contest_step")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "correction",
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_correction_contest_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_correction_person_id")),
        sa.PrimaryKeyConstraint("contest_id", "number", name=op.f("pk_correction")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_correction_person", "correction", ["person_id"], unique=False)
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("filed_at", UTCDateTime(), nullable=False),
        sa.Column("channel", CODE, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", CODE, nullable=True),
        sa.Column("outcome", CODE, nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('upheld', 'partly', 'rejected', 'withdrawn')", name=op.f("ck_appeal_outcome")
        ),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_appeal_contest_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appeal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
    )
    op.create_index("ix_appeal_contest", "appeal", ["contest_id", "id"], unique=False)
    op.create_index("ix_appeal_person", "appeal", ["person_id"], unique=False)
    still_open = sa.text("outcome IS NULL")
    op.create_index(
        "uq_appeal_open",
        "appeal",
        ["contest_id", "person_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_table(
        "silence",
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_silence_period")),
        sa.PrimaryKeyConstraint("starts_at", name=op.f("pk_silence")),
    )
