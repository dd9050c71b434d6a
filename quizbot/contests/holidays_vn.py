"""Days off in Vietnam: the law's holidays, and what the office adds or takes back."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

from quizbot.core.calendar import DaysOff
from quizbot.core.contest import Schedule
from quizbot.forms.checked import read_form
from quizbot.forms.types import Form, LocalDate

# the lunar calendar of the holidays package ends here (holidays 0.109, 2026-11)
LAST_YEAR = 2099


class CalendarForm(Form):
    """`contests/calendar.yaml`: changes to the law's holidays."""

    # vn: the public holidays of Vietnam and the decreed swaps of days; none: only what stands below
    holidays: Literal["vn", "none"] = "vn"
    # more days off
    off: tuple[LocalDate, ...] = ()
    # days worked although they are a weekend or a holiday
    working: tuple[LocalDate, ...] = ()


def days_off(years: Iterable[int], *, overrides: Path | None = None, text: str | None = None) -> DaysOff:
    """Give the days off of these years.

    Args:
        years: the years whose holidays are looked up.
        overrides: the office's calendar file; a file that does not exist changes nothing.
        text: the content of that file, where it is already at hand.

    Raises:
        FormFaults: every fault of the calendar file.
    """
    form = CalendarForm()
    if overrides is not None and (text is not None or overrides.exists()):
        form = read_form(overrides, CalendarForm, text=text)
    law = vietnam(years) if form.holidays == "vn" else DaysOff()
    return DaysOff(off=law.off | frozenset(form.off), working=law.working | frozenset(form.working))


def vietnam(years: Iterable[int]) -> DaysOff:
    """Give Vietnam's public holidays with their substitutes, and the Saturdays worked in exchange."""
    # late: the package is large, and most commands need no holidays
    import holidays

    wanted = sorted(set(years))
    found = holidays.country_holidays("VN", years=wanted)
    worked: Iterable[date] = getattr(found, "weekend_workdays", ())
    return DaysOff(
        off=frozenset(day for day in found if day.year in wanted),
        working=frozenset(day for day in worked if day.year in wanted),
    )


def years_of(schedule: Schedule) -> range:
    """Give the years that the rounds of a schedule can reach, by a generous guess of one round a week."""
    start = schedule.opens_at or schedule.first
    end = schedule.closes_at or start
    if start is None or end is None:
        return range(0)
    return range(start.year, min(end.year + schedule.count // 45 + 2, LAST_YEAR + 1))
