"""Checks of rounds, clocks and reminders."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from quizbot.contests.findings import Notes
from quizbot.core.calendar import (
    WORKING_WEEK,
    DaysOff,
    Period,
    RoundEmpty,
    RoundsOverlap,
    ScheduleIncomplete,
    rounds_of,
)
from quizbot.core.contest import ContestKind, RemindRules


def rounds(notes: Notes, days_off: DaysOff) -> tuple[Period, ...]:
    """Compute the rounds; none when the schedule does not give any, and then say why."""
    plan = notes.contest.rounds
    if notes.contest.kind is ContestKind.DAILY:
        for side, moment in (("opens", plan.opens), ("closes", plan.closes)):
            if moment is not None and moment.weekday is not None:
                notes.fault(("rounds", side), "contest.weekday_not_wanted")
    _unused(notes)
    try:
        return rounds_of(plan, notes.contest.kind, days_off)
    except ScheduleIncomplete as refusal:
        notes.fault(("rounds",), "contest.schedule_incomplete", **refusal.facts)
    except RoundEmpty as refusal:
        notes.fault(("rounds",), "contest.round_empty", **refusal.facts)
    except RoundsOverlap as refusal:
        notes.fault(("rounds", "closes"), "contest.rounds_overlap", **refusal.facts)
    return ()


def _unused(notes: Notes) -> None:
    """Find parts of the schedule that the machine would leave aside."""
    plan, kind = notes.contest.rounds, notes.contest.kind
    once: tuple[str, ...] = ("opens_at", "closes_at")
    again: tuple[str, ...] = ("first", "opens", "closes")
    if plan.windows:
        once, again = (*once, *again), (*once, *again)
    elif plan.sessions:
        again = ("first",)
        once = (*once, "opens", "closes")
    single = kind in (ContestKind.SINGLE, ContestKind.LIVE) or (
        kind is ContestKind.PRACTICE and plan.opens_at is not None
    )
    single = single and not plan.every
    names = [name for name in (again if single else once) if getattr(plan, name) is not None]
    if (kind is not ContestKind.DAILY or plan.windows) and plan.weekdays != WORKING_WEEK:
        names.append("weekdays")
    for name in names:
        notes.fault(("rounds", name), "contest.field_unused", field=name, kind=kind.value)
    _sessions(notes)


def _sessions(notes: Notes) -> None:
    """Find sessions of a day that name a weekday, and sessions of a week that name none."""
    daily = notes.contest.kind is ContestKind.DAILY
    for at, each in enumerate(notes.contest.rounds.sessions):
        for side, moment in (("opens", each.opens), ("closes", each.closes)):
            if daily and moment.weekday is not None:
                notes.fault(("rounds", "sessions", at, side), "contest.weekday_not_wanted")
            elif not daily and moment.weekday is None:
                notes.fault(("rounds", "sessions", at, side), "contest.weekday_wanted")


def lengths(notes: Notes, periods: tuple[Period, ...]) -> None:
    """Find clocks that are longer than a round."""
    if not periods:
        return
    shortest = _shortest(periods)
    limit, freeze = notes.contest.paper.limit, notes.contest.results.freeze
    if limit is not None and limit > shortest:
        _longer(notes, ("paper", "limit"), "thời gian làm bài", shortest)
    if freeze >= shortest:
        _longer(notes, ("results", "freeze"), "thời gian giữ nguyên bảng xếp hạng", shortest)


def reminders(notes: Notes, periods: tuple[Period, ...]) -> None:
    """Find reminders that come before the opening, wait for the morning, or come too late."""
    if not periods:
        return
    _invitation(notes, periods)
    shortest = _shortest(periods)
    for index, before in enumerate(notes.contest.remind.before_close):
        path = ("remind", "before_close", index)
        if before >= shortest:
            notes.fault(path, "contest.reminder_before_opening", length=_said(shortest))
            continue
        _quiet(notes, path, before, periods)


def past(notes: Notes, periods: tuple[Period, ...], now: datetime | None) -> None:
    """Find a contest that is over before it begins, or has begun without anybody."""
    over = 0 if now is None else sum(closes_at <= now for _, closes_at in periods)
    if over and over == len(periods):
        notes.warn(("rounds",), "contest.rounds_past", count=over)
    elif over:
        closed = f"{periods[0][1].astimezone(ZoneInfo(notes.contest.rounds.zone)):%H:%M %d/%m/%Y}"
        notes.warn(("rounds",), "contest.first_round_past", past=over, count=len(periods), closed=closed)


def quiet_until(rules: RemindRules, moment: datetime, *, zone: str) -> datetime | None:
    """Give the end of the quiet hours that `moment` falls into, in UTC; None when it may be sent."""
    local = moment.astimezone(ZoneInfo(zone))
    start, end, at = rules.quiet_from, rules.quiet_until, local.time()
    over_midnight = start > end
    quiet = (at >= start or at < end) if over_midnight else start <= at < end
    if not quiet:
        return None
    day = local.date() + timedelta(days=1) if over_midnight and at >= start else local.date()
    return datetime.combine(day, end, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _invitation(notes: Notes, periods: tuple[Period, ...]) -> None:
    """Tell of the first round that opens while nobody is written to."""
    rules = notes.contest.remind
    if not rules.invite:
        return
    for number, (opens_at, closes_at) in enumerate(periods, start=1):
        until = quiet_until(rules, opens_at, zone=notes.contest.rounds.zone)
        if until is None:
            continue
        if until >= closes_at:
            notes.warn(("rounds",), "contest.invite_too_late", number=number)
        else:
            notes.warn(("rounds",), "contest.invite_waits", number=number, until=_clock(rules.quiet_until))
        return


def _quiet(notes: Notes, path: tuple[str | int, ...], before: timedelta, periods: tuple[Period, ...]) -> None:
    """Tell of the first round whose reminder falls into the quiet hours."""
    rules = notes.contest.remind
    for number, (_, closes_at) in enumerate(periods, start=1):
        until = quiet_until(rules, closes_at - before, zone=notes.contest.rounds.zone)
        if until is None:
            continue
        if until >= closes_at:
            notes.fault(path, "contest.reminder_too_late", number=number)
        else:
            notes.warn(path, "contest.quiet_hours", number=number, until=_clock(rules.quiet_until))
        return


def _shortest(periods: tuple[Period, ...]) -> timedelta:
    return min(closes_at - opens_at for opens_at, closes_at in periods)


def _longer(notes: Notes, path: tuple[str, str], what: str, shortest: timedelta) -> None:
    notes.fault(path, "contest.longer_than_round", what=what, length=_said(shortest))


def _said(length: timedelta) -> str:
    """Write a length as the form writes it: 1d12h, 9h, 30m."""
    seconds = int(length.total_seconds())
    parts = []
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts)


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
