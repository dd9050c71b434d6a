"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel import UTCDateTime

revision = "2026_11_22_first_tables"
down_revision = None
branch_labels = None
depends_on = None

CODE = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", CODE, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name="uq_account_login"),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor", CODE, nullable=False),
        sa.Column("action", CODE, nullable=False),
        sa.Column("subject", CODE, nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("hash", CODE, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_subject", "audit", ["subject", "seq"], unique=False)
    op.create_table(
        "chat",
        sa.Column("channel", CODE, nullable=False),
        sa.Column("address", CODE, nullable=False),
        sa.Column("language", CODE, nullable=False),
        sa.Column("screen", CODE, nullable=False),
        sa.Column("data", sa.String(), nullable=False),
        sa.Column("heard_at", UTCDateTime(), nullable=True),
        sa.Column("unreachable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "address", name=op.f("pk_chat")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", CODE, nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("rules_hash", CODE, nullable=False),
        sa.Column("lot_seed", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'checked', 'open', 'closed', 'provisional', 'appeal', 'final', 'announced', 'archived')",
            name=op.f("ck_contest_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest")),
        sa.UniqueConstraint("slug", name="uq_contest_slug"),
    )
    op.create_table(
        "group_chat",
        sa.Column("channel", CODE, nullable=False),
        sa.Column("address", CODE, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("linked_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "address", name=op.f("pk_group_chat")),
    )
    op.create_table(
        "lease",
        sa.Column("name", CODE, nullable=False),
        sa.Column("holder", CODE, nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "mark",
        sa.Column("name", CODE, nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mark")),
    )
    op.create_table(
        "meta",
        sa.Column("name", CODE, nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "question",
        sa.Column("shown_hash", CODE, nullable=False),
        sa.Column("question_id", CODE, nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("shown_hash", name=op.f("pk_question")),
    )
    op.create_index("ix_question_question_id", "question", ["question_id"], unique=False)
    op.create_table(
        "rate",
        sa.Column("key", CODE, nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate")),
    )
    op.create_table(
        "seen_update",
        sa.Column("channel", CODE, nullable=False),
        sa.Column("update_key", CODE, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "update_key", name=op.f("pk_seen_update")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_seen_update_at", "seen_update", ["at"], unique=False)
    op.create_table(
        "standing_count",
        sa.Column("board", CODE, nullable=False),
        sa.Column("bracket", CODE, nullable=False),
        sa.Column("bucket", sa.LargeBinary(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("board", "bracket", "bucket", name=op.f("pk_standing_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "transcript",
        sa.Column("channel", CODE, nullable=False),
        sa.Column("address", CODE, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_transcript_direction")),
        sa.PrimaryKeyConstraint("channel", "address", "seq", name=op.f("pk_transcript")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name="uq_unit_code"),
    )
    op.create_table(
        "unit_sum",
        sa.Column("board", CODE, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("board", "unit_id", name=op.f("pk_unit_sum")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bank_entry",
        sa.Column("question_id", CODE, nullable=False),
        sa.Column("shown_hash", CODE, nullable=False),
        sa.Column("in_bank", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shown_hash"], ["question.shown_hash"], name=op.f("fk_bank_entry_shown_hash")
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_bank_entry")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", CODE, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("groups", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("secret_hash", CODE, nullable=True),
        sa.Column("secret_at", UTCDateTime(), nullable=True),
        sa.Column("erased_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("status IN ('active', 'pending', 'left')", name=op.f("ck_person_status")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("code", name="uq_person_code"),
        sa.UniqueConstraint("secret_hash", name="uq_person_secret"),
    )
    op.create_index("ix_person_unit", "person", ["unit_id"], unique=False)
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opens_at", UTCDateTime(), nullable=False),
        sa.Column("closes_at", UTCDateTime(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_round_period")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_round_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("contest_id", "number", name="uq_round_number"),
    )
    op.create_index("ix_round_opens", "round", ["opens_at"], unique=False)
    op.create_table(
        "address",
        sa.Column("channel", CODE, nullable=False),
        sa.Column("address", CODE, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("linked_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_address_person_id")),
        sa.PrimaryKeyConstraint("channel", "address", name=op.f("pk_address")),
    )
    op.create_index("ix_address_person", "address", ["person_id"], unique=False)
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("deadline_at", UTCDateTime(), nullable=False),
        sa.Column("submitted_at", UTCDateTime(), nullable=True),
        sa.Column("prediction", sa.BigInteger(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'submitted', 'expired', 'void')", name=op.f("ck_attempt_status")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attempt_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_attempt_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("round_id", "person_id", "number", name="uq_attempt_number"),
    )
    op.create_index(
        "ix_attempt_open_deadline",
        "attempt",
        ["deadline_at"],
        unique=False,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "ix_attempt_open_person",
        "attempt",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index("ix_attempt_person", "attempt", ["person_id", "id"], unique=False)
    op.create_index("ix_attempt_round", "attempt", ["round_id", "id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", CODE, nullable=False),
        sa.Column("version", CODE, nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("channel", CODE, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_person", "consent", ["person_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_membership_period")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_membership_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("person_id", "since", name="uq_membership_since"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", CODE, nullable=False),
        sa.Column("address", CODE, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("screen", CODE, nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("dedupe", CODE, nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("holder", CODE, nullable=True),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("provider_id", CODE, nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'failed', 'expired', 'unknown', 'cancelled')",
            name=op.f("ck_outbox_state"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe", name="uq_outbox_dedupe"),
    )
    op.create_index("ix_outbox_person", "outbox", ["person_id"], unique=False)
    op.create_index(
        "ix_outbox_sending",
        "outbox",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["channel", "priority", "due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "standing",
        sa.Column("board", CODE, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("bracket", CODE, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("bucket", sa.LargeBinary(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("duration_s", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_standing_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_standing_unit_id")),
        sa.PrimaryKeyConstraint("board", "person_id", name=op.f("pk_standing")),
    )
    op.create_index("ix_standing_key", "standing", ["board", "key"], unique=False)
    op.create_table(
        "web_session",
        sa.Column("token_hash", CODE, nullable=False),
        sa.Column("csrf", CODE, nullable=False),
        sa.Column("chat_address", CODE, nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_web_session_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_web_session_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_session")),
    )
    op.create_index("ix_web_session_expires", "web_session", ["expires_at"], unique=False)
    op.create_index("ix_web_session_person", "web_session", ["person_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("question_id", CODE, nullable=False),
        sa.Column("shown_hash", CODE, nullable=False),
        sa.Column("response", sa.String(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("channel", CODE, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_answer_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", "position", "revision", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO meta (name, value) VALUES ('compatibility', '1')")
