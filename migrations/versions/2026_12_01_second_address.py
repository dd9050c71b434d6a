"""Where a person wants to be written to, and which addresses a message has left."""

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "2026_12_01_second_address"
down_revision = "2026_11_30_award_decisions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("address", sa.Column("chosen_at", UTCDateTime(), nullable=True))
    op.create_index("ix_address_linked", "address", ["channel", "linked_at"])
    op.add_column("outbox", sa.Column("left", sa.String(), nullable=True))
