"""The part of a contest file that says when."""

from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from quizbot.contests.values import Clock, ClosingClock, Count, NotEmpty, RoundMoment, Weekday, Zone
from quizbot.core import contest as core
from quizbot.forms.moments import Moment
from quizbot.forms.types import Form, LocalDate, LocalTime, Whole

DayOfMonth = Annotated[Whole, Field(ge=1, le=31)]


def core_moment(moment: Moment) -> core.Moment:
    """Give the moment as the core has it."""
    return core.Moment(at=moment.at, weekday=moment.weekday, next_week=moment.next_week)


class WindowForm(Form):
    """One round of a list."""

    opens_at: LocalTime
    closes_at: LocalTime


class SessionForm(Form):
    """One of several rounds of a day or a week."""

    opens: RoundMoment
    closes: RoundMoment


class HoursForm(Form):
    """Hours in which a paper may be begun."""

    opens: Clock
    closes: ClosingClock
    weekdays: Annotated[tuple[Weekday, ...], NotEmpty] = (0, 1, 2, 3, 4)


class RoundsForm(Form):
    """When rounds open and close."""

    first: LocalDate | None = None
    count: Count = 1
    opens: RoundMoment | None = None
    closes: RoundMoment | None = None
    weekdays: Annotated[tuple[Weekday, ...], NotEmpty] = (0, 1, 2, 3, 4)
    skip: Literal["holidays", "none"] = "holidays"
    opens_at: LocalTime | None = None
    closes_at: LocalTime | None = None
    zone: Zone = "Asia/Ho_Chi_Minh"
    windows: tuple[WindowForm, ...] = ()
    sessions: tuple[SessionForm, ...] = ()
    every: Literal["", "month", "quarter"] = ""
    opens_day: DayOfMonth = 1
    closes_day: DayOfMonth = 31
    hours: tuple[HoursForm, ...] = ()
    trial: Annotated[Whole, Field(ge=0, le=1000)] = 0

    def to_core(self) -> core.Schedule:
        """Give the schedule with moments of the zone."""
        zone = ZoneInfo(self.zone)
        first = self.first
        return core.Schedule(
            first=datetime(first.year, first.month, first.day, tzinfo=zone) if first else None,
            count=self.count,
            opens=core_moment(self.opens) if self.opens else None,
            closes=core_moment(self.closes) if self.closes else None,
            weekdays=tuple(sorted(set(self.weekdays))),
            skip=self.skip,
            opens_at=self.opens_at.replace(tzinfo=zone) if self.opens_at else None,
            closes_at=self.closes_at.replace(tzinfo=zone) if self.closes_at else None,
            zone=self.zone,
            windows=tuple(
                core.Window(
                    opens_at=each.opens_at.replace(tzinfo=zone), closes_at=each.closes_at.replace(tzinfo=zone)
                )
                for each in self.windows
            ),
            sessions=tuple(
                core.Session(opens=core_moment(each.opens), closes=core_moment(each.closes))
                for each in self.sessions
            ),
            every=self.every,
            opens_day=self.opens_day,
            closes_day=self.closes_day,
            hours=tuple(
                core.Hours(opens=each.opens, closes=each.closes, weekdays=tuple(sorted(set(each.weekdays))))
                for each in self.hours
            ),
            trial=self.trial,
        )
