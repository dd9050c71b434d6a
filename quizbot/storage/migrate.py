"""Bringing a database up to this version of the code, and refusing one that is newer.

A revision is named as its file. When the newest is already there nothing of Alembic is imported.
"""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from quizbot.forms.shipped import shipped
from quizbot.storage.engine import Database
from quizbot.storage.refusals import DatabaseTooNew, DatabaseTooOld, NoMigrations, unreachable

COMPATIBILITY = 1
"""Raised with a migration that code of the version before cannot work with."""

_REVISION = "SELECT version_num FROM alembic_version"
_COMPATIBILITY = "SELECT value FROM meta WHERE name = 'compatibility'"
_TABLES = {
    True: "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'",
    False: "SELECT count(*) FROM pg_catalog.pg_tables WHERE tablename = 'alembic_version'"
    " AND schemaname = current_schema()",
}


def migrations() -> Path:
    """Give the folder of the migrations that come with the product.

    Raises:
        NoMigrations
    """
    folder = shipped("migrations")
    if not (folder / "env.py").exists():
        raise NoMigrations(folder=str(folder))
    return folder


def newest(folder: Path | None = None) -> str:
    """Give the name of the newest revision."""
    return max(path.stem for path in ((folder or migrations()) / "versions").glob("2*.py"))


def revision(database: Database) -> str | None:
    """Give the revision of a database, None when it is empty.

    Raises:
        DatabaseTooNew: the code of this version must not touch it.
        Unreachable
    """
    if database.path is not None and not database.path.exists():
        return None
    try:
        connection = database.connect(writing=False)
    except database.failures() as error:
        raise unreachable(error) from error
    try:
        cursor = connection.cursor()
        if not _value(cursor, _TABLES[database.one_writer]):
            return None
        found = _value(cursor, _REVISION)
        if found is None:
            return None
        compatibility = int(_value(cursor, _COMPATIBILITY) or 0)
    finally:
        connection.close()
    if compatibility > COMPATIBILITY:
        raise DatabaseTooNew(database=compatibility, code=COMPATIBILITY)
    return str(found)


def require_current(database: Database) -> None:
    """Refuse a database that is not at the newest revision.

    Raises:
        DatabaseTooNew, DatabaseTooOld, Unreachable
    """
    found = revision(database)
    wanted = newest()
    if found is not None and found > wanted:
        return  # a newer revision that says it is compatible
    if found != wanted:
        raise DatabaseTooOld(database=found or "", code=wanted)


def upgrade(database: Database, *, now: datetime, folder: Path | None = None) -> Path | None:
    """Upgrade to the newest revision; give the copy made before, if there was anything to copy.

    A failing migration leaves the database as it was.

    Args:
        now: names the copy.
        folder: of the migrations, when it is not the shipped one.

    Raises:
        DatabaseTooNew, NoMigrations
    """
    folder = folder or migrations()
    found = revision(database)
    if found is not None and found >= newest(folder):
        return None
    copy = None
    if found is not None and database.path is not None:
        copy = _copy(database.path, found, now)
    _run(database, folder)
    return copy


def _run(database: Database, folder: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = database.engine()
    try:
        with engine.connect() as connection:
            database.one_at_a_time(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def _copy(path: Path, found: str, now: datetime) -> Path:
    target = path.with_name(f"{path.name}.{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.before-{newest()}")
    source = sqlite3.connect(path)
    try:
        copy = sqlite3.connect(target)
        try:
            source.backup(copy)
        finally:
            copy.close()
    finally:
        source.close()
    return target


def _value(cursor: Any, text: str) -> Any:
    cursor.execute(text)
    rows: Sequence[Any] = cursor.fetchall()
    return rows[0][0] if rows else None
