"""The server: aiohttp on loopback, answering as graph.facebook.com does."""

import asyncio
import hashlib
import hmac
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from aiohttp import web

from tests.fakes.messenger.messages import Refused, send
from tests.fakes.messenger.world import PAGE_ID, Person, Variants, World, as_body
from tests.fakes.virtual_time import clock

TOKEN = "EAAG-page-token-KEPT-out-of-every-log"
APP_SECRET = "app-secret-KEPT-out-of-every-log"
VERIFY = "verify-word-KEPT-out-of-every-log"
FOREVER_S = 100_000.0
# seconds after which a body is tried again
RETRIES_S = (15, 60, 300, 900, 3600)
MESSAGES = "/me/messages"

Handler = Callable[[Mapping[str, str], bytes], Awaitable[tuple[int, bytes]]]


@dataclass(frozen=True, slots=True)
class Call:
    path: str
    body: dict[str, Any]
    at: float
    # None when it was granted
    error: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that goes wrong with one call.

    error: HTTP `status` without JSON, nothing done · refuse: an error of `code`, nothing done · hang: done,
    never answered · truncate: done, the answer cut short · drop: done, the connection closed.
    """

    kind: Literal["error", "refuse", "hang", "truncate", "drop"]
    status: int = 503
    code: int = 613
    subcode: int = 0
    words: str = "Calls to this api have exceeded the rate limit."
    # X-Business-Use-Case-Usage: minutes until calls are taken again
    back_in_minutes: int = 0


class MessengerServer:
    """One page's platform. Use as an async context manager."""

    def __init__(self, **variants: Any) -> None:
        self.variants = Variants(**variants)
        self.world = World(clock, self.variants)
        self.token = TOKEN
        self.calls: list[Call] = []
        self.reverse_events = False
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=30_000_000)
        app.router.add_get("/files/{key}/{name}", self._serve_file)
        app.router.add_route("*", "/v25.0/{path:.+}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    def person(self, number: int = 1) -> Person:
        return Person(self.world, number=number, url=self.url)

    def break_next(self, path: str, fault: Fault, *, times: int = 1) -> None:
        self._faults[path].extend([fault] * times)

    def called(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.path == path]

    def signed(self, body: bytes, *, secret: str = APP_SECRET) -> dict[str, str]:
        """Sign a body as the platform does."""
        sha1 = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
        sha256 = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return {
            "x-hub-signature": f"sha1={sha1}",
            "x-hub-signature-256": f"sha256={sha256}",
            "content-type": "application/json",
            "user-agent": "facebookexternalua",
        }

    async def deliver(self, handler: Handler, *, twice: bool = False) -> list[int]:
        """Deliver what waits, again after 15 s, 1 min, ... until it is taken; gives the statuses."""
        statuses = []
        waiting = self.world.waiting[:]
        for event in waiting:
            self.world.waiting.remove(event)
        if self.reverse_events:
            waiting.reverse()
        bodies = [as_body([event]) for event in waiting]
        if self.variants.batches and waiting:
            bodies = [as_body(waiting, split=len({event["sender"]["id"] for event in waiting}) > 1)]
        for body in bodies:
            for _ in range(2 if twice else 1):
                for wait in (0, *RETRIES_S):
                    await asyncio.sleep(wait)
                    status, _ = await handler(self.signed(body), body)
                    statuses.append(status)
                    if status == 200:
                        break
        return statuses

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        body, upload = await _read(request)
        faults = self._faults[path]
        fault = faults.popleft() if faults else None
        try:
            if fault is not None and fault.kind == "error":
                self.calls.append(Call(path, body, self.now(), fault.status))
                return web.Response(status=fault.status, text="<html></html>")
            self._admit(request)
            if fault is not None and fault.kind == "refuse":
                raise Refused(fault.code, fault.words, subcode=fault.subcode)
            data = self._do(request.method, path, body, upload)
        except Refused as refused:
            self.calls.append(Call(path, body, self.now(), refused.code))
            error: dict[str, Any] = {
                "message": refused.words,
                "type": "OAuthException",
                "code": refused.code,
                "fbtrace_id": "A1b2C3",
            }
            if refused.subcode:
                error["error_subcode"] = refused.subcode
            headers = self._usage(back_in=fault.back_in_minutes if fault else 0)
            return web.json_response({"error": error}, status=refused.status, headers=headers)
        self.calls.append(Call(path, body, self.now()))
        return await self._granted(request, data, fault)

    def _admit(self, request: web.Request) -> None:
        token = request.query.get("access_token", "")
        if token != self.token:
            words = "Error validating access token: The session has been invalidated"
            raise Refused(190, words, subcode=460, status=401)
        right = hmac.new(APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
        given = request.query.get("appsecret_proof")
        if (given is None and self.variants.wants_proof) or (given is not None and given != right):
            raise Refused(100, "Invalid appsecret_proof provided in the API argument")

    def _do(
        self, method: str, path: str, body: dict[str, Any], upload: tuple[str, bytes] | None
    ) -> dict[str, Any]:
        if (method, path) == ("POST", MESSAGES):
            return send(self.world, body)
        if (method, path) == ("POST", "/me/message_attachments"):
            return self._upload(body, upload)
        if (method, path) == ("POST", "/me/messenger_profile"):
            self.world.profile.update(body)
            return {"result": "success"}
        if (method, path) == ("GET", "/me/messenger_profile"):
            return {"data": [self.world.profile] if self.world.profile else []}
        if (method, path) == ("GET", "/me/subscribed_apps"):
            named = self.world.subscribed
            fields = (
                [{"name": each, "version": "v25.0"} for each in named]
                if self.variants.fields_as_objects
                else named
            )
            return {"data": [{"id": "1", "name": "Thi", "subscribed_fields": fields}]}
        if (method, path) == ("GET", "/me"):
            return {"id": PAGE_ID, "name": "Văn phòng UBND tỉnh"}
        raise Refused(100, f"Unsupported {method.lower()} request")

    def _upload(self, body: dict[str, Any], upload: tuple[str, bytes] | None) -> dict[str, Any]:
        message = json.loads(str(body.get("message", "{}")))
        if upload is None or message.get("attachment", {}).get("type") not in ("file", "image"):
            raise Refused(100, "(#100) Incorrect attachment")
        if len(upload[1]) > 25 * 1024 * 1024:
            raise Refused(100, "(#100) Attachment size exceeds allowable limit", subcode=2018047)
        handle = str(1_857_000_000_000_000 + len(self.world.uploads))
        self.world.uploads[handle] = upload
        return {"attachment_id": handle}

    def _usage(self, *, back_in: int = 0) -> dict[str, str]:
        share = self.variants.app_usage
        if share is None:
            return {}
        shares = {"call_count": share, "total_time": 1, "total_cputime": 1}
        case = {**shares, "type": "messenger", "estimated_time_to_regain_access": back_in}
        return {
            "X-App-Usage": json.dumps(shares),
            "X-Business-Use-Case-Usage": json.dumps({PAGE_ID: [case]}),
        }

    async def _serve_file(self, request: web.Request) -> web.Response:
        found = self.world.files.get(request.match_info["key"])
        return web.Response(status=404) if found is None else web.Response(body=found[1])

    async def _granted(
        self, request: web.Request, data: dict[str, Any], fault: Fault | None
    ) -> web.StreamResponse:
        text = json.dumps(data)
        if fault is not None and fault.kind == "hang":
            await asyncio.sleep(FOREVER_S)
        if fault is not None and fault.kind == "drop" and request.transport is not None:
            request.transport.close()
        if fault is not None and fault.kind == "truncate":
            text = text[: len(text) // 2]
        return web.Response(text=text, content_type="application/json", headers=self._usage())


async def _read(request: web.Request) -> tuple[dict[str, Any], tuple[str, bytes] | None]:
    if request.content_type == "application/json":
        return await request.json(), None
    body, upload = {}, None
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            upload = (value.filename, value.file.read())
            value.file.close()
        else:
            body[name] = str(value)
    return body, upload
