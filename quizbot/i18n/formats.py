"""How figures, times and durations are written in each language."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")

WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_UNITS = {
    "vi": ((86_400, "ngày"), (3600, "giờ"), (60, "phút"), (1, "giây")),
    "en": ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s")),
}


def number(value: int | float, *, language: str = "vi", digits: int = 2) -> str:
    """Write a number with the language's separators: 1.234,5 in Vietnamese, 1,234.5 in English."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.{digits}f}"
    if language == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return text


def points(value: int | Fraction, *, language: str = "vi") -> str:
    """Write points, exact to the thousandth: 22,5 in Vietnamese, 22.5 in English."""
    if isinstance(value, int):
        return number(value, language=language)
    text = number(float(value), language=language, digits=3)
    return text.rstrip("0").rstrip(",.")


def percent(share: float, *, language: str = "vi") -> str:
    """Write a share (0 to 1) as a percentage with one decimal, rounded half to even."""
    return number(round(share * 100, 1), language=language, digits=1) + "%"


def moment(value: datetime, *, language: str = "vi", zone: ZoneInfo = LOCAL) -> str:
    """Write a moment in local time: 10:00 ngày 07/07/2025."""
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    local = value.astimezone(zone)
    if language == "vi":
        return f"{local:%H:%M} ngày {local:%d/%m/%Y}"
    return f"{local:%H:%M on %d/%m/%Y}"


def duration(value: timedelta, *, language: str = "vi") -> str:
    """Write a duration by its two largest parts, whole seconds: 9 phút 30 giây."""
    left = int(value.total_seconds())
    parts = []
    for size, name in _UNITS[language]:
        amount, left = divmod(left, size)
        if amount:
            parts.append(f"{amount} {name}")
    return " ".join(parts[:2]) or f"0 {_UNITS[language][-1][1]}"


_WRITERS: tuple[tuple[type, Callable[..., str]], ...] = (
    (datetime, moment),
    (timedelta, duration),
    (float, number),
    (Fraction, points),
)


def fact(value: object, *, language: str) -> str:
    """Write any fact that a text may show."""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int):
        return number(int(value), language=language)
    for kind, writer in _WRITERS:
        if isinstance(value, kind):
            return writer(value, language=language)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def utc(value: datetime) -> str:
    """Write a moment for machines."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def runs(numbers: Sequence[int]) -> str:
    """Write whole numbers in runs: 3, 5–9, 12."""
    there = set(numbers)
    starts = sorted(each for each in there if each - 1 not in there)
    ends = sorted(each for each in there if each + 1 not in there)
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True))
