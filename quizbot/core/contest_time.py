"""When a contest runs: rounds by days, weeks and months, or one by one."""

from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time of day, on a weekday when one is named (0 = Monday), local to the contest's zone."""

    at: time
    weekday: int | None = None
    # "next Mon 09:00": the weekday of the week after the one the round opens in
    next_week: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One round of a list: exactly from `opens_at` to `closes_at`."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One of several rounds in a day (times alone) or in a week (times with a weekday)."""

    opens: Moment
    closes: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours of the day in which a paper may be begun, on these weekdays; half-open."""

    opens: time
    closes: time
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When rounds open and close, before holidays are taken out.

    daily: `first` is the first day, a round on every day of `weekdays` from `opens` to `closes`
    (closes at or before opens means the next day). weekly: from `opens` (weekday, time) to `closes`.
    single: exactly `opens_at` to `closes_at`.
    """

    first: datetime | None = None
    count: int = 1
    opens: Moment | None = None
    closes: Moment | None = None
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    # days off are skipped: "holidays" | "none"
    skip: str = "holidays"
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    zone: str = "Asia/Ho_Chi_Minh"
    # the rounds one by one; then nothing else says when
    windows: tuple[Window, ...] = ()
    # several rounds in each day or week; `count` counts days or weeks
    sessions: tuple[Session, ...] = ()
    # month | quarter: from `opens_day` of the period to `closes_day` of its last month (31: the last day)
    every: str = ""
    opens_day: int = 1
    closes_day: int = 31
    # a paper may be begun only in these hours; empty: at any time of the round
    hours: tuple[Hours, ...] = ()
    # so many rounds at the beginning are for trying out: no place, no prize
    trial: int = 0
