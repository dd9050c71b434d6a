"""The token stands in every address we call, and nowhere else."""

import logging
import subprocess
import sys
import traceback

import pytest

from quizbot.channels.telegram.channel import Telegram
from quizbot.chat.channel import DeliveryFailed
from quizbot.chat.messages import Reply
from tests.channels.telegram.rig import telegram
from tests.contracts.channel import said, until
from tests.fakes.bot_api.server import TOKEN, Fault
from tests.fakes.virtual_time import simulated

SECRET_HALF = TOKEN.partition(":")[2]
FAULTS = [Fault(kind="error"), Fault(kind="hang"), Fault(kind="truncate"), Fault(kind="drop")]


async def _send(channel: Telegram) -> str:
    try:
        await channel.send("900", said("a"))
    except DeliveryFailed as failure:
        return "".join(traceback.format_exception(failure)) + failure.reason
    return ""


class TestToken:
    @simulated
    async def test_is_in_no_log_and_no_exception(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        async with telegram() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("xong"),))
            for fault in FAULTS:
                for method in ("getMe", "getUpdates", "sendMessage", "getFile"):
                    rig.server.break_next(method, fault)
            traces = [await _send(rig.channel) for _ in FAULTS]
            await rig.channel.start()
            rig.person.sends("a.yaml", b"x")
            await until(lambda: bool(rig.answers.heard), within_s=400)

            assert all(traces)
            for text in (*traces, caplog.text):
                assert SECRET_HALF not in text

    @simulated
    async def test_is_in_no_exception_when_the_server_is_not_there(self) -> None:
        async with telegram() as rig:
            await rig.server.__aexit__()
            trace = await _send(rig.channel)

            assert "ApiFailed" in trace
            assert SECRET_HALF not in trace


class TestLateImport:
    def test_reading_the_settings_does_not_load_aiogram(self) -> None:
        code = (
            "import sys; from quizbot.channels import CHANNELS; CHANNELS['telegram'].settings(); "
            "assert 'telegram' in CHANNELS; sys.exit('aiogram' in sys.modules)"
        )

        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
