"""A broadcast to 20,000 people in simulated time, over the real outbox, against the rate Telegram publishes.

Run: python -m benchmarks.broadcast [PEOPLE]
Prints, for one sender process and for three that share the rate, the time taken as a ratio of the least time
possible (goal: at most 1.02) and how often a platform that counts every rolling second would have said "too
many requests" (goal: 0).
"""

import asyncio
import sys
import tempfile
from collections import deque
from datetime import timedelta
from pathlib import Path

from quizbot.channels.telegram import limits as telegram_limits
from quizbot.chat.channel import DeliveryFailed, Limits
from quizbot.chat.delivery import Courier
from quizbot.chat.messages import Line, Outgoing
from quizbot.core.delivery import Failure
from quizbot.storage.store import open_store
from quizbot.usecases.ports import Message, Work
from tests.fakes.standing_time import StandingTime
from tests.fakes.virtual_time import BEGINNING, clock, run

PEOPLE = 20_000
PER_SECOND = 30
# how long one call takes, from and to
TRAVEL_S = (0.08, 0.09)
GOAL = 1.02


class CountingChannel:
    """A platform that refuses the 31st message of any rolling second, whoever sends it."""

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


def invitations(people: int) -> list[Message]:
    return [
        Message(
            channel="telegram",
            address=str(number),
            kind="invitation",
            screen="opened",
            facts={},
            dedupe=f"opened:{number}",
            due_at=BEGINNING,
        )
        for number in range(people)
    ]


async def broadcast(people: int, *, senders: int, path: Path) -> tuple[float, CountingChannel]:
    """Send to everybody; gives the simulated seconds and the channel with its counts."""
    store = StandingTime(await open_store(f"sqlite:///{path / f'{senders}.db'}", now=BEGINNING))
    channel = CountingChannel(people)
    await store.write(lambda work: work.outbox.add(invitations(people)))
    couriers = [
        Courier(
            store=store, channels={"telegram": channel}, draw=draw, clock=clock, holder=f"sender-{number}"
        )
        for number in range(senders)
    ]
    begun = asyncio.get_running_loop().time()
    running = [asyncio.create_task(each.run()) for each in couriers]
    await channel.everybody.wait()
    took = asyncio.get_running_loop().time() - begun
    for each in couriers:
        each.stop()
    await asyncio.gather(*running)
    await store.close()
    return took, channel


def main() -> None:
    """Run and print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    least = people / PER_SECOND
    with tempfile.TemporaryDirectory() as folder:
        for senders in (1, 3):
            took, channel = run(broadcast(people, senders=senders, path=Path(folder)))
            print(
                f"{senders} sender(s): {channel.sent} messages in {took:.1f} simulated s, least possible {least:.1f} s: "
                f"ratio {took / least:.4f} (goal <= {GOAL}); refused for flood: {channel.refused} (goal 0)"
            )


if __name__ == "__main__":
    main()
