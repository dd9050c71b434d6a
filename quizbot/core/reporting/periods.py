"""The periods of the plan and their deadlines. See docs/rules/reports.md."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from quizbot.core.calendar import DaysOff
from quizbot.core.refusal import Refusal

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CUT = 15
"""Day of the month on which a new period begins (kế hoạch 618/KH-VPUBND, mục IV.3, read 2026-11: reports leave before the 15th)."""
DRAFT_AHEAD = timedelta(days=5)
"""How long before its deadline a report is drafted."""


class NotAPeriodEnd(Refusal):
    """No period of this kind ends on that day."""

    code = "report.not_a_period_end"


class PeriodKind(StrEnum):
    MONTH = "month"
    HALF_YEAR = "half-year"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPeriod:
    """Local days `[start, end)`."""

    kind: PeriodKind
    start: date
    end: date

    @property
    def last(self) -> date:
        """Give the last day inside."""
        return self.end - timedelta(days=1)

    @property
    def key(self) -> str:
        """Name the period: month-2026-11-14."""
        return f"{self.kind.value}-{self.last.isoformat()}"

    @property
    def starts_at(self) -> datetime:
        """Give the first moment inside."""
        return _midnight(self.start)

    @property
    def ends_at(self) -> datetime:
        """Give the first moment after."""
        return _midnight(self.end)

    def holds(self, moment: datetime) -> bool:
        """Tell whether a moment lies in the period."""
        return self.starts_at <= moment < self.ends_at

    def holds_day(self, day: date) -> bool:
        """Tell whether a local day lies in the period."""
        return self.start <= day < self.end


def period_ending(kind: PeriodKind, day: date) -> ReportPeriod:
    """Give the period whose last day this is; the 15th, on which the next begins, means the same.

    Raises:
        NotAPeriodEnd: with the ends before and after the day.
    """
    end = day if day.day == CUT else day + timedelta(days=1)
    if not _ends(kind, end):
        around = period_at(kind, day)
        raise NotAPeriodEnd(day=day, before=around.start - timedelta(days=1), after=around.last)
    return ReportPeriod(kind=kind, start=_months_before(end, _MONTHS[kind]), end=end)


def period_at(kind: PeriodKind, day: date) -> ReportPeriod:
    """Give the period that a day lies in."""
    end = date(day.year, day.month, CUT)
    if day >= end:
        end = _months_before(end, -1)
    while not _ends(kind, end):
        end = _months_before(end, -1)
    return ReportPeriod(kind=kind, start=_months_before(end, _MONTHS[kind]), end=end)


def previous(period: ReportPeriod) -> ReportPeriod:
    """Give the period of the same kind just before."""
    return ReportPeriod(
        kind=period.kind, start=_months_before(period.start, _MONTHS[period.kind]), end=period.start
    )


def year_to_date(period: ReportPeriod) -> ReportPeriod:
    """Give the reporting year from its 15 December up to the end of the period."""
    start = date(period.last.year, 12, CUT)
    if start > period.last:
        start = date(period.last.year - 1, 12, CUT)
    return ReportPeriod(kind=PeriodKind.YEAR, start=start, end=period.end)


def deadline(period: ReportPeriod, days_off: DaysOff) -> date:
    """Give the last working day before the 15th on which the period ends."""
    return _last_working(period.end, days_off.is_working)


def draft_day(period: ReportPeriod, days_off: DaysOff) -> date:
    """Give the day on which the draft is made."""
    return deadline(period, days_off) - DRAFT_AHEAD


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}
_END_MONTHS = {PeriodKind.MONTH: range(1, 13), PeriodKind.HALF_YEAR: (6, 12), PeriodKind.YEAR: (12,)}


def _ends(kind: PeriodKind, end: date) -> bool:
    return end.day == CUT and end.month in _END_MONTHS[kind]


def _months_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, day.day)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE).astimezone(UTC)


def _last_working(before: date, works: Callable[[date], bool]) -> date:
    day = before - timedelta(days=1)
    while not works(day):
        day -= timedelta(days=1)
    return day
