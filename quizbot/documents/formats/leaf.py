"""PDF of a plain sheet for people: no letterhead of an official paper, nothing to sign."""

from dataclasses import dataclass
from typing import Any

from quizbot.documents.formats.typesetting import typeset
from quizbot.documents.metrics import FAMILY
from quizbot.documents.official import GridColumn

_ALIGN = {"left": "left", "centre": "center", "right": "right"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafTable:
    """A table of a leaf; its head repeats on every page."""

    title: str = ""
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A sheet: who gives it, what it is, facts, tables, small print."""

    office: str
    title: str
    # lines under the title
    under: tuple[str, ...] = ()
    # each with what it is called
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[LeafTable, ...] = ()
    notes: tuple[str, ...] = ()
    # at the head of every page; empty: final
    warning: str = ""
    # at the foot of every page
    foot: str = ""


def write_leaf(leaf: Leaf) -> bytes:
    """Write a leaf as PDF."""
    return typeset("leaf.typ", leaf=_leaf(leaf))


def _leaf(leaf: Leaf) -> dict[str, Any]:
    return {
        "family": FAMILY,
        "office": leaf.office,
        "title": leaf.title,
        "under": list(leaf.under),
        "facts": [list(each) for each in leaf.facts],
        "tables": [_table(each) for each in leaf.tables],
        "notes": list(leaf.notes),
        "warning": leaf.warning,
        "foot": leaf.foot,
    }


def _table(table: LeafTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "widths": [column.width_mm for column in table.columns],
        "aligns": [_ALIGN[column.align] for column in table.columns],
        "titles": [column.title for column in table.columns],
        "rows": [list(row) for row in table.rows],
    }
