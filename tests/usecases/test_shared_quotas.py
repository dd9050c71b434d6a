"""Quotas are the same for all: what waits, and what other contests will send, is reckoned in."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from quizbot.core.budget import Form, Means
from quizbot.core.contest import Contest, ContestState, Feedback
from quizbot.core.delivery import Allowance, Carrier, Failure, Period, Quota
from quizbot.usecases import people
from quizbot.usecases.forecasting import ContestForecast, forecast_contest
from tests.build import CLOSES, OPENS, Office, contest, opened

CHANNEL = "zalo_bot"
MONTH = f"{OPENS:%Y-%m}"
ROUND = (OPENS, CLOSES)
# an invitation, a result and, as a whole paper, three replies
EACH_COSTS = 5


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with opened("sqlite://") as found:
        found.clock.now = OPENS - timedelta(hours=1)

        def link(work: people.Work) -> None:
            for each in found.people.values():
                people.link(work, each, channel=CHANNEL, address=each.code, now=found.clock.now)

        await found.write(link)
        yield found


def asked(slug: str) -> Contest:
    return contest(slug, feedback=Feedback.AFTER_CLOSE)


async def foreseen(office: Office, slug: str, *, quota: int, **more: object) -> ContestForecast:
    allowance = Allowance(quotas=(Quota(messages=quota, period=Period.MONTH),))
    means = Means(carriers={CHANNEL: Carrier(text=1900, allowance=allowance)}, can_link=True)
    now = office.clock.now
    return await office.write(
        lambda work: forecast_contest(work, asked(slug), rounds=[ROUND], means=means, now=now, **more)  # type: ignore[arg-type]
    )


class TestOtherContests:
    async def test_take_from_the_same_quota_and_are_not_told_of(self, office: Office) -> None:
        forms = {CHANNEL: Form.SHEET}
        alone = await foreseen(office, "mot", quota=3000, forms=forms)
        await office.run(asked("hai"), ROUND)
        beside = await foreseen(office, "mot", quota=3000, forms=forms)

        count = len(office.people)
        assert alone.forecast.used[CHANNEL, MONTH] == count * EACH_COSTS
        assert beside.forecast.used[CHANNEL, MONTH] == 2 * count * EACH_COSTS
        assert beside.forecast.lines == alone.forecast.lines

    async def test_make_the_paper_more_frugal(self, office: Office) -> None:
        # enough for one contest question by question, not for two
        quota = len(office.people) * (EACH_COSTS + 3)
        assert (await foreseen(office, "mot", quota=quota)).forms == {CHANNEL: Form.EACH}

        await office.run(asked("hai"), ROUND)
        assert (await foreseen(office, "mot", quota=quota)).forms == {CHANNEL: Form.LINK}

    async def test_that_are_not_open_take_nothing(self, office: Office) -> None:
        stored = await office.run(asked("hai"), ROUND)
        await office.write(lambda work: work.contests.set_state(stored.id, ContestState.CHECKED))
        found = await foreseen(office, "mot", quota=3000, forms={CHANNEL: Form.LINK})

        assert found.forecast.used[CHANNEL, MONTH] == len(office.people) * 2


class TestWhatWaits:
    async def test_of_the_same_contest_is_told_of(self, office: Office) -> None:
        await office.run(asked("mot"), ROUND)
        office.clock.now = OPENS
        await office.tick()
        found = await foreseen(office, "mot", quota=3000)

        kinds = {each.kind: each.arrive for each in found.forecast.lines if each.kind != "question"}
        assert kinds == {"invitation": len(office.people), "result": len(office.people)}

    async def test_of_anything_else_takes_from_the_quota(self, office: Office) -> None:
        await office.run(asked("hai"), ROUND)
        office.clock.now = OPENS
        await office.tick()
        await office.write(
            lambda work: work.contests.set_state(work.contests.all()[0].id, ContestState.ARCHIVED)
        )
        count = len(office.people)
        found = await foreseen(office, "mot", quota=count, forms={CHANNEL: Form.LINK})

        # the invitations of the other contest are first
        assert found.undelivered == {Failure.QUOTA: 2 * count}

    async def test_is_not_counted_again_when_it_has_gone_out(self, office: Office) -> None:
        await office.run(asked("mot"), ROUND)
        office.clock.now = OPENS
        await office.tick()

        def send(work: people.Work) -> None:
            lease = timedelta(minutes=2)
            for each in work.outbox.claim(CHANNEL, now=OPENS, limit=99, lease=lease, holder="one"):
                work.outbox.sent(each.id, provider_id="1", now=OPENS)

        await office.write(send)
        found = await foreseen(office, "mot", quota=3000)

        assert "invitation" not in {each.kind for each in found.forecast.lines}
