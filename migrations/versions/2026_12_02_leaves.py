"""What seals hold of an attempt, kept since it was handed in."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_02_leaves"
down_revision = "2026_12_01_second_address"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # NULL in what is there already: the next seal makes them
    op.add_column("attempt", sa.Column("leaf", sa.LargeBinary(), nullable=True))
