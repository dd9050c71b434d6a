"""Closing a period ("chốt số liệu"): its figures are kept with a hash; what is mended later shows as an adjustment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from quizbot.core.calendar import DaysOff
from quizbot.core.codec import content_hash
from quizbot.core.lifecycle import Actor
from quizbot.core.refusal import Refusal
from quizbot.core.reporting.figures import Adjustment, Figures, adjusted, adjustments
from quizbot.core.reporting.periods import ZONE, PeriodKind, ReportPeriod, draft_day
from quizbot.usecases.people import NotAllowed
from quizbot.usecases.ports import AuditEntry, Closing, Work
from quizbot.usecases.reporting.gathering import gather
from quizbot.usecases.reporting.sums import check_sums

CLOSERS = ("hr", "organizer")
_DETAIL = ("cau-hoi.", "so-muc.")
"""Single questions and entries are not reported as adjustments: the sums they stand in are."""


class ClosedAlready(Refusal):
    code = "report.closed_already"


class TooEarlyToClose(Refusal):
    """The draft of the period is not due yet."""

    code = "report.too_early"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of a period before: as closed, with what later reports adjusted; else from the log."""

    period: ReportPeriod
    figures: Figures
    closing: Closing | None


def close(work: Work, *, period: ReportPeriod, days_off: DaysOff, by: Actor, now: datetime) -> Closing:
    """Count a period and keep it, in one transaction. Where many play, `counted` and then `keep` let them.

    Raises:
        NotAllowed, ClosedAlready, TooEarlyToClose, DoesNotAddUp
    """
    return keep(work, counted(work, period=period, days_off=days_off, by=by, now=now))


def counted(work: Work, *, period: ReportPeriod, days_off: DaysOff, by: Actor, now: datetime) -> Closing:
    """Count what closing a period keeps: its figures, and the adjustments its report shows. Writes nothing.

    Raises:
        NotAllowed, ClosedAlready, TooEarlyToClose, DoesNotAddUp
    """
    if not by.may(CLOSERS):
        raise NotAllowed()
    drafted = draft_day(period, days_off)
    if now.astimezone(ZONE).date() < drafted:
        raise TooEarlyToClose(on=drafted)
    if closing_of(work, period) is not None:
        raise ClosedAlready(period=period.key)
    figures = gather(work, period=period, now=now).figures
    check_sums(figures)
    made = Closing(
        period=period.key,
        start=period.start,
        end=period.end,
        at=now,
        by=by.id,
        figures=tuple(figures),
        adjustments=open_adjustments(work, kind=period.kind, before=period.start, now=now),
        sha256="",
    )
    return replace(made, sha256=hash_of(made))


def keep(work: Work, made: Closing) -> Closing:
    """Keep a counted period for good. What came in since it was counted shows as an adjustment later.

    Raises:
        ClosedAlready
    """
    if not work.reports.add_closing(made):
        raise ClosedAlready(period=made.period)
    work.audit.record(
        AuditEntry(
            at=made.at,
            actor=made.by,
            action="report.closed",
            subject=f"report:{made.period}",
            detail={
                "sha256": made.sha256,
                "figures": len(made.figures),
                "adjustments": len(made.adjustments),
            },
        )
    )
    return made


def hash_of(closing: Closing) -> str:
    """Give the SHA-256 over what a closing fixes."""
    return content_hash((closing.period, closing.figures, closing.adjustments))


def closing_of(work: Work, period: ReportPeriod) -> Closing | None:
    """Give the closing of a period, if it was closed."""
    return next((each for each in work.reports.closings() if each.period == period.key), None)


def past(work: Work, *, period: ReportPeriod, now: datetime) -> Past:
    """Give the figures of an earlier period as they were last reported."""
    closing = closing_of(work, period)
    if closing is None:
        return Past(period=period, figures=gather(work, period=period, now=now).figures, closing=None)
    return Past(period=period, figures=_reported(closing, work.reports.closings()), closing=closing)


def open_adjustments(work: Work, *, kind: PeriodKind, before: date, now: datetime) -> tuple[Adjustment, ...]:
    """List what is another number today in closed periods that end by a day, and was not shown yet."""
    closings = work.reports.closings()
    found: list[Adjustment] = []
    for closing in closings:
        period = ReportPeriod(kind=PeriodKind(closing.period[:-11]), start=closing.start, end=closing.end)
        if period.kind is not kind or period.end > before:
            continue
        today = gather(work, period=period, now=now).figures
        found += adjustments(closing.period, _reported(closing, closings), today, leaving_out=_DETAIL)
    return tuple(found)


def _reported(closing: Closing, closings: Sequence[Closing]) -> Figures:
    figures = Figures(by_id={each.id: each for each in closing.figures})
    later = [one for other in closings for one in other.adjustments if one.period == closing.period]
    return adjusted(figures, later)
