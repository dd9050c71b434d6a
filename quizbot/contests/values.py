"""Kinds of values that only contest files hold."""

import re
from datetime import time
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from quizbot.core.contest_paper import Points
from quizbot.core.points import as_points
from quizbot.forms.moments import Moment, read_moment
from quizbot.forms.types import Text, Whole, wrong

T = TypeVar("T")

_MIDNIGHT = re.compile(r"(?<![0-9])24[:h]00(?![0-9])")
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _moment(value: object) -> Moment:
    """Read a moment; 24:00 is the midnight that ends the day named."""
    if isinstance(value, Moment):
        return value
    text = value if isinstance(value, str) else ""
    ends_day = _MIDNIGHT.search(text) is not None
    moment = read_moment(_MIDNIGHT.sub("00:00", text))
    if moment is None or (ends_day and moment.next_week and moment.weekday == 6):
        return wrong("value.moment", value)
    if not ends_day or moment.weekday is None:
        return moment
    return Moment(at=moment.at, weekday=(moment.weekday + 1) % 7, next_week=moment.next_week)


def _clock(value: object) -> time:
    if isinstance(value, time):
        return value
    moment = read_moment(value) if isinstance(value, str) else None
    return moment.at if moment and moment.weekday is None else wrong("value.moment", value)


def _closing(value: object) -> time:
    """Read a time of day up to which something lasts; 24:00 is the midnight that ends the day."""
    return _clock(_MIDNIGHT.sub("00:00", value) if isinstance(value, str) else value)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return wrong("value.choice", name, allowed="Asia/Ho_Chi_Minh")
    return name


def _weekday(value: object) -> int:
    if type(value) is int and 0 <= value <= 6:
        return value
    moment = read_moment(f"{value} 00:00") if isinstance(value, str) else None
    if moment is None or moment.weekday is None or moment.next_week:
        return wrong("value.choice", value, allowed=", ".join(name.title() for name in _DAY_NAMES))
    return moment.weekday


def _points(value: object) -> Points:
    """Read points: a whole number, or one with at most three decimals."""
    found = Fraction(value) if type(value) is int or isinstance(value, Decimal) else None
    return (
        wrong("value.number", value) if found is None or (found * 1000).denominator != 1 else as_points(found)
    )


def _not_empty(items: tuple[T, ...]) -> tuple[T, ...]:
    return items or wrong("value.too_short", "", limit=1)


def _text_schema(*examples: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": list(examples)})


RoundMoment = Annotated[
    Moment, BeforeValidator(_moment), _text_schema("08:00", "Mon 10:00", "next Mon 09:00", "Sun 24:00")
]
Clock = Annotated[time, BeforeValidator(_clock), _text_schema("20:00")]
ClosingClock = Annotated[time, BeforeValidator(_closing), _text_schema("20:00", "24:00")]
Zone = Annotated[Text, AfterValidator(_zone)]
Weekday = Annotated[int, BeforeValidator(_weekday), _text_schema("Mon", "T2", "CN")]
# pydantic's own min_length also complains of a list whose items are wrong
NotEmpty = AfterValidator(_not_empty)
PointsNumber = Annotated[
    Points, BeforeValidator(_points), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1000})
]
Count = Annotated[Whole, Field(ge=1, le=100_000)]
