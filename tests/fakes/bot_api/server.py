"""The server: aiohttp on loopback, answering as api.telegram.org does."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Literal, cast

from aiohttp import web

from tests.fakes.bot_api.flood import Flood
from tests.fakes.bot_api.people import Group, Person
from tests.fakes.bot_api.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, ApiError, bad
from tests.fakes.bot_api.schema import METHODS, check
from tests.fakes.bot_api.world import BOT_ID, World, not_found
from tests.fakes.platform import FOREVER_S, Broken, Handler, Platform, dripped

TOKEN = "42:TEST-kept-out-of-every-log"
MESSAGES = {"sendMessage", "sendDocument", "sendPoll"}


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    params: dict[str, Any]
    at: float
    # None when it was granted
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(Broken):
    """Something that goes wrong with one call.

    error: refused with `status` before anything is done · hang: done, but never answered ·
    truncate: done, the answer cut short · slow: done, answered after `seconds` · drip: done, the answer
    trickles in over `seconds` · drop: done, the
    connection closed without an answer · refuse: answered with the refusal given.
    """

    kind: Literal["error", "hang", "truncate", "slow", "drip", "drop", "refuse"]
    status: int = 502
    seconds: float = 0.0
    refusal: ApiError | None = None


class BotApiServer(Platform[Fault]):
    """One bot's Bot API. Use as an async context manager."""

    largest = 60_000_000

    def __init__(self, *, flood: bool = True, flood_edits: bool = False) -> None:
        super().__init__()
        self.world = World()
        self.calls: list[Call] = []
        self.flood: Flood | None = Flood() if flood else None
        # count edits as messages, which the published limits leave open
        self.flood_edits = flood_edits
        self.webhook: dict[str, Any] = {}
        self.reverse_updates = False
        # so many calls of getUpdates give back what was confirmed already
        self.ignore_offsets = 0
        self._poll: asyncio.Future[None] | None = None
        # when each poll began
        self.polls: list[float] = []
        # the one token that is accepted; another one stands for a token that was revoked
        self.token = TOKEN

    def route(self, router: web.UrlDispatcher) -> None:
        router.add_route("*", "/bot{token}/{method}", self._serve)
        router.add_get("/file/bot{token}/{path:.+}", self._serve_file)

    async def __aexit__(self, *_: object) -> None:
        self._end_poll()
        await super().__aexit__()

    def person(self, number: int, first_name: str = "An") -> Person:
        return Person(self.world, number=number, first_name=first_name, now=self.now)

    def group(self, number: int = -1001, title: str = "Phòng Tổng hợp") -> Group:
        return Group(self.world, number=number, title=title)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def push_webhook(self, handler: Handler, *, twice: bool = False) -> list[int]:
        """Deliver every waiting update to the webhook, again until it is taken; gives the statuses."""
        statuses = []
        waiting = self.world.updates[:]
        for update in reversed(waiting) if self.reverse_updates else waiting:
            body = json.dumps(update, ensure_ascii=False).encode()
            headers = {"x-telegram-bot-api-secret-token": self.webhook.get("secret_token", "")}
            for _ in range(2 if twice else 1):
                status, wait = 0, 1.0
                while status != 200:
                    status, _body = await handler(headers, body)
                    statuses.append(status)
                    if status != 200:
                        await asyncio.sleep(wait)
                        wait = min(60.0, wait * 2)
            self.world.updates.remove(update)
        return statuses

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = METHODS.get(request.match_info["method"].casefold())
        name = method.__api_method__ if method is not None else request.match_info["method"]
        given, files = await _read(request)
        fault = self.next_fault(name)
        try:
            if request.match_info["token"] != self.token:
                raise ApiError(401, "Unauthorized")
            if fault is not None and fault.kind == "error":
                raise ApiError(fault.status, "Bad Gateway")
            if fault is not None and fault.refusal is not None:
                raise fault.refusal
            result = await self._do(name, check(name, given), files)
        except ApiError as error:
            self.calls.append(Call(name, given, self.now(), error.description))
            return _answer(error.body(), error.code, error.parameters)
        self.calls.append(Call(name, given, self.now()))
        return await self._granted(request, result, fault)

    async def _granted(self, request: web.Request, result: Any, fault: Fault | None) -> web.StreamResponse:
        if fault is not None and fault.kind in ("hang", "slow"):
            await asyncio.sleep(FOREVER_S if fault.kind == "hang" else fault.seconds)
        if fault is not None and fault.kind == "drop" and request.transport is not None:
            request.transport.close()
        text = json.dumps({"ok": True, "result": result}, ensure_ascii=False)
        if fault is not None and fault.kind == "truncate":
            text = text[: len(text) // 2]
        if fault is not None and fault.kind == "drip":
            return await dripped(request, text.encode(), seconds=fault.seconds)
        return web.Response(text=text, content_type="application/json")

    async def _do(self, name: str, params: dict[str, Any], files: dict[str, bytes]) -> Any:
        if name in MESSAGES:
            chat_id = int(params["chat_id"])
            self.world.writable(chat_id)
            if self.flood is not None:
                self.flood.pass_or_refuse(chat_id, now=self.now())
            file = _attached(params, files) if name == "sendDocument" else b""
            return self.world.shown(self.world.post(name, params, at=self.now(), file=file))
        if name == "editMessageText":
            if self.flood is not None and self.flood_edits:
                self.flood.pass_or_refuse(int(params["chat_id"]), now=self.now())
            return self.world.shown(self.world.edit(params))
        if name == "answerCallbackQuery":
            self.world.confirm_tap(params, at=self.now())
            return True
        if name == "getUpdates":
            return await self._get_updates(params)
        return self._administer(name, params)

    def _administer(self, name: str, params: dict[str, Any]) -> Any:
        if name == "getMe":
            return {"id": BOT_ID, "is_bot": True, "first_name": "Quiz", "username": "quiz_bot"}
        if name == "setMyCommands":
            scope = json.dumps(params.get("scope", {"type": "default"}), sort_keys=True)
            self.world.commands[scope, params.get("language_code", "")] = params["commands"]
            return True
        if name == "setWebhook":
            self.webhook = params
            self._end_poll()
            return True
        if name == "deleteWebhook":
            self.webhook = {}
            return True
        if name == "getFile":
            if params["file_id"] not in self.world.files:
                raise bad("invalid file_id")
            file_id = params["file_id"]
            return {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}
        raise not_found()

    async def _get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook.get("url"):
            raise ApiError(409, WEBHOOK_ACTIVE)
        self.polls.append(self.now())
        self._end_poll()
        self.world.forget(before=params.get("offset", 0))
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = mine
        if self.ignore_offsets:
            self.ignore_offsets -= 1
            self.world.updates[:0] = self.world.confirmed_updates
        if not self.world.updates:
            self.world.arrived.clear()
            news = asyncio.ensure_future(self.world.arrived.wait())
            timeout = min(50, params.get("timeout", 0))
            await asyncio.wait((news, mine), timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
            if mine.done():
                raise ApiError(409, OTHER_POLLER)
        allowed = params.get("allowed_updates")
        found = [each for each in self.world.updates if not allowed or set(each) & set(allowed)]
        batch = found[: params.get("limit", 100)]
        return batch[::-1] if self.reverse_updates else batch

    def _end_poll(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    async def _serve_file(self, request: web.Request) -> web.Response:
        content = self.world.files.get(request.match_info["path"].removeprefix("documents/"))
        if request.match_info["token"] != self.token or content is None:
            return web.Response(status=404)
        return web.Response(body=content)


async def _read(request: web.Request) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Read parameters as JSON, form or multipart."""
    if request.content_type == "application/json":
        return await request.json(), {}
    if request.method == "GET":
        # Telegram reads a body whatever the method; some clients send one with GET
        request = cast("web.Request", request.clone(method="POST"))
    given: dict[str, Any] = dict(request.query)
    files: dict[str, bytes] = {}
    for key, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[key] = value.file.read()
            if key == "document":
                # the file stands under the parameter's own name
                given[key] = f"attach://{key}"
            value.file.close()
        else:
            given[key] = value
    return given, files


def _attached(params: dict[str, Any], files: dict[str, bytes]) -> bytes:
    reference = str(params["document"])
    name = reference.removeprefix("attach://")
    if reference == name or name not in files:
        raise bad("wrong file identifier/HTTP URL specified")
    return files[name]


def _answer(body: dict[str, Any], status: int, parameters: dict[str, int]) -> web.Response:
    headers = {"Retry-After": str(parameters["retry_after"])} if "retry_after" in parameters else {}
    return web.json_response(body, status=status, headers=headers)
