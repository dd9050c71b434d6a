"""The draft of a periodic report: who writes reports is told once, in office hours, while it can be used."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from quizbot.chat.proactive import Drawer
from quizbot.core.calendar import DaysOff
from quizbot.core.lifecycle import Actor
from quizbot.core.reporting.periods import ZONE, PeriodKind, period_ending
from quizbot.scheduler.clockwork import Clockwork
from quizbot.usecases.ports import Message
from quizbot.usecases.reporting.closing import close
from tests.build import TEXTS, Office, contest
from tests.offices import small_office

__all__ = ["small_office"]

MARCH = period_ending(PeriodKind.MONTH, date(2026, 3, 14))
HR = Actor(id="account:2", roles=frozenset({"hr"}))


def at(day: int, hour: int) -> datetime:
    """March 2026: the 14th is a Saturday, so the report is due on Friday 13 and drafted from the 8th."""
    return datetime(2026, 3, day, hour, tzinfo=ZONE)


def bell(office: Office) -> Clockwork:
    return Clockwork(
        store=office.store,
        clock=office.clock,
        holder="a",
        every=timedelta(hours=1),
        calendar=lambda _at: DaysOff(),
    )


async def writes_reports(office: Office, name: str, role: str = "hr") -> None:
    await office.linked(name)
    await office.write(
        lambda work: work.people.update(replace(office.people[name], roles=(role,)), on=date(2026, 1, 1))
    )


async def waiting(office: Office) -> list[Message]:
    claimed = await office.write(
        lambda work: work.outbox.claim(
            "webchat", limit=1000, now=office.clock(), holder="t", lease=timedelta(minutes=1)
        )
    )
    return [each for each in claimed if each.screen == "report_draft"]


@pytest.fixture
async def drafted(small_office: Office) -> Office:
    """An office with a contest and two people who write reports, on the morning of the draft."""
    await small_office.run(contest())
    await writes_reports(small_office, "khoa")
    await writes_reports(small_office, "lan", "organizer")
    await small_office.linked("an")
    small_office.clock.now = at(8, 8)
    return small_office


class TestTelling:
    async def test_reaches_who_writes_reports_and_nobody_else_once(self, drafted: Office) -> None:
        told = await bell(drafted).look_at_reports()
        again = await bell(drafted).look_at_reports()

        assert (told, again) == (2, 0)
        assert sorted(each.address for each in await waiting(drafted)) == ["khoa@webchat", "lan@webchat"]

    @pytest.mark.parametrize(
        ("day", "hour", "told"), [(7, 12, 0), (8, 7, 0), (8, 17, 0), (13, 16, 2), (14, 9, 0)]
    )
    async def test_happens_in_office_hours_from_the_draft_to_the_deadline(
        self, drafted: Office, day: int, hour: int, told: int
    ) -> None:
        drafted.clock.now = at(day, hour)

        assert await bell(drafted).look_at_reports() == told

    async def test_is_left_out_once_the_period_is_closed(self, drafted: Office) -> None:
        await drafted.write(
            lambda work: close(work, period=MARCH, days_off=DaysOff(), by=HR, now=drafted.clock())
        )

        assert await bell(drafted).look_at_reports() == 0

    async def test_is_left_out_where_there_is_no_contest_to_report_on(self, small_office: Office) -> None:
        await writes_reports(small_office, "khoa")
        small_office.clock.now = at(8, 8)

        assert await bell(small_office).look_at_reports() == 0


class TestWord:
    async def test_says_which_report_its_deadline_and_where_it_is(self, drafted: Office) -> None:
        await bell(drafted).look_at_reports()
        message = (await waiting(drafted))[0]

        settings = replace(drafted.dialogue.settings, base_url="https://thi.example.gov.vn")
        drawer = Drawer(texts=TEXTS, settings=settings)
        drawn = await drafted.store.read(lambda work: drawer(work, message))

        assert drawn is not None
        assert "báo cáo tháng (kỳ đến hết ngày 14/03/2026)" in drawn.plain
        assert "Hạn gửi: 13/03/2026" in drawn.plain
        assert "https://thi.example.gov.vn/bao-cao/month/2026-03-14" in drawn.plain

    async def test_is_not_sent_when_the_period_has_been_closed_since(self, drafted: Office) -> None:
        await bell(drafted).look_at_reports()
        message = (await waiting(drafted))[0]
        await drafted.write(
            lambda work: close(work, period=MARCH, days_off=DaysOff(), by=HR, now=drafted.clock())
        )

        assert await drafted.store.read(lambda work: drafted.drawer(work, message)) is None

    async def test_is_not_sent_to_who_no_longer_writes_reports(self, drafted: Office) -> None:
        await bell(drafted).look_at_reports()
        message = next(each for each in await waiting(drafted) if each.address == "khoa@webchat")
        await writes_reports(drafted, "khoa", "coordinator")

        assert await drafted.store.read(lambda work: drafted.drawer(work, message)) is None
