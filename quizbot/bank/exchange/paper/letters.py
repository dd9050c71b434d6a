"""Letters with their looks while a line is put together: composed, turned into Unicode, cleaned."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from quizbot.bank.exchange.paper.lines import Line, Look
from quizbot.core import legacy_letters

Letter = tuple[str, frozenset[str]]
"""A letter (a base with its combining marks, or what one legacy sign became) and its looks."""

# soft hyphen, zero-width and direction marks: nobody sees them, and they break comparing
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# more in a row say nothing, and would make patterns slow
_MOST_BLANKS = 12
_MANY_BLANKS = re.compile(rf"\s{{{_MOST_BLANKS + 1},}}")
_BLANKS = dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " ")
_TABLE = str.maketrans(_BLANKS)


def letters_of(text: str, looks: frozenset[str] = frozenset()) -> list[Letter]:
    """Give the letters of a text that has one look throughout."""
    return [(letter, looks) for letter in text]


def composed(letters: Iterable[Letter]) -> list[Letter]:
    """Put combining marks to their bases, even where a change of look stands between them."""
    made: list[Letter] = []
    for letter, looks in letters:
        if made and unicodedata.combining(letter[0]):
            made[-1] = (unicodedata.normalize("NFC", made[-1][0] + letter), made[-1][1])
        else:
            made.append((letter, looks))
    return made


def converted(letters: Sequence[Letter], encoding: str) -> list[Letter]:
    """Turn legacy letters ("TCVN3", "VNI") into Unicode."""
    if encoding == "TCVN3":
        return [(legacy_letters.from_tcvn3(letter), looks) for letter, looks in letters]
    made: list[Letter] = []
    at = 0
    while at < len(letters):
        letter, looks = letters[at]
        pair = legacy_letters.from_vni(letter + letters[at + 1][0]) if at + 1 < len(letters) else ""
        if len(pair) == 1:
            made.append((pair, looks))
            at += 2
        else:
            made.append((legacy_letters.from_vni(letter), looks))
            at += 1
    return made


def line_of(letters: Iterable[Letter], place: str) -> Line:
    """Make a line: composed, blanks plain, unseen signs left out."""
    text: list[str] = []
    looks: list[Look] = []
    begun: dict[str, int] = {}
    at = blanks = 0
    for letter, worn in composed(letters):
        sound = _BLANKS.get(letter, letter)
        blanks = blanks + 1 if sound.isspace() else 0
        if _INVISIBLE.fullmatch(sound) or blanks > _MOST_BLANKS:
            continue
        ended = [signal for signal in begun if signal not in worn]
        looks += [Look(begun.pop(signal), at, signal) for signal in ended]
        for signal in worn:
            begun.setdefault(signal, at)
        text.append(sound)
        at += len(sound)
    looks += [Look(start, at, signal) for signal, start in begun.items()]
    return Line(text="".join(text), place=place, looks=tuple(sorted(looks, key=_order)))


def plain_line(text: str, place: str) -> Line:
    """Make a line without looks: the same as `line_of`, for whole texts."""
    sound = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).translate(_TABLE))
    return Line(text=_MANY_BLANKS.sub(lambda found: found.group()[:_MOST_BLANKS], sound), place=place)


def _order(look: Look) -> tuple[int, int, str]:
    return look.start, look.end, look.signal
