"""Telling those who write periodic reports that a draft is there to be looked at."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from quizbot.core.calendar import DaysOff
from quizbot.core.reporting.periods import ZONE, PeriodKind, ReportPeriod, period_ending
from quizbot.usecases.ports import PersonStatus, Work
from quizbot.usecases.reach import tell_one
from quizbot.usecases.reporting.closing import closing_of
from quizbot.usecases.reporting.due import DueReport, due_reports

WRITERS = ("hr", "organizer")
"""Roles of those who are told."""
SCREEN = "report_draft"
# people at a desk read it; nobody is woken
FROM, UNTIL = time(8), time(17)


def drafts_to_tell(work: Work, *, days_off: DaysOff, now: datetime) -> tuple[DueReport, ...]:
    """Give the drafts nobody was told of yet: from the day of the draft to the deadline; writes nothing.

    An office that has declared no contest has nothing to report on.
    """
    if not FROM <= now.astimezone(ZONE).time() < UNTIL or not work.contests.all():
        return ()
    return tuple(
        each
        for each in due_reports(work, days_off=days_off, now=now)
        if each.drafting and not each.late and work.leases.recall(_mark(each.period)) is None
    )


def tell_of_drafts(work: Work, drafts: Sequence[DueReport], *, now: datetime) -> int:
    """Queue one word for each draft to everybody who writes reports and can be reached; gives how many."""
    writers = [
        person.id
        for person in work.people.everybody()
        if person.status is PersonStatus.ACTIVE and not set(WRITERS).isdisjoint(person.roles)
    ]
    told = 0
    for draft in drafts:
        work.leases.mark(_mark(draft.period), now.isoformat())
        ends = datetime.combine(draft.deadline + timedelta(days=1), time(), tzinfo=ZONE)
        for person_id in writers:
            told += tell_one(
                work,
                person_id=person_id,
                screen=SCREEN,
                facts={
                    "kind": draft.period.kind.value,
                    "last": draft.period.last.isoformat(),
                    "deadline": draft.deadline.isoformat(),
                },
                dedupe=f"{_mark(draft.period)}:{person_id}",
                now=now,
                lasts=ends - now,
            )
    return told


def draft_told(work: Work, *, kind: str, last: str) -> ReportPeriod | None:
    """Read back the period that a queued word is of; None once it is closed."""
    period = period_ending(PeriodKind(kind), date.fromisoformat(last))
    return period if closing_of(work, period) is None else None


def _mark(period: ReportPeriod) -> str:
    return f"{SCREEN}:{period.key}"
