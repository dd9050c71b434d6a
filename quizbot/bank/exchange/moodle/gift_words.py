"""The grammar of GIFT: questions, answer blocks, escapes.

Source: docs.moodle.org, "GIFT format", read 2026-11.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPECIAL = "~=#{}:"
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]", re.I)
_WEIGHT = re.compile(r"\s*%\s*(-?\d+(?:[.,]\d+)?)\s*%")
# an escaped sign, or one that begins an answer
_SIGN = re.compile(r"\\.|[=~]", re.S)
_TITLE = re.compile(r"\s*::((?:\\.|(?!::).)*?)::", re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One question as it stands: its lines, from a line number on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One piece of an answer block."""

    # the equals sign before a right answer, the tilde before a wrong one
    sign: str
    text: str
    # percent; None: not said
    weight: float | None = None
    feedback: str = ""


def blocks(text: str) -> Iterator[Block]:
    """Cut a file at blank lines outside braces; comments and categories are left out."""
    lines: list[tuple[int, str]] = []
    depth = 0
    # how many lines stood before the last blank line inside braces
    blank = 0
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if bare.startswith("//") or (depth == 0 and bare.upper().startswith("$CATEGORY:")):
            continue
        if not bare and depth == 0:
            if lines:
                yield _block(lines)
            lines, blank = [], 0
            continue
        if not bare:
            blank = len(lines)
        if depth and blank and _find(line, "{", 0) >= 0:
            # the question before was never closed: it ends at the blank line
            yield _block(lines[:blank])
            lines, blank, depth = lines[blank:], 0, 0
        depth = max(0, depth + _braces(line))
        lines.append((number, line))
    if lines:
        yield _block(lines)


def _block(lines: list[tuple[int, str]]) -> Block:
    told = [(number, line) for number, line in lines if line.strip()]
    return Block(text="\n".join(line for _, line in lines), line=told[0][0] if told else lines[0][0])


def _braces(line: str) -> int:
    bare = re.sub(r"\\.", "", line)
    return bare.count("{") - bare.count("}")


def shows_picture(text: str) -> bool:
    """Tell whether a text shows a picture in Markdown, or a file of Moodle."""
    return re.search(r"!\[[^\]]*\]\([^)]+\)|@@PLUGINFILE@@", text) is not None


def title_of(text: str) -> tuple[str, str]:
    """Give the title and what follows it."""
    match = _TITLE.match(text)
    return (unescaped(match.group(1)).strip(), text[match.end() :]) if match else ("", text)


def format_of(text: str) -> tuple[str, str]:
    """Give the text format that is named ("" when none) and what follows it."""
    match = _FORMAT.match(text)
    return (match.group(1).lower(), text[match.end() :]) if match else ("", text)


def parts(text: str) -> tuple[str, str | None, str]:
    """Cut a question into what stands before its answer block, the block (None: none), and behind it."""
    opened = _find(text, "{", 0)
    if opened < 0:
        return text, None, ""
    closed = _find(text, "}", opened + 1)
    if closed < 0:
        return text[:opened], text[opened + 1 :], "{"
    return text[:opened], text[opened + 1 : closed], text[closed + 1 :]


def _find(text: str, sign: str, start: int) -> int:
    """Find a sign that no backslash takes away, -1 when there is none."""
    at = text.find(sign, start)
    while at >= 0:
        before = at
        while before > start and text[before - 1] == "\\":
            before -= 1
        if (at - before) % 2 == 0:
            return at
        at = text.find(sign, at + 1)
    return -1


def answers_of(block: str) -> tuple[list[Answer], str, str]:
    """Cut an answer block into its answers, what stands before the first, and the general feedback."""
    general = ""
    at = _find(block, "####", 0)
    if at >= 0:
        block, general = block[:at], unescaped(block[at + 4 :]).strip()
    starts = list(_signs(block))
    before = block[: starts[0]] if starts else block
    made = []
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(block)
        made.append(_answer(block[start], block[start + 1 : end]))
    return made, before, general


def _signs(block: str) -> Iterator[int]:
    for match in _SIGN.finditer(block):
        if match.group() in "=~":
            yield match.start()


def _answer(sign: str, text: str) -> Answer:
    weight = None
    match = _WEIGHT.match(text)
    if match:
        weight = float(match.group(1).replace(",", "."))
        text = text[match.end() :]
    at = _find(text, "#", 0)
    feedback = unescaped(text[at + 1 :]).strip() if at >= 0 else ""
    return Answer(sign=sign, text=(text[:at] if at >= 0 else text).strip(), weight=weight, feedback=feedback)


def unescaped(text: str) -> str:
    """Take escapes away: `\\n` is a line break, any other sign stands for itself."""

    def sign(match: re.Match[str]) -> str:
        found = match.group(1)
        if found == "n":
            return "\n"
        return found if found in _SPECIAL or found == "\\" else match.group(0)

    return re.sub(r"\\(.)", sign, text, flags=re.S)


def escaped(text: str) -> str:
    """Write a text so that nothing in it is read as a sign."""
    made = text.replace("\\", "\\\\")
    for sign in _SPECIAL:
        made = made.replace(sign, f"\\{sign}")
    return made.replace("\r\n", "\n").replace("\n", "\\n")
