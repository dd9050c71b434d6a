"""What a workbook holds, before any file format: sheets of titled columns with typed cells."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

Kind = Literal["text", "whole", "decimal", "points", "share", "money", "date", "duration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A number that is shown otherwise than its column says: a share among whole numbers."""

    value: int | float | None
    kind: Kind


Cell = str | int | float | date | Typed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. `kind` decides type and look: text keeps leading zeros, share is 0 to 1, duration seconds."""

    title: str
    kind: Kind = "text"
    # characters
    width: int = 12
    # left out of the sheet when no row has anything in it
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    name: str
    # lines above the table, the first as a heading
    heading: tuple[str, ...]
    columns: tuple[Column, ...]
    # any number: a long sheet is given as it comes, row after row, and then has no optional columns
    rows: Iterable[tuple[Cell, ...]]
    # printed at the head of every page; empty: final
    warning: str = ""
    # lines below the table
    notes: tuple[str, ...] = field(default=())

    def without_empty_columns(self) -> "Sheet":
        """Give the sheet without its optional columns that hold nothing."""
        if not any(column.optional for column in self.columns):
            return self
        rows = tuple(self.rows)
        kept = [
            number
            for number, column in enumerate(self.columns)
            if not column.optional or any(row[number] not in (None, "") for row in rows)
        ]
        return replace(
            self,
            columns=tuple(self.columns[number] for number in kept),
            rows=tuple(tuple(row[number] for number in kept) for row in rows),
        )
