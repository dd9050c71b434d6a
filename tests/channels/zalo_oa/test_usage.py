"""The minute's calls, as the headers tell them: slowed down before the platform refuses."""

import asyncio
from datetime import timedelta

import pytest

from quizbot.channels.zalo_oa.usage import is_scarce
from quizbot.chat.delivery import Courier
from quizbot.chat.messages import Line, Outgoing
from quizbot.usecases.ports import Message, Work
from tests.channels.zalo_oa.rig import zalo_oa
from tests.contracts.channel import said
from tests.fakes.virtual_time import clock, simulated
from tests.fakes.zalo_oa.server import CARE


class TestHeaders:
    @pytest.mark.parametrize(
        ("limit", "left", "expected"),
        [("4000", "3999", False), ("4000", "401", False), ("4000", "400", True), ("100", "0", True)],
    )
    def test_tell_when_a_tenth_is_left(self, limit: str, left: str, expected: bool) -> None:
        assert is_scarce({"X-RateLimit-Limit": limit, "x-ratelimit-remain": left}) is expected

    @pytest.mark.parametrize("told", [{}, {"X-RateLimit-Limit": "4000"}, {"X-RateLimit-Remain": "nhiều"}])
    def test_say_nothing_when_they_cannot_be_read(self, told: dict[str, str]) -> None:
        assert is_scarce(told) is False

    def test_without_a_limit_only_nothing_left_is_scarce(self) -> None:
        assert is_scarce({"X-RateLimit-Remain": "0"})
        assert not is_scarce({"X-RateLimit-Remain": "1"})


def invitation(number: int, address: str) -> Message:
    return Message(
        channel="zalo_oa",
        address=address,
        kind="notice",
        screen="notice",
        facts={"text": f"tin {number}"},
        dedupe=f"test:{number}",
        due_at=clock(),
    )


def draw(_work: Work, message: Message) -> Outgoing:
    return Outgoing(lines=(Line(text=str(message.facts["text"])),))


@simulated
async def test_a_broadcast_meets_no_refusal_and_replies_overtake_it() -> None:
    async with zalo_oa(
        variants={"calls_a_minute": 30, "free_messages": None}, per_second=20, chat_gap_s=0
    ) as rig:
        people = [rig.server.person(number) for number in range(10, 80)]
        for person in people:
            person.interacts()
            rig.store.chats.heard["zalo_oa", person.id] = clock()
        rig.store.outbox.add([invitation(number, each.id) for number, each in enumerate(people)])
        courier = Courier(
            store=rig.store, channels={"zalo_oa": rig.channel}, draw=draw, clock=clock, holder="test"
        )
        begun = asyncio.get_running_loop().time()
        sending = asyncio.create_task(courier.run())
        replied = []
        for _ in range(4):
            await asyncio.sleep(20.0)
            asked = asyncio.get_running_loop().time()
            await rig.channel._reply(rig.address, (said("trả lời"),), False)
            replied.append(asyncio.get_running_loop().time() - asked)
        await asyncio.sleep(timedelta(minutes=5).total_seconds())
        courier.stop()
        await sending

        calls = rig.server.called(CARE)
        assert [call.error for call in calls if call.error is not None] == []
        assert all(len(person.messages()) == 1 for person in people)
        assert max(replied) < 1.0
        # 70 messages at hardly 27 a minute
        assert max(call.at for call in calls) - begun > 120
