"""How far a sent message came, as the platform tells."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_03_sightings"
down_revision = "2026_12_02_leaves"
branch_labels = None
depends_on = None

WAITING, SENDING = sa.text("state = 'waiting'"), sa.text("state = 'sending'")
NAMED = sa.text("provider_id IS NOT NULL")


def upgrade() -> None:
    # SQLite copies the table: its partial indexes are made anew so that they stay partial
    op.drop_index("ix_outbox_waiting", table_name="outbox")
    op.drop_index("ix_outbox_sending", table_name="outbox")
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("reached", sa.String(), nullable=True))
        outbox.create_check_constraint(op.f("ck_outbox_reached"), "reached IN ('delivered', 'opened')")
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
    op.create_index("ix_outbox_address", "outbox", ["channel", "address"])
    op.create_index(
        "ix_outbox_provider", "outbox", ["provider_id"], sqlite_where=NAMED, postgresql_where=NAMED
    )
