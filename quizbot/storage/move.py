"""Moving everything from one database to another, whatever their engines.

The source is read on one snapshot; the target is written in one transaction, read back and
compared before the commit, so it holds everything or nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Table, delete

from quizbot.storage.contents import (
    Hasher,
    Progress,
    TableContents,
    contents,
    count_of,
    rows_of,
    tables,
)
from quizbot.storage.engine import Database
from quizbot.storage.migrate import require_current, upgrade
from quizbot.storage.refusals import ContentsDiffer, TargetNotEmpty
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into

_CHUNK = 2_000  # rows


def move(
    source: Database, target: Database, *, now: datetime, progress: Progress | None = None
) -> tuple[TableContents, ...]:
    """Copy everything from `source` into the empty `target`, and give what was copied.

    Args:
        progress: told the table, rows done and rows in all.

    Raises:
        TargetNotEmpty: the target holds rows.
        ContentsDiffer: the target does not give back what was written; it stays empty.
        DatabaseTooOld, DatabaseTooNew: of the source.
    """
    require_current(source)
    upgrade(target, now=now)
    with transaction(source, writing=False) as reading, transaction(target, writing=True) as writing:
        for table in tables():
            if table.name != "meta" and count_of(writing, table):
                raise TargetNotEmpty(table=table.name)
        writing.do(Statement(delete(_table("meta"))))
        moved = tuple(_copy(reading, writing, table, progress) for table in tables())
        if contents(writing) != moved:
            raise ContentsDiffer()
        with_ids = [each.name for each in tables() if each.c.get("id") is not None]
        target.after_move(writing.cursor, with_ids)
    return moved


@contextmanager
def transaction(database: Database, *, writing: bool) -> Iterator[Run]:
    """Open a connection and a transaction of its own; commit on leaving without an error."""
    connection = database.connect(writing=writing)
    try:
        run = Run(connection, database.dialect, writing=writing, stream_name=database.stream_name)
        run.cursor.execute(database.begin(writing=writing))
        yield run
        run.cursor.execute("COMMIT")
    finally:
        connection.close()  # which undoes what was not committed


def _copy(reading: Run, writing: Run, table: Table, progress: Progress | None) -> TableContents:
    total = count_of(reading, table)
    hasher = Hasher()
    names = [column.name for column in table.columns]
    insert = insert_into(table, *names)
    rows = _counted(rows_of(reading, table), hasher)
    if _refers_to_itself(table):
        rows = iter(_parents_first(rows, names))
    while chunk := list(islice(rows, _CHUNK)):
        writing.many(insert, (dict(zip(names, row, strict=True)) for row in chunk))
        if progress:
            progress(table.name, hasher.rows, total)
    return TableContents(table=table.name, rows=hasher.rows, sha256=hasher.sha256())


def _counted(rows: Iterable[Row], hasher: Hasher) -> Iterator[Row]:
    for row in rows:
        hasher.add(row)
        yield row


def _refers_to_itself(table: Table) -> bool:
    return any(key.column.table is table for key in table.foreign_keys)


def _parents_first(rows: Iterator[Row], names: list[str]) -> list[Row]:
    """Order the units so that each stands after the one it belongs to."""
    own, above = names.index("id"), names.index("parent_id")
    waiting: list[Row] = list(rows)
    ordered: list[Row] = []
    placed: set[Any] = {None}
    while waiting:
        ready = [row for row in waiting if row[above] in placed]
        if not ready:
            raise ContentsDiffer(table="unit")  # a circle, which the tables cannot hold
        ordered += ready
        placed |= {row[own] for row in ready}
        waiting = [row for row in waiting if row[own] not in placed]
    return ordered


def _table(name: str) -> Table:
    return next(table for table in tables() if table.name == name)
