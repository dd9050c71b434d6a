"""The strict Bot API server refuses what Telegram refuses."""

import json
from typing import Any

import aiohttp
import pytest

from tests.fakes.bot_api.flood import Flood
from tests.fakes.bot_api.html import parsed
from tests.fakes.bot_api.refusals import ApiError
from tests.fakes.bot_api.schema import check
from tests.fakes.bot_api.server import TOKEN, BotApiServer
from tests.fakes.virtual_time import simulated


def keyboard(*buttons: dict[str, str]) -> str:
    return json.dumps({"inline_keyboard": [list(buttons)]})


class TestSchema:
    @pytest.mark.parametrize(
        ("method", "params", "complaint"),
        [
            ("sendMessage", {"chat_id": 1}, "text"),
            ("sendMessage", {"chat_id": 1, "text": ""}, "empty"),
            ("sendMessage", {"chat_id": 1, "text": "a", "txt": "b"}, "unknown parameter txt"),
            ("sendMessage", {"chat_id": 1, "text": "😀" * 2049}, "too long"),
            ("sendMessage", {"chat_id": 1, "text": "<b>a", "parse_mode": "HTML"}, "can't parse entities"),
            ("sendMessage", {"chat_id": 1, "text": "5 < 6", "parse_mode": "HTML"}, "can't parse entities"),
            ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "0 to 200"),
            ("setMyCommands", {"commands": '[{"command":"Bảng","description":"a"}]'}, "BOT_COMMAND_INVALID"),
            ("setWebhook", {"url": "http://a.vn"}, "HTTPS"),
            ("getUpdates", {"limit": 101}, "limit"),
            ("sendPoll", {"chat_id": 1, "question": "?", "options": "[]"}, "1 to 12"),
            (
                "sendPoll",
                {"chat_id": 1, "question": "?", "options": '[{"text":"a"}]', "correct_option_id": 0},
                "unknown parameter correct_option_id",
            ),
            (
                "sendPoll",
                {"chat_id": 1, "question": "?", "type": "quiz", "options": '[{"text":"a"}]'},
                "at least one correct",
            ),
        ],
    )
    def test_refuses(self, method: str, params: dict[str, Any], complaint: str) -> None:
        with pytest.raises(ApiError, match=complaint):
            check(method, params)

    @pytest.mark.parametrize(
        ("button", "complaint"),
        [
            ({"text": "A", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
            ({"text": "A"}, "unallowed"),
            ({"text": "", "callback_data": "a"}, "text is empty"),
            ({"text": "A", "url": "http://localhost/"}, "Wrong HTTP URL"),
            ({"text": "A", "callback_data": "a", "colour": "red"}, "unknown field colour"),
        ],
    )
    def test_refuses_buttons(self, button: dict[str, str], complaint: str) -> None:
        with pytest.raises(ApiError, match=complaint):
            check("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": keyboard(button)})

    def test_counts_lengths_after_the_markup(self) -> None:
        text = "<b>" + "a" * 4096 + "</b>"

        assert check("sendMessage", {"chat_id": 1, "text": text, "parse_mode": "HTML"})["chat_id"] == 1

    def test_knows_no_invented_method(self) -> None:
        with pytest.raises(ApiError, match="method not found"):
            check("sendQuiz", {})


class TestHtml:
    def test_leaves_the_text(self) -> None:
        assert parsed("<b>5 &lt; 6</b> &amp; <pre>a</pre>") == "5 < 6 & a"

    @pytest.mark.parametrize("html", ["<h1>a</h1>", "<b><i>a</b></i>", "a</b>", "<a>a</a>", "<b>a"])
    def test_refuses_what_is_not_well_formed(self, html: str) -> None:
        with pytest.raises(ApiError):
            parsed(html)


class TestFlood:
    def test_lets_thirty_a_second_pass(self) -> None:
        flood = Flood()
        for chat in range(30):
            flood.pass_or_refuse(chat, now=0.5)

        with pytest.raises(ApiError) as caught:
            flood.pass_or_refuse(99, now=0.9)

        assert caught.value.parameters == {"retry_after": 1}
        flood.pass_or_refuse(99, now=1.5)

    def test_lets_one_a_second_pass_to_a_chat(self) -> None:
        flood = Flood()
        flood.pass_or_refuse(1, now=0.0)

        with pytest.raises(ApiError):
            flood.pass_or_refuse(1, now=0.9)

    def test_lets_twenty_a_minute_pass_to_a_group(self) -> None:
        flood = Flood()
        for second in range(20):
            flood.pass_or_refuse(-1, now=float(second * 2))

        with pytest.raises(ApiError) as caught:
            flood.pass_or_refuse(-1, now=50.0)

        assert caught.value.parameters == {"retry_after": 10}


class TestServer:
    @simulated
    async def test_says_429_in_body_and_header(self) -> None:
        async with BotApiServer() as server, aiohttp.ClientSession() as session:
            server.person(900).chat.started = True
            url = f"{server.url}/bot{TOKEN}/sendMessage"
            body = {"chat_id": 900, "text": "a"}
            async with session.post(url, json=body) as first, session.post(url, data=body) as second:
                assert (first.status, second.status) == (200, 429)
                assert second.headers["Retry-After"] == "1"
                assert (await second.json())["parameters"] == {"retry_after": 1}

    @simulated
    async def test_knows_only_its_token(self) -> None:
        async with (
            BotApiServer() as server,
            aiohttp.ClientSession() as session,
            session.get(f"{server.url}/bot1:x/getMe") as answer,
        ):
            assert answer.status == 401

    @simulated
    async def test_forgets_updates_once_later_ones_are_asked_for(self) -> None:
        async with BotApiServer() as server, aiohttp.ClientSession() as session:
            person = server.person(900)
            numbers = [person.types(text) for text in ("1", "2")]
            url = f"{server.url}/bot{TOKEN}/getUpdates"

            async def ask(offset: int) -> list[int]:
                async with session.post(url, json={"offset": offset}) as answer:
                    return [update["update_id"] for update in (await answer.json())["result"]]

            assert await ask(0) == numbers
            assert await ask(0) == numbers
            assert await ask(numbers[1]) == numbers[1:]
            assert await ask(0) == numbers[1:]
