"""The bell: one process acts, a late or double ring does no harm."""

import asyncio
import itertools
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest

from quizbot.core.refusal import Refusal
from quizbot.scheduler.clockwork import FORGET, LEASE_RINGS, QUEUE_SETTLES, SILENCE, Clockwork
from quizbot.usecases.organise import Ticked
from quizbot.usecases.outages import proposals
from quizbot.usecases.ports import Work
from tests.build import CLOSES, OPENS, Office, contest

EVERY = timedelta(hours=1)


def bell(office: Office, holder: str = "a") -> Clockwork:
    return Clockwork(store=office.store, clock=office.clock, holder=holder, every=EVERY)


class TestRinging:
    async def test_opens_and_closes_what_is_due(self, office: Office) -> None:
        await office.run(contest())

        opened = await bell(office).ring()
        office.clock.now = CLOSES + QUEUE_SETTLES
        closed = await bell(office).ring()

        assert opened is not None
        assert closed is not None
        assert (opened.opened, closed.closed) == (1, 1)

    async def test_leaves_what_has_just_ended_to_a_later_ring(self, office: Office) -> None:
        """docs/rules/play.md: answers received in time may still wait in our own queue."""
        await office.run(contest())
        await bell(office).ring()
        office.clock.now = CLOSES + QUEUE_SETTLES - timedelta(milliseconds=1)

        assert await bell(office).ring() == Ticked()

    async def test_of_many_processes_lets_one_act(self, office: Office) -> None:
        await office.run(contest())
        bells = [bell(office, holder) for holder in "abcd"]

        done = await asyncio.gather(*(each.ring() for each in bells))

        assert sum(each.opened for each in done if each is not None) == 1
        assert sum(each is not None for each in done) == 1

    async def test_goes_on_elsewhere_when_the_one_died(self, office: Office) -> None:
        await office.run(contest())
        await bell(office, "a").ring()

        assert await bell(office, "b").ring() is None
        office.clock.now += EVERY * LEASE_RINGS
        assert await bell(office, "b").ring() == Ticked()

    async def test_that_has_begun_is_finished_before_it_stops(
        self, office: Office, caplog: pytest.LogCaptureFixture
    ) -> None:
        entered, leave, calls = asyncio.Event(), asyncio.Event(), itertools.count()

        class Slow:
            """The second write, the first of a job, takes as long as it wants."""

            async def write(self, use_case: Callable[[Work], object]) -> object:
                if next(calls) == 1:
                    entered.set()
                    await leave.wait()
                return await office.store.write(use_case)

        clockwork = Clockwork(
            store=Slow(),  # type: ignore[arg-type]
            clock=office.clock,
            holder="a",
            every=timedelta(milliseconds=1),
        )
        await clockwork.start()
        await entered.wait()
        stopping = asyncio.create_task(clockwork.stop())
        await asyncio.sleep(0.05)
        assert not stopping.done()
        leave.set()
        await stopping

        assert [each.levelname for each in caplog.records if each.levelname == "ERROR"] == []

    async def test_goes_on_elsewhere_at_once_when_the_one_stopped(self, office: Office) -> None:
        first = bell(office, "a")
        await first.start()
        await first.stop()

        assert await bell(office, "b").ring() == Ticked()

    async def test_of_a_database_in_trouble_is_told_and_survived(
        self, small_office: Office, caplog: pytest.LogCaptureFixture
    ) -> None:
        class Broken:
            async def write(self, *_: object) -> None:
                raise Refusal()

        clockwork = Clockwork(
            store=Broken(),  # type: ignore[arg-type]
            clock=small_office.clock,
            holder="a",
            every=EVERY,
        )
        with caplog.at_level(logging.ERROR):
            assert await clockwork.ring() is None
        assert "cannot be done" in caplog.text

    async def test_after_a_silence_says_how_long(
        self, small_office: Office, caplog: pytest.LogCaptureFixture
    ) -> None:
        await bell(small_office).ring()
        small_office.clock.now += SILENCE + timedelta(seconds=1)

        with caplog.at_level(logging.WARNING):
            await bell(small_office).ring()

        assert "silent" in caplog.text

    async def test_after_a_silence_proposes_an_outage(self, small_office: Office) -> None:
        stored = await small_office.run(contest())
        await bell(small_office).ring()
        await small_office.played("an", "cuoc-thi", "B")
        small_office.clock.now += timedelta(minutes=3)
        woken = small_office.clock()

        await bell(small_office).ring()

        (found,) = await small_office.write(lambda work: proposals(work, stored=stored))
        assert (found.round_number, found.starts_at, found.ends_at, found.people) == (1, OPENS, woken, 1)


class TestCleaning:
    async def test_forgets_updates_no_platform_sends_again(self, office: Office) -> None:
        first = office.clock()
        await office.write(lambda work: work.chats.first_time("telegram", "1", now=first))
        office.clock.now += FORGET + timedelta(seconds=1)
        await office.write(lambda work: work.chats.first_time("telegram", "2", now=office.clock()))

        await bell(office)._clean()

        known = await office.write(
            lambda work: [work.chats.first_time("telegram", key, now=office.clock()) for key in "12"]
        )
        assert known == [True, False]
