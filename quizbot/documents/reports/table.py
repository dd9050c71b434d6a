"""What a table of a report is made of: figures with the id they open by, columns, cells in words."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from quizbot.core.reporting.figures import Figures
from quizbot.documents.facts import dong_number, share_text
from quizbot.documents.official import Align


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A figure in a table; `of` says of which period."""

    id: str
    value: int
    of: Literal["this", "before", "year", "closed"] = "this"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One figure as a share of another; None of nothing."""

    part: Number
    whole: Number

    @property
    def value(self) -> float | None:
        """Give the share from 0 to 1."""
        return self.part.value / self.whole.value if self.whole.value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A figure divided by how many there are, in whole units; None of nothing."""

    part: Number
    whole: Number

    @property
    def value(self) -> int | None:
        """Give the mean, rounded half to even."""
        return round(Fraction(self.part.value, self.whole.value)) if self.whole.value else None


Content = str | Number | Share | Mean | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    title: str
    width_mm: float
    align: Align = "left"
    # how the workbook shows it
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table. `total` stands below the rows."""

    name: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Content, ...], ...]
    total: tuple[Content, ...] = ()
    notes: tuple[str, ...] = ()


def written(content: Content, kind: str = "text") -> str:
    """Write a cell for people."""
    if content is None:
        return "–"
    if isinstance(content, str):
        return content
    if isinstance(content, Number):
        return dong_number(content.value)
    if isinstance(content, Share):
        return share_text(content.part.value, content.whole.value)
    value = content.value
    if value is None:
        return "–"
    return f"{value // 60}:{value % 60:02}" if kind == "duration" else dong_number(value)


def left(title: str, width_mm: float) -> TableColumn:
    """Give a column of words."""
    return TableColumn(title=title, width_mm=width_mm)


def centre(title: str, width_mm: float) -> TableColumn:
    """Give a column of short signs: dates, numbers of rounds."""
    return TableColumn(title=title, width_mm=width_mm, align="centre")


def right(title: str, width_mm: float, kind: str = "whole") -> TableColumn:
    """Give a column of figures."""
    return TableColumn(title=title, width_mm=width_mm, align="right", kind=kind)


def number(figures: Figures, figure: str) -> Number:
    """Give a figure of this period."""
    return Number(id=figure, value=figures[figure])


def share(figures: Figures, part: str, whole: str) -> Share:
    """Give one figure of this period as a share of another."""
    return Share(part=number(figures, part), whole=number(figures, whole))
