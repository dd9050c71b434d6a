"""Which names a model knows at a path, and which of them is nearest to a misspelt one."""

import difflib
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Union

from pydantic import BaseModel


def nearest(name: str, known: Iterable[str]) -> str:
    """Give the known name that was probably meant; empty when none is near."""
    near = difflib.get_close_matches(name.casefold(), list(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def known_names(model: Any, path: Sequence[str | int]) -> tuple[str, ...]:
    """List the keys that may stand in the mapping at `path` of a form of this model."""
    held = _spread(model)
    for part in path:
        below = [each for kind in held for each in _below(kind, part)]
        # a part that leads nowhere is the arm of a union, already spread
        held = below or held
    return tuple(name for kind in held if _is_model(kind) for name in _fields(kind))


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _spread(annotation: Any) -> list[Any]:
    """Open unions and annotations into the kinds they hold."""
    origin = typing.get_origin(annotation)
    if origin in (Union, types.UnionType):
        return [each for arm in typing.get_args(annotation) for each in _spread(arm)]
    if origin is typing.Annotated:
        return _spread(typing.get_args(annotation)[0])
    return [annotation]


def _below(kind: Any, part: str | int) -> list[Any]:
    if _is_model(kind):
        return _spread(_fields(kind)[str(part)]) if part in _fields(kind) else []
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if not isinstance(origin, type) or not inner:
        return []
    if issubclass(origin, Mapping):
        return _spread(inner[1]) if isinstance(part, str) else []
    if issubclass(origin, Sequence) and isinstance(part, int):
        return _spread(inner[0])
    return []
