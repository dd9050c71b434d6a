"""The two engines: how each is opened, how a transaction begins, what its errors mean.

This is the one place that knows which engine it is.
"""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url
from sqlalchemy.engine import URL, Dialect, Engine
from sqlalchemy.engine import Connection as SqlConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from quizbot.storage.refusals import BadAddress
from quizbot.storage.run import Connection, Cursor

BUSY_TIMEOUT_MS = 5_000
_CACHED_STATEMENTS = 512
_CHECKPOINT_PAGES = 4_000
_MIGRATING = 618_257  # number of our advisory lock

# A peer that has gone silent is given up after about eight seconds, on both sides. Names: see
# postgresql.org/docs/15/libpq-connect.html and runtime-config-connection.html, read 2026-11.
_ALIVE: dict[str, Any] = {
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 5,
    "tcp_user_timeout": 8000,
    "connect_timeout": 5,
}
_SERVER_ALIVE = (
    "-c tcp_keepalives_idle=3",
    "-c tcp_keepalives_interval=1",
    "-c tcp_keepalives_count=5",
    "-c tcp_user_timeout=8000",
)

# https://www.sqlite.org/rescode.html, 2026-11: busy, locked, nomem, read-only, interrupt, ioerr,
# corrupt, full, cantopen, protocol, notadb
_SQLITE_TROUBLE = frozenset({5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26})
_SQLITE_TAKEN = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")


class Trouble(Enum):
    """What an error of a driver means."""

    # somebody else wrote first: run the use case again
    RACE = "race"
    # the database failed: nothing is known to be stored
    FAILURE = "failure"
    # a fault of ours
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """A database that can be connected to.

    Attributes:
        path: of the SQLite file; None on PostgreSQL.
        durable: False for a database that need not outlive the process.
    """

    url: URL
    dialect: Dialect
    path: Path | None
    durable: bool = True

    @property
    def one_writer(self) -> bool:
        """Whether all writing goes through one connection."""
        return self.path is not None

    @property
    def stream_name(self) -> str | None:
        """Name for cursors that the server keeps; None where a plain cursor reads as it goes."""
        return None if self.path is not None else "quizbot"

    def connect(self, *, writing: bool) -> Connection:
        """Open a connection of the driver, in which we begin and end transactions ourselves."""
        if self.path is not None:
            return _connect_sqlite(self.path, writing=writing, durable=self.durable)
        return _connect_postgres(self.url)

    def failures(self) -> tuple[type[Exception], ...]:
        """Name what opening fails with when it is not our fault; PostgreSQL's own is imported for it alone."""
        if self.path is not None:
            return OSError, sqlite3.OperationalError
        import psycopg

        return (psycopg.OperationalError,)

    def listening(self) -> Any:
        """Open a connection of PostgreSQL to wait on; a dead peer is noticed in seconds, on both sides."""
        return _connect_postgres(self.url, alive=True)

    def begin(self, *, writing: bool) -> str:
        """Give the statement that begins a transaction."""
        if self.path is not None:
            return "BEGIN IMMEDIATE" if writing else "BEGIN"
        if writing:
            return "BEGIN ISOLATION LEVEL READ COMMITTED"
        return "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"

    def in_transaction(self, connection: Any) -> bool:
        """Tell whether the transaction is still open (SQLite ends it by itself when the disk is full)."""
        if self.path is not None:
            return bool(connection.in_transaction)
        return int(connection.info.transaction_status) != 0

    def trouble(self, error: Exception) -> Trouble:
        """Tell what an error means."""
        return _sqlite_trouble(error) if self.path is not None else _postgres_trouble(error)

    def lost(self, connection: Any) -> bool:
        """Tell whether the connection can no longer be used."""
        return self.path is None and bool(connection.closed or connection.broken)

    def one_at_a_time(self, connection: SqlConnection) -> None:
        """Wait until nobody else migrates; holds until the connection is closed."""
        if self.path is None:
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({_MIGRATING})")
            connection.commit()

    def after_move(self, cursor: Cursor, tables: Sequence[str]) -> None:
        """Let new rows of these tables take ids above those that were moved in."""
        if self.path is None:
            for table in tables:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608 - our own table names
                )

    def forget_old_pages(self, cursor: Cursor) -> bool:
        """Empty SQLite's write-ahead log, without waiting for readers; False while one needs it."""
        if self.path is None:
            return True
        cursor.execute("PRAGMA busy_timeout = 0")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchall()[0][0]
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.fetchall()
        return not busy

    def integrity(self, cursor: Cursor) -> list[str]:
        """List what the engine itself finds wrong with its files."""
        if self.path is None:
            return []
        cursor.execute("PRAGMA integrity_check")
        found = [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        return found + [f"{row[0]}: row {row[1]} has no {row[2]}" for row in cursor.fetchall()]

    def engine(self) -> Engine:
        """Give an engine of SQLAlchemy, for migrations and moving; DDL is transactional in it."""
        engine = create_engine(self.url, poolclass=NullPool)
        if self.path is not None:
            _make_transactional(engine)
        return engine


def database_at(url: str, *, durable: bool = True) -> Database:
    """Read a URL: `sqlite:///path` or `postgresql://user@host/name`.

    Raises:
        BadAddress: another kind of URL, or SQLite without a file.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadAddress(kind="") from error
    kind = parsed.get_backend_name()
    if kind == "sqlite":
        if not parsed.database:
            raise BadAddress(kind="sqlite")
        path = Path(parsed.database)
        return Database(url=parsed, dialect=create_engine(parsed).dialect, path=path, durable=durable)
    if kind == "postgresql":
        url_for_us = parsed.set(drivername="postgresql+psycopg")
        return Database(url=url_for_us, dialect=create_engine(url_for_us).dialect, path=None)
    raise BadAddress(kind=kind)


def _connect_sqlite(path: Path, *, writing: bool, durable: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path,
        timeout=BUSY_TIMEOUT_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_CACHED_STATEMENTS,
    )
    settings = [
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        *(["journal_mode = WAL"] if writing else []),
        f"synchronous = {'FULL' if durable else 'OFF'}",
        "foreign_keys = ON",
        "secure_delete = ON",
        f"wal_autocheckpoint = {_CHECKPOINT_PAGES}",
        "cache_size = -65536",
        "temp_store = MEMORY",
    ]
    _set(connection, settings if writing else [*settings, "query_only = ON"])
    return connection


def _set(connection: sqlite3.Connection, settings: Sequence[str]) -> None:
    for setting in settings:
        connection.execute(f"PRAGMA {setting}").fetchall()


def _connect_postgres(url: URL, *, alive: bool = False) -> Connection:
    import psycopg

    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    watched = _ALIVE if alive else {}
    options = " ".join(["-c TimeZone=UTC", *(_SERVER_ALIVE if alive else ())])
    # an operator sees in pg_stat_activity which process asks, waits or holds a lock
    name = f"quizbot {os.getpid()}"
    connection: Connection = psycopg.connect(
        plain, autocommit=True, options=options, application_name=name, **watched
    )
    return connection


def _make_transactional(engine: Engine) -> None:
    from sqlalchemy import event

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        _set(connection, [f"busy_timeout = {BUSY_TIMEOUT_MS}", "journal_mode = WAL", "synchronous = FULL"])

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _sqlite_trouble(error: Exception) -> Trouble:
    if isinstance(error, sqlite3.IntegrityError) and error.sqlite_errorname in _SQLITE_TAKEN:
        return Trouble.RACE
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(error, sqlite3.DatabaseError) and code is not None and code & 0xFF in _SQLITE_TROUBLE:
        return Trouble.FAILURE
    return Trouble.FAULT


def _postgres_trouble(error: Exception) -> Trouble:
    import psycopg
    from psycopg import errors

    if isinstance(error, errors.UniqueViolation | errors.SerializationFailure | errors.DeadlockDetected):
        return Trouble.RACE
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return Trouble.FAILURE
    return Trouble.FAULT
