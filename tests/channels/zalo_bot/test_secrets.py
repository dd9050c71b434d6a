"""The token stands in every address we call, and nowhere else."""

import asyncio
import logging
import traceback

import pytest

from quizbot.channels.zalo_bot.channel import ZaloBot
from quizbot.chat.channel import DeliveryFailed
from quizbot.chat.messages import Reply
from tests.channels.zalo_bot.rig import zalo_bot
from tests.contracts.channel import said
from tests.fakes.virtual_time import simulated
from tests.fakes.zalo_bot.server import TOKEN, Fault

SECRET_HALF = TOKEN.partition(":")[2]
FAULTS = [
    Fault(kind="error"),
    Fault(kind="hang"),
    Fault(kind="truncate"),
    Fault(kind="drop"),
    Fault(kind="drip", seconds=30.0),
    Fault(kind="refuse", code=400, words=f"no such path /bot{TOKEN}/x"),
]


async def _send(channel: ZaloBot, address: str) -> str:
    try:
        await channel.send(address, said("a"))
    except DeliveryFailed as failure:
        return "".join(traceback.format_exception(failure)) + failure.reason
    return ""


class TestToken:
    @simulated
    async def test_is_in_no_log_and_no_exception(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        # an answer that is cut short takes its update with it, unless the platform gives it again
        async with zalo_bot(variants={"replay": True}) as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("xong"),))
            for fault in FAULTS:
                for method in ("getMe", "getUpdates", "sendMessage", "deleteWebhook"):
                    rig.server.break_next(method, fault)
            traces = [await _send(rig.channel, rig.address) for _ in FAULTS]
            await rig.channel.start()
            rig.person.types("B")
            await asyncio.sleep(900.0)

            assert rig.answers.heard
            assert all(traces)
            for text in (*traces, caplog.text):
                assert SECRET_HALF not in text

    @simulated
    async def test_is_in_no_exception_when_the_server_is_not_there(self) -> None:
        async with zalo_bot() as rig:
            await rig.server.__aexit__()
            trace = await _send(rig.channel, rig.address)

            assert "ApiFailed" in trace
            assert SECRET_HALF not in trace

    @simulated
    async def test_is_not_shown_when_it_was_replaced(self, caplog: pytest.LogCaptureFixture) -> None:
        async with zalo_bot() as rig:
            rig.server.token = "901234567:another"
            trace = await _send(rig.channel, rig.address)

            assert "Unauthorized" in trace
            assert SECRET_HALF not in trace + caplog.text
