"""From the answer as authors write it to the response that counts as right."""

from collections.abc import Sequence
from typing import Any

from quizbot.core.numbers import read_number, write_number
from quizbot.core.question import Option, Response
from quizbot.core.vietnamese import fold

TRUE_FALSE_OPTIONS = (Option(key="A", text="Đúng"), Option(key="B", text="Sai"))
_TRUTH = {"true": "dung", "dung": "dung", "false": "sai", "sai": "sai"}


def written_answer(value: Any, *, kind: str, options: Sequence[Option] = ()) -> Response | None:
    """Read an answer for a kind of question; None when it has another shape than the kind wants."""
    if kind in ("single", "true_false"):
        return _one(value, kind, options)
    if kind in ("multiple", "order"):
        if not isinstance(value, list):
            return None
        keys = tuple(_text(item) for item in value)
        return keys if kind == "order" else tuple(sorted(keys))
    if kind == "match":
        pairs = value.items() if isinstance(value, dict) else ()
        return tuple(sorted(f"{key}{_text(target)}" for key, target in pairs)) or None
    if kind == "number":
        return _number(value)
    if kind == "short_text" and not isinstance(value, dict):
        return tuple(_text(item) for item in value) if isinstance(value, list) else (_text(value),)
    return None


def _one(value: Any, kind: str, options: Sequence[Option]) -> Response | None:
    if isinstance(value, list | dict):
        return None
    text = _text(value)
    meant = _TRUTH.get(fold(text)) if kind == "true_false" else None
    if meant is None:
        return (text,)
    return (next((option.key for option in options if fold(option.text) == meant), text),)


def _number(value: Any) -> Response | None:
    if isinstance(value, list | dict | bool):
        return None
    number = read_number(str(value).replace(".", ",") if not isinstance(value, str) else value)
    return (str(value),) if number is None else (write_number(number),)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
