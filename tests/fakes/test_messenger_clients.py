"""The Messenger fake, and what our channel sends, judged by Meta's own SDK (facebook-business 26.0.3).

The SDK posts forms to the page's id where our channel posts JSON to `me`, proves its calls, checks what is
sent against the types of its own specification, and turns refusals into exceptions of its own.
"""

import asyncio
import json
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from quizbot.chat.commands import standing_menus
from quizbot.chat.messages import Attachment, Button, Line, Outgoing
from tests.build import TEXTS
from tests.channels.messenger.rig import messenger
from tests.contracts.channel import said
from tests.fakes.messenger.server import APP_SECRET, MESSAGES, TOKEN, MessengerServer
from tests.fakes.messenger.world import PAGE_ID

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from facebook_business.adobjects.page import Page
    from facebook_business.api import FacebookAdsApi
    from facebook_business.exceptions import FacebookRequestError
    from facebook_business.session import FacebookSession

T = TypeVar("T")


def page_of(server: MessengerServer, *, token: str = TOKEN, secret: str = APP_SECRET) -> Any:
    session = FacebookSession(app_secret=secret, access_token=token)
    session.GRAPH = server.url
    return Page(PAGE_ID, api=FacebookAdsApi(session, api_version="v25.0"))


async def call(function: Callable[..., T], **params: Any) -> T:
    """Call the SDK, which blocks."""
    return await asyncio.to_thread(lambda: function(params=params))


async def refusal(function: Callable[..., object], **params: Any) -> tuple[int, int | None]:
    with pytest.raises(FacebookRequestError) as caught:
        await call(function, **params)
    return caught.value.api_error_code(), caught.value.api_error_subcode()


def unknown_to(request: Any, body: dict[str, Any]) -> list[str]:
    """List the fields of a body that the SDK's specification of the call does not have."""
    return [name for name in body if not request._param_checker.is_valid_key(name)]


class TestByMetaSDK:
    async def test_takes_a_message_and_gives_its_id(self) -> None:
        async with MessengerServer(wants_proof=True) as server:
            person = server.person()
            person.interacts()

            made = await call(
                page_of(server).create_message,
                recipient={"id": person.id},
                messaging_type="RESPONSE",
                message={"text": "Đã ghi câu 1"},
            )

            assert made["message_id"] == person.messages()[0].id
            assert person.messages()[0].text == "Đã ghi câu 1"

    async def test_refuses_outside_the_window_and_unknown_people(self) -> None:
        async with MessengerServer() as server:
            person, page = server.person(), page_of(server)
            message = {"messaging_type": "UPDATE", "message": {"text": "a"}}

            assert await refusal(page.create_message, recipient={"id": person.id}, **message) == (10, 2018278)
            assert await refusal(page.create_message, recipient={"id": "5"}, **message) == (100, 2018001)
            person.user.blocked = True
            assert await refusal(page.create_message, recipient={"id": person.id}, **message) == (
                551,
                1545041,
            )

    async def test_knows_wrong_tokens_and_proofs(self) -> None:
        async with MessengerServer() as server:
            assert (await refusal(page_of(server, token="EAAG-other").get_messenger_profile))[0] == 190
            assert (await refusal(page_of(server, secret="other").get_messenger_profile))[0] == 100

    async def test_keeps_the_profile(self) -> None:
        async with MessengerServer() as server:
            page = page_of(server)
            button = {"payload": "GET_STARTED"}
            menu = [
                {
                    "locale": "default",
                    "call_to_actions": [{"type": "postback", "title": "Trang chính", "payload": "menu"}],
                }
            ]
            assert await refusal(page.create_messenger_profile, persistent_menu=menu) == (100, None)
            await call(page.create_messenger_profile, get_started=button, persistent_menu=menu)
            (told,) = await asyncio.to_thread(
                lambda: list(page.get_messenger_profile(fields=["get_started", "persistent_menu"]))
            )

            assert told["get_started"] == button
            assert told["persistent_menu"][0]["call_to_actions"][0]["title"] == "Trang chính"
            await call(page.delete_messenger_profile, fields=["PERSISTENT_MENU"])
            assert server.world.profile == {"get_started": button}

    async def test_tells_how_much_is_used(self) -> None:
        async with MessengerServer(app_usage=96) as server:
            with pytest.raises(FacebookRequestError) as caught:
                await call(page_of(server).create_message, recipient={"id": "5"}, messaging_type="UPDATE")

            usage = json.loads(caught.value.http_headers()["X-Business-Use-Case-Usage"])
            assert usage[PAGE_ID][0]["call_count"] == 96


class TestOurCalls:
    async def test_are_of_the_types_that_meta_specifies(self) -> None:
        """Whatever we send goes through the SDK's own check, which warns of every field it does not know."""
        utility = {"result": {"name": "ket_qua_thi", "parameters": ["title", "right"]}}
        async with messenger(menus=standing_menus(TEXTS), templates=utility) as rig:
            rig.server.world.templates["ket_qua_thi"] = 2
            await rig.channel.start()
            letters = tuple(Button(label=each, token=f"q:{each}", typed="") for each in "ABCD")
            short = ((Button(label="Bắt đầu", token="start"),), (Button(label="Trang", url="https://a.vn"),))
            file = Attachment(name="bang.pdf", content=b"%PDF-1.7", media_type="application/pdf")
            for message in (
                said("chữ"),
                Outgoing(lines=(Line(text="Câu 1"),), buttons=(letters,)),
                Outgoing(lines=(Line(text="Vào thi"),), buttons=short),
                Outgoing(lines=(Line(text="Bảng"),), attachment=file),
            ):
                await rig.channel.send(rig.address, message)
            rig.person.user.heard_at = rig.store.chats.heard["messenger", rig.person.id] = None  # type: ignore[assignment]
            facts = {"kind": "result", "title": "Tìm hiểu", "right": 9}
            await rig.channel.send(rig.address, Outgoing(lines=(Line(text="a"),), facts=facts))
            await asyncio.sleep(0.2)

            page, checked = page_of(rig.server), []
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                for made in rig.server.calls:
                    for path, check in (
                        (MESSAGES, page.create_message),
                        ("/me/messenger_profile", page.create_messenger_profile),
                        ("/me/message_attachments", page.create_message_attachment),
                    ):
                        if made.path == path and made.body:
                            request = check(params=made.body, pending=True)
                            assert unknown_to(request, made.body) == []
                            checked.append(made.body.get("messaging_type", path))

            assert [call.error for call in rig.server.calls if call.error is not None] == []
            assert set(checked) == {"UPDATE", "UTILITY", "/me/messenger_profile", "/me/message_attachments"}

    async def test_the_check_finds_what_is_not_specified(self) -> None:
        async with MessengerServer() as server:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                body: dict[str, Any] = {"reply_markup": {}, "message": {}}
                request = page_of(server).create_message(params=body, pending=True)
                assert unknown_to(request, body) == ["reply_markup"]
                with pytest.raises(UserWarning, match="messaging_type"):
                    page_of(server).create_message(params={"messaging_type": "TAG"}, pending=True)
