"""The webhook: proven, stored, then 200."""

from contextlib import AbstractAsyncContextManager

import pytest
from pydantic import ValidationError

from quizbot.channels.telegram.settings import TelegramSettings, TokenMalformed, TokenMissing
from quizbot.chat.messages import Reply
from tests.channels.telegram.rig import SECRET, TelegramRig, telegram
from tests.contracts.channel import said, until
from tests.fakes.bot_api.server import TOKEN
from tests.fakes.virtual_time import simulated


def hooked() -> AbstractAsyncContextManager[TelegramRig]:
    url = "https://thi.example.vn/telegram"
    return telegram(mode="webhook", webhook_url=url, webhook_secret=SECRET)


class TestWebhook:
    @simulated
    async def test_tells_telegram_address_and_secret(self) -> None:
        async with hooked() as rig:
            await rig.channel.start()

            assert rig.server.webhook["url"] == "https://thi.example.vn/telegram"
            assert rig.server.webhook["secret_token"] == SECRET

    @simulated
    async def test_answers_200_when_stored(self) -> None:
        async with hooked() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("chào"),))
            await rig.channel.start()
            rig.person_types("B")

            assert await rig.server.push_webhook(rig.channel.webhook) == [200]
            assert [each.text for each in rig.answers.heard] == ["B"]
            await until(lambda: rig.person_reads() == ["chào"])

    @simulated
    async def test_answers_503_while_nothing_can_be_stored(self) -> None:
        async with hooked() as rig:
            await rig.channel.start()
            rig.answers.troubles = 2
            rig.person_types("B")

            assert await rig.server.push_webhook(rig.channel.webhook) == [503, 503, 200]

    @simulated
    async def test_refuses_a_wrong_secret(self) -> None:
        async with hooked() as rig:
            await rig.channel.start()
            for headers in ({}, {"x-telegram-bot-api-secret-token": SECRET + "x"}):
                assert (await rig.channel.webhook(headers, b"{}"))[0] == 403

            assert rig.answers.heard == []

    @simulated
    async def test_takes_garbage_with_the_right_secret_once(self) -> None:
        async with hooked() as rig:
            await rig.channel.start()
            headers = {"x-telegram-bot-api-secret-token": SECRET}

            assert (await rig.channel.webhook(headers, b"\xff{"))[0] == 200

    @simulated
    async def test_asks_to_come_again_before_it_is_ready(self) -> None:
        async with hooked() as rig:
            rig.server.webhook = {"secret_token": SECRET}
            rig.person_types("B")

            statuses = await rig.server.push_webhook(rig.channel.webhook)
            assert (statuses[0], statuses[-1]) == (503, 200)
            assert [each.text for each in rig.answers.heard] == ["B"]

    @simulated
    async def test_gives_a_call_delivered_twice_the_same_key(self) -> None:
        async with hooked() as rig:
            await rig.channel.start()
            rig.person_types("B")
            await rig.server.push_webhook(rig.channel.webhook, twice=True)

            first, second = rig.answers.heard
            assert first.update_key == second.update_key


class TestSettings:
    def test_need_an_address_for_a_webhook(self) -> None:
        with pytest.raises(ValidationError, match="webhook_url"):
            TelegramSettings(mode="webhook")

    def test_make_a_secret_from_the_token_when_none_is_set(self) -> None:
        made = TelegramSettings().proof(TOKEN)

        assert len(made) == 64
        assert made == TelegramSettings().proof(TOKEN)
        assert made != TelegramSettings().proof(TOKEN + "x")

    def test_refuse_a_short_secret_without_showing_it(self) -> None:
        with pytest.raises(ValidationError) as caught:
            TelegramSettings.model_validate({"webhook_secret": "ngan-qua"})

        assert "ngan-qua" not in str(caught.value)

    def test_refuse_an_unknown_key(self) -> None:
        with pytest.raises(ValidationError, match="tokn"):
            TelegramSettings.model_validate({"tokn": "42:x"})

    def test_take_the_token_from_the_environment_first(self) -> None:
        settings = TelegramSettings.model_validate({"token": "1:settings"})

        assert settings.bot_token({"QUIZBOT_TELEGRAM_TOKEN": "2:environment"}) == "2:environment"
        assert settings.bot_token({}) == "1:settings"

    def test_refuse_a_missing_or_malformed_token(self) -> None:
        with pytest.raises(TokenMissing):
            TelegramSettings().bot_token({})
        with pytest.raises(TokenMalformed):
            TelegramSettings().bot_token({"QUIZBOT_TELEGRAM_TOKEN": "no token"})

    def test_never_show_the_token(self) -> None:
        assert TOKEN not in repr(TelegramSettings.model_validate({"token": TOKEN}))
