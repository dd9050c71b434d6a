"""Our own sheet: questions into rows, each read back before it is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizbot.bank.exchange.losses import losses_between, whole
from quizbot.bank.exchange.tables.cells import Cell, Table
from quizbot.bank.exchange.tables.dialects import OWN_COLUMNS, OWN_KINDS, OWN_LEVELS, YES
from quizbot.bank.exchange.tables.header import Header, header_of
from quizbot.bank.exchange.tables.reading import read_table
from quizbot.bank.exchange.values import LETTERS, Gathering, Loss
from quizbot.core.question import Question

_FEWEST_OPTIONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTable:
    """Titles and rows of text, and what they lost."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    losses: tuple[Loss, ...]


def own_table(questions: Sequence[Question], *, cell: Callable[[str], Cell]) -> OwnTable:
    """Write questions as rows; one that does not come back with the same key is left out, and told.

    Args:
        questions: in the order of the rows.
        cell: reads a cell of the file that is made of the rows.
    """
    letters = [option.key for question in questions for option in question.options if option.key in LETTERS]
    width = max([_FEWEST_OPTIONS, *(LETTERS.index(letter) + 1 for letter in letters)])
    targets = [int(each.key) for question in questions for each in question.targets if each.key.isdecimal()]
    titles = _titles(width, min(max([0, *targets]), len(LETTERS)))
    header = header_of(titles)
    rows: list[tuple[str, ...]] = []
    losses: list[Loss] = []
    for question in questions:
        row = _row(question, titles)
        lost = _lost(question, header, row, cell)
        losses += lost
        if not any(loss.whole for loss in lost):
            rows.append(row)
    return OwnTable(titles=titles, rows=tuple(rows), losses=tuple(losses))


def _titles(options: int, targets: int) -> tuple[str, ...]:
    titles: list[str] = []
    for what, title in OWN_COLUMNS.items():
        if what == "options":
            titles += LETTERS[:options]
        elif what == "targets":
            titles += [f"{title} {number + 1}" for number in range(targets)]
        else:
            titles.append(title)
    return tuple(titles)


def _row(question: Question, titles: Sequence[str]) -> tuple[str, ...]:
    cells = {
        OWN_COLUMNS["name"]: question.id,
        OWN_COLUMNS["kind"]: OWN_KINDS.get(question.kind, question.kind),
        OWN_COLUMNS["ask"]: question.ask,
        OWN_COLUMNS["key"]: _key(question),
        OWN_COLUMNS["tolerance"]: _comma(str(question.tolerance)) if question.tolerance else "",
        OWN_COLUMNS["explain"]: question.explain,
        OWN_COLUMNS["level"]: OWN_LEVELS.get(question.level, str(question.level)),
        OWN_COLUMNS["keep_order"]: YES if question.keep_order else "",
        OWN_COLUMNS["section"]: question.cite.section,
        OWN_COLUMNS["facts"]: ", ".join(question.cite.facts),
        OWN_COLUMNS["tags"]: ", ".join(question.tags),
    }
    cells |= {option.key: option.text for option in question.options}
    cells |= {f"{OWN_COLUMNS['targets']} {target.key}": target.text for target in question.targets}
    return tuple(cells.get(title, "") for title in titles)


def _key(question: Question) -> str:
    if question.kind == "number":
        return _comma(question.key[0]) if question.key else ""
    return ("\n" if question.kind == "short_text" else ", ").join(question.key)


def _comma(number: str) -> str:
    return number.replace(".", ",")


def _lost(question: Question, header: Header, row: Sequence[str], cell: Callable[[str], Cell]) -> list[Loss]:
    """Read a row back and compare."""
    gathering = Gathering()
    read_table(Table(name="", rows=((), tuple(cell(text) for text in row))), header, gathering)
    if len(gathering.found) != 1:
        why = gathering.problems[0].what if gathering.problems else "không đọc lại được"
        return [whole(question, why)]
    found = gathering.found[0]
    if (found.kind, found.key) != (question.kind, question.key):
        return [whole(question, "đáp án không ghi được vào bảng")]
    return losses_between(question, found)
