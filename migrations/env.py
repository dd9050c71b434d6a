"""Run migrations: forward only, each in one transaction, on the connection that storage gives."""

from typing import Any

from alembic import context
from sqlmodel import UTCDateTime
from sqlmodel.sql.sqltypes import AutoString

from quizbot.storage.tables import METADATA


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write SQLModel's types in a form that a migration can run by itself."""
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and isinstance(item, UTCDateTime):
        autogen_context.imports.add("from sqlmodel import UTCDateTime")
        return "UTCDateTime()"
    return False


def run() -> None:
    """Run what was asked for in a transaction per migration."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=render_item,
        transaction_per_migration=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
