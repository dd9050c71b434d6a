"""Doubtful keys of running rounds: the reviewers are told, and nobody else."""

import random
from dataclasses import replace
from datetime import date, timedelta

from quizbot.core.ids import PersonId
from quizbot.scheduler.clockwork import Clockwork
from quizbot.usecases.analysis.watching import looks_due
from quizbot.usecases.ports import Message, Work
from tests.build import OPENS, Office, contest
from tests.offices import small_office

__all__ = ["small_office"]

SLUG = "cuoc-thi"
PEOPLE = 40


async def crowd(office: Office) -> None:
    """Add people to the office."""

    def add(work: Work) -> None:
        like = office.people["an"]
        for number in range(PEOPLE):
            fresh = replace(like, id=PersonId(0), code=f"DN{number:03}", name=f"Người {number}")
            office.people[f"n{number}"] = work.people.add(fresh, since=date(2026, 1, 1))

    await office.write(add)


async def played(office: Office, *, doubtful: bool) -> None:
    """Let everybody play: who knows the first two questions misses the third where it is doubtful."""
    rng = random.Random(3)
    await crowd(office)
    await office.run(contest())
    await office.tick()
    for number in range(PEOPLE):
        office.clock.now = OPENS + timedelta(hours=1)
        knows = rng.random() < 0.5
        third = ("A" if knows else "D") if doubtful else ("D" if rng.random() < 0.7 else "A")
        await office.played(f"n{number}", SLUG, *(("B", "C", third) if knows else ("A", "A", third)))


async def made_reviewer(office: Office, name: str) -> None:
    await office.linked(name)
    await office.write(
        lambda work: work.people.update(
            replace(office.people[name], roles=("reviewer",)), on=date(2026, 1, 1)
        )
    )


def bell(office: Office) -> Clockwork:
    return Clockwork(store=office.store, clock=office.clock, holder="a", every=timedelta(hours=1))


async def waiting(office: Office) -> list[Message]:
    """Take what is waiting to be sent tomorrow."""
    now = office.clock() + timedelta(days=1)
    claimed = await office.write(
        lambda work: work.outbox.claim("webchat", limit=1000, now=now, holder="t", lease=timedelta(minutes=1))
    )
    return list(claimed)


class TestWatch:
    async def test_tells_the_reviewer_alone_and_once(self, small_office: Office) -> None:
        await made_reviewer(small_office, "khoa")
        await small_office.linked("lan")
        await played(small_office, doubtful=True)

        told = await bell(small_office).look_at_keys()
        again = await bell(small_office).look_at_keys()

        assert (told, again) == (1, 0)
        alarms = [each.address for each in await waiting(small_office) if each.screen == "key_alarm"]
        assert alarms == ["khoa@webchat"]

    async def test_says_which_question_and_not_its_key(self, small_office: Office) -> None:
        await made_reviewer(small_office, "khoa")
        await played(small_office, doubtful=True)
        await bell(small_office).look_at_keys()

        message = next(each for each in await waiting(small_office) if each.screen == "key_alarm")
        drawn = await small_office.store.read(lambda work: small_office.drawer(work, message))

        assert drawn is not None
        text = drawn.plain
        assert "q-03" in text
        assert "Bốn 3" not in text

    async def test_is_silent_where_the_keys_are_sound_or_papers_few(self, small_office: Office) -> None:
        await made_reviewer(small_office, "khoa")
        await played(small_office, doubtful=False)

        looks = await small_office.store.read(lambda work: looks_due(work, now=small_office.clock()))

        assert [look.questions for look in looks] == [()]
        assert await bell(small_office).look_at_keys() == 0

    async def test_looks_anew_only_when_many_more_have_played(self, small_office: Office) -> None:
        await played(small_office, doubtful=True)
        await bell(small_office).look_at_keys()
        await small_office.played("an", SLUG, "B", "C", "A")

        assert await small_office.store.read(lambda work: looks_due(work, now=small_office.clock())) == ()
