"""The key of a row: a letter, a number, the option's own text, one or several; never a guess.

Each way of reading says which options the cell means, or that it cannot mean options that way. Where a
dialect settles the way, that one counts; elsewhere all ways that give an answer must give the same.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from quizbot.bank.exchange.tables.cells import Cell, short
from quizbot.bank.exchange.tables.dialects import KeyShape
from quizbot.bank.exchange.values import LETTERS
from quizbot.core.vietnamese import normal

_CALLED = r"(?:(?:phương án|đáp án|lựa chọn|câu|ý|option|answer|choice)\s*)?"
_AND = r"\s*(?:[,;+&/|\n>→]|->|và|and|\s)\s*"
_ONE_LETTER = re.compile(rf"{_CALLED}([A-P])\s*[.)]?", re.I)
_ONE_NUMBER = re.compile(rf"{_CALLED}(\d{{1,2}})(?:[.,]0+)?\s*[.)]?", re.I)
_LETTER_RUN = re.compile(r"[A-P]{2,8}")
_LABELLED = re.compile(r"([A-P])\s*[.):]\s*([^\s,;&/|+].*)", re.S)
_SPLIT = re.compile(_AND, re.I)
_PIECES = (None, re.compile(r"\n"), re.compile(r"\s*[|;]\s*|\n"), re.compile(r"\s*,\s*"))
_TRUE = frozenset(("đúng", "true", "t", "đ", "yes", "có"))
_FALSE = frozenset(("sai", "false", "f", "s", "no", "không"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one way of reading makes of a key."""

    # options in the order they were named
    letters: tuple[str, ...] = ()
    # it has this shape, and points at nothing
    wrong: str = ""

    @property
    def chosen(self) -> frozenset[str]:
        """Give the options without order."""
        return frozenset(self.letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The options a cell means, or why it cannot be told."""

    letters: tuple[str, ...] = ()
    # how it was written
    shape: str = ""
    # it is the place of an option, as a number
    place: bool = False
    doubt: str = ""
    wrong: str = ""


def read_key(
    cell: Cell, options: Mapping[str, str], *, shape: KeyShape = "", first: int = 1, ordered: bool = False
) -> Key:
    """Understand a key.

    Args:
        cell: of the key, with text.
        options: letter → text, those with text only.
        shape: how keys are written in this table; "" when nothing tells.
        first: the number of the first option.
        ordered: the order in which options are named is the answer.
    """
    ways: dict[str, Callable[[], Reading | None]] = {
        "letter": lambda: by_letter(cell.text, options, ordered=ordered),
        "number": lambda: by_number(cell.text, options, first=first),
        "text": lambda: by_text(cell.text, options),
        "truth": lambda: by_truth(cell.text, options),
    }
    told = ways[shape]() if shape else None
    if told is not None:
        key = replace(_settled(told, shape, cell), place=shape == "number")
        other = ways["text"]() if shape == "number" else None
        if key.wrong or key.doubt or other is None or other.chosen == told.chosen:
            return key
        said = f"đáp án “{short(cell.text)}” là số thứ tự (phương án {', '.join(key.letters)})"
        return replace(key, doubt=f"{said}, không phải nội dung phương án {', '.join(other.letters)}")
    readings = {name: way() for name, way in ways.items()}
    good = {name: reading for name, reading in readings.items() if reading is not None and reading.letters}
    if not good:
        said = next((reading.wrong for reading in readings.values() if reading is not None), "")
        return Key(wrong=said or f"đáp án “{short(cell.text)}” không chỉ ra phương án nào")
    if len({reading.letters if ordered else reading.chosen for reading in good.values()}) > 1:
        return Key(wrong=_ambiguous(cell.text, good))
    name = "text" if "text" in good else next(iter(good))
    return replace(_settled(good[name], name, cell), place="number" in good)


def _settled(reading: Reading, shape: str, cell: Cell) -> Key:
    if reading.wrong:
        return Key(wrong=reading.wrong)
    doubt = ""
    if cell.number and len(reading.letters) > 1:
        doubt = f"ô đáp án là số thập phân {cell.text}; đã hiểu là {', '.join(reading.letters)}"
    return Key(letters=reading.letters, shape=shape, doubt=doubt)


def by_letter(text: str, options: Mapping[str, str], *, ordered: bool = False) -> Reading | None:
    """Read "B", "A, C", "AC", "phương án B", "B. nội dung phương án"; None when it is no letters."""
    bare = text.strip()
    labelled = _LABELLED.fullmatch(bare)
    if labelled and labelled[1] in options:
        if normal(labelled[2]) == normal(options[labelled[1]]):
            if len(_letters(bare)) > 1:
                return Reading(wrong=f"đáp án “{short(text)}” hiểu được nhiều cách")
            return Reading(letters=(labelled[1],))
        return Reading(
            wrong=f"đáp án ghi chữ {labelled[1]} nhưng nội dung kèm theo khác phương án {labelled[1]}"
        )
    letters = _letters(bare)
    if not letters and _LETTER_RUN.fullmatch(bare):
        run = tuple(bare)
        rising = list(run) == sorted(set(run)) or (ordered and len(set(run)) == len(run))
        letters = run if rising and set(run) <= set(options) else ()
    return _pointing(letters, options, text) if letters else None


def _letters(text: str) -> tuple[str, ...]:
    found = [_ONE_LETTER.fullmatch(part) for part in _parts(text)]
    letters = tuple(each[1].upper() for each in found if each is not None)
    return letters if len(letters) == len(found) else ()


def by_number(text: str, options: Mapping[str, str], *, first: int = 1) -> Reading | None:
    """Read "2", "2.0", "1,3", "phương án 2"; None when it is no numbers."""
    if re.fullmatch(r"\d{1,2}[.,]0+" if first else r"\d{1,2}\.0+", text.strip()):
        parts: Sequence[str] = (text.strip(),)
    else:
        parts = _parts(text.strip())
    found = [_ONE_NUMBER.fullmatch(part) for part in parts]
    places = [int(each[1]) - first for each in found if each is not None]
    if not places or len(places) < len(found):
        return None
    if any(not 0 <= place < len(LETTERS) for place in places):
        return Reading(wrong=f"đáp án “{short(text)}” ngoài số thứ tự các phương án (bắt đầu từ {first})")
    return _pointing(tuple(LETTERS[place] for place in places), options, text)


def by_text(text: str, options: Mapping[str, str]) -> Reading | None:
    """Read the text of an option, or several one a line or with ; | , between; None when none is named."""
    known = [(letter, option, normal(option)) for letter, option in options.items()]
    for pattern in _PIECES:
        pieces = [text] if pattern is None else [piece for piece in pattern.split(text) if piece.strip()]
        if pattern is not None and len(pieces) < 2:
            continue
        same = [_same(piece.strip(), known) for piece in pieces]
        if any(len(each) > 1 for each in same):
            return Reading(wrong=f"đáp án “{short(text)}” giống nội dung của nhiều phương án")
        if same and all(len(each) == 1 for each in same):
            return _pointing(tuple(each[0] for each in same), options, text)
    return None


def _same(piece: str, known: Sequence[tuple[str, str, str]]) -> list[str]:
    exact = [letter for letter, text, _ in known if text == piece]
    said = normal(piece)
    return exact or [letter for letter, _, text in known if text == said != ""]


def by_truth(text: str, options: Mapping[str, str]) -> Reading | None:
    """Read Đúng, Sai, TRUE, F where the options are Đúng and Sai; None elsewhere."""
    said = truth(text)
    meant = {letter: truth(option) for letter, option in options.items()}
    if said is None or len(meant) != 2 or set(meant.values()) != {True, False}:
        return None
    return Reading(letters=tuple(letter for letter, value in meant.items() if value is said))


def truth(text: str) -> bool | None:
    """Tell whether a word says true or false; None when neither."""
    said = normal(text)
    return True if said in _TRUE else False if said in _FALSE else None


def _parts(text: str) -> tuple[str, ...]:
    joined = re.sub(rf"{_CALLED}(?=\d|[A-P]\b)", "", text, flags=re.I) if len(text) < 200 else text
    return tuple(part for part in _SPLIT.split(joined) if part)


def _pointing(letters: tuple[str, ...], options: Mapping[str, str], text: str) -> Reading:
    missing = [letter for letter in letters if letter not in options]
    if missing:
        return Reading(wrong=f"đáp án “{short(text)}” chỉ phương án {', '.join(missing)} không có nội dung")
    if len(set(letters)) < len(letters):
        return Reading(wrong=f"đáp án “{short(text)}” nêu một phương án hai lần")
    return Reading(letters=letters)


def _ambiguous(text: str, good: Mapping[str, Reading]) -> str:
    words = {"letter": "chữ cái", "number": "số thứ tự", "text": "nội dung", "truth": "đúng/sai"}
    told = "; ".join(
        f"theo {words[name]} là phương án {', '.join(reading.letters)}" for name, reading in good.items()
    )
    return f"đáp án “{short(text)}” hiểu được nhiều cách: {told}"
