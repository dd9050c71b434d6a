"""A broadcast to 20,000 people in simulated time, against the rate Telegram publishes.

Run: python -m benchmarks.broadcast
Prints the time taken as a ratio of the least time possible (goal: at most 1.02) and how often a
platform that counts every rolling second would have said "too many requests" (goal: 0).
"""

import asyncio
from collections import deque
from datetime import timedelta

from quizbot.channels.telegram import limits as telegram_limits
from quizbot.chat.channel import DeliveryFailed, Limits
from quizbot.chat.delivery import Courier
from quizbot.chat.messages import Line, Outgoing
from quizbot.core.delivery import Failure
from quizbot.usecases.ports import Message, Work
from tests.fakes.memory_store import MemoryStore
from tests.fakes.virtual_time import clock, run

PEOPLE = 20_000
PER_SECOND = 30
# how long one call takes, from and to
TRAVEL_S = (0.08, 0.09)
GOAL = 1.02


class CountingChannel:
    """A platform that refuses the 31st message of any rolling second."""

    name = "telegram"

    def __init__(self, people: int) -> None:
        self.limits: Limits = telegram_limits.limits(
            per_second=PER_SECOND, chat_gap=timedelta(seconds=1), group_per_minute=20
        )
        self.recent: deque[float] = deque()
        self.people = people
        self.sent = 0
        self.everybody = asyncio.Event()
        self.refused = 0

    async def send(self, address: str, message: Outgoing, *, group: bool = False) -> str:
        # travel times differ from one call to the next, always the same way
        low, high = TRAVEL_S
        await asyncio.sleep(low + (high - low) * (int(address) * 7919 % 100) / 100)
        now = asyncio.get_running_loop().time()
        while self.recent and now - self.recent[0] >= 1.0:
            self.recent.popleft()
        if len(self.recent) >= PER_SECOND:
            self.refused += 1
            raise DeliveryFailed("Too Many Requests", Failure.LATER, retry_after=timedelta(seconds=1))
        self.recent.append(now)
        self.sent += 1
        if self.sent == self.people:
            self.everybody.set()
        return str(self.sent)

    async def start(self) -> None:
        return None

    async def stop(self) -> None:
        return None


def draw(_work: Work, _message: Message) -> Outgoing:
    return Outgoing(lines=(Line(text="Vòng thi đã mở."),))


async def broadcast(people: int = PEOPLE) -> tuple[float, CountingChannel]:
    """Send to everybody; gives the simulated seconds and the channel with its counts."""
    store, channel = MemoryStore(), CountingChannel(people)
    store.outbox.add(
        [
            Message(
                channel="telegram",
                address=str(number),
                kind="invitation",
                screen="opened",
                facts={},
                dedupe=f"opened:{number}",
                due_at=clock(),
            )
            for number in range(people)
        ]
    )
    courier = Courier(store=store, channels={"telegram": channel}, draw=draw, clock=clock, holder="benchmark")
    begun = asyncio.get_running_loop().time()
    running = asyncio.create_task(courier.run())
    await channel.everybody.wait()
    took = asyncio.get_running_loop().time() - begun
    courier.stop()
    await running
    return took, channel


def main() -> None:
    """Run and print."""
    took, channel = run(broadcast())
    least = PEOPLE / PER_SECOND
    print(f"broadcast: {channel.sent} messages in {took:.1f} simulated s; least possible {least:.1f} s")
    print(f"ratio {took / least:.4f} (goal <= {GOAL}); refused for flood: {channel.refused} (goal 0)")


if __name__ == "__main__":
    main()
