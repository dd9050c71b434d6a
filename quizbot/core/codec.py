"""Frozen values to plain JSON data and back, without loss.

One codec for everything that is stored or hashed as JSON: contests, questions, papers.
"""

import dataclasses
import functools
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar, Union, get_args, get_origin

T = TypeVar("T")

_PLAIN = frozenset((str, int, bool, float))
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def to_plain(value: object) -> Any:
    """Turn a frozen value into JSON data; fields that equal their default are left out.

    Leaving defaults out keeps old hashes valid when a later version adds a field.
    """
    kind = typing.cast("type", type(value))
    if value is None or kind in _PLAIN:
        return value
    # the commonest containers first: most of what is stored is made of them
    if kind is tuple or kind is list:
        return [to_plain(item) for item in typing.cast("tuple[object, ...]", value)]
    if kind is dict:
        return {str(key): to_plain(item) for key, item in typing.cast("dict[object, object]", value).items()}
    fields = _fields(kind)
    if fields is not None:
        plain = {}
        for field, default in fields:
            held = getattr(value, field.name)
            if default is dataclasses.MISSING:
                factory = field.default_factory
                if not isinstance(factory, dataclasses._MISSING_TYPE) and held == factory():
                    continue
            elif type(held) is type(default) and held == default:
                continue
            plain[field.name] = held if type(held) in _PLAIN else to_plain(held)
        return plain
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction):
        return str(value)
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, frozenset | set):
        return sorted(to_plain(item) for item in value)
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    return value


def from_plain(kind: type[T], data: object) -> T:
    """Build the value of type `kind` that `to_plain` made `data` from."""
    return typing.cast("T", _build(kind, data))


def canonical(value: object) -> bytes:
    """Give the one byte form of a value: sorted keys, no spaces, UTF-8."""
    return canonical_plain(to_plain(value))


def canonical_plain(data: object) -> bytes:
    """Give the one byte form of what is JSON data already; many times quicker than `canonical`.

    Raises:
        ValueError: a number is not finite, which JSON has no word for.
    """
    return _ENCODER.encode(data).encode()


def content_hash(value: object) -> str:
    """Give the SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


@functools.cache
def _fields(kind: type) -> "tuple[tuple[dataclasses.Field[Any], Any], ...] | None":
    """Give the fields of a dataclass, each with its default; None for any other class."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple((field, field.default) for field in dataclasses.fields(kind))


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


@functools.cache
def _passes(kind: Any) -> bool:
    """Tell whether JSON data of this type already is the value."""
    if kind in _PLAIN or kind is type(None):
        return True
    if isinstance(kind, typing.NewType):
        return _passes(kind.__supertype__)
    if get_origin(kind) in (Union, types.UnionType):
        return all(_passes(arm) for arm in get_args(kind))
    return False


def _build(kind: Any, data: Any) -> Any:
    if _passes(kind):
        return data
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return _build(next(arm for arm in get_args(kind) if arm is not type(None)), data)
    if origin is tuple:
        item = get_args(kind)[0]
        return tuple(_build(item, each) for each in data)
    if origin is frozenset:
        return frozenset(_build(get_args(kind)[0], each) for each in data)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        value_kind = get_args(kind)[1]
        return {key: _build(value_kind, each) for key, each in data.items()}
    if origin is typing.Literal:
        return data
    return _build_plain(kind, data)


def _build_plain(kind: Any, data: Any) -> Any:
    if dataclasses.is_dataclass(kind):
        hints = _hints(typing.cast("type", kind))
        return typing.cast("Any", kind)(**{name: _build(hints[name], each) for name, each in data.items()})
    if kind is timedelta:
        return timedelta(seconds=data)
    if kind in (datetime, date, time):
        return kind.fromisoformat(data)
    if kind in (Decimal, Fraction):
        return kind(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return data
