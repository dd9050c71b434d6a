"""Working days, and the rounds that a schedule gives."""

from calendar import monthrange
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice, pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

from quizbot.core.contest import ContestKind, Hours, Moment, Schedule
from quizbot.core.refusal import Refusal

Period = tuple[datetime, datetime]
"""Half-open, aware UTC: the first moment inside and the first moment after."""

T = TypeVar("T")

DAY = timedelta(days=1)
WORKING_WEEK = (0, 1, 2, 3, 4)


class ScheduleIncomplete(Refusal):
    """The schedule lacks a field that its kind needs."""

    code = "schedule.incomplete"


class RoundEmpty(Refusal):
    """A round would close at or before the moment it opens."""

    code = "schedule.round_empty"


class RoundsOverlap(Refusal):
    """A round would open before the one ahead of it closes."""

    code = "schedule.rounds_overlap"


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff:
    """The days on which the office rests beside weekends, and the weekend days on which it works.

    A date in both sets is a working day: an order to make up a day is the later word.
    """

    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()

    def is_holiday(self, day: date) -> bool:
        """Tell whether the day is declared off (a plain Sunday is not)."""
        return day in self.off and day not in self.working

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on this day."""
        return day in self.working or (day.weekday() in WORKING_WEEK and day not in self.off)


NO_DAYS_OFF = DaysOff()


def rounds_of(schedule: Schedule, kind: ContestKind, days_off: DaysOff = NO_DAYS_OFF) -> tuple[Period, ...]:
    """Give the rounds of a schedule in order: half-open periods in aware UTC.

    Hours are wall-clock hours in `schedule.zone`. Exactly `schedule.count` rounds come out: days
    and weeks that fall away to holidays are made up at the end.

    Raises:
        ScheduleIncomplete, RoundEmpty, RoundsOverlap
    """
    if schedule.windows:
        zone = ZoneInfo(schedule.zone)
        return _checked(
            tuple((_to_utc(each.opens_at, zone), _to_utc(each.closes_at, zone)) for each in schedule.windows)
        )
    if schedule.every:
        return _checked(tuple(islice(_periodic(schedule), schedule.count)))
    if schedule.opens_at is not None or kind in (ContestKind.SINGLE, ContestKind.LIVE):
        return _checked((_single(schedule),))
    if schedule.sessions:
        return _checked(_sessions(schedule, kind, days_off))
    opens = _needed(schedule.opens, "opens")
    weekly = kind is ContestKind.WEEKLY or (kind is ContestKind.PRACTICE and opens.weekday is not None)
    periods = _weekly(schedule, days_off) if weekly else _daily(schedule, days_off)
    return _checked(tuple(islice(periods, schedule.count)))


def working_days_between(start: date, end: date, days_off: DaysOff = NO_DAYS_OFF) -> tuple[date, ...]:
    """List the working days of `[start, end)`."""
    span = max(0, (end - start).days)
    return tuple(day for day in (start + DAY * step for step in range(span)) if days_off.is_working(day))


def streak(answered: Collection[date], days_off: DaysOff, today: date) -> int:
    """Count the working days in a row, up to today, on which a person answered.

    Weekends and holidays neither break nor lengthen a streak. Today breaks nothing before it is
    over: without an answer today the streak is the one that stood at the last working day.
    """
    days = frozenset(answered)
    if not days:
        return 0
    first = min(days)
    day = today if today in days else today - DAY
    length = 0
    while day >= first:
        if days_off.is_working(day):
            if day not in days:
                break
            length += 1
        day -= DAY
    return length


def _single(schedule: Schedule) -> Period:
    opens_at = _needed(schedule.opens_at, "opens_at")
    closes_at = _needed(schedule.closes_at, "closes_at")
    zone = ZoneInfo(schedule.zone)
    return _to_utc(opens_at, zone), _to_utc(closes_at, zone)


def _to_utc(moment: datetime, zone: ZoneInfo) -> datetime:
    """Read a naive moment as wall-clock time of the zone."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def in_hours(schedule: Schedule, now: datetime) -> bool:
    """Tell whether a paper may be begun at this moment, by the hours of the day.

    Hours that do not close later than they open run over midnight, from their weekday into the next.
    """
    if not schedule.hours:
        return True
    local = now.astimezone(ZoneInfo(schedule.zone))
    return any(_holds(each, local) for each in schedule.hours)


def next_in_hours(schedule: Schedule, now: datetime, *, until: datetime) -> datetime | None:
    """Give the first moment from `now` on, and before `until`, at which a paper may be begun; None: there is none."""
    if in_hours(schedule, now):
        return now if now < until else None
    zone = ZoneInfo(schedule.zone)
    today = now.astimezone(zone).date()
    openings = (
        _at(day, each.opens, zone)
        for day in (today + DAY * ahead for ahead in range(8))
        for each in schedule.hours
        if day.weekday() in each.weekdays
    )
    return min((each for each in openings if now <= each < until), default=None)


def _holds(hours: Hours, local: datetime) -> bool:
    at, today, yesterday = local.time(), local.weekday(), (local.weekday() - 1) % 7
    if hours.opens < hours.closes:
        return today in hours.weekdays and hours.opens <= at < hours.closes
    return (today in hours.weekdays and at >= hours.opens) or (
        yesterday in hours.weekdays and at < hours.closes
    )


def _periodic(schedule: Schedule) -> Iterator[Period]:
    """Give months or quarters one after the other, each from its first to its last day open."""
    opens, closes = _needed(schedule.opens, "opens"), _needed(schedule.closes, "closes")
    zone = ZoneInfo(schedule.zone)
    first = _first_day(schedule, zone)
    months = 3 if schedule.every == "quarter" else 1
    start = first.year * 12 + first.month - 1
    start -= start % 12 % months
    for begins in count(start, months):
        opening = _day_of(begins, schedule.opens_day)
        ending = _day_of(begins + months - 1, schedule.closes_day)
        last = ending + DAY if closes.at == time(0) else ending
        if ending >= first:
            yield _at(max(opening, first), opens.at, zone), _at(last, closes.at, zone)


def _day_of(month: int, day: int) -> date:
    """Give a day of a month counted from year 0; a month that is shorter gives its last."""
    year, index = divmod(month, 12)
    return date(year, index + 1, min(day, monthrange(year, index + 1)[1]))


def _sessions(schedule: Schedule, kind: ContestKind, days_off: DaysOff) -> tuple[Period, ...]:
    """Give the rounds of every session of `count` days or weeks, by their opening."""
    weekly = kind is not ContestKind.DAILY
    found: list[Period] = []
    for session in schedule.sessions:
        one = replace(schedule, sessions=(), opens=session.opens, closes=session.closes)
        periods = _weekly(one, days_off) if weekly else _daily(one, days_off)
        found += islice(periods, schedule.count)
    return tuple(sorted(found))


def _daily(schedule: Schedule, days_off: DaysOff) -> Iterator[Period]:
    opens, closes = _needed(schedule.opens, "opens"), _needed(schedule.closes, "closes")
    zone = ZoneInfo(schedule.zone)
    if not schedule.weekdays:
        raise ScheduleIncomplete(field="weekdays")
    takes = _daily_takes(schedule, days_off)
    for day in filter(takes, _days_from(_first_day(schedule, zone))):
        end_day = day + DAY if closes.at <= opens.at else day
        yield _at(day, opens.at, zone), _at(end_day, closes.at, zone)


def _daily_takes(schedule: Schedule, days_off: DaysOff) -> Callable[[date], bool]:
    weekdays = frozenset(schedule.weekdays)
    if schedule.skip == "none":
        return lambda day: day.weekday() in weekdays
    if weekdays == frozenset(WORKING_WEEK):
        return days_off.is_working
    return lambda day: day.weekday() in weekdays and not days_off.is_holiday(day)


def _weekly(schedule: Schedule, days_off: DaysOff) -> Iterator[Period]:
    opens, closes = _needed(schedule.opens, "opens"), _needed(schedule.closes, "closes")
    weekday = _needed(opens.weekday, "opens.weekday")
    closes_weekday = _needed(closes.weekday, "closes.weekday")
    zone = ZoneInfo(schedule.zone)
    first = _first_day(schedule, zone)
    start = first + DAY * ((weekday - first.weekday()) % 7)
    length = _days_open(opens, closes, weekday, closes_weekday)
    for week in _days_from(start, step=7):
        end = _at(week + DAY * length, closes.at, zone)
        opening_day = _moved(week, week + DAY * length, schedule, days_off)
        if opening_day is not None and _at(opening_day, opens.at, zone) < end:
            yield _at(opening_day, opens.at, zone), end


def _days_open(opens: Moment, closes: Moment, weekday: int, closes_weekday: int) -> int:
    """Give the days from the opening date to the closing date."""
    if closes.next_week:
        return 7 - weekday + closes_weekday
    ahead = (closes_weekday - weekday) % 7
    return 7 if ahead == 0 and closes.at <= opens.at else ahead


def _moved(day: date, last: date, schedule: Schedule, days_off: DaysOff) -> date | None:
    """Give the day a weekly round really opens: the next working day when `day` is a holiday."""
    if schedule.skip == "none" or not days_off.is_holiday(day):
        return day
    later = (day + DAY * step for step in range(1, (last - day).days + 1))
    return next((each for each in later if days_off.is_working(each)), None)


def _first_day(schedule: Schedule, zone: ZoneInfo) -> date:
    first = _needed(schedule.first, "first")
    return first.astimezone(zone).date() if first.tzinfo else first.date()


def _days_from(day: date, *, step: int = 1) -> Iterator[date]:
    while True:
        yield day
        day += DAY * step


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def _needed(value: T | None, field: str) -> T:
    if value is None:
        raise ScheduleIncomplete(field=field)
    return value


def _checked(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    for number, (opens_at, closes_at) in enumerate(periods, start=1):
        if opens_at >= closes_at:
            raise RoundEmpty(number=number, opens_at=opens_at, closes_at=closes_at)
    for number, (before, after) in enumerate(pairwise(periods), start=1):
        if after[0] < before[1]:
            raise RoundsOverlap(number=number, closes_at=before[1], next_opens_at=after[0])
    return periods
