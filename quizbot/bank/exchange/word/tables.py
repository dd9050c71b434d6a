"""Tables in a question paper: a key table, a table with a header, or a table that only lays out text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizbot.bank.exchange.paper import words
from quizbot.bank.exchange.paper.lines import Line
from quizbot.core.vietnamese import fold

Cell = Sequence[Line]
Row = Sequence[Cell]

_LABEL = re.compile(r"\s*[A-Ha-h]\s*[.)]?\s*")
_NUMBER = re.compile(r"(?:câu\s*(?:hỏi\s*)?)?(\d{1,5})\s*[.):]?", re.I)
_BOTH = re.compile(r"(?:câu\s*)?(\d{1,5})\s*[.):\-–=]?\s*([A-Ha-h])\s*[.)]?", re.I)
_KEY_HEADS = {"cau", "cau hoi", "cau so", "stt", "tt", "so", "so cau", "dap an", "dap an dung", "da", "d a", "key"}  # fmt: skip
_NUMBER_HEADS = {"stt", "tt", "cau", "cau so", "so", "so tt", "so thu tu", "no"}
_ASK_HEADS = {"cau hoi", "noi dung", "noi dung cau hoi", "cau hoi va phuong an", "cau hoi va dap an", "noi dung cau hoi va phuong an", "question"}  # fmt: skip
_KEY_COLUMN_HEADS = {"dap an", "dap an dung", "phuong an dung", "tra loi", "tra loi dung", "da", "d a", "key", "answer", "correct answer"}  # fmt: skip
_OPTIONS_HEADS = {"phuong an", "cac phuong an", "phuong an tra loi", "cac phuong an tra loi", "lua chon", "cac lua chon", "dap an lua chon"}  # fmt: skip
_EXPLAIN_HEADS = {"giai thich", "can cu", "loi giai", "ghi chu", "trich dan", "co so phap ly", "can cu phap ly", "nguon", "explanation"}  # fmt: skip
_OPTION_HEAD = re.compile(r"(?:phuong an |dap an |lua chon |option )?([a-h1-8])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column of a headed table holds what."""

    ask: int
    number: int | None
    options: tuple[tuple[str, int], ...]
    together: int | None
    key: int | None
    explain: int | None


def lines_of(table: Sequence[Row]) -> list[Line]:
    """Give the lines of a table, put as a paper would put them."""
    keys = _key_lines(table)
    if keys is not None:
        return keys
    for index, row in enumerate(table[:_HEADER_WITHIN]):
        columns = _columns(row)
        if columns is not None:
            above = [line for each in table[:index] for cell in each for line in cell]
            return above + _headed(table[index + 1 :], columns)
    return [line for row in table for line in _laid_out(row)]


def _laid_out(row: Row) -> list[Line]:
    """Give the lines of a row; a letter that has a cell to itself belongs to the text in the next one."""
    made: list[Line] = []
    label: Line | None = None
    for cell in row:
        lines = [line for line in cell if line.text.strip()]
        if label is not None and lines:
            made.append(label.then(lines[0]))
            lines, label = lines[1:], None
        elif label is not None:
            made.append(label)
            label = None
        if len(lines) == 1 and _LABEL.fullmatch(lines[0].text):
            stop = "" if lines[0].text.strip()[-1] in ".)" else "."
            label = lines[0].then(Line(text=f"{stop} ", place=lines[0].place))
            continue
        made += lines
    return made if label is None else [*made, label]


_HEADER_WITHIN = 3
_FEWEST_KEYS = 3
_FEWEST_OPTIONS = 2


def _plain(cell: Cell) -> str:
    return " ".join(line.text.strip() for line in cell).strip()


def _key_lines(table: Sequence[Row]) -> list[Line] | None:
    """Give a key table as "1-A" entries under a head line; None when the table is none."""
    texts = [[_plain(cell) for cell in row] for row in table]
    entries: list[tuple[str, str]] = []
    used: set[tuple[int, int]] = set()
    for y, row in enumerate(texts):
        for x, text in enumerate(row):
            if not text or fold(text) in _KEY_HEADS or (y, x) in used:
                continue
            both, number = _BOTH.fullmatch(text), _NUMBER.fullmatch(text)
            if both:
                entries.append((both.group(1), both.group(2)))
                continue
            found = _beside(texts, y, x) if number else None
            if number is None or found is None:
                return None
            used.add(found)
            entries.append((number.group(1), texts[found[0]][found[1]]))
    if len(entries) < _FEWEST_KEYS:
        return None
    place = next((line.place for row in table for cell in row for line in cell), "bảng")
    listed = [Line(text=f"{number}-{letter.replace(' ', '')}", place=place) for number, letter in entries]
    return [Line(text="Đáp án", place=place), *listed]


def _beside(texts: Sequence[Sequence[str]], y: int, x: int) -> tuple[int, int] | None:
    """Find the letter of a number: to its right when the row goes so, else below it."""
    if x + 1 < len(texts[y]) and words.letters(texts[y][x + 1]):
        return y, x + 1
    if y + 1 < len(texts) and x < len(texts[y + 1]) and words.letters(texts[y + 1][x]):
        return y + 1, x
    return None


def _columns(row: Row) -> Columns | None:
    heads = [fold(_plain(cell)) for cell in row]
    options = [(found.group(1), x) for x, head in enumerate(heads) if (found := _OPTION_HEAD.fullmatch(head))]
    ask = _first(heads, _ASK_HEADS)
    if ask is None and len(options) >= _FEWEST_OPTIONS:
        ask = _first(heads, {"cau"})
    key = _first(heads, _KEY_COLUMN_HEADS)
    if ask is None or (key is None and len(options) < _FEWEST_OPTIONS):
        return None
    number = _first([head if x != ask else "" for x, head in enumerate(heads)], _NUMBER_HEADS)
    return Columns(
        ask=ask,
        number=number,
        options=tuple((_letter(name), x) for name, x in options),
        together=_first(heads, _OPTIONS_HEADS),
        key=key,
        explain=_first(heads, _EXPLAIN_HEADS),
    )


def _first(heads: Sequence[str], known: set[str]) -> int | None:
    return next((x for x, head in enumerate(heads) if head in known), None)


def _letter(name: str) -> str:
    return chr(ord("A") + int(name) - 1) if name.isdigit() else name.upper()


def _headed(rows: Sequence[Row], columns: Columns) -> list[Line]:
    made: list[Line] = []
    for count, row in enumerate(rows, start=1):
        ask = _cell(row, columns.ask)
        if not _plain(ask):
            # a merged heading over the rows, or an empty row
            continue
        number = _NUMBER.fullmatch(_plain(_cell(row, columns.number)))
        first = words.QUESTION.sub("", ask[0].text) if words.QUESTION.match(ask[0].text) else None
        head = ask[0] if first is None else ask[0].part(len(ask[0].text) - len(first), len(ask[0].text))
        made += [_labelled(f"Câu {number.group(1) if number else count}: ", head), *ask[1:]]
        for letter, x in columns.options:
            cell = _cell(row, x)
            if _plain(cell):
                own = words.OPTION.match(cell[0].text)
                same = own is not None and (own.group(2) or own.group(3) or "").upper() == letter
                made += [cell[0] if same else _labelled(f"{letter}. ", cell[0]), *cell[1:]]
        made += _cell(row, columns.together)
        key = _plain(_cell(row, columns.key))
        if key:
            made.append(Line(text=f"Đáp án: {key}", place=ask[0].place))
        explain = _plain(_cell(row, columns.explain))
        if explain:
            made.append(Line(text=f"Giải thích: {explain}", place=ask[0].place))
    return made


def _cell(row: Row, x: int | None) -> list[Line]:
    return [line for line in row[x] if line.text.strip()] if x is not None and x < len(row) else []


def _labelled(label: str, line: Line) -> Line:
    return Line(text=label, place=line.place).then(line)
