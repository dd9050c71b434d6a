"""Broadcasts: planned with the round, watched, stopped, resumed, cancelled, and never sent twice unasked."""

from datetime import timedelta

import pytest

from quizbot.core.delivery import Failure
from quizbot.core.lifecycle import Actor, NotYours
from quizbot.usecases import broadcasting
from quizbot.usecases.broadcasting import BroadcastEnded, BroadcastView, Lane, Phase, UnknownBroadcast
from quizbot.usecases.ports import BroadcastState, Message, Work
from quizbot.usecases.standings import find
from tests.build import OPENS, Office, contest

ORGANIZER = Actor(id="account:1", roles=frozenset({"organizer"}))
LANES = {"telegram": Lane(per_second=30.0), "console": Lane(per_second=1.0, tells_opened=True)}
PEOPLE = ("an", "binh", "cuc")


async def invited(office: Office) -> BroadcastView:
    """Open the round with three people linked, and give the invitation."""
    await office.run(contest())
    for name in PEOPLE:
        await office.linked(name)
    await office.tick()
    return await look(office)


async def look(office: Office) -> BroadcastView:
    (only,) = await office.write(
        lambda work: broadcasting.views(work, find(work, "cuoc-thi"), lanes=LANES, now=office.clock.now)
    )
    return only


async def decide(office: Office, to: BroadcastState, *, by: Actor = ORGANIZER) -> int:
    key = (await look(office)).broadcast.key
    return await office.write(
        lambda work: broadcasting.decide(work, key=key, to=to, by=by, now=office.clock.now)
    )


def claim(work: Work, *, channel: str, at: object) -> list[Message]:
    return list(
        work.outbox.claim(channel, now=at, limit=2, lease=timedelta(minutes=1), holder="x")  # type: ignore[arg-type]
    )


class TestBroadcast:
    async def test_knows_whom_it_is_meant_for_and_who_has_no_account(self, office: Office) -> None:
        view = await invited(office)
        everybody = await office.write(lambda work: len(work.people.everybody()))

        assert (view.phase, view.round_number, view.progress.queued) == (Phase.RUNNING, 1, 3)
        assert view.broadcast.people - view.broadcast.without_address == 3
        assert view.broadcast.people <= everybody

    async def test_tells_what_became_of_each_message(self, office: Office) -> None:
        view = await invited(office)
        channel = next(iter(await channels(office)))

        def send(work: Work) -> None:
            one, two = claim(work, channel=channel, at=OPENS)
            work.outbox.sent(one.id, provider_id="1", now=OPENS)
            work.outbox.failed(two.id, failure=Failure.WINDOW_CLOSED, error="", now=OPENS)

        await office.write(send)
        done = (await look(office)).progress

        assert (done.sent, done.left, dict(done.failed)) == (1, 1, {Failure.WINDOW_CLOSED: 1})
        assert done.queued == view.progress.queued
        assert done.ends_at is not None
        assert done.ends_at >= office.clock.now

    async def test_counts_who_answered_after_it(self, office: Office) -> None:
        await invited(office)
        channel = next(iter(await channels(office)))

        def send(work: Work) -> None:
            for message in claim(work, channel=channel, at=OPENS):
                work.outbox.sent(message.id, provider_id="1", now=OPENS)

        await office.write(send)
        for name in PEOPLE:
            await office.played(name, "cuoc-thi", "B", "C", "D")

        assert (await look(office)).progress.answered == 2

    async def test_stops_resumes_and_is_cancelled(self, office: Office) -> None:
        await invited(office)

        assert await decide(office, BroadcastState.STOPPED) == 3
        assert (await look(office)).phase is Phase.STOPPED
        assert await decide(office, BroadcastState.RUNNING) == 3
        assert await decide(office, BroadcastState.CANCELLED) == 3
        view = await look(office)
        assert (view.phase, view.progress.cancelled, view.progress.ends_at) == (Phase.CANCELLED, 3, None)
        with pytest.raises(BroadcastEnded):
            await decide(office, BroadcastState.RUNNING)

    async def test_belongs_to_organizers(self, office: Office) -> None:
        await invited(office)

        with pytest.raises(NotYours):
            await decide(office, BroadcastState.STOPPED, by=Actor(id="account:2", roles=frozenset({"hr"})))

    async def test_of_no_such_key_is_refused(self, small_office: Office) -> None:
        with pytest.raises(UnknownBroadcast):
            await small_office.write(
                lambda work: broadcasting.view(work, key="round:9:invite", lanes=LANES, now=OPENS)
            )

    async def test_sends_the_unknown_again_only_when_asked(self, office: Office) -> None:
        view = await invited(office)
        channel = next(iter(await channels(office)))
        await office.write(lambda work: claim(work, channel=channel, at=OPENS))
        late = OPENS + timedelta(hours=1)
        await office.write(lambda work: claim(work, channel=channel, at=late))
        assert (await look(office)).progress.unknown == 2

        queued = await office.write(
            lambda work: broadcasting.send_again(work, key=view.broadcast.key, by=ORGANIZER, now=late)
        )

        assert queued == 2
        assert (await look(office)).progress.unknown == 0


async def channels(office: Office) -> set[str]:
    counts = await office.write(
        lambda work: work.broadcasts.counts(work.broadcasts.of_contest(find(work, "cuoc-thi").id)[0].id or 0)  # type: ignore[arg-type]
    )
    return {each.channel for each in counts}
