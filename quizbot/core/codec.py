"""Frozen values to plain JSON data and back, without loss.

One codec for everything that is stored or hashed as JSON: contests, questions, papers.
"""

import dataclasses
import functools
import hashlib
import json
import types
import typing
from collections.abc import Callable, Mapping
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
    read = _reader(typing.cast("Any", kind))
    return typing.cast("T", data if read is None else read(data))


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
def _reader(kind: Any) -> "Callable[[Any], Any] | None":
    """Give what builds a value of this type from JSON data; None where the data already is the value."""
    if isinstance(kind, typing.NewType):
        return _reader(kind.__supertype__)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        readers = {arm: _reader(arm) for arm in inside if arm is not type(None)}
        some = next((each for each in readers.values() if each is not None), None)
        # plain data of an arm's own type is the value: `int | Fraction` keeps 2 and reads "1/2"
        plain = tuple(arm for arm, each in readers.items() if each is None)
        return (
            None if some is None else lambda data: data if data is None or type(data) in plain else some(data)
        )
    if origin in (tuple, frozenset):
        one = _reader(inside[0])
        return origin if one is None else lambda data: origin(map(one, data))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        value = _reader(inside[1])
        return dict if value is None else lambda data: {key: value(each) for key, each in data.items()}
    if dataclasses.is_dataclass(kind):
        return _reader_of_fields(typing.cast("type", kind))
    if kind is timedelta:
        return lambda data: timedelta(seconds=data)
    if kind in (datetime, date, time):
        return typing.cast("Callable[[Any], Any]", kind.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, Decimal | Fraction | Enum):
        return kind
    return None


def _reader_of_fields(kind: type) -> "Callable[[Any], Any]":
    @functools.cache
    def readers() -> "list[tuple[str, Callable[[Any], Any]]]":
        # at the first use, not before: a class may hold values of its own kind
        found = {name: _reader(hint) for name, hint in typing.get_type_hints(kind).items()}
        return [(name, read) for name, read in found.items() if read is not None]

    def build(data: dict[str, Any]) -> Any:
        held = dict(data)
        for name, read in readers():
            if name in held:
                held[name] = read(held[name])
        return kind(**held)

    return build
