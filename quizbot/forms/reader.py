"""Strict YAML: plain values, and the place of each, from PyYAML's event stream."""

import gc
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quizbot.forms.composer import Composer, TooMuch
from quizbot.forms.faults import FormFault, FormFaults, Place, fault
from quizbot.forms.limits import LIMITS, Limits
from quizbot.forms.places import Places
from quizbot.forms.source import clean, last_place, read_source

# libyaml when PyYAML was built with it (about twenty times faster), else the pure parser
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# words of libyaml's and PyYAML's problems → code; the first that fits counts
_PROBLEMS = (
    ("tab character", "yaml.tab"),
    ("mapping values are not allowed", "yaml.colon"),
    ("cannot start any token", "yaml.start_character"),
    ("found unexpected end of stream", "yaml.unclosed"),
    ("expected ',' or ']'", "yaml.unclosed"),
    ("expected ',' or '}'", "yaml.unclosed"),
    ("escape", "yaml.escape"),
    ("expected <document start>", "yaml.two_documents"),
    ("could not find expected ':'", "yaml.indent"),
    ("did not find expected key", "yaml.indent"),
    ("expected <block end>", "yaml.indent"),
    ("expected '-' indicator", "yaml.indent"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A file as it was read: plain values, and the place of each."""

    file: str
    value: Any
    places: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What could be read of a file, and its faults; `form` is None when it has no readable value."""

    form: Form | None
    faults: tuple[FormFault, ...] = ()


def read_plain(path: Path, *, text: str | None = None, limits: Limits = LIMITS) -> Form:
    """Read a file into plain values.

    Args:
        path: names the file in faults; read unless `text` is given.
        text: the content, where it is already at hand.

    Raises:
        FormFaults: every fault of the file.
    """
    reading = parse(read_source(path, limits=limits) if text is None else text, file=str(path), limits=limits)
    if reading.faults or reading.form is None:
        raise FormFaults(reading.faults)
    return reading.form


def parse(text: str, *, file: str, limits: Limits = LIMITS) -> Reading:
    """Read a text into plain values as far as it goes; any text gives values or faults, never an error."""
    text, faults = clean(text, file=file, limits=limits)
    if faults:
        return Reading(form=None, faults=tuple(faults))
    # escapes can spell what the file itself does not hold
    check_nfc = "\\" in text or not unicodedata.is_normalized("NFC", text)
    composer = Composer(file=file, limits=limits, check_nfc=check_nfc)
    with quiet_collector():
        try:
            composer.read(_PARSER(text))
        except yaml.YAMLError as problem:
            composer.faults.append(_syntax(problem, text=text, file=file))
            return Reading(form=None, faults=tuple(composer.faults))
        except TooMuch as problem:
            composer.faults.append(problem.fault)
            return Reading(form=None, faults=tuple(composer.faults))
    if not composer.found:
        composer.faults.append(fault(file=file, place=Place(1, 1), code="file.empty"))
        return Reading(form=None, faults=tuple(composer.faults))
    form = Form(file=file, value=composer.value, places=Places(composer.node))
    return Reading(form=form, faults=tuple(composer.faults))


def _syntax(problem: yaml.YAMLError, *, text: str, file: str) -> FormFault:
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    end = last_place(text)
    place = Place(mark.line + 1, mark.column + 1) if mark is not None else end
    words = str(getattr(problem, "problem", None) or problem)
    code = next((code for part, code in _PROBLEMS if part in words), "yaml.wrong")
    facts = {"problem": words} if code == "yaml.wrong" else {}
    return fault(file=file, place=min(place, end), code=code, facts=facts)


@contextmanager
def quiet_collector() -> Iterator[None]:
    """Hold the garbage collector while many small values and no garbage are made (40 % of the time).

    May be nested; the outermost lets the collector go on.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
