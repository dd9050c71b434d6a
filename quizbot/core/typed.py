"""Typed answers: what a person means by "B", "b.", "đáp án 2", "1A 2C 3D" or the option's own words."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from quizbot.core.question import Option, Shown
from quizbot.core.vietnamese import fold, normal

NumberedAnswers = tuple[tuple[int | None, str], ...]

# phrases people put before an answer, folded, the longer ones first
_BEFORE = tuple(
    sorted(
        (
            "dap an dung la", "cau tra loi la", "phuong an", "lua chon", "tra loi", "dap an", "ket qua",
            "chon", "cau tra loi", "em chon", "toi chon", "minh chon", "y", "la", "so", "thu",
            "option", "answer", "choose",
        ),
        key=len,
        reverse=True,
    )
)  # fmt: skip
# polite words after an answer, with their marks: "a" without mark is an option
_AFTER = ("ạ", "nhé", "nha", "nhe")
# characters; a bound on the work that one message can cause
_LONGEST = 500
_WRAPPING = " \t\n()[]{}<>.,:;!?\"'*_“”‘’"

_RUN = r"[a-l](?![^\W\d_])|[a-f]{2,6}(?![^\W\d_])"
_WORDS = r"(?:đúng|dung|sai|true|false|đ|s)(?![^\W\d_])"
_LETTERS = rf"(?:{_RUN})(?:[\s,+&]+(?:và\s+|va\s+)?[a-l](?![^\W\d_]))*"
_SAYS = r"(?:(?:là|la|đáp án|dap an|chọn|chon)\s+)?"
_ASKED = r"(?:câu(?:\s+hỏi)?|cau(?:\s+hoi)?|question|q)\s*(?:số\s+|so\s+)?"
_ITEM = re.compile(rf"(?:{_ASKED})?(\d{{1,3}})\s*[.:)\-=]*\s*{_SAYS}({_WORDS}|{_LETTERS})")
_BETWEEN = re.compile(r"[\s,;.|]*")
_ONE_FREE = re.compile(rf"{_ASKED}(\d{{1,3}})\s*[.:)\-=]+\s*(.+)", re.DOTALL)
_ONE_NUMBER = re.compile(rf"{_ASKED}(\d{{1,3}})\s+{_SAYS}([-−]?\d[\d.,]*\s*%?)")


def plain(text: str) -> str:
    """Give the text with full-width forms made common, NFC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def bare_answer(text: str) -> str:
    """Strip brackets, stops, "đáp án", "chọn" and "ạ" from around a typed answer.

    More than 500 characters are no such answer and leave nothing.
    """
    if len(text) > _LONGEST:
        return ""
    left = plain(text).strip(_WRAPPING)
    while True:
        shorter = _without_after(_without_before(left)).strip(_WRAPPING)
        if shorter == left:
            return left
        left = shorter


def option_by_text(text: str, options: Iterable[Option]) -> str | None:
    """Find the one option whose own text was typed: with its marks, or failing that without any.

    Gives its key, or None when no option or more than one fits.
    """
    listed = tuple(options)
    wanted = normal(text)
    exact = [option.key for option in listed if wanted and normal(option.text) == wanted]
    if exact:
        return exact[0] if len(exact) == 1 else None
    folded = fold(text)
    alike = [option.key for option in listed if folded and fold(option.text) == folded]
    return alike[0] if len(alike) == 1 else None


def option_by_mark(mark: str, shown: Shown) -> str | None:
    """Find the option by one letter or by the number of its place, as this person sees them.

    A number that is also the text of another option ("2" where option D says 2) is not understood.
    """
    if len(mark) == 1 and "a" <= mark <= "p":
        return shown.at_letter(mark)
    if not re.fullmatch(r"[0-9]{1,2}", mark):
        return None
    place = int(mark)
    by_place = shown.order[place - 1] if 0 < place <= len(shown.order) else None
    by_text = option_by_text(mark, shown.question.options)
    if by_text is not None and by_place is not None and by_text != by_place:
        return None
    return by_place or by_text


def one_option(text: str, shown: Shown) -> str | None:
    """Read one option: a letter, the number of a place, the option's own text, or letter and text.

    Gives its key, or None when it is not clear which one is meant.
    """
    bare = bare_answer(text)
    options = shown.question.options
    if re.fullmatch(r"[a-p]|[0-9]{1,2}", bare):
        return option_by_mark(bare, shown)
    key = option_by_text(text, options) or option_by_text(bare, options)
    if key is None and (both := re.fullmatch(r"([a-p])\s*[.):\-]\s*(.+)", bare)):
        at_letter = shown.at_letter(both[1])
        return at_letter if at_letter == option_by_text(both[2], options) else None
    return key


def options_in_turn(text: str, shown: Shown) -> tuple[str, ...] | None:
    """Read several options in the order typed: "A,C", "AC", "a c", "1 3", "A và C", "C → A", or their texts.

    None when any part is not understood, or when "13" may be places 1 and 3 or the option that says 13.
    """
    bare = bare_answer(text)
    parts = re.sub(r"\b(?:và|va|rồi|roi|and|then)\b|[^\w%]+", " ", bare).split()
    marks = _one_by_one(parts, shown)
    found = [option_by_mark(mark, shown) for mark in marks]
    places = [mark.isdigit() and 0 < int(mark) <= len(shown.order) for mark in marks]
    if marks and all(found):
        own = option_by_text(bare, shown.question.options) if places[0] else None
        return None if own and found != [own] else tuple(key for key in found if key)
    if any(place and key is None for place, key in zip(places, found, strict=True)):
        return None
    return _texts_in_turn(text, shown.question.options)


def letters_shown(keys: Sequence[str], shown: Shown) -> tuple[str, ...]:
    """Give the letters under which this person sees these options, in the same order."""
    return tuple(shown.letter_of(key) for key in keys)


def split_answers(text: str, *, named_only: bool = False) -> NumberedAnswers:
    """Split one message into numbered answers: "1A 2C 3D", "câu 3 b", "1. A; 2. C".

    Each is the number of the question, from 1, and what was typed for it. A message that is not
    clearly numbered answers comes back whole, as ((None, text),). Ask the open question's kind
    first: "1B 2A" is also a sound answer to a match question.

    Args:
        named_only: split only a message that begins with "câu" (or "question"); for an open short
            text, where "3D" may be the answer itself.
    """
    clear = unicodedata.normalize("NFKC", text).strip()
    if named_only and not re.match(_ASKED, clear.lower()):
        return ((None, text),)
    found = _items(clear) or _one(clear)
    numbers = [number for number, _ in found]
    if not found or 0 in numbers or len(set(numbers)) != len(numbers):
        return ((None, text),)
    return tuple(found)


def _without_before(text: str) -> str:
    words = text.split()
    for phrase in _BEFORE:
        size = len(phrase.split())
        if len(words) > size and fold(" ".join(words[:size])) == phrase:
            return " ".join(words[size:])
    return text


def _without_after(text: str) -> str:
    words = text.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in _AFTER else text


def _one_by_one(parts: list[str], shown: Shown) -> tuple[str, ...]:
    """Take runs apart ("ac", "13"); letters and numbers together are no answer."""
    joined = "".join(parts)
    if re.fullmatch(r"[a-p]+", joined):
        return tuple(joined)
    if not re.fullmatch(r"[0-9]+", joined):
        return ()
    if len(parts) == 1 and len(shown.order) < 10:
        return tuple(joined)
    return tuple(parts)


def _texts_in_turn(text: str, options: Sequence[Option]) -> tuple[str, ...] | None:
    whole = option_by_text(text, options)
    if whole is not None:
        return (whole,)
    for separator in (r"[;\n→]|->", r"[,;\n→]|->"):
        found = [option_by_text(part, options) for part in re.split(separator, text) if part.strip()]
        if found and all(found):
            return tuple(key for key in found if key)
    return None


def _items(text: str) -> list[tuple[int | None, str]]:
    lowered = text.lower()
    if len(lowered) != len(text):
        return []
    found: list[tuple[int | None, str]] = []
    at = 0
    while at < len(text):
        item = _ITEM.match(lowered, at)
        if item is None:
            return []
        found.append((int(item[1]), text[item.start(2) : item.end(2)]))
        between = _BETWEEN.match(text, item.end())
        at = between.end() if between else item.end()
    return found


def _one(text: str) -> list[tuple[int | None, str]]:
    lowered = text.lower()
    if len(lowered) != len(text):
        return []
    one = _ONE_NUMBER.fullmatch(lowered) or _ONE_FREE.fullmatch(lowered)
    return [(int(one[1]), text[one.start(2) : one.end(2)].strip())] if one else []
