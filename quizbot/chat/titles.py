"""Titles short enough for a button: cut between words, with the part that tells them apart kept."""

import re

_GENERIC = re.compile(r"^(?:cuộc thi|hội thi)(?: trực tuyến)?\s+(?=\S)", re.IGNORECASE)
# words that lead on to what was cut off
_LEADING_ON = re.compile(r"(?:[\s,;:–-]|\b(?:và|của|về|với|cho|đến|or|and|of|on|to|the)\b)+$", re.IGNORECASE)


def shortened(text: str, most: int) -> str:
    """Cut a text between two words so that it takes at most so many characters, an ellipsis included."""
    if len(text) <= most:
        return text
    head = text[:most]
    whole = head[: head.rindex(" ")] if " " in head.strip() else head[:-1]
    return f"{_LEADING_ON.sub('', whole) or whole}…"


def short_title(title: str, most: int) -> str:
    """Shorten the title of a contest: what every contest is called goes first, then its end."""
    if len(title) <= most:
        return title
    rest = _GENERIC.sub("", title)
    return shortened(rest[:1].upper() + rest[1:], most)
