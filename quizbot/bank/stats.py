"""Figures of a bank, as rows that any table can show."""

from collections import Counter
from dataclasses import dataclass

from quizbot.bank.values import LoadedBank
from quizbot.core.question import Question

Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its name, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def coverage(bank: LoadedBank) -> Table:
    """Count the questions in use by section of each document's outline and by level.

    Sections without questions stand too: they show what nobody is asked about.
    """
    counts = Counter((question.document, question.cite.section, question.level) for question in _in_use(bank))
    cited = Counter(
        (fact.document, fact.section)
        for fact in bank.facts.values()
        if fact.id in {name for question in _in_use(bank) for name in question.cite.facts}
    )
    facts = Counter((fact.document, fact.section) for fact in bank.facts.values())
    rows: list[Row] = []
    for key, document in bank.documents.items():
        for section in document.outline:
            levels = [counts[key, section.id, level] for level in (1, 2, 3)]
            place = key, section.id
            rows.append((key, section.id, section.title, *levels, sum(levels), cited[place], facts[place]))
    columns = (
        "document",
        "section",
        "title",
        "level_1",
        "level_2",
        "level_3",
        "total",
        "facts_asked",
        "facts",
    )
    return Table(name="coverage", columns=columns, rows=tuple(rows))


def kinds(bank: LoadedBank) -> Table:
    """Count the questions in use by document, kind and level."""
    counts = Counter((question.document, question.kind, question.level) for question in _in_use(bank))
    pairs = sorted({(document, kind) for document, kind, _ in counts})
    rows: list[Row] = []
    for document, kind in pairs:
        levels = [counts[document, kind, level] for level in (1, 2, 3)]
        rows.append((document, kind, *levels, sum(levels)))
    columns = ("document", "kind", "level_1", "level_2", "level_3", "total")
    return Table(name="kinds", columns=columns, rows=tuple(rows))


def key_positions(bank: LoadedBank) -> Table:
    """Count under which letter the key of single-choice questions stands, by document."""
    counts = Counter(
        (question.document, question.key[0])
        for question in _in_use(bank)
        if question.kind == "single" and question.key
    )
    totals = Counter[str]()
    for (document, _), count in counts.items():
        totals[document] += count
    rows = tuple(
        (document, letter, count, 100 * count // totals[document])
        for (document, letter), count in sorted(counts.items())
    )
    return Table(name="key_positions", columns=("document", "letter", "count", "percent"), rows=rows)


def states(bank: LoadedBank) -> Table:
    """Count all questions by document, status and use."""
    counts = Counter((question.document, question.status, question.use) for question in bank.questions)
    rows = tuple((*key, count) for key, count in sorted(counts.items()))
    return Table(name="states", columns=("document", "status", "use", "count"), rows=rows)


def tables(bank: LoadedBank) -> tuple[Table, ...]:
    """Give every table of a bank."""
    return coverage(bank), kinds(bank), key_positions(bank), states(bank)


def _in_use(bank: LoadedBank) -> tuple[Question, ...]:
    return tuple(question for question in bank.questions if question.status != "retired")
