"""What a workbook holds, before any file format: sheets of titled columns with typed cells."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Cell = str | int | float | date | None
Kind = Literal["text", "whole", "share", "money", "date", "duration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. `kind` decides type and look: text keeps leading zeros, share is 0 to 1, duration seconds."""

    title: str
    kind: Kind = "text"
    # characters
    width: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    name: str
    # lines above the table, the first as a heading
    heading: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    # lines below the table
    notes: tuple[str, ...] = field(default=())
