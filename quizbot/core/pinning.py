"""Options whose text points at other options, and so must stay where they stand."""

import re
import unicodedata
from collections.abc import Sequence

from quizbot.core.question import Option

_THINGS = r"(?:phương án|đáp án|lựa chọn|nội dung|câu trả lời|câu|ý|mục|điều|đáp số)"
# "Tất cả các phương án trên", "Cả ba đáp án đều đúng", "Không có ý nào", "Các phương án còn lại"
_ALL_OR_NONE = re.compile(
    rf"(?:tất cả|toàn bộ|cả (?:hai|ba|bốn|năm|\d)|các)\s+(?:(?:các|những|số)\s+)?(?:\d\s+)?{_THINGS}?\s*"
    rf"(?:nêu |kể |ở |được nêu )?(?:trên|còn lại|đều|đúng)"
    rf"|cả (?:hai|ba|bốn|năm|\d) {_THINGS}"
    rf"|không (?:có |phải )?{_THINGS} nào"
    rf"|(?:all|none) of the above"
)
_JOIN = r"\s*(?:,|;|/|&|\+|và|hoặc|cùng|and|or)\s*"
_L = r"[a-p](?!\w)"
# "Cả A và B", "Phương án A, C", "Đáp án B"; a letter alone says nothing
_LETTERS = re.compile(rf"(?<!\w)(?:(?:{_THINGS}|cả)\s+{_L}(?:{_JOIN}{_L})*|{_L}(?:{_JOIN}{_L})+)")
_LETTER = re.compile(r"(?<!\w)([a-p])(?!\w)")


def pinned_options(options: Sequence[Option]) -> tuple[str, ...]:
    """Name the options that must not move when the others are shuffled.

    "Tất cả các phương án trên" pins itself. "Cả A và B" pins itself and the options it names, so
    that the letters people read stay true. Keys come in the order of the options.
    """
    keys = {option.key for option in options}
    pinned: set[str] = set()
    for option in options:
        text = unicodedata.normalize("NFC", option.text).casefold()
        named = {
            letter.upper()
            for reference in _LETTERS.findall(text)
            for letter in _LETTER.findall(reference)
            if letter.upper() in keys
        } - {option.key}
        if named or _ALL_OR_NONE.search(text):
            pinned |= named | {option.key}
    return tuple(option.key for option in options if option.key in pinned)
