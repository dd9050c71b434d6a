"""Who opened the Zalo Mini App, as Zalo says when it is asked."""

import logging

import pytest

from quizbot.channels.zalo_oa.mini_app import mini_app
from quizbot.channels.zalo_oa.settings import ZaloOaSettings
from quizbot.chat.mini import NotProven, Unasked, Visitor
from tests.fakes.virtual_time import simulated
from tests.fakes.zalo_oa.server import APP_SECRET, Fault, ZaloOaServer

GRAPH = "/v2.0/me"


def door(server: ZaloOaServer, *, secret: str = APP_SECRET) -> object:
    return mini_app(ZaloOaSettings(graph_url=server.url, mini_app_id="1"), app_secret=secret).prove


class TestAsked:
    @simulated
    async def test_gives_the_id_that_the_account_s_events_carry(self) -> None:
        async with ZaloOaServer() as server:
            person = server.person()
            event = person.types("xin chào")
            visitor = await door(server)(f"MINI-{person.id}")  # type: ignore[operator]

            assert visitor == Visitor(channel="zalo_oa", account=event["user_id_by_app"])

    @pytest.mark.parametrize("token", ["", "MINI-0", "x y", "x\ny", "é", "x" * 2049])
    def test_refuses_tokens_of_nobody(self, token: str) -> None:
        @simulated
        async def ask() -> None:
            async with ZaloOaServer() as server:
                with pytest.raises(NotProven):
                    await door(server)(token)  # type: ignore[operator]

        ask()

    @simulated
    async def test_refuses_everybody_while_the_app_s_secret_is_wrong(self) -> None:
        async with ZaloOaServer() as server:
            person = server.person()
            with pytest.raises(NotProven):
                await door(server, secret="another")(f"MINI-{person.id}")  # type: ignore[operator]

    @pytest.mark.parametrize(
        "fault", [Fault(kind="error"), Fault(kind="hang"), Fault(kind="truncate"), Fault(kind="drop")]
    )
    def test_says_when_zalo_cannot_be_asked_and_keeps_the_secrets(
        self, fault: Fault, caplog: pytest.LogCaptureFixture
    ) -> None:
        @simulated
        async def ask() -> None:
            async with ZaloOaServer() as server:
                person = server.person()
                # what only asks is asked again by the client itself when a connection breaks
                server.break_next(GRAPH, fault, times=5)
                with pytest.raises(Unasked) as caught:
                    await door(server)(f"MINI-{person.id}")  # type: ignore[operator]

                assert caught.value.__cause__ is None
                assert APP_SECRET not in caplog.text
                assert "MINI-" not in caplog.text

        caplog.set_level(logging.DEBUG)
        ask()
