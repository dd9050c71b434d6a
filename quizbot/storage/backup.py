"""Backups: always one SQLite file, whatever the engine, and always checked by reading it back."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from quizbot.storage.contents import Progress, TableContents, contents
from quizbot.storage.engine import Database, database_at
from quizbot.storage.lock import ProcessLock
from quizbot.storage.migrate import newest, require_current, revision, upgrade
from quizbot.storage.move import move, transaction
from quizbot.storage.refusals import ContentsDiffer, NotABackup, TargetNotEmpty
from quizbot.storage.repositories.audit import SqlAudit
from quizbot.storage.repositories.reports import SqlReports
from quizbot.storage.run import Run
from quizbot.storage.statement import Statement
from quizbot.storage.tables import StandingCountRow, StandingRow
from quizbot.storage.tables.base import table_of

_PAGES = 1_000  # copied at a time
Pages = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a check found. `faults` is empty when everything holds."""

    faults: tuple[str, ...]
    tables: tuple[TableContents, ...]


def check(database: Database, *, progress: Progress | None = None) -> Health:
    """Read everything: the engine's own check, the chain of the record of acts, counts of standings.

    Raises:
        DatabaseTooOld, DatabaseTooNew
    """
    require_current(database)
    with transaction(database, writing=False) as run:
        faults = database.integrity(run.cursor)
        broken = SqlAudit(run).broken_at()
        if broken is not None:
            faults.append(f"audit: the chain is broken at entry {broken}")
        faults += _miscounted(run)
        return Health(faults=tuple(faults), tables=contents(run, progress=progress))


def backup(
    database: Database, path: Path, *, now: datetime, progress: Progress | None = None
) -> tuple[TableContents, ...]:
    """Copy a database that may be in use into a new SQLite file, check it, and give what it holds.

    Raises:
        TargetNotEmpty: the file is there already.
        ContentsDiffer: the copy does not hold what the database held; it is removed.
    """
    if path.exists():
        raise TargetNotEmpty(path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    copy = database_at(f"sqlite:///{unfinished}")
    try:
        if database.path is None:
            held = move(database, copy, now=now, progress=progress)
        else:
            held = _copy_file(database, unfinished, progress)
        _settle(unfinished)
        if check(copy).faults or _held(copy) != held:
            raise ContentsDiffer(path=str(path))
        unfinished.rename(path)
    finally:
        for left in (unfinished, *(Path(f"{unfinished}{end}") for end in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)
    return held


def restore(
    path: Path,
    database: Database,
    *,
    now: datetime,
    replace: bool = False,
    progress: Progress | None = None,
) -> tuple[TableContents, ...]:
    """Fill a database from a backup, check it, and give what it holds.

    Args:
        replace: a SQLite file that is there already is put aside under another name.

    Raises:
        NotABackup: the file is damaged, or another kind of file.
        TargetNotEmpty: there is something in the database, and it is not to be put aside.
        ContentsDiffer, StorageInUse
    """
    source = database_at(f"sqlite:///{path}")
    _require_sound(source)
    if database.path is None:
        with _up_to_date(source, now=now) as current:
            return move(current, database, now=now, progress=progress)
    database.path.parent.mkdir(parents=True, exist_ok=True)
    lock = ProcessLock(database.path)
    try:
        if database.path.exists():
            if not replace:
                raise TargetNotEmpty(path=str(database.path))
            _settle(database.path)
            database.path.rename(f"{database.path}.{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.before-restore")
        held = _copy_file(source, database.path, progress)
        if _held(database) != held:
            raise ContentsDiffer(path=str(path))
        upgrade(database, now=now)
    finally:
        lock.release()
    return held


def registered_files(database: Database) -> dict[str, str]:
    """Name the files kept beside the database as proof of register entries, by their SHA-256."""
    with transaction(database, writing=False) as run:
        entries = [each.entry for each in SqlReports(run).register()]
    return {each.sha256: each.file for each in entries if each.sha256}


def _require_sound(source: Database) -> None:
    if source.path is None or not source.path.is_file():
        raise NotABackup(path=str(source.path))
    try:
        if revision(source) is None:
            raise NotABackup(path=str(source.path))
        with transaction(source, writing=False) as run:
            faults = source.integrity(run.cursor)
    except sqlite3.DatabaseError as error:
        raise NotABackup(path=str(source.path)) from error
    if faults:
        raise NotABackup(path=str(source.path), faults=faults[:5])


@contextmanager
def _up_to_date(source: Database, *, now: datetime) -> Iterator[Database]:
    """Give the backup, or an upgraded copy of an older one; the backup itself is never changed."""
    if revision(source) == newest():
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="quizbot-") as folder:
        copy = database_at(f"sqlite:///{Path(folder) / 'upgraded.db'}")
        _copy_file(source, Path(folder) / "upgraded.db", None)
        upgrade(copy, now=now)
        yield copy


def _copy_file(database: Database, path: Path, progress: Progress | None) -> tuple[TableContents, ...]:
    """Copy on one snapshot, and give what the snapshot held."""
    with transaction(database, writing=False) as run:
        held = contents(run)
        target = sqlite3.connect(path)
        try:
            run.connection.backup(target, pages=_PAGES, progress=_pages(progress))  # type: ignore[attr-defined]
        finally:
            target.close()
    return held


def _pages(progress: Progress | None) -> Pages | None:
    if progress is None:
        return None
    tell = progress
    return lambda _status, remaining, total: tell("pages", total - remaining, total)


def _settle(path: Path) -> None:
    """Put everything into the one file, without files beside it."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        connection.close()


def _held(database: Database) -> tuple[TableContents, ...]:
    with transaction(database, writing=False) as run:
        return contents(run)


def _miscounted(run: Run) -> list[str]:
    """Name the boards whose counts are not the number of their rows."""
    standing, counted = table_of(StandingRow), table_of(StandingCountRow)
    rows = select(standing.c.board, func.count()).group_by(standing.c.board)
    sums = select(counted.c.board, func.sum(counted.c.people)).group_by(counted.c.board)
    there = {row[0]: int(row[1]) for row in run.all(Statement(rows))}
    said = {row[0]: int(row[1]) for row in run.all(Statement(sums)) if row[1]}
    return [
        f"standings: {board} is miscounted"
        for board in sorted(there.keys() | said.keys())
        if there.get(board) != said.get(board)
    ]
