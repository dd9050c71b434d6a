"""The contract of `Outbox`."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from quizbot.core.delivery import Failure
from quizbot.storage import SqlStore
from quizbot.usecases.ports import Message, OutboxCounts, Priority, Reached, Sighting, Work
from tests.stores import DAY, HOUR, NOW, a_message


def claim(work: Work, *, holder: str = "a", limit: int = 10, now: object = NOW) -> list[Message]:
    return list(
        work.outbox.claim("console", now=now, limit=limit, lease=HOUR, holder=holder)  # type: ignore[arg-type]
    )


class TestOutbox:
    async def test_queue_the_same_message_once(self, store: SqlStore) -> None:
        first = await store.write(
            lambda work: work.outbox.add([a_message("x"), a_message("x"), a_message("y")])
        )
        again = await store.write(lambda work: work.outbox.add([a_message("y"), a_message("z")]))

        assert (first, again) == (2, 1)

    async def test_give_best_priority_first_then_oldest(self, store: SqlStore) -> None:
        def fill(work: Work) -> list[Message]:
            work.outbox.add(
                [
                    a_message("late"),
                    a_message("old", due_at=NOW - HOUR),
                    replace(a_message("reply"), priority=Priority.REPLY),
                    a_message("not yet", due_at=NOW + HOUR),
                ]
            )
            return claim(work)

        assert [message.dedupe for message in await store.write(fill)] == ["reply", "old", "late"]

    async def test_give_each_message_to_one_sender_only(self, store: SqlStore) -> None:
        await store.write(lambda work: work.outbox.add([a_message(f"m{number:02}") for number in range(40)]))
        taken = await asyncio.gather(*(store.write(lambda work: claim(work, limit=5)) for _ in range(10)))
        names = [message.dedupe for part in taken for message in part]

        assert sorted(names) == [f"m{number:02}" for number in range(40)]

    async def test_a_message_whose_sender_died_is_not_sent_again(self, store: SqlStore) -> None:
        await store.write(lambda work: work.outbox.add([a_message()]))
        await store.write(claim)

        assert await store.write(lambda work: claim(work, now=NOW + HOUR)) == []
        counts = await store.read(lambda work: work.outbox.counts())
        assert counts == [OutboxCounts(kind="notice", state="unknown", failure=Failure.UNKNOWN, messages=1)]

    async def test_end_in_one_state_each(self, store: SqlStore) -> None:
        def fill(work: Work) -> None:
            work.outbox.add([a_message(f"r1/{number}") for number in range(5)])
            work.outbox.add([a_message("r2/0")])
            one, two, three, four, _ = claim(work, limit=5)
            work.outbox.sent(one.id, provider_id="77", now=NOW)
            work.outbox.failed(two.id, failure=Failure.UNREACHABLE, error="chặn", now=NOW)
            work.outbox.expired(three.id, now=NOW)
            work.outbox.later(four.id, due_at=NOW + DAY, error="429")

        await store.write(fill)
        counts = await store.read(lambda work: work.outbox.counts(dedupe_prefix="r1/"))

        assert {each.state: each.messages for each in counts} == {
            "sent": 1,
            "failed": 1,
            "expired": 1,
            "waiting": 1,
            "sending": 1,
        }
        assert await store.read(lambda work: work.outbox.next_due("console")) == NOW

    async def test_cancel_what_waits_under_a_prefix(self, store: SqlStore) -> None:
        await store.write(
            lambda work: work.outbox.add([a_message("r1/a"), a_message("r1/b"), a_message("r10")])
        )

        assert await store.write(lambda work: work.outbox.cancel(dedupe_prefix="r1/")) == 2
        assert [message.dedupe for message in await store.write(claim)] == ["r10"]

    async def test_notes_how_far_messages_came_and_takes_nothing_back(self, store: SqlStore) -> None:
        def send(work: Work) -> None:
            work.outbox.add([a_message(f"r1/{number}") for number in range(4)])
            for number, message in enumerate(claim(work)):
                work.outbox.sent(message.id, provider_id=f"p{number}", now=NOW + HOUR * number)

        def told(reached: Reached, **which: Any) -> Callable[[Work], int]:
            return lambda work: work.outbox.note(Sighting(channel="console", reached=reached, **which))

        await store.write(send)
        address = a_message("x").address

        # up to a moment, at one address
        assert await store.write(told(Reached.DELIVERED, address="elsewhere", until=NOW + DAY)) == 0
        assert await store.write(told(Reached.DELIVERED, address=address, until=NOW + HOUR)) == 2
        # by name
        assert await store.write(told(Reached.OPENED, ids=("p0", "p3", "unheard of"))) == 2
        # opened once is opened: neither again, nor merely delivered
        assert await store.write(told(Reached.OPENED, ids=("p0",))) == 0
        assert await store.write(told(Reached.DELIVERED, address=address, until=NOW + DAY)) == 2

    async def test_notes_nothing_of_what_was_not_sent(self, store: SqlStore) -> None:
        def hold(work: Work) -> int:
            work.outbox.add([a_message("r1/a"), a_message("r1/b")])
            on_its_way = claim(work, limit=1)[0]
            work.outbox.failed(on_its_way.id, failure=Failure.UNKNOWN, error="?", now=NOW)
            until = NOW + DAY
            sighting = Sighting(
                channel="console", reached=Reached.OPENED, address=on_its_way.address, until=until
            )
            return work.outbox.note(sighting)

        assert await store.write(hold) == 0
