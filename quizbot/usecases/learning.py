"""Learning: streaks of working days, and a person's own history."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from quizbot.core.calendar import DaysOff, streak
from quizbot.usecases.mending import corrections_of, mended_of
from quizbot.usecases.ports import AttemptSummary, Person, Work

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LOOK_BACK = 400  # attempts: more than a year of working days


def local_day(now: datetime) -> date:
    """Give the day it is where the office works."""
    return now.astimezone(ZONE).date()


def streak_of(work: Work, person: Person, *, days_off: DaysOff, now: datetime) -> int:
    """Count the working days in a row, up to today, on which the person answered something.

    Holidays and weekends neither count nor break the row; today counts once it is answered.
    """
    days = {
        each.started_at.astimezone(ZONE).date()
        for each in work.attempts.of_person(person.id, limit=LOOK_BACK)
        if each.answered
    }
    return streak(days, days_off, local_day(now))


def history(work: Work, person: Person, *, limit: int = 10) -> list[tuple[str, int, AttemptSummary]]:
    """List a person's latest attempts, as they count, as (contest title, round number, attempt), newest first."""
    found = []
    for attempt in work.attempts.of_person(person.id, limit=limit):
        round_ = work.contests.round(attempt.round_id)
        stored = work.contests.get(round_.contest_id)
        (counted,) = mended_of(work, stored, round_, corrections_of(work, stored), [attempt])
        found.append((stored.contest.title, round_.number, counted))
    return found
