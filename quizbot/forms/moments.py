"""Moments of the week as organizers write them."""

import re
from dataclasses import dataclass
from datetime import time

from quizbot.core.vietnamese import fold

_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_VIETNAMESE = ("hai", "ba", "tu", "nam", "sau", "bay")
_DAYS = {
    **{name: day for day, name in enumerate(_ENGLISH)},
    **{name: day for day, name in enumerate(_FULL)},
    **{f"t{day + 2}": day for day in range(6)},
    **{f"thu {day + 2}": day for day in range(6)},
    **{f"thu {name}": day for day, name in enumerate(_VIETNAMESE)},
    **dict.fromkeys(("cn", "chu nhat"), 6),
}
_MOMENT = re.compile(r"(?:(.+?)\s+)?([0-9]{1,2})[:h]([0-9]{2})(?:\s+(.+))?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A clock time, perhaps on a day of the week, perhaps of the week after."""

    at: time
    # Monday is 0; None: every day
    weekday: int | None = None
    next_week: bool = False


def read_moment(text: str) -> Moment | None:
    """Read "08:00", "Mon 10:00", "next Mon 09:00", "T2 10:00", "Thứ 2 10:00", "Thứ 2 tuần sau 09:00"."""
    found = _MOMENT.match(text.strip())
    if not found or int(found[2]) > 23 or int(found[3]) > 59:
        return None
    words = " ".join(fold(part) for part in (found[1], found[4]) if part)
    bare = words.removeprefix("next ").removesuffix(" tuan sau")
    next_week = bare != words
    at = time(int(found[2]), int(found[3]))
    if not bare:
        return None if next_week else Moment(at=at)
    day = _DAYS.get(bare)
    return None if day is None else Moment(at=at, weekday=day, next_week=next_week)
