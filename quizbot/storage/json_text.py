"""JSON text as it stands in the tables."""

from typing import Any, Final

import msgspec

from quizbot.core.codec import canonical

_PLAIN: Final = msgspec.json.Decoder()
_NAMES: Final = msgspec.json.Decoder(tuple[str, ...])


def dumps(value: object) -> str:
    """Write a value in its canonical form."""
    return canonical(value).decode()


def loads(text: str) -> Any:
    """Read plain JSON data."""
    return _PLAIN.decode(text)


def names(text: str) -> tuple[str, ...]:
    """Read a list of names."""
    return _NAMES.decode(text)
