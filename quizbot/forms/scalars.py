"""Plain YAML scalars after YAML 1.2, stricter: what is not surely a value stays text as written."""

import re
from decimal import Decimal

# 18 digits keep every whole number inside 64 bits; longer ones (phone lists, codes) stay text
_WHOLE = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}\Z")
_WORDS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_FIRST = frozenset("-0123456789")

Scalar = str | int | bool | Decimal | None


def resolve(text: str) -> object:
    """Give the value of a plain scalar.

    `null`, `~` and nothing are None; `true`, `false`; whole numbers; decimals as Decimal, so that
    writing them back gives the same characters. All else stays text: `no`, `12:30`, `010`, `1_000`,
    `1e3`, `2026-01-01`.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _FIRST:
        if _WHOLE.match(text):
            return int(text)
        if _DECIMAL.match(text):
            return Decimal(text)
    return text
