"""The bell: APScheduler rings, a lease elects who acts, one use case does what is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from quizbot.core.budget import NOTHING_COUNTED, Means
from quizbot.core.calendar import DaysOff
from quizbot.core.refusal import Refusal
from quizbot.usecases.analysis.watching import looks_due, tell_reviewers
from quizbot.usecases.organise import Ticked, heartbeat, tick
from quizbot.usecases.outages import note_silence
from quizbot.usecases.ports import Store, Work
from quizbot.usecases.reporting.drafts import drafts_to_tell, tell_of_drafts

logger = logging.getLogger(__name__)

LEASE = "clockwork"
# time between two looks at the keys of running rounds
LOOK = timedelta(minutes=5)
# time between two looks at the drafts of periodic reports
REPORTS = timedelta(minutes=30)
# How long a process that died keeps others from acting, in rings. Short, for nothing rests on it: whoever acts
# writes the lease in the same transaction, so that two that act at once do it one after the other, and marks in
# the database let each thing happen once.
LEASE_RINGS = 2.5
# answers received before the end may still wait in our own queue for so long; they are not late
QUEUE_SETTLES = timedelta(seconds=5)
# a silence longer than this is told to the operator, and proposed as an outage
SILENCE = timedelta(minutes=2)
# updates that came this long ago are forgotten; platforms redeliver for 24 hours at most
FORGET = timedelta(days=3)


class Clockwork:
    """Rings every `every` seconds and lets the database say what is due.

    Args:
        store: the database.
        clock: gives the present moment, aware UTC.
        holder: names this process in the lease.
        every: time between two looks.
        means: the channels, for those that count messages.
        calendar: gives the days off around a moment, by which reports are due; None: nobody is told of drafts.
    """

    def __init__(
        self,
        *,
        store: Store,
        clock: Callable[[], datetime],
        holder: str,
        every: timedelta,
        means: Means = NOTHING_COUNTED,
        calendar: Callable[[datetime], DaysOff] | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._holder = holder
        self._every = every
        self._means = means
        self._calendar = calendar
        self._lease = every * LEASE_RINGS
        # how many jobs are at work
        self._doing = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )

    async def start(self) -> None:
        """Look once, then ring."""
        await self.ring()
        seconds = self._every.total_seconds()
        for act, name, every in (
            (self.ring, "tick", {"seconds": seconds}),
            (self._clean, "clean", {"hours": 6}),
            (self.look_at_keys, "keys", {"seconds": LOOK.total_seconds()}),
            (self.look_at_reports, "reports", {"seconds": REPORTS.total_seconds()}),
        ):
            self._scheduler.add_job(self._do, "interval", args=(act,), id=name, **every)
        self._scheduler.start()

    async def stop(self) -> None:
        """Ring no more, finish what has begun, and let another process act at once."""
        if self._scheduler.running:
            self._scheduler.remove_all_jobs()
            await self._idle.wait()
            self._scheduler.shutdown(wait=False)
        await self._store.write(lambda work: work.leases.release(LEASE, holder=self._holder))

    async def _do(self, act: Callable[[], Awaitable[object]]) -> None:
        self._doing += 1
        self._idle.clear()
        try:
            await act()
        finally:
            self._doing -= 1
            if not self._doing:
                self._idle.set()

    async def ring(self) -> Ticked | None:
        """Do what is due now; None when another process acts, or the database is in trouble."""
        now = self._clock()
        try:
            done = await self._store.write(lambda work: self._act(work, now))
        except Refusal as refusal:
            logger.error("What is due cannot be done: %s", refusal, extra={"action": "clockwork.trouble"})
            return None
        if done is not None and done != Ticked():
            logger.info(
                "Opened %d, closed %d rounds; %d papers ran out of time; %d reminders",
                done.opened,
                done.closed,
                done.expired,
                done.reminders,
                extra={"action": "clockwork.tick"},
            )
        return done

    def _act(self, work: Work, now: datetime) -> Ticked | None:
        if not work.leases.take(LEASE, holder=self._holder, now=now, lasts=self._lease):
            return None
        silent = heartbeat(work, now=now)
        if silent > SILENCE:
            logger.warning("The engine was silent for %s", silent, extra={"action": "clockwork.silence"})
            note_silence(work, starts_at=now - silent, ends_at=now)
        return tick(work, now=now, settled=now - QUEUE_SETTLES, means=self._means)

    async def look_at_keys(self) -> int:
        """Tell reviewers of doubtful keys in running rounds; gives how many words were queued.

        The looking is done on a snapshot, beside the writing of answers. Two processes that look at once
        tell nothing twice: every word has a name of its own.
        """
        now = self._clock()
        try:
            looks = await self._store.read(lambda work: looks_due(work, now=now))
            if not looks:
                return 0
            return await self._store.write(lambda work: tell_reviewers(work, looks, now=now))
        except Refusal as refusal:
            logger.error("Keys cannot be looked at: %s", refusal, extra={"action": "clockwork.trouble"})
            return 0

    async def look_at_reports(self) -> int:
        """Tell those who write periodic reports that a draft is there; gives how many words were queued."""
        if self._calendar is None:
            return 0
        now = self._clock()
        try:
            days_off = self._calendar(now)
            drafts = await self._store.read(lambda work: drafts_to_tell(work, days_off=days_off, now=now))
            if not drafts:
                return 0
            return await self._store.write(lambda work: tell_of_drafts(work, drafts, now=now))
        except Refusal as refusal:
            logger.error("Reports cannot be looked at: %s", refusal, extra={"action": "clockwork.trouble"})
            return 0

    async def _clean(self) -> None:
        now = self._clock()
        await self._store.write(lambda work: work.chats.forget_updates(before=now - FORGET))
        await self._store.write(lambda work: work.accounts.end_sessions_before(now))
