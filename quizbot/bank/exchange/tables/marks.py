"""What tells the right options of a row: the key's cell, ticks, flags, marks in the options themselves."""

import re

from quizbot.bank.exchange.paper import words
from quizbot.bank.exchange.tables.cells import Cell, short
from quizbot.bank.exchange.tables.draft import Draft
from quizbot.bank.exchange.tables.header import KeyColumn
from quizbot.bank.exchange.values import LETTERS

_STAR = re.compile(r"\*+\s*(?=[^\s*])")
_TAKEN = frozenset(["đúng", "x", "✓", "✔", "☑", "√", "true", "1", "*", "yes", "có", "v", "đ"])
_NOT_TAKEN = frozenset(("", "sai", "0", "false", "no", "không", "-", "s"))


def keys(draft: Draft, rows: list[int], listed: dict[str, str]) -> None:
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


def right_and_wrong(draft: Draft) -> None:
    """Make options of the right answer and the wrong ones, the right one first."""
    columns = (draft.header.keys[0].column, *draft.header.wrongs)
    texts = [draft.take(column, "phương án") for column in columns]
    if not texts[0]:
        place = draft.column_place(columns[0])
        draft.spoil(place, "không có đáp án đúng", "ghi nội dung đáp án đúng vào cột này")
    draft.options = dict(zip(LETTERS, [text for text in texts if text], strict=False))
    draft.marked, draft.mark = {"A"}, "cột đáp án đúng"


def flags(draft: Draft) -> None:
    """Read a column beside each option that says whether it is right."""
    said = {letter: draft.table.cell(draft.row, column) for letter, column in draft.header.flags.items()}
    if not any(said.values()):
        return
    for letter, cell in said.items():
        if (
            cell.wrong
            or cell.text.casefold() not in _TAKEN | _NOT_TAKEN
            or (_ticks(cell) and letter not in draft.options)
        ):
            place = draft.column_place(draft.header.flags[letter])
            draft.spoil(
                place, f"không hiểu “{short(cell.text)}” ở cột đúng/sai", "ghi 1 hoặc 0, hoặc để trống"
            )
    draft.marked |= {letter for letter, cell in said.items() if _ticks(cell)}
    draft.mark = "cột đúng/sai của từng phương án"


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


def unlabel(draft: Draft) -> None:
    """Take "A." off the text of option A where every option repeats its label."""
    cut = {
        letter: re.fullmatch(r"\*?\s*([A-Pa-p])\s*[.):]\s*(\S.*)", text, re.S)
        for letter, text in draft.options.items()
    }
    labels = {letter: found[1].upper() for letter, found in cut.items() if found}
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


def marks(draft: Draft) -> None:
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
