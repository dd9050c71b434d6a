"""Counts and sums of boards in parts, so that people who hand in at once do not wait for each other."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_12_04_parts"
down_revision = "2026_12_03_sightings"
branch_labels = None
depends_on = None

CODE = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
KEYS = {"standing_count": ["board", "bracket", "bucket", "part"], "unit_sum": ["board", "unit_id", "part"]}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _copied()
        return
    for table, key in KEYS.items():
        op.add_column(table, sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
        op.alter_column(table, "part", server_default=None)
        op.drop_constraint(op.f(f"pk_{table}"), table, type_="primary")
        op.create_primary_key(op.f(f"pk_{table}"), table, key)


def _copied() -> None:
    """SQLite keeps a primary key for the life of its table, so the tables are made anew."""
    for table in KEYS:
        op.rename_table(table, f"{table}_old")
    op.create_table(
        "standing_count",
        sa.Column("board", CODE, nullable=False),
        sa.Column("bracket", CODE, nullable=False),
        sa.Column("bucket", sa.LargeBinary(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*KEYS["standing_count"], name=op.f("pk_standing_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unit_sum",
        sa.Column("board", CODE, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*KEYS["unit_sum"], name=op.f("pk_unit_sum")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO standing_count SELECT board, bracket, bucket, 0, people FROM standing_count_old"
    )
    op.execute("INSERT INTO unit_sum SELECT board, unit_id, 0, people, total, squares FROM unit_sum_old")
    for table in KEYS:
        op.drop_table(f"{table}_old")
