"""The Bot API server in the eyes of clients that we did not write: they understand it and its refusals."""

import importlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.bot_api.refusals import too_many
from tests.fakes.bot_api.server import TOKEN, BotApiServer, Fault

# imported by name: whoever only checks types does not need them
telegram: Any = importlib.import_module("telegram")
telebot: Any = importlib.import_module("telebot.async_telebot")
telebot_types: Any = importlib.import_module("telebot.types")
telebot_helper: Any = importlib.import_module("telebot.asyncio_helper")
telebot_errors: Any = importlib.import_module("telebot.asyncio_helper")


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(flood=True) as server:
        yield server


@pytest.fixture
async def ptb(server: BotApiServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Any]:
    # waits as durations, as its next version gives them
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with telegram.Bot(TOKEN, base_url=f"{server.url}/bot") as bot:
        yield bot


@pytest.fixture
async def pytba(server: BotApiServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Any]:
    monkeypatch.setattr(telebot_helper, "API_URL", server.url + "/bot{0}/{1}")
    bot = telebot.AsyncTeleBot(TOKEN)
    yield bot
    await bot.close_session()


class TestPythonTelegramBot:
    async def test_asks_writes_and_hears_a_tap(self, server: BotApiServer, ptb: Any) -> None:
        person = server.person(900)
        person.types("/start")
        (started,) = await ptb.get_updates(timeout=0)
        keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("B", callback_data="q:B")]])
        sent = await ptb.send_message(900, "Câu 1/5", reply_markup=keyboard)
        person.taps("B")
        (tapped,) = await ptb.get_updates(offset=started.update_id + 1, timeout=0)

        assert started.message.text == "/start"
        assert sent.reply_markup.inline_keyboard[0][0].callback_data == "q:B"
        assert tapped.callback_query.data == "q:B"
        assert await tapped.callback_query.answer("Đã ghi câu 1")
        edited = await ptb.edit_message_text("Câu 2/5", chat_id=900, message_id=sent.message_id)
        assert edited.text == "Câu 2/5"

    async def test_sends_a_quiz_poll(self, server: BotApiServer, ptb: Any) -> None:
        server.person(900).chat.started = True
        sent = await ptb.send_poll(900, "Năm nào?", ["2025", "2030"], type="regular", is_anonymous=False)

        assert [option.text for option in sent.poll.options] == ["2025", "2030"]

    async def test_understands_each_refusal(self, server: BotApiServer, ptb: Any) -> None:
        person = server.person(900)
        person.chat.started = True
        server.break_next("sendMessage", Fault(kind="refuse", refusal=too_many(7)))
        with pytest.raises(telegram.error.RetryAfter) as wait:
            await ptb.send_message(900, "a")
        person.chat.blocked = True
        with pytest.raises(telegram.error.Forbidden):
            await ptb.send_message(900, "a")
        with pytest.raises(telegram.error.BadRequest, match=r"(?i)chat not found"):
            await ptb.send_message(901, "a")
        server.token = "42:ANOTHER"
        with pytest.raises(telegram.error.InvalidToken):
            await ptb.get_me()

        assert wait.value.retry_after == timedelta(seconds=7)

    async def test_is_told_of_a_webhook(self, ptb: Any) -> None:
        assert await ptb.set_webhook("https://thi.example.vn/webhook/telegram", secret_token="a" * 20)
        with pytest.raises(telegram.error.Conflict):
            await ptb.get_updates(timeout=0)
        assert await ptb.delete_webhook()
        assert await ptb.get_updates(timeout=0) == ()


class TestPyTelegramBotApi:
    async def test_asks_writes_and_hears_a_tap(self, server: BotApiServer, pytba: Any) -> None:
        assert (await pytba.get_me()).is_bot
        person = server.person(900)
        person.types("B")
        (typed,) = await pytba.get_updates(timeout=0)
        markup = telebot_types.InlineKeyboardMarkup()
        markup.add(telebot_types.InlineKeyboardButton("B", callback_data="q:B"))
        sent = await pytba.send_message(900, "Câu 1/5", reply_markup=markup)
        person.taps("B")
        (tapped,) = await pytba.get_updates(offset=typed.update_id + 1, timeout=0)

        assert (typed.message.text, sent.text) == ("B", "Câu 1/5")
        assert tapped.callback_query.data == "q:B"
        assert await pytba.answer_callback_query(tapped.callback_query.id, "Đã ghi")

    async def test_sends_a_file(self, server: BotApiServer, pytba: Any) -> None:
        server.person(900).chat.started = True
        file = telebot_types.InputFile(__file__)
        sent = await pytba.send_document(900, file)

        assert sent.document.file_id

    async def test_understands_too_many_and_blocked(self, server: BotApiServer, pytba: Any) -> None:
        person = server.person(900)
        person.chat.started = True
        server.break_next("sendMessage", Fault(kind="refuse", refusal=too_many(7)))
        with pytest.raises(telebot_errors.ApiTelegramException) as refused:
            await pytba.send_message(900, "a")
        person.chat.blocked = True
        with pytest.raises(telebot_errors.ApiTelegramException) as blocked:
            await pytba.send_message(900, "a")

        assert refused.value.result_json["parameters"]["retry_after"] == 7
        assert blocked.value.error_code == 403
