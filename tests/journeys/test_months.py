"""The forecast's law over the real channels: what was said beforehand becomes true, message for message."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quizbot.core.budget import Form
from quizbot.core.calendar import Period
from quizbot.core.contest import Feedback, RemindRules
from quizbot.core.delivery import Failure
from quizbot.core.ids import PersonId
from quizbot.usecases.queued import TakesPart
from tests.build import contest, drawn
from tests.fakes.virtual_time import BEGINNING, clock, run, simulated
from tests.months import PAGE, Town, foreseen, town

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Tuesday 1 December 2026, 09:00 in Việt Nam
FIRST = BEGINNING + 8 * DAY + HOUR


def working_days(count: int) -> list[Period]:
    """Give a round for each working day, nine to five, from the first of December on."""
    days = [FIRST + n * DAY for n in range(31) if (FIRST + n * DAY).weekday() < 5]
    return [(opens, opens + 8 * HOUR) for opens in days[:count]]


def weekly(count: int) -> list[Period]:
    return [(FIRST + 7 * n * DAY, FIRST + 7 * n * DAY + 4 * DAY) for n in range(count)]


def after(delay: timedelta, *, but: frozenset[PersonId] = frozenset()) -> TakesPart:
    return lambda person, round_: None if person in but else round_[0] + delay


def refusals(there: Town) -> Counter[str]:
    """Count what the platforms refused, by channel: they were asked for more than they carry."""
    return Counter(
        name for name, server in there.servers.items() for call in server.calls if call.error is not None
    )


class TestAMonthOnTheFreePlan:
    @simulated
    async def test_of_fifty_people_and_a_round_each_working_day(self) -> None:
        rounds = working_days(22)
        asked = contest(draw=drawn("q-01", "q-02"), feedback=Feedback.AFTER_CLOSE, limit=None)
        async with town(page=False) as there:
            await there.settle(50)
            for person in there.people:
                await there.link(person, "zalo_bot")
            # everybody, as the forecast supposes of itself
            found = await there.foresee(asked, rounds, takes_part=after(2 * HOUR))
            stored = await there.put(asked, rounds)
            # the product decides on the form of every round by itself, by what is left then
            await there.live(stored, takes_part=after(2 * HOUR))

            assert found.forms == {"zalo_bot": Form.LINK}
            assert await there.became() == foreseen(found)
            assert found.undelivered.get(Failure.QUOTA) is None
            spent = there.servers["zalo_bot"].world.spent
            assert spent == {"2026-12": 22 * 50 * 2}
            assert found.forecast.used["zalo_bot", "2026-12"] == spent["2026-12"]
            assert refusals(there) == Counter()

    @simulated
    async def test_of_fifty_people_and_a_round_a_week_in_whole_papers(self) -> None:
        rounds = weekly(4)
        names = [f"q-{n:02}" for n in range(1, 13)]
        asked = contest(
            draw=drawn(*names),
            feedback=Feedback.AFTER_CLOSE,
            limit=None,
            remind=RemindRules(before_close=(DAY,)),
        )
        async with town(page=False) as there:
            await there.settle(50)
            for person in there.people:
                await there.link(person, "zalo_bot")
            # some never begin, and are reminded
            idle = frozenset(person.id for person in there.people[:8])
            takes_part = after(2 * HOUR, but=idle)
            found = await there.foresee(asked, rounds, takes_part=takes_part)
            stored = await there.put(asked, rounds)
            await there.live(stored, takes_part=takes_part)

            assert found.forms == {"zalo_bot": Form.SHEET}
            assert await there.became() == foreseen(found)
            # with every reply: what was foreseen is what the platform counted
            spent = there.servers["zalo_bot"].world.spent["2026-12"]
            assert found.forecast.used["zalo_bot", "2026-12"] == spent
            assert spent == 4 * (50 + 8 + 42 * 3 + 42)
            assert refusals(there) == Counter()

    @simulated
    async def test_says_before_the_start_what_becomes_of_sixty_people(self) -> None:
        rounds = weekly(1)
        asked = contest(feedback=Feedback.AFTER_CLOSE, limit=None)
        async with town() as there:
            await there.settle(60)
            # before anybody is linked: ten will have to go elsewhere
            room = (await there.foresee(asked, rounds)).rooms["zalo_bot"]
            assert (room.most, room.linked, room.admitted) == (50, 0, 0)

            for number, person in enumerate(there.people):
                # the bot shows itself to fifty; five of the others know the web page
                await there.link(person, "zalo_bot", at=BEGINNING + number * HOUR / 60)
                if number >= 55:
                    await there.link(person, PAGE)
            takes_part = after(2 * HOUR)
            found = await there.foresee(asked, rounds, takes_part=takes_part)
            stored = await there.put(asked, rounds)
            await there.live(stored, takes_part=takes_part, forms=found.forms)

            room = found.rooms["zalo_bot"]
            assert (room.linked, room.admitted, room.too_late) == (60, 50, 10)
            # an invitation and a result for each of five who have nothing else
            assert found.undelivered[Failure.QUOTA] == 10
            assert [(each.channel, each.by, each.messages) for each in found.forecast.detours] == [
                ("zalo_bot", PAGE, 10)
            ]
            assert await there.became() == foreseen(found)
            assert refusals(there) == Counter()


CHANNELS = ("zalo_bot", "zalo_oa", "messenger", PAGE)
# how long ago somebody was heard when the round opens: inside and outside of 24 h, 48 h, 7 days
SILENT = (HOUR, 30 * HOUR, 3 * DAY, 10 * DAY)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(2, 4))
    held = [
        draw(
            st.lists(
                st.tuples(st.sampled_from(CHANNELS), st.sampled_from(SILENT), st.booleans()),
                max_size=3,
                unique_by=lambda each: each[0],
            )
        )
        for _ in range(count)
    ]
    return {
        "held": held,
        "rounds": draw(st.integers(1, 2)),
        "plays": [
            draw(st.lists(st.sampled_from((None, HOUR, 2 * DAY)), min_size=2, max_size=2))
            for _ in range(count)
        ],
        "remind": draw(st.sampled_from(((), (DAY,)))),
        "quota": draw(st.sampled_from((6, 14, 3000))),
        "kept": draw(st.sampled_from((0, 3))),
        "billed": draw(st.booleans()),
        # looked at again in the middle, with what waits in the outbox
        "again": draw(st.booleans()),
    }


# every window at its edge, a quota that ends on the way, the next address and the page
MIXED = {
    "held": [
        [("zalo_oa", 3 * DAY, False), ("zalo_bot", HOUR, False)],
        [(PAGE, HOUR, False), ("messenger", 30 * HOUR, False), ("zalo_oa", 10 * DAY, False)],
        [("messenger", HOUR, False), ("zalo_bot", 10 * DAY, False)],
        [("zalo_oa", 3 * DAY, False)],
    ],
    "rounds": 2,
    "plays": [[HOUR, 2 * DAY], [None, HOUR], [HOUR, None], [2 * DAY, HOUR]],
    "remind": (DAY,),
    "quota": 14,
    "kept": 3,
    "billed": True,
    "again": True,
}
# people whom the first address has lost: blocked, gone
LOST = {
    "held": [
        [("zalo_bot", HOUR, False), ("zalo_oa", HOUR, True)],
        [("zalo_oa", HOUR, False), ("zalo_bot", HOUR, True)],
        [(PAGE, HOUR, False), ("messenger", HOUR, True)],
        [("messenger", HOUR, True)],
    ],
    "rounds": 1,
    "plays": [[HOUR, None], [2 * DAY, None], [HOUR, None], [HOUR, None]],
    "remind": (),
    "quota": 6,
    "kept": 0,
    "billed": False,
    "again": False,
}


class TestTheForecast:
    @settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(case=cases())
    @example(case=MIXED)
    @example(case={**MIXED, "billed": False, "again": False, "quota": 6})
    @example(case=LOST)
    def test_holds_over_the_real_channels(self, case: dict[str, Any]) -> None:
        run(holds(case), grace=0.002)


async def holds(case: dict[str, Any]) -> None:
    rounds = weekly(case["rounds"])
    asked = contest(
        feedback=Feedback.AFTER_CLOSE, limit=None, remind=RemindRules(before_close=case["remind"])
    )
    bot = {"messages_a_month": case["quota"], "kept_for_replies": case["kept"]}
    async with town(bot=bot, oa={"billed": case["billed"]}) as there:
        await there.settle(len(case["held"]))
        await move_to_the_opening(there)
        for person, held in zip(there.people, case["held"], strict=True):
            for number, (channel, silent, blocks) in enumerate(held):
                await there.link(person, channel, at=BEGINNING + number * HOUR, silent=silent)
                if blocks and channel == "zalo_bot":
                    there.accounts[person.id, channel].blocks()
                    await there.tell(person, channel=channel)
                elif blocks and channel == "zalo_oa":
                    await there.unfollow(person)
                elif blocks and channel == "messenger" and silent < DAY:
                    there.accounts[person.id, channel].user.blocked = True
                    await there.tell(person, channel=channel)
        plays = {
            (person.id, rounds[number][0]): when
            for person, delays in zip(there.people, case["plays"], strict=True)
            for number, when in enumerate(delays[: len(rounds)])
        }

        def takes_part(person: PersonId, round_: Period) -> Any:
            delay = plays.get((person, round_[0]))
            return None if delay is None else round_[0] + delay

        found = await there.foresee(asked, rounds, takes_part=takes_part)
        stored = await there.put(asked, rounds)
        if case["again"]:
            # the round has opened: its invitations wait in the outbox
            await there.open_only(stored, rounds[0][0], found.forms)
            found = await there.foresee(asked, rounds, takes_part=takes_part)
        await there.live(stored, takes_part=takes_part, forms=found.forms)

        assert await there.became() == foreseen(found), case
        for (channel, period), used in found.forecast.used.items():
            assert used == there.servers[channel].world.spent.get(period, 0)
        # nobody was asked for more than the platform carries
        assert not [each for each in there.servers["zalo_bot"].calls if each.error == 429]


async def move_to_the_opening(there: Town) -> None:
    await asyncio.sleep((FIRST - HOUR - clock()).total_seconds())
