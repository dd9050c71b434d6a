"""Why messages did not arrive, broadcasts that can be stopped, tallies."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel import UTCDateTime

revision = "2026_11_28_delivery_results"
down_revision = "2026_11_23_proofs"
branch_labels = None
depends_on = None

CODE = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
STATES = "'waiting', 'held', 'sending', 'sent', 'failed', 'expired', 'unknown', 'cancelled'"
WAITING, SENDING = sa.text("state = 'waiting'"), sa.text("state = 'sending'")


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("name", CODE, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tally")),
    )
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", CODE, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("without_address", sa.Integer(), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("by", CODE, nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("state IN ('running', 'stopped', 'cancelled')", name=op.f("ck_broadcast_state")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_broadcast_contest_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_broadcast_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sa.UniqueConstraint("key", name="uq_broadcast_key"),
    )
    op.create_index("ix_broadcast_contest", "broadcast", ["contest_id"])
    # SQLite copies the table: its partial indexes are made anew so that they stay partial
    op.drop_index("ix_outbox_waiting", table_name="outbox")
    op.drop_index("ix_outbox_sending", table_name="outbox")
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("failure", CODE, nullable=True))
        outbox.add_column(sa.Column("broadcast_id", sa.Integer(), nullable=True))
        outbox.create_foreign_key(op.f("fk_outbox_broadcast_id"), "broadcast", ["broadcast_id"], ["id"])
        outbox.drop_constraint(op.f("ck_outbox_state"), type_="check")
        outbox.create_check_constraint(op.f("ck_outbox_state"), f"state IN ({STATES})")
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["channel", "priority", "due_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index(
        "ix_outbox_sending", "outbox", ["lease_until"], sqlite_where=SENDING, postgresql_where=SENDING
    )
    op.create_index("ix_outbox_broadcast", "outbox", ["broadcast_id"])
