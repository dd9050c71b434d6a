"""Telegram's HTML: what it takes, what it refuses, and the text that is left."""

import re

from tests.fakes.bot_api.refusals import bad

_TAGS = {
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler", "a", "tg-emoji",
    "code", "pre", "blockquote",
}  # fmt: skip
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = re.compile(r"<(/?)([A-Za-z0-9-]*)((?:\s[^<>]*)?)>|&(#\d+|#x[0-9a-fA-F]+|[a-z]+);|<")


def parsed(html: str) -> str:
    """Give the text without its markup.

    Raises:
        ApiError: the markup is not well formed.
    """
    out: list[str] = []
    open_tags: list[str] = []
    position = 0
    for token in _TOKEN.finditer(html):
        out.append(html[position : token.start()])
        position = token.end()
        closing, tag, attributes, entity = token.groups()
        if entity is not None:
            out.append(_entity(entity))
        elif tag is None or tag.lower() not in _TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag or ""}" at {token.start()}')
        elif closing:
            if not open_tags or open_tags.pop() != tag.lower():
                raise bad(f"can't parse entities: Unexpected end tag at byte offset {token.start()}")
        else:
            if tag.lower() in {"a", "span", "tg-emoji"} and not attributes.strip():
                raise bad(f'can\'t parse entities: Tag "{tag}" must have an attribute')
            open_tags.append(tag.lower())
    if open_tags:
        raise bad(f"can't parse entities: Can't find end tag corresponding to start tag {open_tags[-1]}")
    return "".join([*out, html[position:]])


def units(text: str) -> int:
    """Count UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _entity(name: str) -> str:
    if name.startswith("#x"):
        return chr(int(name[2:], 16))
    if name.startswith("#"):
        return chr(int(name[1:]))
    return _ENTITIES.get(name, f"&{name};")
