"""Messages as plain text, cut to what a platform carries without parting a question from its options."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from quizbot.chat.messages import Line, Outgoing

# where a long line may be cut, best first: after a sentence, else after a word
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+")
_SPACE = re.compile(r"\s+")
# what belongs under the line before it
_FOLLOWS = ("option", "muted")


def units(text: str) -> int:
    """Count UTF-16 units: never fewer than characters, whichever of both a platform counts."""
    return len(text) + sum(1 for mark in text if ord(mark) > 0xFFFF)


def pages(messages: Sequence[Outgoing], *, limit: int) -> list[str]:
    """Give the texts that carry these messages, in order, as few as possible and none of them empty.

    Short messages that follow each other share one text: every text may cost the office. A block,
    which is a heading and what stands under it, is cut only when it alone is too long, and then its
    options stay together.

    Args:
        limit: UTF-16 units of one text.
    """
    texts: list[str] = []
    for message in messages:
        for number, block in enumerate(_blocks(message.lines)):
            gap = "\n" if number else "\n\n"
            for part in _parts(block, limit):
                if texts and units(texts[-1]) + len(gap) + units(part) <= limit:
                    texts[-1] += gap + part
                else:
                    texts.append(part)
                gap = "\n"
    return texts


def cut(text: str, *, limit: int) -> Iterator[str]:
    """Cut a text at line ends, else after sentences, else after words, else anywhere."""
    rest = text.strip()
    while units(rest) > limit:
        end = _end(rest, limit)
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    if rest:
        yield rest


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        clean = Line(text=unicodedata.normalize("NFC", line.text).rstrip(), style=line.style)
        if line.style == "title" and any(each.text for each in block):
            yield block
            block = []
        block.append(clean)
    if any(each.text for each in block):
        yield block


def _parts(block: Sequence[Line], limit: int) -> Iterator[str]:
    """Give the block as one text, or cut with its last options together."""
    whole = _joined(block)
    if units(whole) <= limit:
        yield whole
        return
    first = len(block)
    while first > 0 and block[first - 1].style in _FOLLOWS:
        first -= 1
    tail = _joined(block[first:])
    if not 0 < first < len(block) or units(tail) > limit:
        yield from cut(whole, limit=limit)
        return
    # what stands right before the options goes with them, as much of it as fits
    *before, last = cut(_joined(block[:first]), limit=limit)
    yield from before
    if units(last) + 1 + units(tail) <= limit:
        yield f"{last}\n{tail}"
        return
    room = limit - units(tail) - 1
    near = list(cut(last, limit=max(room, limit // 4))) if room > 0 else [last]
    yield from near[:-1]
    if units(near[-1]) + 1 + units(tail) <= limit:
        yield f"{near[-1]}\n{tail}"
    else:
        yield near[-1]
        yield tail


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines).strip()


def _end(text: str, limit: int) -> int:
    """Give where to cut: the last line end, sentence, else word that still fits, else the limit."""
    longest = limit - sum(1 for mark in text[:limit] if ord(mark) > 0xFFFF)
    head = text[: longest + 1]
    newline = head.rfind("\n", longest // 2)
    if newline > 0:
        return newline
    for pattern in (_SENTENCE, _SPACE):
        ends = [found.start() for found in pattern.finditer(head) if found.start() > longest // 2]
        if ends:
            return ends[-1]
    return longest
