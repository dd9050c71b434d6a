"""A form checked against its model: every fault at once, each at its place."""

import typing
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from quizbot.forms.faults import FormFault, FormFaults, fault
from quizbot.forms.known import known_names, nearest
from quizbot.forms.limits import LIMITS, Limits
from quizbot.forms.messages import FORMS, Table
from quizbot.forms.places import Places
from quizbot.forms.reader import parse
from quizbot.forms.source import read_source

M = TypeVar("M")

# pydantic's kind of error → code, and the fact that pydantic gives for {limit}
_CODES = {
    "greater_than_equal": ("value.at_least", "ge"),
    "less_than_equal": ("value.at_most", "le"),
    "greater_than": ("value.more_than", "gt"),
    "less_than": ("value.less_than", "lt"),
    "too_short": ("value.too_short", "min_length"),
    "too_long": ("value.too_long", "max_length"),
    "string_too_short": ("value.too_short", "min_length"),
    "string_too_long": ("value.too_long", "max_length"),
}
_KINDS = (
    ("string_", "value.text"),
    ("int_", "value.whole"),
    ("float_", "value.number"),
    ("decimal_", "value.number"),
    ("bool_", "value.flag"),
    ("list_", "value.list"),
    ("tuple_", "value.list"),
    ("set_", "value.list"),
    ("frozen_set_", "value.list"),
    ("dict_", "value.mapping"),
    ("mapping_", "value.mapping"),
    ("model_", "value.mapping"),
    ("date_", "value.date"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Generic[M]):
    """A sound form and the place of every value of it."""

    value: M
    places: Places


def read_form(
    path: Path, model: type[M], *, text: str | None = None, limits: Limits = LIMITS, table: Table = FORMS
) -> M:
    """Read and check a file.

    Args:
        path: names the file in faults; read unless `text` is given.
        model: a pydantic model, best a subclass of `quizbot.forms.types.Form`.
        text: the content, where it is already at hand.
        table: the texts of the model's own codes, with those of forms.

    Raises:
        FormFaults: every fault of the file.
    """
    return read_checked(path, model, text=text, limits=limits, table=table).value


def read_checked(
    path: Path,
    model: type[M],
    *,
    text: str | None = None,
    limits: Limits = LIMITS,
    table: Table = FORMS,
) -> Checked[M]:
    """Read and check a file, keeping the places for faults found later.

    Raises:
        FormFaults: every fault of the file, of its form and of its values.
    """
    text = read_source(path, limits=limits) if text is None else text
    reading = parse(text, file=str(path), limits=limits)
    if reading.form is None:
        raise FormFaults(reading.faults)
    form = reading.form
    value, faults = check(form.value, model, file=str(path), places=form.places, table=table)
    if faults or reading.faults or value is None:
        raise FormFaults(_first_at_place([*reading.faults, *faults]))
    return Checked(value=value, places=form.places)


def check(
    value: object, model: type[M], *, file: str, places: Places, table: Table = FORMS
) -> tuple[M | None, list[FormFault]]:
    """Check plain values against a model: the sound value, or None and every fault."""
    try:
        if issubclass(model, BaseModel):
            return typing.cast("M", model.model_validate(value)), []
        return TypeAdapter(model).validate_python(value), []
    except ValidationError as problem:
        errors = problem.errors(include_url=False)
        return None, [
            _fault(error, model=model, file=file, places=places, table=table)
            for error in _one_arm(errors, places)
        ]


def _first_at_place(faults: Iterable[FormFault]) -> list[FormFault]:
    """Keep one fault of a kind at a place: the reader and the model may both see it."""
    kept: dict[tuple[int, int, str], FormFault] = {}
    for each in faults:
        kept.setdefault((each.line, each.column, each.code), each)
    return list(kept.values())


def _one_arm(errors: list[ErrorDetails], places: Places) -> list[ErrorDetails]:
    """Of a union whose arms all failed keep the arm that understood most, not every arm's complaint."""
    best: dict[tuple[object, ...], tuple[int, object]] = {}
    stems = [_arm(error, places) for error in errors]
    for error, stem in zip(errors, stems, strict=True):
        if stem is not None:
            held = best.get(stem[0])
            if held is None or len(error["loc"]) > held[0]:
                best[stem[0]] = (len(error["loc"]), stem[1])
    return [
        error
        for error, stem in zip(errors, stems, strict=True)
        if stem is None or best[stem[0]][1] == stem[1]
    ]


def _arm(error: ErrorDetails, places: Places) -> tuple[tuple[object, ...], object] | None:
    """Give the path up to the first part that is no key and no index, and that part."""
    loc = error["loc"]
    for at in range(len(loc) - 1):
        if len(places.known(loc[: at + 1])) <= at:
            return loc[:at], loc[at]
    if error["type"] in ("missing", "extra_forbidden") or loc[-1:] == ("[key]",):
        return None
    return (loc[:-1], loc[-1]) if len(places.known(loc)) < len(loc) else None


def _fault(error: ErrorDetails, *, model: type[Any], file: str, places: Places, table: Table) -> FormFault:
    loc, kind, context = error["loc"], error["type"], error.get("ctx") or {}
    path = places.known(loc)
    if kind == "missing":
        return fault(file=file, place=places.value(path), code="key.missing", facts={"key": loc[-1]})
    if kind == "extra_forbidden":
        return _unknown(loc, model=model, file=file, places=places)
    at_key = loc[-1:] == ("[key]",)
    place = places.key(path) if at_key else places.value(path)
    if kind in table:
        return fault(file=file, place=place, code=kind, facts=context, table=table)
    if at_key:
        return fault(file=file, place=place, code="key.pattern", facts={"key": error["input"]})
    code, facts = _worded(kind, context, error)
    return fault(file=file, place=place, code=code, facts=facts)


def _unknown(loc: tuple[int | str, ...], *, model: type[Any], file: str, places: Places) -> FormFault:
    key = str(loc[-1])
    known = known_names(model, loc[:-1])
    near = nearest(key, known)
    code = "key.unknown_near" if near else "key.unknown"
    facts = {"key": key, "known": ", ".join(known), "near": near}
    return fault(file=file, place=places.key(places.known(loc)), code=code, facts=facts)


def _worded(kind: str, context: dict[str, Any], error: ErrorDetails) -> tuple[str, dict[str, object]]:
    given = " ".join(str(error["input"]).split())[:40]
    if error["input"] is None:
        return "text.empty", {}
    if kind in _CODES:
        code, limit = _CODES[kind]
        return code, {"limit": context.get(limit, "")}
    if kind in ("literal_error", "enum"):
        allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        near = nearest(given, allowed.split(", "))
        code = "value.choice_near" if near else "value.choice"
        return code, {"given": given, "allowed": allowed, "near": near}
    if kind == "string_pattern_mismatch":
        return "value.pattern", {"given": given, "pattern": context.get("pattern", "")}
    code = next((code for start, code in _KINDS if kind.startswith(start)), "value.wrong")
    return code, {"problem": error["msg"]} if code == "value.wrong" else {}
