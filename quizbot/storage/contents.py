"""What a database holds: rows and a content hash for each table, the same on every engine."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Table, func, select

from quizbot.core.codec import canonical
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement
from quizbot.storage.tables import METADATA

Progress = Callable[[str, int, int], None]
"""Told the table, rows done so far, and rows in all."""

_TELL_EVERY = 2_000  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContents:
    """One table: how many rows, and the SHA-256 over them in the order of their keys."""

    table: str
    rows: int
    sha256: str


def tables() -> Sequence[Table]:
    """List the tables, referred-to before referring."""
    return METADATA.sorted_tables


def rows_of(run: Run, table: Table) -> Iterator[Row]:
    """Stream a table in the order of its key."""
    return run.stream(Statement(select(*table.columns).order_by(*table.primary_key.columns)))


def count_of(run: Run, table: Table) -> int:
    """Count the rows of a table."""
    row = run.one(Statement(select(func.count()).select_from(table)))
    return 0 if row is None else int(row[0])


def contents(run: Run, *, progress: Progress | None = None) -> tuple[TableContents, ...]:
    """Read everything and give its counts and hashes."""
    return tuple(_contents(run, table, progress) for table in tables())


def _contents(run: Run, table: Table, progress: Progress | None) -> TableContents:
    total = count_of(run, table) if progress else 0
    hasher = Hasher()
    for row in rows_of(run, table):
        hasher.add(row)
        if progress and hasher.rows % _TELL_EVERY == 0:
            progress(table.name, hasher.rows, total)
    if progress:
        progress(table.name, hasher.rows, total)
    return TableContents(table=table.name, rows=hasher.rows, sha256=hasher.sha256())


class Hasher:
    """Hashes rows one after the other."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = hashlib.sha256()

    def add(self, row: Row) -> None:
        """Take one more row."""
        self._hash.update(canonical([_plain(value) for value in row]))
        self._hash.update(b"\n")
        self.rows += 1

    def sha256(self) -> str:
        """Give the hash of all rows taken."""
        return self._hash.hexdigest()


def _plain(value: object) -> object:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value
