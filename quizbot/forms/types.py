"""Kinds of values that forms hold, each with its own fault."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, NoReturn

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

from quizbot.forms.moments import Moment, read_moment
from quizbot.forms.source import character_name

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_DURATION = re.compile(r"([1-9][0-9]{0,5}|0)\s*([smhdw])\Z")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_PERCENTAGE = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?)\s*%\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_VIETNAMESE_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\Z")
_CLOCK = re.compile(r"([0-9]{1,2})[:h]([0-9]{2})(?::([0-9]{2}))?\Z")
# soft hyphen, zero-width and direction marks: pasted along unseen, they break comparing and sizes
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Form(BaseModel):
    """The base of every model of a form: unknown keys are refused, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def wrong(code: str, given: object, **facts: object) -> NoReturn:
    """Refuse a value inside a validator, under a code of the table of messages."""
    raise PydanticCustomError(code, "{given}", {"given": _short(given), **facts})


def _as_text(value: Any) -> Any:
    if value is True or value is False:
        return str(value).lower()
    if type(value) is int or type(value) is Decimal:
        return str(value)
    if value is None:
        wrong("text.empty", "")
    return value


def _sound_text(text: str) -> str:
    if not text or text.isspace():
        wrong("text.empty", text)
    if text[0].isspace() or text[-1].isspace():
        text = text.rstrip("\n")
        if text[0].isspace() or text[-1].isspace():
            wrong("text.edges", text)
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            wrong("text.not_nfc", text, text=_short(text), nfc=_short(unicodedata.normalize("NFC", text)))
        hidden = _INVISIBLE.search(text)
        if hidden:
            wrong("text.invisible", text, character=character_name(hidden.group()))
    return text


def _slug(text: str) -> str:
    return text if _SLUG.match(text) else wrong("value.slug", text)


def read_duration(value: object) -> timedelta:
    """Read "90s", "10m", "1h", "2d", "1w"."""
    if isinstance(value, timedelta):
        return value
    found = _DURATION.match(value.strip()) if isinstance(value, str) else None
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else wrong("value.duration", value)


def read_percentage(value: object) -> Fraction:
    """Read "80%" or "12,5%" as a share from 0 to 1."""
    if isinstance(value, Fraction):
        return value
    found = _PERCENTAGE.match(value.strip()) if isinstance(value, str) else None
    share = Fraction(found[1].replace(",", ".")) / 100 if found else Fraction(2)
    return share if share <= 1 else wrong("value.percentage", value)


def read_date(value: object) -> date:
    """Read "2025-07-07" or "07/07/2025"."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = value.strip() if isinstance(value, str) else ""
    parts = [int(part) for found in [_DATE.match(text)] if found for part in found.groups()]
    parts = parts or [
        int(part) for found in [_VIETNAMESE_DATE.match(text)] if found for part in found.groups()[::-1]
    ]
    try:
        return date(*parts)
    except (TypeError, ValueError):
        return wrong("value.date", value)


def read_local_time(value: object) -> datetime:
    """Read "2025-07-07 10:00" as a naive local time; the zone is the office's and is added by the reader.

    "2025-07-07 24:00" is the midnight that ends the day.
    """
    if isinstance(value, datetime):
        return value
    words = value.replace("T", " ").split() if isinstance(value, str) else []
    found = _CLOCK.match(words[1]) if len(words) == 2 else None
    if not found:
        return wrong("value.local_time", value)
    day = read_date(words[0])
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    try:
        if (hour, minute, second) == (24, 0, 0):
            return datetime.combine(day, time(0)) + timedelta(days=1)
        return datetime.combine(day, time(hour, minute, second))
    except (ValueError, OverflowError):
        return wrong("value.local_time", value)


def _moment(value: object) -> Moment:
    if isinstance(value, Moment):
        return value
    moment = read_moment(value) if isinstance(value, str) else None
    return moment if moment else wrong("value.moment", value)


def _decimal(value: object) -> Decimal:
    if type(value) is int:
        return Decimal(value)
    return value if isinstance(value, Decimal) else wrong("value.number", value)


def _schema(pattern: str, *examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": list(examples)})


def _short(value: object, most: int = 40) -> str:
    flat = " ".join(str(value).split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


_TEXT_SCHEMA = WithJsonSchema({"type": ["string", "number", "boolean"], "minLength": 1})

Text = Annotated[str, BeforeValidator(_as_text), AfterValidator(_sound_text), _TEXT_SCHEMA]
"""A text that people read: not empty, NFC, nothing invisible; a number is taken as it is written."""

Slug = Annotated[
    str,
    BeforeValidator(_as_text),
    AfterValidator(_slug),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
]
"""A code such as `nq57-mt30-001`."""

Flag = Annotated[bool, Strict()]
"""`true` or `false`, and nothing that looks like it."""

Whole = Annotated[int, Strict()]
"""A whole number."""

Number = Annotated[Decimal, BeforeValidator(_decimal), WithJsonSchema({"type": "number"})]
"""A whole or decimal number, exact."""

Duration = Annotated[
    timedelta, BeforeValidator(read_duration), _schema("^[0-9]+ *[smhdw]$", "10m", "1h", "2d")
]
"""A length of time: "90s", "10m", "1h", "2d", "1w"."""

Percentage = Annotated[
    Fraction, BeforeValidator(read_percentage), _schema(r"^[0-9]{1,3}([.,][0-9]+)? *%$", "80%")
]
"""A share from 0 to 1, written "80%"."""

LocalDate = Annotated[
    date,
    BeforeValidator(read_date),
    _schema("^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})$", "2025-07-07"),
]
"""A day: "2025-07-07" or "07/07/2025"."""

LocalTime = Annotated[
    datetime,
    BeforeValidator(read_local_time),
    WithJsonSchema({"type": "string", "examples": ["2025-07-07 10:00"]}),
]
"""A day and a clock time in the office's zone, naive: "2025-07-07 10:00"."""

WeekMoment = Annotated[
    Moment,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "examples": ["08:00", "Mon 10:00", "next Mon 09:00", "T2 10:00"]}),
]
"""A clock time, on a day of the week if it says so: "08:00", "Mon 10:00", "next Mon 09:00", "T2 10:00"."""
