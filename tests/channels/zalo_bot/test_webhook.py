"""The webhook: proven, stored, then confirmed."""

import json

import pytest

from quizbot.chat.messages import Reply
from tests.channels.zalo_bot.rig import ZaloBotRig, zalo_bot
from tests.contracts.channel import said, until
from tests.fakes.virtual_time import simulated

SECRET = "mot-bi-mat-dai-lam-16"
BY_WEBHOOK = {
    "mode": "webhook",
    "webhook_url": "https://thi.example.gov.vn/webhook/zalo_bot",
    "webhook_secret": SECRET,
}


async def _bare(rig: ZaloBotRig, body: bytes, secret: str = SECRET) -> int:
    status, _ = await rig.channel.webhook({"x-bot-api-secret-token": secret}, body)
    return status


class TestWebhook:
    @pytest.mark.parametrize("wrapped", [False, True])
    def test_hears_what_is_delivered(self, wrapped: bool) -> None:
        @simulated
        async def deliver() -> None:
            async with zalo_bot(variants={"wrapped": wrapped}, **BY_WEBHOOK) as rig:
                await rig.channel.start()
                assert rig.server.webhook["secret_token"] == SECRET
                rig.person.types("B")

                assert await rig.server.push_webhook(rig.channel.webhook) == [200]
                assert [heard.text for heard in rig.answers.heard] == ["B"]

        deliver()

    @simulated
    async def test_refuses_who_cannot_prove_it(self) -> None:
        async with zalo_bot(**BY_WEBHOOK) as rig:
            await rig.channel.start()
            rig.person.types("B")

            assert await rig.server.push_webhook(rig.channel.webhook, secret="doan-mo-doan-mo-16") == [403]
            assert await _bare(rig, b"{}", secret="") == 403
            assert await _bare(rig, b"{}", secret="é" * 16) == 403
            assert rig.answers.heard == []

    @simulated
    async def test_confirms_only_what_is_stored(self) -> None:
        async with zalo_bot(**BY_WEBHOOK) as rig:
            await rig.channel.start()
            rig.answers.troubles = 2
            rig.person.types("B")

            assert await rig.server.push_webhook(rig.channel.webhook) == [503, 503, 200]
            assert [heard.text for heard in rig.answers.heard] == ["B"]

    @simulated
    async def test_answers_a_repeated_delivery_once(self) -> None:
        async with zalo_bot(**BY_WEBHOOK) as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("đã ghi"),))
            await rig.channel.start()
            rig.person.types("B")
            update = rig.server.world.waiting[0]
            await rig.server.push_webhook(rig.channel.webhook)
            await until(lambda: bool(rig.person_reads()))

            assert await _bare(rig, json.dumps(update).encode()) == 200
            assert rig.person_reads() == ["đã ghi"]

    @simulated
    async def test_answers_the_probe_and_lets_rubbish_go(self) -> None:
        async with zalo_bot(**BY_WEBHOOK) as rig:
            await rig.channel.start()

            assert await _bare(rig, b"") == 200
            for body in (b"{", b"[]", b"\xff\xfe", b'{"event_name": 5}'):
                assert await _bare(rig, body) == 200
            assert rig.answers.heard == []

    @simulated
    async def test_says_when_the_platform_could_not_call_back(self, caplog: pytest.LogCaptureFixture) -> None:
        async with zalo_bot(**BY_WEBHOOK) as rig:
            rig.server.webhook_answers = False
            await rig.channel.start()

            assert "could not be called" in caplog.text
