"""What `quizbot demo` sets up: an invented office, the shipped bank, two contests open now, practice."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from quizbot.bootstrap import chance, load_shipped_bank, now, office_calendar
from quizbot.config import Settings
from quizbot.contests.load import load_contest
from quizbot.core.contest import Contest, ContestState, Moment, Schedule
from quizbot.roster.sample import store_sample
from quizbot.usecases import organise, people
from quizbot.usecases.people import Slip
from quizbot.usecases.ports import Account, Person, Store, Work
from quizbot.web.passwords import hash_password

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
DAYS, WEEKS = 366, 53  # a demonstration may stay up for a year
DAILY, WEEKLY, PRACTICE = "hang-ngay", "hang-tuan", "on-tap"
EMPLOYEE_CODE, ORGANIZER_CODE = "0025", "0002"
LOGINS = (("btc", "Ban Tổ chức (chạy thử)", "organizer"), ("nhansu", "Nhân sự (chạy thử)", "hr"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What a newcomer is told."""

    fresh: bool
    questions: int
    people: int
    employee: Slip
    organizer: Slip
    # log-in and password, shown when they were just made
    logins: tuple[tuple[str, str], ...]


async def prepare(settings: Settings, store: Store, *, environ: Mapping[str, str]) -> Demo:
    """Set the demonstration up, or find it as it was left; the two codes are new at each start."""
    questions = await load_shipped_bank(store, settings.questions, by="cli")
    at = now()
    fresh = not await store.read(lambda work: work.people.units())
    if fresh:
        since = at.astimezone(ZONE).date() - timedelta(days=365)
        await store.write(lambda work: store_sample(work, since=since))
    await store.write(lambda work: _contests(work, settings, at))
    pepper = settings.pepper(environ)
    employee, organizer = await store.write(lambda work: _slips(work, pepper=pepper, at=at))
    return Demo(
        fresh=fresh,
        questions=questions,
        people=await store.read(lambda work: len(work.people.everybody())),
        employee=employee,
        organizer=organizer,
        logins=await _logins(store),
    )


def _contests(work: Work, settings: Settings, at: datetime) -> None:
    days_off = office_calendar(settings, at=at)
    for name in (DAILY, WEEKLY, PRACTICE):
        if work.contests.by_slug(name) is not None:
            continue
        contest = _open_now(load_contest(settings.contests / f"{name}.yaml").contest, at)
        organise.apply_contest(work, contest, days_off=days_off, by="cli", now=at)
        organise.step(work, slug=name, to=ContestState.OPEN, by="cli", now=at)
    organise.tick(work, now=at)


def _open_now(contest: Contest, at: datetime) -> Contest:
    """Give the contest with rounds around the clock from today on, so that one is open now."""
    today = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    if contest.id == DAILY:
        midnight = Moment(at=time(0, 0))
        rounds = Schedule(
            first=today, count=DAYS, opens=midnight, closes=midnight, weekdays=EVERY_DAY, skip="none"
        )
    elif contest.id == WEEKLY:
        rounds = Schedule(
            first=monday,
            count=WEEKS,
            opens=Moment(at=time(0, 0), weekday=0),
            closes=Moment(at=time(0, 0), weekday=0, next_week=True),
            skip="none",
        )
    else:
        return contest
    return replace(contest, rounds=rounds, organiser=f"{contest.organiser} (chạy thử)")


def _slips(work: Work, *, pepper: str, at: datetime) -> tuple[Slip, Slip]:
    shown: list[Person] = [people.by_code(work, code) for code in (EMPLOYEE_CODE, ORGANIZER_CODE)]
    employee, organizer = people.issue_codes(work, shown, pepper=pepper, rng=chance(), by="cli", now=at)
    return employee, organizer


async def _logins(store: Store) -> tuple[tuple[str, str], ...]:
    """Make a log-in for each office role that has none; passwords are chance and shown once."""
    made: list[tuple[str, str]] = []
    rng = chance()
    for login, name, role in LOGINS:
        known = await store.read(lambda work, login=login: work.accounts.by_login(login))  # type: ignore[misc]
        if known is not None:
            continue
        password = "".join(rng.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(10))
        hashed = await asyncio.to_thread(hash_password, password)
        account = Account(login=login, name=name, password_hash=hashed, roles=(role,))
        await store.write(lambda work, account=account: work.accounts.put(account))  # type: ignore[misc]
        made.append((login, password))
    return tuple(made)
