"""Rounds on the free plan of the Zalo Bot Platform across the end of a month, on the strict fake.

The platform counts by its own books. It is never asked for more than the plan carries, what will not
be delivered is said beforehand, and the new month begins anew.
"""

import asyncio
from datetime import datetime, timedelta
from random import Random
from typing import Any, cast

from quizbot.channels.zalo_bot.channel import ZaloBot
from quizbot.channels.zalo_bot.settings import ZaloBotSettings
from quizbot.chat.delivery import Courier
from quizbot.chat.pace import spend
from quizbot.core.budget import Form, Means
from quizbot.core.contest import Contest, ContestState
from quizbot.usecases import organise, people
from quizbot.usecases.forecasting import forecast_contest
from quizbot.usecases.ports import Person, Store, Work
from tests.build import Office, contest, opened
from tests.fakes.standing_time import StandingTime
from tests.fakes.virtual_time import BEGINNING, clock, clock_of, simulated
from tests.fakes.zalo_bot.server import TOKEN, ZaloBotServer
from tests.fakes.zalo_bot.world import Person as OnZalo

# 23 November 2026, 08:00 in Việt Nam; one round a day, over the end of the month
DAY = timedelta(days=1)
ROUNDS = [(BEGINNING + DAY * n + timedelta(minutes=5), BEGINNING + DAY * n + DAY / 2) for n in range(12)]
CROWD = 12
SPENT_BEFORE = 2_900
CHANNEL = "zalo_bot"
BY_WEBHOOK = {"mode": "webhook", "webhook_url": "https://thi.example.gov.vn/webhook/zalo_bot"}


def crowd(work: Work, office: Office, on_zalo: list[OnZalo]) -> list[Person]:
    """Link the office and some more people to their Zalo accounts."""
    first = office.people["an"]
    more = [
        work.people.add(
            Person(
                id=people.PersonId(0),
                code=f"ZL{n:03}",
                name=f"Người {n}",
                unit_id=first.unit_id,
                roles=(),
                status=first.status,
            ),
            since=(BEGINNING - DAY * 40).date(),
        )
        for n in range(CROWD - len(office.people))
    ]
    everybody = [*office.people.values(), *more]
    for person, account in zip(everybody, on_zalo, strict=True):
        people.link(work, person, channel=CHANNEL, address=account.id, now=BEGINNING)
        people.record_consent(
            work,
            person,
            purpose="take_part",
            version=office.dialogue.settings.consent_version,
            given=True,
            channel=CHANNEL,
            now=BEGINNING,
        )
    return everybody


def ready(work: Work, asked: Contest, channel: ZaloBot) -> Any:
    stored = work.contests.put(asked, rounds=ROUNDS, now=BEGINNING - DAY)
    work.contests.set_state(stored.id, ContestState.OPEN)
    # the bot has been busy this month
    spend(work, channel=CHANNEL, limits=channel.limits, count=SPENT_BEFORE, now=BEGINNING)
    return forecast_contest(
        work,
        asked,
        rounds=ROUNDS,
        means=Means(carriers={CHANNEL: channel.limits.carrier}),
        now=BEGINNING,
        takes_part=lambda _person, round_: round_[0] + timedelta(hours=1),
        forms={CHANNEL: Form.EACH},
    )


class TestMonth:
    @simulated
    async def test_is_never_overdrawn_and_ends_as_foreseen(self) -> None:
        async with opened("sqlite://") as office, ZaloBotServer() as server:
            store, now = cast("Store", StandingTime(office.store)), clock_of(asyncio.get_running_loop())
            office.dialogue._store, office.dialogue._clock = store, now
            server.world.spent["2026-11"] = SPENT_BEFORE
            on_zalo = [server.person(n) for n in range(CROWD)]
            for account in on_zalo:
                account.chat.known = True
            channel = ZaloBot(
                answer=office.dialogue,
                store=store,
                settings=ZaloBotSettings(base_url=server.url, kept_for_replies=30, **BY_WEBHOOK),  # type: ignore[arg-type]
                token=TOKEN,
                clock=clock,
                random=Random(1),
                holder="one",
            )
            await channel.start()
            asked = contest(limit=timedelta(hours=2))
            await store.write(lambda work: crowd(work, office, on_zalo))
            foreseen = await store.write(lambda work: ready(work, asked, channel))
            courier = Courier(
                store=store, channels={CHANNEL: channel}, draw=office.drawer, clock=clock, holder="one"
            )

            async def wait_until(at: datetime) -> None:
                await asyncio.sleep(max(0.0, (at - clock()).total_seconds()))

            for opens, _ in ROUNDS:
                await wait_until(opens)
                await store.write(lambda work: organise.tick(work, now=now()))
                await courier.drain_once(clock())
                await wait_until(opens + timedelta(hours=1))
                for said in ("/thi cuoc-thi", "1", "a", "b", "c"):
                    for account in on_zalo:
                        account.types(said)
                    await server.push_webhook(channel.webhook)
                    # seconds for everybody's answer, at five messages a second
                    await asyncio.sleep(CROWD)
            await channel.stop()

            # the platform has refused nothing: it was never asked for more than the plan carries
            assert [call.error for call in server.called("sendMessage") if call.error] == []
            assert server.world.spent["2026-11"] == 3_000
            assert 0 < server.world.spent["2026-12"] < 3_000
            # what was said beforehand
            used = foreseen.forecast.used
            assert used[CHANNEL, "2026-11"] == 3_000
            assert used[CHANNEL, "2026-12"] == server.world.spent["2026-12"]
            assert foreseen.forecast.fail > 0
