"""Rows of a table into drafts: which cells belong to one question, and what stands in them."""

import re
from collections.abc import Iterator

from quizbot.bank.exchange.paper import words
from quizbot.bank.exchange.tables.cells import Cell, Table, short
from quizbot.bank.exchange.tables.draft import Draft
from quizbot.bank.exchange.tables.header import Header, is_header_again
from quizbot.bank.exchange.tables.marks import flags, keys, marks, right_and_wrong, unlabel
from quizbot.bank.exchange.values import LETTERS, Gathering
from quizbot.core.vietnamese import fold

_NUMBERED = re.compile(r"\s*(?:câu(?:\s+hỏi)?|question)\s*(?:số\s*)?\d{1,4}\s*[.:)/\-–]\s*(?=\S)", re.I)
_EXPLAINED = ("required", "optional", "bat buoc", "tuy chon", "khong bat buoc")
_MOST_OPTIONS = len(LETTERS)


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
            gathering.remark(table.place(row), f"tiêu đề phần, không phải câu hỏi: {short(ask.text)}")
            return "none"
        return "described" if _describes(cells, header, gathering, table.place(row)) else "question"
    if any(answer):
        return "more" if open_question and "options" in header.fields else "stray"
    said = [cell.text for cell in filled if not re.fullmatch(r"[\d.,:s ]*", cell.text)]
    if said:
        gathering.remark(table.place(row), f"hàng không có câu hỏi, bỏ qua: {short(' '.join(said))}")
    return "none"


def _describes(cells: tuple[Cell, ...], header: Header, gathering: Gathering, place: str) -> bool:
    """Tell whether a row explains the columns, as templates do below their header."""
    folded = [fold(cell.text) for cell in cells if cell.text]
    said = sum(any(word in text for word in _EXPLAINED) for text in folded)
    if header.dialect.exact or said < 3 or said * 2 < len(folded):
        return False
    gathering.remark(place, "hàng hướng dẫn của khuôn mẫu, bỏ qua")
    return True


def _key_columns(header: Header) -> tuple[int, ...]:
    return tuple(key.column for key in header.keys)


def _draft(table: Table, header: Header, rows: list[int]) -> Draft:
    draft = Draft(table=table, header=header, row=rows[0])
    _fits(draft)
    draft.ask = draft.take(header.fields["ask"], "câu hỏi")
    if not header.dialect.exact:
        draft.ask = _NUMBERED.sub("", draft.ask, count=1)
    listed = _listed(draft, rows)
    draft.options = listed or {
        letter: text
        for letter, column in sorted(header.options.items())
        if (text := draft.take(column, f"phương án {letter}"))
    }
    draft.targets = {
        number: text
        for number, column in sorted(header.targets.items(), key=lambda each: int(each[0]))
        if (text := draft.take(column, f"vế phải {number}"))
    }
    if header.wrongs and len(header.keys) == 1:
        right_and_wrong(draft)
    else:
        keys(draft, rows, listed)
    flags(draft)
    if not header.dialect.exact:
        unlabel(draft)
        marks(draft)
    return draft


def _fits(draft: Draft) -> None:
    """See that a row of a text file has no more cells than the header: its sentences were cut at commas."""
    beyond = range(draft.header.width, len(draft.table.rows[draft.row]))
    if not draft.table.name and any(draft.table.cell(draft.row, column) for column in beyond):
        draft.spoil(
            draft.place,
            "hàng có nhiều ô hơn hàng tiêu đề: có thể câu chứa dấu phân cách mà không nằm trong nháy kép",
            "đặt nội dung có dấu phân cách trong dấu nháy kép, hoặc lưu thành .xlsx",
        )


def _listed(draft: Draft, rows: list[int]) -> dict[str, str]:
    """Give options that stand in one cell, or one under the other."""
    column = draft.header.fields.get("options")
    if column is None:
        return {}
    texts = [text for row in rows if (text := draft.take(column, "phương án", row=row))]
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
