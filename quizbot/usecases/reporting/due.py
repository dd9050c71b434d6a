"""Which reports are due: the period that ended last and the one that runs, of each kind."""

from dataclasses import dataclass
from datetime import date, datetime

from quizbot.core.calendar import DaysOff
from quizbot.core.reporting.periods import (
    ZONE,
    PeriodKind,
    ReportPeriod,
    deadline,
    draft_day,
    period_at,
    previous,
)
from quizbot.usecases.ports import Work
from quizbot.usecases.reporting.closing import closing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReport:
    """A report, its deadline, and how far it is."""

    period: ReportPeriod
    deadline: date
    drafted: date
    closed: bool
    late: bool
    # the draft is due, and the period is not closed
    drafting: bool


def due_reports(work: Work, *, days_off: DaysOff, now: datetime) -> tuple[DueReport, ...]:
    """List the reports people may have to think of today, earliest deadline first."""
    today = now.astimezone(ZONE).date()
    found = []
    for kind in PeriodKind:
        here = period_at(kind, today)
        for period in (previous(here), here):
            closed = closing_of(work, period) is not None
            last, drafted = deadline(period, days_off), draft_day(period, days_off)
            found.append(
                DueReport(
                    period=period,
                    deadline=last,
                    drafted=drafted,
                    closed=closed,
                    late=not closed and today > last,
                    drafting=not closed and today >= drafted,
                )
            )
    return tuple(sorted(found, key=lambda each: (each.deadline, each.period.kind.value)))
