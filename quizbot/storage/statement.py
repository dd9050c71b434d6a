"""SQL written with SQLAlchemy's tables, compiled once, run on the driver itself.

Measured: the bookkeeping of a Core execution costs several times what SQLite needs for the statement.
So a statement is compiled once for each dialect into its text, the order of its parameters and
the converters of its values; after that only the driver runs.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, Insert, Select, Table, Update
from sqlalchemy.dialects.postgresql import insert as conflict_insert
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine
from sqlmodel import UTCDateTime

_NAMED = re.compile(r"%\((.+?)\)s")
Convert = Callable[[Any], Any]
Source = Select[*tuple[Any, ...]] | Insert | Update | Delete


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement for one dialect."""

    text: str
    # names of the parameters, in order
    names: tuple[str, ...]
    # places of the parameters that need a converter
    converts: tuple[tuple[int, Convert], ...]
    # values of the parameters that are written in the statement
    fixed: Mapping[str, Any]
    # converters of the columns that need one
    columns: tuple[tuple[int, Convert], ...]
    positional: bool

    def arguments(self, values: Mapping[str, Any]) -> list[Any] | dict[str, Any]:
        """Give the values as the driver wants them; KeyError when one is missing."""
        if self.fixed:
            values = {**self.fixed, **values}
        found = [values[name] for name in self.names]
        for place, convert in self.converts:
            if found[place] is not None:
                found[place] = convert(found[place])
        return found if self.positional else dict(zip(self.names, found, strict=True))

    def row(self, row: Sequence[Any]) -> Sequence[Any]:
        """Turn a row of the driver into the values of the columns' types."""
        if not self.columns:
            return row
        values = list(row)
        for place, convert in self.columns:
            if values[place] is not None:
                values[place] = convert(values[place])
        return values


class Statement:
    """A statement with named parameters.

    Args:
        source: the statement; its parameters are `bindparam("name")`.
        sets: columns of an INSERT or UPDATE whose values are parameters named as the column.
    """

    __slots__ = ("_compiled", "_sets", "_source")

    def __init__(self, source: Source, *, sets: Sequence[str] | None = None) -> None:
        self._source = source
        self._sets = list(sets) if sets is not None else None
        self._compiled: dict[str, Compiled] = {}

    def on(self, dialect: Dialect) -> Compiled:
        """Compile for a dialect, once."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> Compiled:
        compiled: Any = self._source.compile(dialect=dialect, column_keys=self._sets)
        if compiled.post_compile_params:  # lists of values, known now
            compiled = self._source.compile(
                dialect=dialect, column_keys=self._sets, compile_kwargs={"render_postcompile": True}
            )
        text = str(compiled)
        positional = compiled.positiontup is not None
        names = tuple(compiled.positiontup if positional else dict.fromkeys(_NAMED.findall(text)))
        kinds = {name: bind.type for bind, name in compiled.bind_names.items()}
        converts = []
        for place, name in enumerate(names):
            kind = kinds[name].dialect_impl(dialect) if name in kinds else None
            convert = None if kind is None else kind.bind_processor(dialect)
            if convert is not None:
                converts.append((place, convert))
        columns = []
        for place, column in enumerate(_columns(self._source)):
            convert = _reader(column.type, dialect)
            if convert is not None:
                columns.append((place, convert))
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        return Compiled(text, names, tuple(converts), fixed, tuple(columns), positional)


def insert_into(
    table: Table,
    *columns: str,
    ignore: bool = False,
    replace: Sequence[str] = (),
    returning: Sequence[str] = (),
) -> Statement:
    """Write an INSERT of these columns, each a parameter of its name.

    Args:
        columns: all of them.
        ignore: leave an existing row alone.
        replace: the key columns; an existing row with this key takes the new values.
        returning: columns to give back.
    """
    source: Any = conflict_insert(table)
    if replace:
        changed = [name for name in columns if name not in replace]
        source = source.on_conflict_do_update(
            index_elements=list(replace), set_={name: source.excluded[name] for name in changed}
        )
    elif ignore:
        source = source.on_conflict_do_nothing()
    if returning:
        source = source.returning(*(table.c[name] for name in returning))
    return Statement(source, sets=columns)


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """Give what turns the driver's value into the column's; None where it is that already."""
    if isinstance(kind, UTCDateTime) and dialect.name == "sqlite":
        # moments are most of what is read: straight from the text, as SQLite keeps it
        return lambda text: datetime.fromisoformat(f"{text}+00:00")
    found: Convert | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return found


def _columns(source: Source) -> Sequence[Any]:
    if isinstance(source, Select):
        return tuple(source.selected_columns)
    return tuple(source._returning)
