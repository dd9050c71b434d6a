"""A message that one address cannot take goes to the person's next: once, and never on a doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizbot.chat.channel import DeliveryFailed, Limits
from quizbot.chat.delivery import Courier
from quizbot.chat.messages import Line, Outgoing
from quizbot.chat.outcomes import TRIES
from quizbot.core.delivery import Allowance, Failure, Period, Quota, Window
from quizbot.storage import SqlStore, open_store
from quizbot.usecases.ports import (
    Address,
    Broadcast,
    BroadcastState,
    Message,
    OutboxCounts,
    Person,
    Session,
    Work,
)
from tests.stores import DAY, HOUR, NOW, a_person, store

__all__ = ["store"]

WINDOWED = Allowance(windows=(Window(lasts=2 * DAY),))
COUNTED = Allowance(quotas=(Quota(messages=2, period=Period.MONTH),))
FREE = Allowance()


@dataclass(slots=True)
class Platform:
    """A platform whose refusals are said beforehand, one after the other."""

    name: str
    allowance: Allowance = FREE
    refuses: list[DeliveryFailed] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)
    asked: int = 0

    @property
    def limits(self) -> Limits:
        return Limits(text=2000, per_second=100.0, chat_gap=timedelta(0), allowance=self.allowance)

    async def send(self, address: str, message: Outgoing, *, group: bool = False) -> str:
        self.asked += 1
        if self.refuses:
            failure = self.refuses.pop(0)
            if failure.failure is Failure.UNKNOWN:
                # this is what nobody can know
                self.arrived.append(address)
            raise failure
        self.arrived.append(address)
        return str(len(self.arrived))

    async def start(self) -> None:
        return None

    async def stop(self) -> None:
        return None


class Rig:
    """One person with accounts on three channels: Zalo preferred, then Telegram, then the web page."""

    def __init__(self, opened: SqlStore, **platforms: Platform) -> None:
        self.store = opened
        self.now = NOW
        names = ("zalo_oa", "telegram", "webchat")
        self.platforms = {name: platforms.get(name, Platform(name)) for name in names}
        self.courier = self.of(self.platforms)

    def of(self, platforms: Mapping[str, Platform]) -> Courier:
        return Courier(
            store=self.store,
            channels=platforms,
            draw=lambda _work, _message: Outgoing(lines=(Line(text="Mời thi"),)),
            clock=lambda: self.now,
            holder="one",
        )

    async def furnish(self, *, heard: timedelta = HOUR, channels: Sequence[str] = ()) -> Person:
        def put(work: Work) -> Person:
            person = a_person(work)
            order = channels or ("webchat", "telegram", "zalo_oa")
            for number, channel in enumerate(order):
                linked_at = NOW - 30 * DAY + number * HOUR
                work.people.link(
                    Address(channel=channel, address="7", person_id=person.id, linked_at=linked_at)
                )
                work.chats.put(Session(channel=channel, address="7", data={}, heard_at=NOW - heard))
            return person

        return await self.store.write(put)

    async def queue(self, person: Person, *, lasts: timedelta = DAY, channel: str = "zalo_oa") -> None:
        message = Message(
            channel=channel,
            address="7",
            person_id=person.id,
            kind="invitation",
            screen="invitation",
            facts={},
            dedupe="round:1:invite:1",
            due_at=NOW,
            expires_at=NOW + lasts,
        )
        await self.store.write(lambda work: work.outbox.add([message]))

    async def drain(self, *, at: datetime = NOW) -> None:
        self.now = at
        await self.courier.drain_once(at)

    async def counts(self) -> list[OutboxCounts]:
        return list(await self.store.read(lambda work: work.outbox.counts()))

    async def state(self) -> tuple[str, Failure | None]:
        (only,) = await self.counts()
        return only.state, only.failure

    @property
    def arrived(self) -> dict[str, int]:
        return {name: len(each.arrived) for name, each in self.platforms.items() if each.arrived}


def refusal(failure: Failure, **more: timedelta) -> DeliveryFailed:
    return DeliveryFailed("no", failure, **more)


class TestSecondAddress:
    async def test_gets_what_the_first_may_not_be_told_any_more(self, store: SqlStore) -> None:
        rig = Rig(store, zalo_oa=Platform("zalo_oa", WINDOWED))
        await rig.queue(await rig.furnish(heard=3 * DAY))

        await rig.drain()

        assert rig.arrived == {"telegram": 1}
        # we knew: the platform was not even asked
        assert rig.platforms["zalo_oa"].asked == 0
        assert (await rig.state())[0] == "sent"

    @pytest.mark.parametrize("why", [Failure.UNREACHABLE, Failure.WINDOW_CLOSED, Failure.QUOTA])
    async def test_gets_what_the_first_platform_refuses_for_this_person(
        self, store: SqlStore, why: Failure
    ) -> None:
        rig = Rig(store, zalo_oa=Platform("zalo_oa", refuses=[refusal(why)]))
        await rig.queue(await rig.furnish())

        await rig.drain()

        assert rig.arrived == {"telegram": 1}

    async def test_gets_what_the_quota_of_the_first_does_not_carry(self, store: SqlStore) -> None:
        rig = Rig(store, zalo_oa=Platform("zalo_oa", COUNTED))
        person = await rig.furnish()
        await store.write(lambda work: work.leases.count("quota:zalo_oa:2026-11", 2))
        await rig.queue(person)

        await rig.drain()

        assert rig.arrived == {"telegram": 1}
        spent = await store.read(lambda work: work.leases.tallies("quota:zalo_oa:"))
        assert spent == {"2026-11": 2}

    async def test_is_the_page_only_when_no_chat_will_take_it_in_time(self, store: SqlStore) -> None:
        rig = Rig(store, zalo_oa=Platform("zalo_oa", COUNTED))
        person = await rig.furnish(channels=("webchat", "zalo_oa"))
        await store.write(lambda work: work.leases.count("quota:zalo_oa:2026-11", 2))
        await rig.queue(person, lasts=30 * DAY)

        await rig.drain()
        assert rig.arrived == {}
        await rig.drain(at=NOW + 8 * DAY)

        # the new month
        assert rig.arrived == {"zalo_oa": 1}

    async def test_is_the_page_when_waiting_would_be_too_late(self, store: SqlStore) -> None:
        rig = Rig(store, zalo_oa=Platform("zalo_oa", COUNTED))
        person = await rig.furnish(channels=("webchat", "zalo_oa"))
        await store.write(lambda work: work.leases.count("quota:zalo_oa:2026-11", 2))
        await rig.queue(person, lasts=2 * DAY)

        await rig.drain()

        assert rig.arrived == {"webchat": 1}

    async def test_is_tried_after_the_first_was_tried_often_enough(self, store: SqlStore) -> None:
        broken = Platform("zalo_oa", refuses=[refusal(Failure.LATER)] * TRIES)
        rig = Rig(store, zalo_oa=broken)
        await rig.queue(await rig.furnish())

        for minutes in range(0, 60, 5):
            await rig.drain(at=NOW + timedelta(minutes=minutes))

        assert rig.arrived == {"telegram": 1}

    async def test_gets_what_waits_on_a_channel_that_is_switched_off(self, store: SqlStore) -> None:
        rig = Rig(store)
        await rig.queue(await rig.furnish())
        rig.courier = rig.of({name: each for name, each in rig.platforms.items() if name != "zalo_oa"})

        await rig.drain()

        assert rig.arrived == {"telegram": 1}

    async def test_gets_what_was_meant_for_an_address_that_has_left_the_person(self, store: SqlStore) -> None:
        rig = Rig(store)
        await rig.queue(await rig.furnish())
        await store.write(lambda work: work.people.unlink("zalo_oa", "7"))

        await rig.drain()

        assert rig.arrived == {"telegram": 1}

    async def test_is_the_one_the_person_chose(self, store: SqlStore) -> None:
        rig = Rig(store, zalo_oa=Platform("zalo_oa", WINDOWED))
        person = await rig.furnish(heard=3 * DAY)
        chosen = Address(
            channel="webchat", address="7", person_id=person.id, linked_at=NOW - 30 * DAY, chosen_at=NOW
        )
        await store.write(lambda work: work.people.link(chosen))
        await rig.queue(person)

        await rig.drain()

        assert rig.arrived == {"webchat": 1}


class TestNeverTwo:
    async def test_a_doubt_is_not_followed_by_a_second_message(self, store: SqlStore) -> None:
        rig = Rig(store, zalo_oa=Platform("zalo_oa", refuses=[refusal(Failure.UNKNOWN)]))
        await rig.queue(await rig.furnish())

        await rig.drain()
        await rig.drain(at=NOW + HOUR)

        assert rig.arrived == {"zalo_oa": 1}
        assert await rig.state() == ("unknown", Failure.UNKNOWN)

    async def test_nor_is_the_death_of_the_sender(self, store: SqlStore) -> None:
        rig = Rig(store)
        await rig.queue(await rig.furnish())
        await store.write(
            lambda work: work.outbox.claim("zalo_oa", now=NOW, limit=1, lease=HOUR, holder="dead")
        )

        await rig.drain(at=NOW + 2 * HOUR)

        assert rig.arrived == {}
        assert await rig.state() == ("unknown", Failure.UNKNOWN)

    @pytest.mark.parametrize("why", [Failure.REFUSED, Failure.OPERATOR])
    async def test_content_that_is_refused_and_a_channel_in_trouble_move_nothing(
        self, store: SqlStore, why: Failure
    ) -> None:
        rig = Rig(store, zalo_oa=Platform("zalo_oa", refuses=[refusal(why)]))
        await rig.queue(await rig.furnish())

        await rig.drain()

        assert rig.arrived == {}

    async def test_a_stopped_broadcast_stays_stopped_on_the_way(self, store: SqlStore) -> None:
        rig = Rig(store, zalo_oa=Platform("zalo_oa", WINDOWED))
        person = await rig.furnish(heard=3 * DAY)

        def put(work: Work) -> None:
            stopped = work.broadcasts.plan(
                Broadcast(
                    key="k",
                    kind="notice",
                    people=1,
                    without_address=0,
                    starts_at=NOW,
                    created_at=NOW,
                    by="test",
                    changed_at=NOW,
                )
            )
            message = Message(
                channel="zalo_oa",
                address="7",
                person_id=person.id,
                kind="notice",
                screen="notice",
                facts={},
                dedupe="k:1",
                due_at=NOW,
                broadcast_id=stopped.id,
            )
            work.outbox.add([message])
            (claimed,) = work.outbox.claim("zalo_oa", now=NOW, limit=1, lease=HOUR, holder="one")
            work.broadcasts.decide(stopped, state=BroadcastState.STOPPED, by="test", now=NOW)
            work.outbox.move(claimed, channel="telegram", address="7", why=Failure.WINDOW_CLOSED, due_at=NOW)

        await store.write(put)
        await rig.drain()

        assert rig.arrived == {}
        assert (await rig.state())[0] == "held"

    async def test_two_senders_move_it_once(self, store: SqlStore) -> None:
        rig = Rig(store)
        await rig.queue(await rig.furnish())
        (message,) = await store.read(lambda work: work.outbox.waiting())

        for channel in ("telegram", "webchat"):
            await store.write(
                lambda work, channel=channel: work.outbox.move(  # type: ignore[misc]
                    message, channel=channel, address="7", why=Failure.UNREACHABLE, due_at=NOW
                )
            )
        await rig.drain()

        assert rig.arrived == {"telegram": 1}

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        said=st.fixed_dictionaries(
            {
                name: st.lists(st.sampled_from([*Failure]), max_size=3)
                for name in ("zalo_oa", "telegram", "webchat")
            }
        ),
        heard=st.sampled_from((HOUR, 3 * DAY)),
    )
    @pytest.mark.asyncio(loop_scope="function")
    async def test_whatever_the_platforms_say(self, said: dict[str, list[Failure]], heard: timedelta) -> None:
        opened = await open_store("sqlite://", now=NOW)
        try:
            rig = Rig(
                opened,
                **{
                    name: Platform(
                        name,
                        WINDOWED if name == "zalo_oa" else FREE,
                        refuses=[refusal(each) for each in refusals],
                    )
                    for name, refusals in said.items()
                },
            )
            await rig.queue(await rig.furnish(heard=heard), lasts=2 * HOUR)
            for minutes in range(0, 240, 5):
                await rig.drain(at=NOW + timedelta(minutes=minutes))

            assert sum(rig.arrived.values()) <= 1
            state, _ = await rig.state()
            assert (state in ("sent", "unknown")) == (sum(rig.arrived.values()) == 1)
        finally:
            await opened.close()
