"""The server: aiohttp on loopback, answering as bot-api.zaloplatforms.com does."""

import asyncio
import json
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Literal
from urllib.parse import urlsplit

from aiohttp import web

from tests.fakes.platform import FOREVER_S, Broken, Handler, Platform, dripped
from tests.fakes.virtual_time import clock
from tests.fakes.zalo_bot.world import Chat, Person, Sent, Variants, World

TOKEN = "901234567:zalo-KEPT-out-of-every-log"
SENDS = {"sendMessage", "sendPhoto", "sendSticker", "sendVoice"}
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    params: dict[str, Any]
    at: float
    # None when it was granted
    error: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(Broken):
    """Something that goes wrong with one call.

    error: HTTP `status` without a JSON body, nothing done · refuse: refused with `code` · hang: done,
    never answered · truncate: done, the answer cut short · drip: done, the answer trickles
    in over `seconds` · drop: done, the connection closed without an answer.
    """

    kind: Literal["error", "refuse", "hang", "truncate", "drip", "drop"]
    code: int = 429
    words: str = "Quota exceeded"
    seconds: float = 0.0


class Refused(Exception):
    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words


class ZaloBotServer(Platform[Fault]):
    """One bot's platform. Use as an async context manager."""

    largest = 10_000_000

    def __init__(self, **variants: Any) -> None:
        super().__init__()
        self.variants = Variants(**variants)
        self.world = World(clock, self.variants)
        self.token = TOKEN
        self.calls: list[Call] = []
        self.webhook: dict[str, Any] = {}
        self.reverse_updates = False
        # what the probe of setWebhook finds
        self.webhook_answers = True

    def route(self, router: web.UrlDispatcher) -> None:
        router.add_route("*", "/bot{token}/{method}", self._serve)

    def person(self, number: int = 1, name: str = "Nguyễn Văn An") -> Person:
        return Person(self.world, number=number, name=name)

    def group(self, number: int = 1, title: str = "Phòng Tổng hợp") -> Chat:
        chat = Chat(f"{0xABCD_0000 + number:020x}", "GROUP", title=title, known=True)
        self.world.chats[chat.id] = chat
        return chat

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def push_webhook(self, handler: Handler, *, twice: bool = False, secret: str = "") -> list[int]:
        """Deliver what waits to the webhook, again until it is taken; gives the statuses."""
        statuses = []
        waiting = self.world.waiting[:]
        for update in reversed(waiting) if self.reverse_updates else waiting:
            self.world.waiting.remove(update)
            body = json.dumps({"ok": True, "result": update} if self.variants.wrapped else update)
            headers = {"x-bot-api-secret-token": secret or self.webhook.get("secret_token", "")}
            for _ in range(2 if twice else 1):
                status, wait = 0, 1.0
                while status != 200:
                    status, _body = await handler(headers, body.encode())
                    statuses.append(status)
                    if status == 403:
                        break
                    await asyncio.sleep(0 if status == 200 else wait)
                    wait = min(60.0, wait * 2)
        return statuses

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        params = await _read(request)
        fault = self.next_fault(name)
        try:
            if fault is not None and fault.kind == "error":
                self.calls.append(Call(name, params, self.now(), fault.status))
                return web.Response(status=fault.status, text="<html>Bad Gateway</html>")
            if request.match_info["token"] != self.token:
                raise Refused(401, "Unauthorized")
            if fault is not None and fault.kind == "refuse":
                raise Refused(fault.code, fault.words)
            body = await self._do(name, params)
        except Refused as refused:
            self.calls.append(Call(name, params, self.now(), refused.code))
            return self._refusal(refused, idle=name == "getUpdates" and refused.code == 408)
        self.calls.append(Call(name, params, self.now()))
        return await _granted(request, body, fault)

    def _refusal(self, refused: Refused, *, idle: bool) -> web.Response:
        status = 200 if self.variants.refusals_as_200 else refused.code
        if idle:
            status = self.variants.idle_status
        body = {"ok": False, "description": refused.words, "error_code": refused.code}
        return web.json_response(body, status=status)

    async def _do(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        if name in SENDS:
            return {"ok": True, "result": self._send(name, params)}
        if name == "getUpdates":
            update = await self._update(params)
            return {"ok": True, "result": [update] if self.variants.lists else update}
        if name == "sendChatAction":
            self._writable(params)
            return {"ok": True}
        return {"ok": True, "result": self._administer(name, params)}

    def _send(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        chat = self._writable(params)
        text = str(params.get("text", ""))
        if name == "sendMessage" and not 1 <= len(text) <= LONGEST:
            raise Refused(400, "Bad Request: text must be 1 to 2000 characters")
        if len(str(params.get("caption", ""))) > LONGEST:
            raise Refused(400, "Bad Request: caption is too long")
        month, most = self.world.month(), self.variants.messages_a_month
        if most is not None and self.world.spent.get(month, 0) >= most:
            raise Refused(429, "Quota exceeded")
        self.world.spent[month] = self.world.spent.get(month, 0) + 1
        # reply_markup and other inventions are not looked at
        sent = Sent(
            id=self.world.new_id(), chat_id=chat.id, text=text, at=self.now(), method=name, params=params
        )
        self.world.sent.append(sent)
        return {"message_id": sent.id, "date": self.world.now_ms()}

    def _writable(self, params: dict[str, Any]) -> Chat:
        chat = self.world.chats.get(str(params.get("chat_id", "")))
        if chat is None or not chat.known:
            raise Refused(400, "Bad Request: chat not found")
        if chat.blocked:
            raise Refused(403, "Forbidden: the user has blocked the bot")
        return chat

    async def _update(self, params: dict[str, Any]) -> dict[str, Any]:
        if self.webhook:
            words = "You cannot use this API while a webhook is set. Please remove the webhook first"
            raise Refused(400, words)
        world = self.world
        if not world.waiting and self.variants.replay and world.given:
            return world.given[-1]
        world.pollers += 1
        try:
            if not world.waiting:
                world.arrived.clear()
                timeout = float(params.get("timeout") or 30)
                async with asyncio.timeout(timeout):
                    await world.arrived.wait()
        except TimeoutError:
            raise Refused(408, "Request timeout") from None
        finally:
            world.pollers -= 1
        update = world.waiting.pop(-1 if self.reverse_updates else 0)
        world.given.append(update)
        return update

    def _administer(self, name: str, params: dict[str, Any]) -> Any:
        if name == "getMe":
            return {
                "id": self.token.partition(":")[0],
                "account_name": "bot.AbCdEfGh",
                "account_type": "BASIC",
                "can_join_groups": True,
            }
        if name == "setWebhook":
            return self._set_webhook(params)
        if name == "deleteWebhook":
            self.webhook = {}
            self.world.heard_by_webhook = False
            return {"url": "", "updated_at": self.world.now_ms()}
        if name == "getWebhookInfo":
            if not self.webhook and self.variants.info_without_webhook == "404":
                raise Refused(404, "Not Found")
            return {"url": self.webhook.get("url", ""), "updated_at": self.world.now_ms()}
        raise Refused(404, "Not Found")

    def _set_webhook(self, params: dict[str, Any]) -> dict[str, Any]:
        url, secret = str(params.get("url", "")), str(params.get("secret_token", ""))
        if not 8 <= len(secret) <= 256:
            raise Refused(400, "Bad Request: secret_token must be 8 to 256 characters")
        if urlsplit(url).scheme != "https" or _is_local(urlsplit(url).hostname or ""):
            raise Refused(400, "Bad Request: url must be a public HTTPS address")
        self.webhook = {"url": url, "secret_token": secret}
        self.world.heard_by_webhook = True
        hint = "" if self.webhook_answers else "the address did not answer 200"
        check = {"ok": self.webhook_answers, "hint": hint}
        return {"url": url, "updated_at": self.world.now_ms(), "verification": check}


async def _read(request: web.Request) -> dict[str, Any]:
    """Read parameters from the query, JSON, form or multipart."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        return {**given, **(json.loads(body) if body else {})}
    given.update({key: value for key, value in (await request.post()).items() if isinstance(value, str)})
    return given


async def _granted(request: web.Request, body: dict[str, Any], fault: Fault | None) -> web.StreamResponse:
    text = json.dumps(body, ensure_ascii=False).encode()
    if fault is None:
        return web.Response(body=text, content_type="application/json", charset="utf-8")
    if fault.kind == "hang":
        await asyncio.sleep(FOREVER_S)
    if fault.kind == "drop" and request.transport is not None:
        request.transport.close()
    if fault.kind == "drip":
        return await dripped(request, text, seconds=fault.seconds)
    return web.Response(body=text[: len(text) // 2], content_type="application/json")


def _is_local(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or "." not in host
