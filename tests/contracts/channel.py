"""What every channel must do, whatever the platform. Subclass, give a `rig`, run."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

import pytest

from quizbot.chat.channel import Channel, DeliveryFailed
from quizbot.chat.messages import Button, Incoming, Line, Outgoing, Reply
from quizbot.core.delivery import Failure
from tests.fakes.memory_store import MemoryStore, StorageTrouble
from tests.fakes.virtual_time import simulated


@dataclass(slots=True)
class Answers:
    """Stands for the dialogue: remembers what it heard; answers with `reply`."""

    heard: list[Incoming] = field(default_factory=list)
    reply: Callable[[Incoming], Reply] = lambda incoming: Reply()
    # how many calls refuse because the database is in trouble
    troubles: int = 0
    takes_s: float = 0.0

    async def __call__(self, incoming: Incoming, /) -> Reply:
        if self.takes_s:
            await asyncio.sleep(self.takes_s)
        if self.troubles > 0:
            self.troubles -= 1
            raise StorageTrouble()
        self.heard.append(incoming)
        return self.reply(incoming)


class Rig(Protocol):
    """A channel, and one person who has written to it before."""

    channel: Channel
    answers: Answers
    address: str

    def person_types(self, text: str) -> None: ...
    def person_reads(self) -> list[str]:
        """List the texts the person has got, oldest first, without markup."""
        ...

    def platform_is_out_of_order(self) -> None:
        """Let the next message find whatever carries it out of order, with nothing done."""
        ...

    def platform_redelivers(self) -> None:
        """Let everything so far come once more, as if it had not been confirmed."""
        ...


class PlatformRig(Rig, Protocol):
    """A channel over somebody else's platform."""

    store: MemoryStore

    def person_blocks(self) -> None: ...
    def platform_asks_to_wait(self, seconds: int) -> timedelta:
        """Let the next message be put off; gives the wait the channel is to make of it."""
        ...

    def platform_takes_and_hangs(self) -> None: ...
    def platform_takes_and_drips(self) -> None:
        """Let the answer to the next message trickle in for a day."""
        ...

    def platform_answers_slowly(self) -> None:
        """Let the answer to the next message trickle in within seconds."""
        ...


def said(text: str) -> Outgoing:
    return Outgoing(lines=(Line(text=text),))


async def until(condition: Callable[[], bool], *, within_s: float = 120.0) -> None:
    """Let simulated time pass until something is so."""
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110 - the condition may be anything
            await asyncio.sleep(0.05)


class ChannelContract(ABC):
    """What every channel does, our own web page too."""

    @abstractmethod
    def rig(self) -> AbstractAsyncContextManager[Rig]: ...

    @simulated
    async def test_has_a_name_and_limits(self) -> None:
        async with self.rig() as rig:
            assert rig.channel.name
            assert rig.channel.limits.text > 0
            assert rig.channel.limits.per_second > 0

    @simulated
    async def test_sends_a_message_and_gives_its_id(self) -> None:
        async with self.rig() as rig:
            provider_id = await rig.channel.send(rig.address, said("Vòng thi đã mở"))

            assert provider_id
            assert rig.person_reads() == ["Vòng thi đã mở"]

    @simulated
    async def test_shows_signs_of_markup_as_they_are(self) -> None:
        async with self.rig() as rig:
            await rig.channel.send(rig.address, said('5 < 6 & "b" > <b>a</b> &amp;'))

            assert rig.person_reads() == ['5 < 6 & "b" > <b>a</b> &amp;']

    @simulated
    async def test_sends_a_long_text_whole(self) -> None:
        words = " ".join(f"từ{number}" for number in range(3 * 4096 // 5))
        async with self.rig() as rig:
            await rig.channel.send(rig.address, said(words))

            assert " ".join(rig.person_reads()) == words
            assert all(len(text) <= rig.channel.limits.text for text in rig.person_reads())

    @simulated
    async def test_says_when_sending_again_may_help(self) -> None:
        async with self.rig() as rig:
            rig.platform_is_out_of_order()

            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.send(rig.address, said("a"))

            assert (caught.value.failure, caught.value.retry_after) == (Failure.LATER, None)

    @simulated
    async def test_hands_on_what_was_typed(self) -> None:
        async with self.rig() as rig:
            await rig.channel.start()
            rig.person_types("câu 3 b")
            await until(lambda: bool(rig.answers.heard))
            await rig.channel.stop()

            heard = rig.answers.heard[0]
            assert (heard.channel, heard.address) == (rig.channel.name, rig.address)
            assert (heard.kind, heard.text) == ("text", "câu 3 b")
            assert heard.update_key
            assert heard.received_at.tzinfo is not None

    @simulated
    async def test_replies_in_the_order_asked(self) -> None:
        async with self.rig() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said(f"re {incoming.text}"),))
            await rig.channel.start()
            for text in ("1", "2", "3"):
                rig.person_types(text)
            await until(lambda: len(rig.person_reads()) == 3)
            await rig.channel.stop()

            assert rig.person_reads() == ["re 1", "re 2", "re 3"]

    @simulated
    async def test_hears_again_what_could_not_be_stored(self) -> None:
        async with self.rig() as rig:
            rig.answers.troubles = 2
            await rig.channel.start()
            rig.person_types("B")
            # a platform may take its time to bring it again
            await until(lambda: bool(rig.answers.heard), within_s=600.0)
            await rig.channel.stop()

            assert [incoming.text for incoming in rig.answers.heard] == ["B"]

    @simulated
    async def test_knows_a_redelivered_update(self) -> None:
        async with self.rig() as rig:
            await rig.channel.start()
            rig.person_types("B")
            await until(lambda: len(rig.answers.heard) == 1)
            rig.platform_redelivers()
            await asyncio.sleep(30.0)
            rig.person_types("C")
            await until(lambda: rig.answers.heard[-1].text == "C")
            await rig.channel.stop()

            *first, last = rig.answers.heard
            assert len({heard.update_key for heard in first}) == 1
            assert last.update_key != first[0].update_key

    @simulated
    async def test_offers_choices(self) -> None:
        async with self.rig() as rig:
            buttons = ((Button(label="A", token="a.1"), Button(label="B", token="a.2")),)
            await rig.channel.send(rig.address, Outgoing(lines=(Line(text="Chọn"),), buttons=buttons))

            assert rig.person_reads()[-1].startswith("Chọn")


class PlatformContract(ChannelContract):
    """What a channel over somebody else's platform does besides."""

    @abstractmethod
    def rig(self) -> AbstractAsyncContextManager[PlatformRig]: ...

    @simulated
    async def test_says_when_the_platform_asks_to_wait(self) -> None:
        async with self.rig() as rig:
            wait = rig.platform_asks_to_wait(7)

            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.send(rig.address, said("a"))

            assert caught.value.retry_after == wait
            assert caught.value.failure is Failure.LATER

    @simulated
    async def test_says_when_the_person_cannot_be_reached(self) -> None:
        async with self.rig() as rig:
            rig.person_blocks()

            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.send(rig.address, said("a"))

            assert caught.value.failure is Failure.UNREACHABLE

    @simulated
    async def test_says_when_nobody_knows_whether_it_arrived(self) -> None:
        async with self.rig() as rig:
            rig.platform_takes_and_hangs()

            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.send(rig.address, said("a"))

            assert caught.value.failure is Failure.UNKNOWN

    @simulated
    async def test_finishes_what_has_begun_when_it_stops(self) -> None:
        async with self.rig() as rig:
            rig.answers.takes_s = 3.0
            rig.answers.reply = lambda incoming: Reply(messages=(said("xong"),))
            await rig.channel.start()
            rig.person_types("B")
            await asyncio.sleep(1.0)
            await rig.channel.stop()

            assert rig.person_reads() == ["xong"]

    @simulated
    async def test_waits_for_a_slow_answer_and_gives_up_one_that_drips(self) -> None:
        async with self.rig() as rig:
            rig.platform_answers_slowly()
            assert await rig.channel.send(rig.address, said("a"))

            rig.platform_takes_and_drips()
            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.send(rig.address, said("b"))

            assert caught.value.failure is Failure.UNKNOWN
            assert rig.person_reads() == ["a", "b"]
