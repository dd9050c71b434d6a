"""Token, app secret and verify word stand in calls and webhooks, and nowhere else."""

import asyncio
import logging
import traceback

import pytest

from quizbot.channels.messenger.channel import Messenger
from quizbot.channels.messenger.settings import MessengerSettings, SecretMissing
from quizbot.channels.messenger.signature import proof
from quizbot.chat.channel import DeliveryFailed
from quizbot.chat.messages import Reply
from tests.channels.messenger.rig import messenger
from tests.contracts.channel import said
from tests.fakes.messenger.server import APP_SECRET, TOKEN, VERIFY, Fault
from tests.fakes.virtual_time import simulated

SECRETS = (TOKEN, APP_SECRET, VERIFY, proof(secret=APP_SECRET, token=TOKEN))
FAULTS = [
    Fault(kind="error"),
    Fault(kind="hang"),
    Fault(kind="truncate"),
    Fault(kind="drop"),
    Fault(kind="refuse", code=190, words=f"bad token {TOKEN} of {APP_SECRET}"),
]


async def _send(channel: Messenger, address: str) -> str:
    try:
        await channel.send(address, said("a"))
    except DeliveryFailed as failure:
        return "".join(traceback.format_exception(failure)) + failure.reason
    return ""


class TestSecrets:
    @simulated
    async def test_are_in_no_log_and_no_exception(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        async with messenger() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("xong"),))
            for fault in FAULTS:
                for path in ("/me/messages", "/me/messenger_profile", "/me"):
                    rig.server.break_next(path, fault)
            traces = [await _send(rig.channel, rig.address) for _ in FAULTS]
            await rig.channel.start()
            rig.person_types("B")
            await rig.channel.verify({"hub.mode": "subscribe", "hub.verify_token": VERIFY + "x"})
            await rig.channel.webhook({"x-hub-signature-256": f"sha256={APP_SECRET}"}, b"{}")
            rig.server.token = "replaced"
            traces.append(await _send(rig.channel, rig.address))
            await rig.server.__aexit__()
            traces.append(await _send(rig.channel, rig.address))
            await asyncio.sleep(900.0)

            assert all(traces)
            for text in (*traces, caplog.text):
                assert not [secret for secret in SECRETS if secret in text]

    def test_are_hidden_in_settings(self) -> None:
        settings = MessengerSettings(token=TOKEN, app_secret=APP_SECRET, verify_token=VERIFY)

        shown = repr(settings) + str(settings) + settings.model_dump_json() + repr(settings.secrets({}))
        assert not [secret for secret in SECRETS if secret in shown]

    def test_that_are_missing_are_named_by_their_variable(self) -> None:
        with pytest.raises(SecretMissing) as caught:
            MessengerSettings(token=TOKEN, app_secret=APP_SECRET).secrets({})

        assert caught.value.facts["variable"] == "QUIZBOT_MESSENGER_VERIFY_TOKEN"
