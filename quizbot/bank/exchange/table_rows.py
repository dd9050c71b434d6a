"""Rows of a table into drafts: which cells belong to one question, and what stands in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizbot.bank.exchange import layout_words as words
from quizbot.bank.exchange.table_cells import Cell, Table
from quizbot.bank.exchange.table_header import Header, KeyColumn, is_header_again
from quizbot.bank.exchange.values import LETTERS, Gathering
from quizbot.core.vietnamese import fold

_NUMBERED = re.compile(r"\s*(?:câu(?:\s+hỏi)?|question)\s*(?:số\s*)?\d{1,4}\s*[.:)/\-–]\s*(?=\S)", re.I)
_STAR = re.compile(r"\*+\s*(?=[^\s*])")
_TAKEN = frozenset(["đúng", "x", "✓", "✔", "☑", "√", "true", "1", "*", "yes", "có", "v", "đ"])
_NOT_TAKEN = frozenset(("", "sai", "0", "false", "no", "không", "-", "s"))
_EXPLAINED = ("required", "optional", "bat buoc", "tuy chon", "khong bat buoc")
_MOST_OPTIONS = len(LETTERS)


@dataclass(slots=True, kw_only=True)
class Draft:
    """A question while it is read; every cell with its place."""

    table: Table
    header: Header
    row: int
    ask: str = ""
    # letter → text
    options: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    # options that carry a mark in their own text or row, and the name of the mark
    marked: set[str] = field(default_factory=set)
    mark: str = ""
    keys: list[tuple[KeyColumn, Cell]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    # place and reason of the first cell that cannot be read
    wrong: tuple[str, str, str] | None = None

    @property
    def place(self) -> str:
        """Name its row."""
        return self.table.place(self.row)

    def column_place(self, column: int | None) -> str:
        """Name a column of its row."""
        return self.table.place(self.row, column)

    def text(self, what: str) -> str:
        """Give the text of a field, "" when the table has none."""
        return self.cell(what).text

    def cell(self, what: str) -> Cell:
        """Give the cell of a field."""
        return self.table.cell(self.row, self.header.fields.get(what))

    def spoil(self, place: str, what: str, fix: str) -> None:
        """Note the first thing that keeps the question from being read."""
        if self.wrong is None:
            self.wrong = (place, what, fix)


def drafts(table: Table, header: Header, gathering: Gathering) -> Iterator[Draft]:
    """Cut the rows below the header into questions; rows that are none are told."""
    rows: list[int] = []
    for row in range(header.row + 1, len(table.rows)):
        kind = _row_kind(table, header, row, gathering, open_question=bool(rows))
        if kind == "question":
            if rows:
                yield _draft(table, header, rows)
            rows = [row]
        elif kind == "more":
            rows.append(row)
        elif kind == "stray":
            gathering.problem(
                table.place(row),
                " ".join(cell.text for cell in table.rows[row] if cell.text),
                "hàng có phương án hoặc đáp án nhưng không có câu hỏi",
                "ghi đủ câu hỏi, phương án, đáp án trên một hàng; bỏ gộp ô",
            )
    if rows:
        yield _draft(table, header, rows)


def _row_kind(table: Table, header: Header, row: int, gathering: Gathering, *, open_question: bool) -> str:
    cells = table.rows[row]
    filled = [cell for cell in cells if cell]
    if not filled or is_header_again(cells, header):
        return "none"
    if len(cells) == 1 and cells[0].wrong and not cells[0].text:
        gathering.problem(table.place(row), "", cells[0].wrong, "sửa hàng này rồi nhập lại cả tệp")
        return "none"
    ask = table.cell(row, header.fields["ask"])
    answer = [table.cell(row, column) for column in (*header.options.values(), *_key_columns(header))]
    answer += [table.cell(row, header.fields.get("options"))]
    if ask:
        if len(filled) == 1 and not header.dialect.exact and words.SECTION_HEAD.match(ask.text):
            gathering.remark(table.place(row), f"tiêu đề phần, không phải câu hỏi: {_short(ask.text)}")
            return "none"
        return "described" if _describes(cells, header, gathering, table.place(row)) else "question"
    if any(answer):
        return "more" if open_question and "options" in header.fields else "stray"
    said = [cell.text for cell in filled if not re.fullmatch(r"[\d.,:s ]*", cell.text)]
    if said:
        gathering.remark(table.place(row), f"hàng không có câu hỏi, bỏ qua: {_short(' '.join(said))}")
    return "none"


def _describes(cells: tuple[Cell, ...], header: Header, gathering: Gathering, place: str) -> bool:
    """Tell whether a row explains the columns, as templates do below their header."""
    said = sum(any(word in fold(cell.text) for word in _EXPLAINED) for cell in cells)
    if header.dialect.exact or said < 3 or said * 2 < sum(bool(cell) for cell in cells):
        return False
    gathering.remark(place, "hàng hướng dẫn của khuôn mẫu, bỏ qua")
    return True


def _key_columns(header: Header) -> tuple[int, ...]:
    return tuple(key.column for key in header.keys)


def _draft(table: Table, header: Header, rows: list[int]) -> Draft:
    draft = Draft(table=table, header=header, row=rows[0])
    draft.ask = _taken(draft, header.fields["ask"], "câu hỏi")
    if not header.dialect.exact:
        draft.ask = _NUMBERED.sub("", draft.ask, count=1)
    listed = _listed(draft, rows)
    draft.options = listed or {
        letter: text
        for letter, column in sorted(header.options.items())
        if (text := _taken(draft, column, f"phương án {letter}"))
    }
    draft.targets = {
        number: text
        for number, column in sorted(header.targets.items(), key=lambda each: int(each[0]))
        if (text := _taken(draft, column, f"vế phải {number}"))
    }
    _keys(draft, rows, listed)
    if not header.dialect.exact:
        _unlabel(draft)
        _marks(draft)
    return draft


def _taken(draft: Draft, column: int, what: str, row: int | None = None) -> str:
    """Take the text of a cell, with what is strange about it."""
    at = draft.row if row is None else row
    cell = draft.table.cell(at, column)
    place = draft.table.place(at, column)
    if cell.wrong:
        draft.spoil(place, f"{what}: {cell.wrong}", "gõ lại nội dung với ô định dạng Văn bản (Text)")
    if cell.doubt:
        draft.doubts.append(f"{what} ({place}): {cell.doubt}")
    return cell.text


def _listed(draft: Draft, rows: list[int]) -> dict[str, str]:
    """Give options that stand in one cell, or one under the other."""
    column = draft.header.fields.get("options")
    if column is None:
        return {}
    texts = [text for row in rows if (text := _taken(draft, column, "phương án", row))]
    if len(texts) == 1:
        texts = _cut(texts[0])
    if len(texts) > _MOST_OPTIONS:
        draft.spoil(draft.column_place(column), f"quá {_MOST_OPTIONS} phương án", "bớt phương án")
    return dict(zip(LETTERS, texts, strict=False))


def _cut(text: str) -> list[str]:
    """Cut the options of one cell apart: lines, labels on one line, bars, semicolons."""
    for pattern in (
        r"\n+",
        r"\s+(?=[B-H][.)]\s)" if re.match(r"A[.)]\s", text) else None,
        r"\s*\|\s*",
        r"\s*;\s*",
    ):
        pieces = [piece.strip() for piece in re.split(pattern, text) if piece.strip()] if pattern else []
        if len(pieces) > 1:
            return pieces
    return [text]


def _keys(draft: Draft, rows: list[int], listed: dict[str, str]) -> None:
    for key in draft.header.keys:
        cells = [draft.table.cell(row, key.column) for row in rows]
        filled = [cell for cell in cells if cell]
        wrong = next((cell.wrong for cell in filled if cell.wrong), "")
        if wrong:
            fix = "gõ lại đáp án bằng chữ cái, ô định dạng Văn bản (Text)"
            draft.spoil(draft.column_place(key.column), f"đáp án: {wrong}", fix)
        beside = _beside(draft, rows, key)
        if len(beside) == len(listed) > 1 and len(filled) == sum(map(bool, beside)) and _ticked(beside):
            draft.marked |= {letter for letter, cell in zip(listed, beside, strict=True) if _ticks(cell)}
            draft.mark = "dấu ở cột đáp án"
        elif len(filled) == 1:
            if filled[0].doubt:
                draft.doubts.append(f"đáp án ({draft.column_place(key.column)}): {filled[0].doubt}")
            draft.keys.append((key, filled[0]))
        elif len(filled) > 1:
            draft.spoil(
                draft.column_place(key.column),
                "nhiều ô đáp án cho một câu",
                "chỉ đánh dấu x ở hàng của phương án đúng, hoặc ghi chữ cái ở hàng của câu hỏi",
            )


def _beside(draft: Draft, rows: list[int], key: KeyColumn) -> list[Cell]:
    """Give the key's cells of the rows that hold an option."""
    column = draft.header.fields.get("options")
    return [draft.table.cell(row, key.column) for row in rows if draft.table.cell(row, column).text]


def _ticks(cell: Cell) -> bool:
    return cell.text.casefold() in _TAKEN


def _ticked(cells: list[Cell]) -> bool:
    """Tell whether a column ticks the right options, row by row."""
    said = {cell.text.casefold() for cell in cells}
    first_alone = not any(cell for cell in cells[1:]) and cells[0].text.casefold() in (
        "1",
        "đ",
        "đúng",
        "s",
        "sai",
    )
    return said <= _TAKEN | _NOT_TAKEN and bool(said & _TAKEN) and not first_alone


def _unlabel(draft: Draft) -> None:
    """Take "A." off the text of option A where every option repeats its label."""
    cut = {
        letter: re.fullmatch(r"\*?\s*([A-P])\s*[.):]\s*(\S.*)", text, re.S)
        for letter, text in draft.options.items()
    }
    labels = {letter: found[1] for letter, found in cut.items() if found}
    if len(labels) < max(2, len(draft.options)):
        return
    if any(letter != label for letter, label in labels.items()):
        told = ", ".join(
            f"cột {letter} ghi “{label}.”" for letter, label in labels.items() if letter != label
        )
        draft.spoil(
            draft.place,
            f"chữ cái trong phương án khác chữ cái của cột: {told}",
            "bỏ chữ cái trong ô phương án",
        )
        return
    for letter, found in cut.items():
        if found:
            star = "*" if found[0].startswith("*") else ""
            draft.options[letter] = star + found[2]


def _marks(draft: Draft) -> None:
    """Find options marked in their own text: a star before, (đúng) behind."""
    plain = {
        letter: words.RIGHT_MARK.sub("", _STAR.sub("", text, count=1))
        for letter, text in draft.options.items()
    }
    signed = {letter for letter, text in plain.items() if text != draft.options[letter] and text}
    if signed and len(signed) < len(plain):
        for letter in signed:
            draft.options[letter] = plain[letter].strip()
        if draft.mark and signed != draft.marked:
            draft.spoil(draft.place, "dấu trong phương án khác dấu ở cột đáp án", "chỉ giữ một cách đánh dấu")
        draft.marked |= signed
        draft.mark = draft.mark or "dấu trong phương án"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
