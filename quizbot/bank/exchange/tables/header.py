"""Find the header of a table among its first rows, and what each column means."""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizbot.bank.exchange.tables.cells import Cell, Table
from quizbot.bank.exchange.tables.dialects import ANY, DIALECTS, FIELDS, Dialect, KeyShape
from quizbot.bank.exchange.values import LETTERS
from quizbot.core.vietnamese import fold

SEARCHED_ROWS = 60
# characters; what is longer is no title
_LONGEST_TITLE = 120
_RANGE = re.compile(
    r"[(\[]?(?<!\w)(?P<first>[A-Ha-h0-9])(?:\s*(?:[/,\-–]|hoặc|or|đến|to)\s*[A-Ha-h0-9]{1,2}(?!\w))+.*$"
)
_HEAD = re.compile(r"^(.*?)(?:\s*[(\[:\n*]|\s[-–]\s|$)", re.S)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OPTION = re.compile(
    r"(?:(?:noi dung |text )?(?:option|answer|choice|phuong an|dap an|lua chon|cau tra loi|tra loi|opt|ans) ?"
    r"|(?:pa|da) )?([a-p]|1[0-6]|[1-9])(?: text)?"
)
_TARGET = re.compile(r"(?:ve phai|ghep voi|cot phai|right|target|match) ?(1[0-6]|[1-9])")
_WRONG = re.compile(
    r"(?:dap an sai|phuong an sai|lua chon sai|tra loi sai|phuong an nhieu|incorrect answer|incorrect option"
    r"|incorrect|wrong answer|wrong option|wrong|distractor) ?(1[0-6]|[1-9])?"
)
_FLAG = re.compile(
    r"(?:is correct|is right|correctness|la dap an dung|la dung|dung sai) ?([a-p]|1[0-6]|[1-9])"
)
_NUMBER_WORDS = ("vi tri", "so thu tu", "index", "number")
_ANSWERS = frozenset(("timestamp", "dau thoi gian"))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyColumn:
    """A column that tells keys."""

    column: int
    shape: KeyShape = ""
    # the number of the first option
    first: int = 1
    # the table itself tells which number is the first
    first_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the columns of a table mean."""

    # its last row
    row: int
    # columns up to the last title
    width: int = 0
    dialect: Dialect
    fields: Mapping[str, int]
    # letter of an option → column
    options: Mapping[str, int]
    # number of a target → column
    targets: Mapping[str, int] = field(default_factory=dict)
    keys: tuple[KeyColumn, ...] = ()
    # columns of wrong options, where the key's column holds the right one
    wrongs: tuple[int, ...] = ()
    # letter of an option → column that says whether it is right
    flags: Mapping[str, int] = field(default_factory=dict)
    # columns nobody knows, with their titles
    unknown: tuple[tuple[int, str], ...] = ()
    # two columns for the same option, by letter
    twice: tuple[str, ...] = ()


def find_header(table: Table) -> Header | None:
    """Find the header; it may take two rows, and anything may stand above it."""
    for number in range(min(SEARCHED_ROWS, len(table.rows))):
        titles = [cell.text for cell in table.rows[number]]
        if len([title for title in titles if title]) < 2:
            continue
        last, joined = _joined(table, number, titles)
        header = _header(joined, last)
        if header is not None:
            return header
    return None


def header_of(titles: Sequence[str]) -> Header:
    """Read titles that are known to be a header.

    Raises:
        ValueError: they are none.
    """
    header = _header(titles, 0)
    if header is None:
        raise ValueError(titles)
    return header


def is_header_again(row: Sequence[Cell], header: Header) -> bool:
    """Tell whether a row repeats the header, as printed pages do."""
    texts = [cell.text for cell in row]
    ask = header.fields["ask"]
    if ask >= len(texts) or len(texts[ask]) > _LONGEST_TITLE or meaning(texts[ask], header.dialect) != "ask":
        return False
    return all(
        column >= len(texts) or _label(texts[column]) == letter for letter, column in header.options.items()
    )


def is_answer_sheet(table: Table) -> bool:
    """Tell whether a sheet holds what people answered in Google Forms, not the questions."""
    return any(row and fold(row[0].text) in _ANSWERS for row in table.rows[:3])


def meaning(title: str, dialect: Dialect = ANY) -> str:
    """Tell which field a column of this title holds; empty when nobody knows."""
    if len(title) > _LONGEST_TITLE:
        return ""
    for names in (dialect.fields, FIELDS):
        for text in _readings(title):
            for what, known in names.items():
                if text in known:
                    return what
    return ""


@functools.lru_cache(maxsize=2048)
def _readings(title: str) -> tuple[str, ...]:
    """Give a title as it stands, without a range of answers, and only its beginning."""
    spaced = _CAMEL.sub(" ", title)
    bare = _RANGE.sub("", spaced)
    head = _HEAD.match(bare)
    return tuple(dict.fromkeys((fold(spaced), fold(bare), fold(head[1] if head else bare))))


def _label(title: str) -> str:
    """Tell the option a title stands for, by letter; empty when it is none."""
    return next((letter for letter, _ in _labels(title, _OPTION)), "")


def _labels(title: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    if not title or len(title) > _LONGEST_TITLE:
        return []
    for text in _readings(title)[1:] if _RANGE.search(_CAMEL.sub(" ", title)) else _readings(title):
        found = pattern.fullmatch(text)
        if found:
            said = found[1]
            return [(LETTERS[int(said) - 1] if said.isdigit() else said.upper(), said)]
    return []


def _joined(table: Table, number: int, titles: list[str]) -> tuple[int, list[str]]:
    """Join a header of two rows: “Phương án” above A, B, C, D."""
    if number + 1 >= len(table.rows) or len([title for title in titles if _label(title)]) > 1:
        return number, titles
    below = [cell.text for cell in table.rows[number + 1]]
    labels = [label for label in map(_label, below) if label]
    sure = len(labels) > 1 and labels == list(LETTERS[: len(labels)])
    if not sure or any(meaning(text) == "ask" for text in below):
        return number, titles
    width = max(len(titles), len(below))
    upper = titles + [""] * (width - len(titles))
    lower = below + [""] * (width - len(below))
    return number + 1, [under or over for over, under in zip(upper, lower, strict=True)]


def _header(titles: Sequence[str], row: int) -> Header | None:
    dialect = _dialect(titles)
    fields: dict[str, int] = {}
    options: dict[str, int] = {}
    targets: dict[str, int] = {}
    keys: list[KeyColumn] = []
    unknown: list[tuple[int, str]] = []
    twice: list[str] = []
    wrongs: list[int] = []
    flags: dict[str, int] = {}
    for column, title in enumerate(titles):
        what = meaning(title, dialect)
        label, target, flag = _label(title), _labels(title, _TARGET), _labels(title, _FLAG)
        if target:
            targets.setdefault(target[0][1], column)
        elif flag:
            flags.setdefault(flag[0][0], column)
        elif any(_WRONG.fullmatch(text) for text in _readings(title[:_LONGEST_TITLE])):
            wrongs.append(column)
        elif what == "key" and (not label or _RANGE.search(title)):
            keys.append(_key(title, column, dialect))
        elif what and what not in fields:
            fields[what] = column
        elif label:
            if label in options:
                twice.append(label)
            options.setdefault(label, column)
        elif title:
            unknown.append((column, title))
    better = _better_ask(titles, dialect)
    if better is not None and fields["ask"] != better:
        unknown = [(column, title) for column, title in unknown if column != better]
        unknown.append((fields["ask"], titles[fields["ask"]]))
        fields["ask"] = better
    if not options and "options" not in fields and len(keys) == 2:
        # "Đáp án" beside "Đáp án đúng" lists the options
        fields["options"] = keys.pop(0).column
    if "ask" not in fields or not (len(options) > 1 or keys):
        return None
    if options and wrongs:
        unknown += [(column, titles[column]) for column in wrongs]
    return Header(
        row=row, width=max(column + 1 for column, title in enumerate(titles) if title), dialect=dialect, fields=fields, options=options, targets=targets,
        keys=tuple(keys), wrongs=() if options else tuple(wrongs), flags=flags, unknown=tuple(unknown),
        twice=tuple(twice),
    )  # fmt: skip


def _better_ask(titles: Sequence[str], dialect: Dialect) -> int | None:
    """Find “Nội dung …” for the question, where another column is called “Câu hỏi”, a number then."""
    for column, title in enumerate(titles):
        if meaning(title, dialect) == "ask" and fold(title).startswith(("noi dung", "question text")):
            return column
    return None


def _key(title: str, column: int, dialect: Dialect) -> KeyColumn:
    told = _RANGE.search(title)
    if told:
        first = told["first"]
        if first.isdigit():
            return KeyColumn(column=column, shape="number", first=min(int(first), 1), first_told=True)
        return KeyColumn(column=column, shape="letter")
    if not dialect.key and any(word in fold(title) for word in _NUMBER_WORDS):
        return KeyColumn(column=column, shape="number")
    return KeyColumn(column=column, shape=dialect.key, first_told=dialect.key == "number")


def _dialect(titles: Sequence[str]) -> Dialect:
    folded = [fold(title) for title in titles if title]
    heads = {text for title in titles if len(title) <= _LONGEST_TITLE for text in _readings(title) if text}
    for dialect in DIALECTS:
        for row in dialect.told_by:
            if all(
                {each, f"{each}s"} & heads or any(text.startswith(f"{each} ") for text in folded)
                for each in row
            ):
                return dialect
    return ANY
