"""An `Outgoing` as Telegram's HTML, cut into messages that fit."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from quizbot.chat.messages import Line, Outgoing

_TAGS = {"title": "b", "muted": "i", "table": "pre"}
# where a long line may be cut, best first: after a sentence, else after a word
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+")
_SPACE = re.compile(r"\s+")


def units(text: str) -> int:
    """Count UTF-16 units, as Telegram counts lengths."""
    return len(text) + sum(1 for mark in text if ord(mark) > 0xFFFF)


def pages(message: Outgoing, *, limit: int, extra: Sequence[str] = ()) -> list[str]:
    """Give the message's text as HTML, in as many parts as needed, none of them empty.

    Args:
        limit: UTF-16 units of one part, without the tags.
        extra: further plain lines at the end.
    """
    lines = [*message.lines, *(Line(text=text) for text in extra)]
    parts: list[list[Line]] = [[]]
    used = 0
    for line in _fitting(lines, limit):
        size = units(line.text) + 1
        if parts[-1] and used + size > limit + 1:
            parts.append([])
            used = 0
        parts[-1].append(line)
        used += size
    htmls = [_html(part) for part in parts]
    return [html for html in htmls if html.strip()]


def _fitting(lines: Sequence[Line], limit: int) -> Iterator[Line]:
    for line in lines:
        if units(line.text) <= limit:
            yield line
        else:
            for piece in _cut(line.text, limit):
                yield Line(text=piece, style=line.style)


def _cut(text: str, limit: int) -> Iterator[str]:
    rest = text
    while units(rest) > limit:
        end = _end(rest, limit)
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    if rest:
        yield rest


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


def _html(lines: Sequence[Line]) -> str:
    blocks: list[str] = []
    for style, group in groupby(lines, key=lambda line: line.style):
        texts = [escape(line.text, quote=False) for line in group]
        tag = _TAGS.get(style)
        if tag == "pre":
            blocks.append(f"<pre>{chr(10).join(texts)}</pre>")
        elif tag:
            blocks.extend(f"<{tag}>{text}</{tag}>" if text.strip() else text for text in texts)
        else:
            blocks.extend(texts)
    return "\n".join(blocks)
