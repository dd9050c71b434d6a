"""Which reports are due: the period that ended last and the one that runs, of each kind."""

from dataclasses import dataclass
from datetime import date, datetime, time

from quizbot.core.calendar import DaysOff
from quizbot.core.contest import ContestState
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
    # the period was over before anything was done here: nobody owes a report of it
    before_use: bool = False


def first_use(work: Work) -> datetime | None:
    """Tell since when anything was done here: the first act on record, round or entry of the register; None: nothing yet."""
    moments = [each.at for each in work.audit.entries(limit=1)]
    moments += [
        round_.opens_at
        for stored in work.contests.all()
        if stored.state not in (ContestState.DRAFT, ContestState.CHECKED)
        for round_ in work.contests.rounds(stored.id)
    ]
    moments += [datetime.combine(each.entry.on, time(), tzinfo=ZONE) for each in work.reports.register()]
    return min(moments, default=None)


def is_before_use(period: ReportPeriod, used: datetime | None) -> bool:
    """Tell whether a period was over before anything was done here."""
    return used is None or period.ends_at <= used


def due_reports(work: Work, *, days_off: DaysOff, now: datetime) -> tuple[DueReport, ...]:
    """List the reports people may have to think of today, earliest deadline first."""
    today, used = now.astimezone(ZONE).date(), first_use(work)
    found = []
    for kind in PeriodKind:
        here = period_at(kind, today)
        for period in (previous(here), here):
            closed = closing_of(work, period) is not None
            owed = not closed and not is_before_use(period, used)
            last, drafted = deadline(period, days_off), draft_day(period, days_off)
            found.append(
                DueReport(
                    period=period,
                    deadline=last,
                    drafted=drafted,
                    closed=closed,
                    late=owed and today > last,
                    drafting=owed and today >= drafted,
                    before_use=not closed and not owed,
                )
            )
    return tuple(sorted(found, key=lambda each: (each.deadline, each.period.kind.value)))
