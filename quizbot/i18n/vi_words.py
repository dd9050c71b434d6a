"""How Vietnamese office papers write numbers, amounts, days and lengths of time."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from quizbot.core.contest import Moment

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def number(value: int) -> str:
    """Write a number with points between thousands, and two digits below ten (02)."""
    return f"{value:02}" if 0 <= value < 10 else f"{value:,}".replace(",", ".")


def points(value: int | Fraction) -> str:
    """Write points: 05, or 2,5 where they are no whole number."""
    if isinstance(value, int):
        return number(value)
    return f"{float(value):.3f}".rstrip("0").replace(".", ",")


def money(amount: int) -> str:
    """Write an amount in đồng."""
    return f"{amount:,} đồng".replace(",", ".")


def share(value: Fraction) -> str:
    """Write a share as a percentage with a decimal comma, as exact as it is (at most 4 digits)."""
    digits = f"{float(value * 100):.4f}".rstrip("0").rstrip(".")
    return digits.replace(".", ",") + "%"


def clock(at: time) -> str:
    """Write a time of day: 10 giờ 00 phút."""
    seconds = f" {at.second:02} giây" if at.second else ""
    return f"{at.hour:02} giờ {at.minute:02} phút{seconds}"


def closing(at: time) -> str:
    """Write a time of day up to which something lasts; midnight ends the day: 24 giờ 00 phút."""
    return "24 giờ 00 phút" if at == time(0) else clock(at)


def closing_moment(value: Moment) -> str:
    """Write a moment of the week up to which something lasts; midnight ends the day before."""
    if value.at != time(0):
        return moment(value)
    if value.weekday is None:
        return closing(value.at)
    # the midnight that begins a Monday ends the Sunday of the week before
    later = " tuần kế tiếp" if value.next_week and value.weekday else ""
    return f"{closing(value.at)} {WEEKDAYS[value.weekday - 1]}{later}"


def moment(value: Moment) -> str:
    """Write a moment of the week."""
    if value.weekday is None:
        return clock(value.at)
    return f"{clock(value.at)} {WEEKDAYS[value.weekday]}" + (" tuần kế tiếp" if value.next_week else "")


def day_and_time(value: datetime, zone: str) -> str:
    """Write a moment on the clock of a zone, with its date; a naive one stands for itself."""
    local = _local(value, zone)
    return f"{clock(local.time())} {WEEKDAYS[local.weekday()]}, ngày {local:%d/%m/%Y}"


def closing_day_and_time(value: datetime, zone: str) -> str:
    """Write a moment up to which something lasts, with its date; midnight ends the day before it."""
    local = _local(value, zone)
    if local.time() != time(0):
        return day_and_time(value, zone)
    ends = local - timedelta(days=1)
    return f"{closing(time(0))} {WEEKDAYS[ends.weekday()]}, ngày {ends:%d/%m/%Y}"


def day(value: datetime, zone: str) -> str:
    """Write the date of a moment in a zone: 07/07/2025."""
    return f"{_local(value, zone):%d/%m/%Y}"


def date_of(value: date) -> str:
    """Write a date: 07/07/2025."""
    return f"{value:%d/%m/%Y}"


def length(value: timedelta) -> str:
    """Write a length of time by its largest whole parts: 01 giờ 30 phút."""
    seconds = int(value.total_seconds())
    parts = []
    for size, word in ((86_400, "ngày"), (3_600, "giờ"), (60, "phút"), (1, "giây")):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count:02} {word}")
    return " ".join(parts) or "00 giây"


def listed(items: Iterable[str], last: str = "và") -> str:
    """Join words: a, b và c."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _local(value: datetime, zone: str) -> datetime:
    return value.astimezone(ZoneInfo(zone)) if value.tzinfo else value
