"""What `quizbot demo` sets up: an invented office, the shipped bank, two contests open now, practice."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from quizbot.chat.dialogue import Dialogue
from quizbot.chat.rehearsal import CHANNEL as REHEARSAL
from quizbot.chat.rehearsal import Rehearsal, VirtualClock
from quizbot.config import Settings
from quizbot.contests.load import load_contest
from quizbot.core.contest import Contest, ContestState, Round
from quizbot.installation import all_texts, chance, chat_settings, load_shipped_bank, now, office_calendar
from quizbot.roster.sample import store_sample
from quizbot.usecases import organise, people
from quizbot.usecases.bank import KeyChangeUnconfirmed
from quizbot.usecases.people import Slip
from quizbot.usecases.ports import Account, Person, Store, Work
from quizbot.web.passwords import hash_password

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS_BEFORE, WEEKS_BEFORE = 3, 2  # rounds that are over when the newcomer comes
SEED = 618
DAILY, WEEKLY, PRACTICE = "hang-ngay", "hang-tuan", "on-tap"
EMPLOYEE_CODE, ORGANIZER_CODE = "0025", "0002"
LOGINS = (("btc", "Ban Tổ chức (chạy thử)", "organizer"), ("nhansu", "Nhân sự (chạy thử)", "hr"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What a newcomer is told."""

    fresh: bool
    questions: int
    # questions whose key the shipped bank has changed since: these data keep the old bank
    kept: str
    people: int
    employee: Slip
    organizer: Slip
    # log-in and password, shown when they were just made
    logins: tuple[tuple[str, str], ...]


async def prepare(settings: Settings, store: Store, *, environ: Mapping[str, str]) -> Demo:
    """Set the demonstration up, or find it as it was left; the two codes are new at each start."""
    at = now()
    fresh = not await store.read(lambda work: work.people.units())
    kept = await _bank(settings, store)
    if fresh:
        since = at.astimezone(ZONE).date() - timedelta(days=365)
        await store.write(lambda work: store_sample(work, since=since))
        await _history(settings, store, environ=environ, at=at)
    pepper = settings.pepper(environ)
    employee, organizer = await store.write(lambda work: _slips(work, pepper=pepper, at=at))
    return Demo(
        fresh=fresh,
        questions=await store.read(lambda work: len(work.bank.pool())),
        kept=kept,
        people=await store.read(lambda work: len(work.people.everybody())),
        employee=employee,
        organizer=organizer,
        logins=await _logins(store),
    )


async def _bank(settings: Settings, store: Store) -> str:
    """Bring the bank up to the shipped one; gives the questions for which that would change a key.

    Papers already answered were marked by the old keys, so then these data keep the bank they have.
    """
    try:
        await load_shipped_bank(store, settings.questions, by="cli")
    except KeyChangeUnconfirmed as refused:
        return str(refused.facts["questions"])
    return ""


async def _history(settings: Settings, store: Store, *, environ: Mapping[str, str], at: datetime) -> None:
    """Open the contests some days ago and let the invented people play up to now.

    The newcomer finds boards with life on them, and rounds that are open.
    """
    midnight = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    began = midnight - timedelta(days=midnight.weekday() + 7 * WEEKS_BEFORE)
    clock = VirtualClock(began.astimezone(UTC))
    rng = random.Random(SEED)
    dialogue = Dialogue(
        store=store,
        texts=all_texts(settings),
        settings=chat_settings(settings, environ=environ, at=at),
        clock=clock,
        rng=rng,
    )
    rehearsal = Rehearsal(store=store, dialogue=dialogue, clock=clock, rng=rng)
    rounds = await store.write(lambda work: _contests(work, settings, at=at, began=clock()))
    persons = await store.read(lambda work: work.people.everybody())
    others = [each for each in persons if each.code not in (EMPLOYEE_CODE, ORGANIZER_CODE)]
    players = await rehearsal.enrol(others)
    eager = [each for each in players if rng.random() < 0.6]
    await rehearsal.play_rounds(
        {each: players if weekly else eager for each, weekly in rounds}, until=at, tick=timedelta(hours=12)
    )
    await store.write(lambda work: _leave_no_trace(work, [each.address for each in players]))


def _contests(work: Work, settings: Settings, *, at: datetime, began: datetime) -> list[tuple[Round, bool]]:
    """Open the contests; gives the rounds that have begun by now, and whether each is a weekly one."""
    days_off = office_calendar(settings, at=at)
    begun = []
    for name in (DAILY, WEEKLY, PRACTICE):
        contest = _open_now(load_contest(settings.contests / f"{name}.yaml").contest, at)
        organise.apply_contest(work, contest, days_off=days_off, by="cli", now=began)
        stored = organise.step(work, slug=name, to=ContestState.OPEN, by="cli", now=began)
        if name != PRACTICE:
            rounds = [each for each in work.contests.rounds(stored.id) if each.opens_at <= at]
            begun += [(each, name == WEEKLY) for each in rounds]
    return begun


def _leave_no_trace(work: Work, addresses: Sequence[str]) -> None:
    """Take away the synthetic chat accounts and what was queued for them."""
    for address in addresses:
        work.people.unlink(REHEARSAL, address)
    work.outbox.cancel(dedupe_prefix="round:")
    work.outbox.forget_cancelled(dedupe_prefix="round:")


def _open_now(contest: Contest, at: datetime) -> Contest:
    """Give the contest of the file with its rounds begun some days ago, so that one is open now.

    Nothing but the day of the first round is changed: the rules people try are the rules of the file.
    """
    today = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    first = {
        DAILY: today - timedelta(days=DAYS_BEFORE),
        WEEKLY: today - timedelta(days=today.weekday() + 7 * WEEKS_BEFORE),
    }.get(contest.id)
    return replace(contest, rounds=replace(contest.rounds, first=first)) if first else contest


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
