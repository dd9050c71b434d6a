"""The text of a form: read, decoded, and free of what no form may hold."""

import itertools
import re
import unicodedata
from pathlib import Path

from quizbot.forms.faults import FormFault, FormFaults, Place, fault
from quizbot.forms.limits import LIMITS, Limits

# What YAML 1.2 lets stand in a file (yaml.org/spec/1.2.2, 5.1), without the line ends that editors
# do not count as such (U+0085, U+2028, U+2029): places must be the same in every editor.
_BAD = re.compile("[^\t\n\r -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n|\r|\n")
_BOM = "\ufeff"
# a binary file would otherwise give a fault a byte
_MOST = 20


def read_source(path: Path, *, limits: Limits = LIMITS) -> str:
    """Read and decode a file.

    Raises:
        FormFaults: it is missing, unreadable, too large or not UTF-8.
    """
    try:
        if path.stat().st_size > limits.max_bytes:
            raise FormFaults([_too_large(str(path), limits)])
        data = path.read_bytes()
    except FileNotFoundError:
        raise FormFaults([fault(file=path, place=Place(1, 1), code="file.missing")]) from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        facts = {"reason": reason}
        raise FormFaults([fault(file=path, place=Place(1, 1), code="file.unreadable", facts=facts)]) from None
    return decode(data, file=str(path), limits=limits)


def decode(data: bytes, *, file: str, limits: Limits = LIMITS) -> str:
    """Turn the bytes of a file into text.

    Raises:
        FormFaults: they are too many, or not UTF-8.
    """
    if len(data) > limits.max_bytes:
        raise FormFaults([_too_large(file, limits)])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode("utf-8")
        place = place_at(before.removeprefix(_BOM), len(before))
        raise FormFaults([fault(file=file, place=place, code="file.not_utf8")]) from None


def clean(text: str, *, file: str, limits: Limits = LIMITS) -> tuple[str, list[FormFault]]:
    """Drop a byte order mark and list the characters that no form may hold."""
    text = text.removeprefix(_BOM)
    if len(text) > limits.max_bytes:
        return "", [_too_large(file, limits)]
    faults = [
        fault(
            file=file,
            place=place_at(text, found.start()),
            code="text.bad_character",
            facts={"character": character_name(found.group())},
        )
        for found in itertools.islice(_BAD.finditer(text), _MOST)
    ]
    return text, faults


def place_at(text: str, index: int) -> Place:
    """Give line and column of the character at `index`, counting from 1."""
    line, begin = 1, 0
    for end in _LINE_END.finditer(text, 0, index):
        line, begin = line + 1, end.end()
    return Place(line, max(0, index - begin) + 1)


def last_place(text: str) -> Place:
    """Give the place just behind the last character."""
    return place_at(text, len(text))


def character_name(character: str) -> str:
    """Name a character that cannot be shown: code and Unicode name."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" {name}" if name else "")


def _too_large(file: str, limits: Limits) -> FormFault:
    return fault(file=file, place=Place(1, 1), code="file.too_large", facts={"limit": limits.max_bytes})
