"""The courier: every message once, in order of urgency, at the channel's pace."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from quizbot.chat.channel import DeliveryFailed, Limits
from quizbot.chat.delivery import Courier
from quizbot.chat.messages import Line, Outgoing
from quizbot.chat.replying import Lane
from quizbot.core.delivery import Failure
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Message, Priority, Work
from tests.fakes.memory_store import Entry, MemoryStore, StorageTrouble
from tests.fakes.virtual_time import clock, simulated


class GoneScreen(Refusal):
    code = "screen.gone"


@dataclass(slots=True)
class Platform:
    """A channel in memory; `fails` says what goes wrong with a message, if anything."""

    name: str = "telegram"
    limits: Limits = field(default_factory=lambda: Limits(text=4096, per_second=10.0))
    fails: Callable[[str], DeliveryFailed | None] = lambda address: None
    takes_s: float = 0.0
    sent: list[tuple[float, str, str]] = field(default_factory=list)
    groups: list[bool] = field(default_factory=list)

    async def send(self, address: str, message: Outgoing, *, group: bool = False) -> str:
        await asyncio.sleep(self.takes_s)
        failure = self.fails(address)
        if failure is not None:
            raise failure
        self.sent.append((asyncio.get_running_loop().time(), address, message.plain))
        self.groups.append(group)
        return f"m{len(self.sent)}"

    async def start(self) -> None:
        return None

    async def stop(self) -> None:
        return None

    @property
    def times(self) -> list[float]:
        return [at for at, _, _ in self.sent]


def draw(work: Work, message: Message) -> Outgoing | None:
    text = message.facts.get("text")
    if text == "poison":
        raise ZeroDivisionError
    if text == "gone":
        raise GoneScreen()
    return None if text is None else Outgoing(lines=(Line(text=text),))


class Rig:
    def __init__(self, **platform: object) -> None:
        self.store = MemoryStore()
        self.platform = Platform(**platform)  # type: ignore[arg-type]
        self.courier = self.another("one")

    def another(self, holder: str) -> Courier:
        channels = {self.platform.name: self.platform}
        return Courier(store=self.store, channels=channels, draw=draw, clock=clock, holder=holder)

    def queue(self, address: str, text: str | None = "tin", **more: object) -> None:
        number = len(self.store.outbox.entries)
        message = Message(
            channel="telegram",
            address=address,
            kind="notice",
            screen="notice",
            facts={} if text is None else {"text": text},
            dedupe=f"test:{number}",
            **{"due_at": clock(), **more},  # type: ignore[arg-type]
        )
        self.store.outbox.add([message])

    def entry(self, number: int = 1) -> Entry:
        return self.store.outbox.entries[number]

    async def run_for(self, seconds: float, *couriers: Courier) -> None:
        working = [asyncio.create_task(each.run()) for each in couriers or (self.courier,)]
        await asyncio.sleep(seconds)
        for each in couriers or (self.courier,):
            each.stop()
        await asyncio.gather(*working)


class TestDrainOnce:
    @simulated
    async def test_sends_what_is_due(self) -> None:
        rig = Rig()
        rig.queue("1", "một")
        rig.queue("2", "hai", due_at=clock() + timedelta(hours=1))

        assert await rig.courier.drain_once(clock()) == 1
        assert [(address, text) for _, address, text in rig.platform.sent] == [("1", "một")]
        assert (rig.entry().state, rig.entry().provider_id) == ("sent", "m1")
        assert rig.entry(2).state == "waiting"

    @simulated
    async def test_sends_nothing_twice(self) -> None:
        rig = Rig()
        rig.queue("1")
        await rig.courier.drain_once(clock())

        assert await rig.courier.drain_once(clock()) == 0
        assert len(rig.platform.sent) == 1

    @simulated
    async def test_drops_what_is_late(self) -> None:
        rig = Rig()
        rig.queue("1", expires_at=clock())

        assert await rig.courier.drain_once(clock()) == 1
        assert (rig.entry().state, rig.platform.sent) == ("expired", [])

    @simulated
    async def test_drops_what_is_no_longer_needed(self) -> None:
        rig = Rig()
        rig.queue("1", None)
        await rig.courier.drain_once(clock())

        assert (rig.entry().state, rig.platform.sent) == ("expired", [])

    @simulated
    async def test_knows_groups(self) -> None:
        rig = Rig()
        rig.store.chats.linked.add(("telegram", "-5"))
        rig.queue("-5")
        await rig.courier.drain_once(clock())

        assert rig.platform.groups == [True]


class TestPace:
    @simulated
    async def test_keeps_the_rate_from_the_first_message(self) -> None:
        rig = Rig()
        for number in range(40):
            rig.queue(str(number))
        await rig.run_for(10.0)

        times = rig.platform.times
        assert len(times) == 40
        assert all(later - earlier >= 0.0999 for earlier, later in itertools.pairwise(times))
        assert times[-1] < 4.2

    @simulated
    async def test_keeps_the_rate_whatever_a_call_takes(self) -> None:
        rig = Rig(takes_s=2.0)
        for number in range(40):
            rig.queue(str(number))
        await rig.run_for(10.0)

        assert len(rig.platform.sent) == 40
        assert rig.platform.times[-1] < 6.2

    @simulated
    async def test_two_processes_share_one_rate(self) -> None:
        rig = Rig()
        for number in range(40):
            rig.queue(str(number))
        await rig.run_for(10.0, rig.courier, rig.another("two"))

        times = sorted(rig.platform.times)
        assert len(times) == 40
        assert all(later - earlier >= 0.0999 for earlier, later in itertools.pairwise(times))

    @simulated
    async def test_leaves_a_gap_within_a_chat(self) -> None:
        rig = Rig()
        for text in ("1", "2", "3"):
            rig.queue("900", text)
        await rig.run_for(10.0)

        times = rig.platform.times
        assert [text for _, _, text in rig.platform.sent] == ["1", "2", "3"]
        assert all(later - earlier >= 0.999 for earlier, later in itertools.pairwise(times))

    @simulated
    async def test_lets_the_urgent_pass_the_broadcast(self) -> None:
        rig = Rig()
        for number in range(100):
            rig.queue(str(number), "đại trà")
        working = asyncio.create_task(rig.run_for(12.0))
        await asyncio.sleep(3.0)
        rig.queue("900", "gấp", priority=Priority.NOTICE)
        await working

        at = next(at for at, _, text in rig.platform.sent if text == "gấp")
        assert at - 3.0 < 0.6

    @simulated
    async def test_holds_the_whole_lane_when_asked_to_wait(self) -> None:
        rig = Rig()
        asked: list[float] = []

        def once(address: str) -> DeliveryFailed | None:
            if asked:
                return None
            asked.append(asyncio.get_running_loop().time())
            return DeliveryFailed("Too Many Requests", Failure.LATER, retry_after=timedelta(seconds=7))

        rig.platform.fails = once
        for number in range(20):
            rig.queue(str(number))
        await rig.run_for(20.0, rig.courier, rig.another("two"))

        assert len(rig.platform.sent) == 20
        # what another process had already claimed when the wait began may still go out
        assert [at for at in rig.platform.times if 0.5 < at - asked[0] < 7.0] == []


class TestFailure:
    @simulated
    async def test_that_lasts_is_given_up(self) -> None:
        rig = Rig(fails=lambda address: DeliveryFailed("BUTTON_DATA_INVALID", Failure.REFUSED))
        rig.queue("1")
        await rig.run_for(5.0)

        assert (rig.entry().state, rig.entry().failure) == ("failed", Failure.REFUSED)
        assert rig.entry().error == "BUTTON_DATA_INVALID"

    @simulated
    async def test_that_passes_is_tried_again_later(self) -> None:
        failures = [DeliveryFailed("502", Failure.LATER), DeliveryFailed("502", Failure.LATER)]
        rig = Rig(fails=lambda address: failures.pop() if failures else None)
        rig.queue("1")
        await rig.run_for(60.0)

        assert rig.entry().state == "sent"
        assert rig.platform.times[0] >= 15.0

    @simulated
    async def test_without_end_is_given_up(self) -> None:
        rig = Rig(fails=lambda address: DeliveryFailed("502", Failure.LATER))
        rig.queue("1")
        await rig.run_for(3600.0)

        assert rig.entry().state == "failed"

    @simulated
    async def test_in_doubt_is_not_sent_again(self) -> None:
        failures = [DeliveryFailed("timeout", Failure.UNKNOWN)]
        rig = Rig(fails=lambda address: failures.pop() if failures else None)
        rig.queue("1")
        await rig.run_for(300.0)

        assert (rig.entry().state, rig.platform.sent) == ("unknown", [])

    @simulated
    async def test_of_somebody_unreachable_is_remembered(self) -> None:
        rig = Rig(fails=lambda address: DeliveryFailed("blocked", Failure.UNREACHABLE))
        rig.queue("1")
        await rig.run_for(2.0)
        rig.queue("1")
        rig.courier = rig.another("two")
        await rig.run_for(2.0)

        assert rig.store.chats.unreachable == {("telegram", "1")}
        assert (rig.entry(2).state, rig.entry(2).failure) == ("failed", Failure.UNREACHABLE)

    @simulated
    async def test_of_a_moved_group_follows_it(self) -> None:
        rig = Rig()
        rig.store.chats.linked.add(("telegram", "-5"))
        rig.platform.fails = lambda address: (
            DeliveryFailed("upgraded", Failure.LATER, moved_to="-6") if address == "-5" else None
        )
        rig.queue("-5", "kết quả")
        await rig.run_for(2.0)

        assert [(address, text) for _, address, text in rig.platform.sent] == [("-6", "kết quả")]
        assert rig.store.chats.linked == {("telegram", "-6")}

    @simulated
    async def test_to_draw_sets_only_that_message_aside(self) -> None:
        rig = Rig()
        rig.store.rolls_back = True
        for text in ("trước", "poison", "gone", "sau"):
            rig.queue(text, text)
        await rig.run_for(10.0)

        assert [text for _, _, text in rig.platform.sent] == ["trước", "sau"]
        assert [rig.entry(number).state for number in (1, 2, 3, 4)] == ["sent", "failed", "failed", "sent"]

    @simulated
    async def test_of_the_database_is_waited_out(self) -> None:
        rig = Rig()
        rig.queue("1")
        rig.store.broken = True
        working = asyncio.create_task(rig.run_for(20.0))
        await asyncio.sleep(5.0)
        rig.store.broken = False
        await working

        assert rig.entry().state == "sent"
        assert StorageTrouble.code.startswith("storage.")


class TestStop:
    @simulated
    async def test_finishes_what_is_on_its_way_and_gives_the_rest_back(self) -> None:
        rig = Rig(takes_s=3.0)
        for number in range(40):
            rig.queue(str(number))
        await rig.run_for(1.05)

        states = [entry.state for entry in rig.store.outbox.entries.values()]
        assert states.count("sent") == len(rig.platform.sent) > 5
        assert set(states) == {"sent", "waiting"}

    @simulated
    async def test_leaves_the_claims_of_a_dead_process_in_doubt(self) -> None:
        rig = Rig(takes_s=1000.0)
        rig.queue("1")
        dying = asyncio.create_task(rig.courier.run())
        await asyncio.sleep(1.0)
        for task in (dying, *rig.courier._sending):
            task.cancel()
        rig.platform.takes_s = 0.0
        rig.courier = rig.another("two")
        await rig.run_for(300.0)

        assert (rig.entry().state, rig.platform.sent) == ("unknown", [])


class TestHolding:
    @simulated
    async def test_what_we_begin_waits_and_replies_pass(self) -> None:
        scarce = DeliveryFailed(
            "nearly used up", Failure.LATER, retry_after=timedelta(minutes=1), replies_pass=True
        )
        rig = Rig(fails=lambda _: scarce if asyncio.get_running_loop().time() < begun + 1 else None)
        begun = asyncio.get_running_loop().time()
        lane = Lane(channel="telegram", store=rig.store, limits=rig.platform.limits, clock=clock)
        other = rig.another("two")
        for address in "123":
            rig.queue(address)

        working = asyncio.create_task(rig.run_for(90.0, rig.courier, other))
        await asyncio.sleep(5.0)
        asked = asyncio.get_running_loop().time()
        await lane.slot()
        waited = asyncio.get_running_loop().time() - asked
        await working

        assert waited < 1.0
        assert len(rig.platform.sent) == 3
        assert min(rig.platform.times) >= begun + 60

    @simulated
    async def test_a_pause_of_the_platform_s_holds_replies_too(self) -> None:
        rig = Rig(fails=lambda _: DeliveryFailed("429", Failure.LATER, retry_after=timedelta(seconds=20)))
        lane = Lane(channel="telegram", store=rig.store, limits=rig.platform.limits, clock=clock)
        rig.queue("1")
        await rig.courier.drain_once(clock())

        asked = asyncio.get_running_loop().time()
        await lane.slot()

        assert asyncio.get_running_loop().time() - asked >= 19.9
