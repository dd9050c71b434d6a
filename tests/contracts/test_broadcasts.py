"""The contract of `Broadcasts`, and of the outbox's part in it."""

from dataclasses import replace

from quizbot.core.delivery import Failure
from quizbot.storage import SqlStore
from quizbot.usecases.ports import (
    Broadcast,
    BroadcastCount,
    BroadcastState,
    Message,
    Reached,
    Reaction,
    Session,
    Sighting,
    Work,
)
from tests.stores import DAY, HOUR, NOW, a_message


def a_broadcast(key: str = "round:1:invite", people: int = 3) -> Broadcast:
    return Broadcast(
        key=key,
        kind="invitation",
        people=people,
        without_address=0,
        starts_at=NOW,
        created_at=NOW,
        by="system",
        changed_at=NOW,
    )


def queue(work: Work, count: int = 3) -> Broadcast:
    broadcast = work.broadcasts.plan(a_broadcast(people=count))
    work.outbox.add(
        [
            replace(a_message(f"{broadcast.key}:{number}"), address=f"{number}", broadcast_id=broadcast.id)
            for number in range(count)
        ]
    )
    return broadcast


def claim(work: Work, limit: int = 10) -> list[Message]:
    return list(work.outbox.claim("console", now=NOW, limit=limit, lease=HOUR, holder="a"))


def decide(work: Work, state: BroadcastState) -> int:
    broadcast = work.broadcasts.get("round:1:invite")
    assert broadcast is not None
    return work.broadcasts.decide(broadcast, state=state, by="btc", now=NOW + HOUR)


class TestBroadcasts:
    async def test_plan_the_same_thing_once(self, store: SqlStore) -> None:
        first = await store.write(lambda work: work.broadcasts.plan(a_broadcast()))
        again = await store.write(lambda work: work.broadcasts.plan(a_broadcast(people=5)))

        assert again == replace(first, people=5)

    async def test_stopped_ones_give_nothing_to_senders_until_resumed(self, store: SqlStore) -> None:
        await store.write(queue)

        assert await store.write(lambda work: decide(work, BroadcastState.STOPPED)) == 3
        assert await store.write(claim) == []
        assert await store.write(lambda work: decide(work, BroadcastState.RUNNING)) == 3
        assert len(await store.write(claim)) == 3

    async def test_a_message_that_comes_back_while_stopped_is_held(self, store: SqlStore) -> None:
        await store.write(queue)
        on_its_way = (await store.write(lambda work: claim(work, limit=1)))[0]
        await store.write(lambda work: decide(work, BroadcastState.STOPPED))
        await store.write(lambda work: work.outbox.later(on_its_way.id, due_at=NOW))

        assert await store.write(claim) == []
        assert await store.write(lambda work: decide(work, BroadcastState.RUNNING)) == 3

    async def test_a_message_that_comes_back_after_the_end_is_cancelled(self, store: SqlStore) -> None:
        await store.write(queue)
        on_its_way = (await store.write(lambda work: claim(work, limit=1)))[0]

        assert await store.write(lambda work: decide(work, BroadcastState.CANCELLED)) == 2
        await store.write(lambda work: work.outbox.later(on_its_way.id, due_at=NOW))
        assert await store.write(claim) == []

    async def test_count_by_channel_state_and_failure(self, store: SqlStore) -> None:
        def play(work: Work) -> list[BroadcastCount]:
            broadcast = queue(work)
            one, two, _ = claim(work)
            work.outbox.sent(one.id, provider_id="1", now=NOW)
            work.outbox.failed(two.id, failure=Failure.WINDOW_CLOSED, error="", now=NOW)
            assert broadcast.id is not None
            return list(work.broadcasts.counts(broadcast.id))

        assert await store.write(play) == [
            BroadcastCount(channel="console", state="failed", failure=Failure.WINDOW_CLOSED, messages=1),
            BroadcastCount(channel="console", state="sending", failure=None, messages=1),
            BroadcastCount(channel="console", state="sent", failure=None, messages=1),
        ]

    async def test_count_who_was_heard_after_the_message_came(self, store: SqlStore) -> None:
        def play(work: Work) -> list[Reaction]:
            broadcast = queue(work)
            for message in claim(work):
                work.outbox.sent(message.id, provider_id="1", now=NOW)
            for address, heard_at in (("0", NOW + HOUR), ("1", NOW - DAY)):
                session = Session(channel="console", address=address, data={}, heard_at=heard_at)
                work.chats.put(session)
            assert broadcast.id is not None
            return list(work.broadcasts.reactions(broadcast.id))

        assert await store.write(play) == [Reaction(channel="console", delivered=1, opened=1, heard=1)]

    async def test_count_what_the_platform_tells(self, store: SqlStore) -> None:
        def play(work: Work) -> list[Reaction]:
            broadcast = queue(work, 5)
            for message in claim(work):
                work.outbox.sent(message.id, provider_id=f"p{message.address}", now=NOW)
            work.outbox.note(Sighting(channel="console", reached=Reached.DELIVERED, ids=("p0", "p1", "p2")))
            work.outbox.note(Sighting(channel="console", reached=Reached.OPENED, ids=("p1",)))
            work.chats.put(Session(channel="console", address="2", data={}, heard_at=NOW + HOUR))
            assert broadcast.id is not None
            return list(work.broadcasts.reactions(broadcast.id))

        assert await store.write(play) == [Reaction(channel="console", delivered=3, opened=2, heard=1)]

    async def test_what_may_have_arrived_goes_again_only_when_asked(self, store: SqlStore) -> None:
        broadcast = await store.write(queue)
        await store.write(claim)
        late = NOW + 2 * HOUR

        def again(work: Work) -> int:
            assert broadcast.id is not None
            assert not work.outbox.claim("console", now=late, limit=9, lease=HOUR, holder="b")
            return work.broadcasts.again(broadcast.id, now=late)

        assert await store.write(again) == 3
        claimed = await store.write(
            lambda work: work.outbox.claim("console", now=late, limit=9, lease=HOUR, holder="b")
        )
        assert len(claimed) == 3


class TestTallies:
    async def test_count_on_and_are_listed_by_prefix(self, store: SqlStore) -> None:
        def play(work: Work) -> tuple[int, dict[str, int]]:
            work.leases.count("quota:zalo_bot:2026-11", 2)
            work.leases.count("quota:other:2026-11", 5)
            last = work.leases.count("quota:zalo_bot:2026-11", 3)
            return last, dict(work.leases.tallies("quota:zalo_bot:"))

        assert await store.write(play) == (5, {"2026-11": 5})
