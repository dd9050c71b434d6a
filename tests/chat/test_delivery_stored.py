"""The courier over the real outbox and rate, on both engines."""

from dataclasses import dataclass, field
from datetime import timedelta

from quizbot.chat.channel import DeliveryFailed, Limits
from quizbot.chat.delivery import Courier
from quizbot.chat.messages import Line, Outgoing
from quizbot.chat.pace import pause, reserve
from quizbot.core.delivery import Failure
from quizbot.storage import SqlStore
from quizbot.usecases.ports import Message, Work
from tests.stores import NOW, store

__all__ = ["store"]

LIMITS = Limits(text=4096, per_second=10.0)


@dataclass(slots=True)
class Platform:
    failure: DeliveryFailed | None = None
    sent: list[str] = field(default_factory=list)
    name: str = "telegram"
    limits: Limits = LIMITS

    async def send(self, address: str, message: Outgoing, *, group: bool = False) -> str:
        if self.failure is not None:
            raise self.failure
        self.sent.append(address)
        return f"m{len(self.sent)}"

    async def start(self) -> None:
        return None

    async def stop(self) -> None:
        return None


def draw(_work: Work, _message: Message) -> Outgoing:
    return Outgoing(lines=(Line(text="tin"),))


def courier(opened: SqlStore, platform: Platform) -> Courier:
    return Courier(store=opened, channels={"telegram": platform}, draw=draw, clock=lambda: NOW, holder="test")


async def queue(opened: SqlStore, count: int) -> None:
    messages = [
        Message(
            channel="telegram",
            address=str(number),
            kind="notice",
            screen="notice",
            facts={},
            dedupe=f"test:{number}",
            due_at=NOW,
        )
        for number in range(count)
    ]
    await opened.write(lambda work: work.outbox.add(messages))


async def states(opened: SqlStore) -> dict[str, int]:
    counts = await opened.read(lambda work: work.outbox.counts())
    return {each.state: each.messages for each in counts}


class TestStoredCourier:
    async def test_sends_everything_once(self, store: SqlStore) -> None:
        platform = Platform()
        await queue(store, 25)

        await courier(store, platform).drain_once(NOW)
        await courier(store, platform).drain_once(NOW)

        assert sorted(platform.sent, key=int) == [str(number) for number in range(25)]
        assert await states(store) == {"sent": 25}

    async def test_remembers_who_is_unreachable(self, store: SqlStore) -> None:
        platform = Platform(failure=DeliveryFailed("blocked", Failure.UNREACHABLE))
        await queue(store, 1)

        await courier(store, platform).drain_once(NOW)

        assert await states(store) == {"failed": 1}
        session = await store.read(lambda work: work.chats.session("telegram", "0"))
        assert session.unreachable

    async def test_shares_the_rate_through_the_database(self, store: SqlStore) -> None:
        waits = []
        for _ in range(2):
            waits += await store.write(
                lambda work: reserve(work, channel="telegram", limits=LIMITS, count=2, now=NOW)
            )

        assert [round(wait.total_seconds(), 3) for wait in waits] == [0.0, 0.1, 0.2, 0.3]

    async def test_reserves_nothing_inside_a_pause(self, store: SqlStore) -> None:
        until = NOW + timedelta(seconds=7)
        await store.write(lambda work: pause(work, channel="telegram", until=until))

        waits = await store.write(
            lambda work: reserve(work, channel="telegram", limits=LIMITS, count=2, now=NOW)
        )

        assert [round(wait.total_seconds(), 3) for wait in waits] == [7.0, 7.1]
