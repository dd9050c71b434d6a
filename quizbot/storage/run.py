"""One transaction on a driver's connection: what repositories run their statements through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy.engine import Dialect

from quizbot.storage.statement import Source, Statement

Row = Sequence[Any]
_PAGE = 2000  # rows


class Cursor(Protocol):
    """What we need of a driver's cursor (PEP 249)."""

    @property
    def rowcount(self) -> int: ...
    def execute(self, text: str, arguments: Any = ..., /) -> Any: ...
    def executemany(self, text: str, arguments: Any, /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> Any: ...
    def fetchmany(self, size: int, /) -> Any: ...
    def close(self) -> object: ...


class Connection(Protocol):
    """What we need of a driver's connection (PEP 249)."""

    def cursor(self, *arguments: Any, **options: Any) -> Any: ...
    def close(self) -> object: ...


class Run:
    """Runs statements in the transaction that is open on a connection.

    Args:
        connection: of the driver.
        dialect: SQLAlchemy's, for the text of statements.
        writing: False on a snapshot that nothing may be written to.
        stream_name: name for a cursor kept by the server, where a plain cursor would fetch all rows.
    """

    __slots__ = (
        "_streams",
        "announced",
        "connection",
        "cursor",
        "dialect",
        "erased",
        "stream_name",
        "writing",
    )

    def __init__(
        self, connection: Connection, dialect: Dialect, *, writing: bool, stream_name: str | None = None
    ) -> None:
        self.connection = connection
        self.cursor: Cursor = connection.cursor()
        self.dialect = dialect
        self.writing = writing
        self.stream_name = stream_name
        self._streams = 0
        # topics to tell other processes of after the commit
        self.announced: set[str] = set()
        # personal values were removed: their old pages must go too
        self.erased = False

    def one(self, statement: Statement, **values: Any) -> Row | None:
        """Give the first row, or None."""
        compiled = statement.on(self.dialect)
        self.cursor.execute(compiled.text, compiled.arguments(values))
        row = self.cursor.fetchone()
        return None if row is None else compiled.row(row)

    def all(self, statement: Statement, **values: Any) -> list[Row]:
        """Give all rows."""
        compiled = statement.on(self.dialect)
        self.cursor.execute(compiled.text, compiled.arguments(values))
        rows = self.cursor.fetchall()
        return [compiled.row(row) for row in rows] if compiled.columns else rows

    def do(self, statement: Statement, **values: Any) -> int:
        """Run for its effect; give the number of rows it changed."""
        compiled = statement.on(self.dialect)
        self.cursor.execute(compiled.text, compiled.arguments(values))
        return self.cursor.rowcount

    def many(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> int:
        """Run once for each row of values; give the number of rows changed."""
        compiled = statement.on(self.dialect)
        arguments = [compiled.arguments(row) for row in rows]
        if not arguments:
            return 0
        self.cursor.executemany(compiled.text, arguments)
        return self.cursor.rowcount

    def stream(self, statement: Statement, **values: Any) -> Iterator[Row]:
        """Give rows page by page; other statements may run in between."""
        compiled = statement.on(self.dialect)
        cursor = self._own_cursor()
        try:
            cursor.execute(compiled.text, compiled.arguments(values))
            while rows := cursor.fetchmany(_PAGE):
                for row in rows:
                    yield compiled.row(row)
        finally:
            cursor.close()

    def found(self, source: Source) -> list[Row]:
        """Run a statement made for this one occasion, such as a search."""
        return self.all(Statement(source))

    def _own_cursor(self) -> Cursor:
        if self.stream_name is None:
            cursor: Cursor = self.connection.cursor()
            return cursor
        self._streams += 1
        named: Cursor = self.connection.cursor(f"{self.stream_name}_{self._streams}")
        return named
