"""The server: aiohttp on loopback, answering as openapi.zalo.me, oauth.zaloapp.com and graph.zalo.me do."""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

from tests.fakes.platform import Broken, Call, Handler, Platform, granted
from tests.fakes.virtual_time import clock
from tests.fakes.zalo_oa.messages import Refused, care, group_message, template_message
from tests.fakes.zalo_oa.oauth import OAuth
from tests.fakes.zalo_oa.world import APP_ID, OA_ID, Person, Variants, World, as_body

APP_SECRET = "app-secret-KEPT-out-of-every-log"
OA_SECRET = "oa-secret-KEPT-out-of-every-log"
# seconds after which a webhook is tried again
RETRIES_S = (30, 300, 900, 1800, 3600)
CARE = "/v3.0/oa/message/cs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(Broken):
    """Something that goes wrong with one call.

    error: HTTP `status` without JSON, nothing done · refuse: HTTP 200 with `code`, nothing done · hang:
    done, never answered · truncate: done, the answer cut short · drip: done, the answer trickles in over
    `seconds` · drop: done, the connection closed.
    """

    kind: Literal["error", "refuse", "hang", "truncate", "drip", "drop"]
    code: int = -32
    words: str = "rate exceeded"


class ZaloOaServer(Platform[Fault]):
    """One account's platform. Use as an async context manager."""

    largest = 20_000_000

    def __init__(self, **variants: Any) -> None:
        super().__init__()
        self.variants = Variants(**variants)
        self.world = World(clock, self.variants)
        self.oauth = OAuth(clock, APP_ID, APP_SECRET, dies_at_once=self.variants.dies_at_once)
        self.calls: list[Call] = []
        self.reverse_events = False
        self._minute, self._called = -1, 0

    def route(self, router: web.UrlDispatcher) -> None:
        router.add_post("/v4/oa/access_token", self._serve_token)
        router.add_get("/files/{key}", self._serve_file)
        router.add_get("/v2.0/me", self._serve_me)
        router.add_route("*", "/{path:.+}", self._serve)

    def person(self, number: int = 1) -> Person:
        return Person(self.world, number=number, url=self.url)

    def called(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.path == path]

    def signed(self, body: bytes, timestamp: str, *, secret: str = OA_SECRET) -> dict[str, str]:
        """Sign a webhook as the platform does."""
        prefix = APP_ID if self.variants.signed_with == "app_id" else OA_ID
        mac = hashlib.sha256(prefix.encode() + body + timestamp.encode() + secret.encode()).hexdigest()
        return {"x-zevent-signature": f"mac={mac}", "content-type": "application/json"}

    async def deliver(self, handler: Handler, *, twice: bool = False) -> list[int]:
        """Deliver what waits, again after 30 s, 5 min, ... until it is taken; gives the statuses."""
        statuses = []
        waiting = self.world.waiting[:]
        for event in reversed(waiting) if self.reverse_events else waiting:
            self.world.waiting.remove(event)
            body = as_body(event)
            for _ in range(2 if twice else 1):
                for number, wait in enumerate((0, *RETRIES_S)):
                    await asyncio.sleep(wait)
                    headers = self.signed(body, event["timestamp"])
                    if number:
                        headers["num_retry"] = str(number)
                    status, _ = await handler(headers, body)
                    statuses.append(status)
                    if status == 200:
                        break
        return statuses

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        body, upload = await _read(request)
        fault = self.next_fault(path)
        try:
            if fault is not None and fault.kind == "error":
                self.calls.append(Call(path, body, self.now(), fault.status))
                return web.Response(status=fault.status, text="<html></html>")
            self._meter()
            self._admit(request)
            if fault is not None and fault.kind == "refuse":
                raise Refused(fault.code, fault.words)
            data = self._do(path, body, upload)
        except Refused as refused:
            self.calls.append(Call(path, body, self.now(), refused.code))
            refusal = {"data": {}, "error": refused.code, "message": refused.words}
            return web.json_response(refusal, headers=self._left())
        self.calls.append(Call(path, body, self.now()))
        body = {"data": data, "error": 0, "message": "Success"}
        return await granted(request, body, fault, headers=self._left())

    def _meter(self) -> None:
        """Count the calls of the minute of the clock."""
        minute = int(self.now() // 60)
        if minute != self._minute:
            self._minute, self._called = minute, 0
        self._called += 1
        most = self.variants.calls_a_minute
        if most is not None and self._called > most:
            raise Refused(-32, "rate exceeded")

    def _left(self) -> dict[str, str]:
        most = self.variants.calls_a_minute
        if most is None:
            return {}
        return {"X-RateLimit-Limit": str(most), "X-RateLimit-Remain": str(max(0, most - self._called))}

    def _admit(self, request: web.Request) -> None:
        token = request.headers.get("access_token", "")
        refusal = self.oauth.refusal_of(token)
        if refusal is not None:
            raise Refused(*refusal)
        if self.variants.wants_proof and request.headers.get("appsecret_proof") != self.oauth.proof(token):
            raise Refused(-242, "appsecret_proof is invalid")

    def _do(self, path: str, body: dict[str, Any], upload: tuple[str, bytes] | None) -> dict[str, Any]:
        world = self.world
        if path == CARE:
            return care(world, body)
        if path == "/v3.0/oa/group/message":
            return group_message(world, body)
        if path == "/v3.0/oa/message/template":
            return template_message(world, body)
        if path in ("/v3.0/oa/message/transaction", "/v3.0/oa/message/promotion", "/v2.0/oa/message"):
            raise Refused(-240, "This API is no longer supported")
        if path == "/v3.0/oa/quota/message":
            return self._quota(body)
        if path == "/v2.0/oa/getoa":
            return {"oa_id": OA_ID, "name": "Văn phòng UBND tỉnh", "oa_type": 4}
        if path in ("/v2.0/oa/upload/file", "/v2.0/oa/upload/image"):
            return self._upload(path, upload)
        raise Refused(-201, "API not found")

    def _quota(self, body: dict[str, Any]) -> dict[str, Any]:
        user = self.world.users.get(str(body.get("user_id")))
        if user is None:
            raise Refused(-201, "user_id is invalid")
        total = self.variants.free_messages
        heard = int(user.heard_at.timestamp() * 1000) if user.heard_at else 0
        left = None if total is None else max(0, total - user.since_heard)
        return {"last_interaction": heard, "cs_reply": {"remain": left, "total": total}}

    def _upload(self, path: str, upload: tuple[str, bytes] | None) -> dict[str, Any]:
        if upload is None:
            raise Refused(-201, "file is missing")
        name, content = upload
        image = path.endswith("image")
        endings = (".jpg", ".jpeg", ".png") if image else (".pdf", ".doc", ".docx", ".csv")
        if not name.casefold().endswith(endings) or len(content) > (1_000_000 if image else 5_000_000):
            raise Refused(-201, "file is not supported")
        handle = self.world.new_id()
        self.world.uploads[handle] = (name, content)
        return {"attachment_id" if image else "token": handle}

    async def _serve_token(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        form = {key: str(value) for key, value in (await request.post()).items()}
        fault = self.next_fault(path)
        if fault is not None and fault.kind == "error":
            return web.Response(status=fault.status, text="<html></html>")
        await asyncio.sleep(0.2)
        body = self.oauth.exchange(form, request.headers.get("secret_key", ""))
        self.calls.append(Call(path, {"grant_type": form.get("grant_type")}, self.now(), body.get("error")))
        return await granted(request, body, fault)

    async def _serve_file(self, request: web.Request) -> web.Response:
        content = self.world.files.get(request.match_info["key"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def _serve_me(self, request: web.Request) -> web.StreamResponse:
        fault = self.next_fault(request.path)
        if fault is not None and fault.kind == "error":
            return web.Response(status=fault.status, text="<html></html>")
        token = request.headers.get("access_token", "")
        if request.headers.get("appsecret_proof") != self.oauth.proof(token):
            return web.json_response({"error": -242, "message": "appsecret_proof is invalid"})
        user = self.world.users.get(token.removeprefix("MINI-"))
        if user is None:
            return web.json_response({"error": 452, "message": "Session key invalid"})
        who = {"error": 0, "message": "Success", "id": f"5{user.id}", "name": "An"}
        return await granted(request, who, fault)


async def _read(request: web.Request) -> tuple[dict[str, Any], tuple[str, bytes] | None]:
    if request.content_type == "application/json":
        return await request.json(), None
    upload = None
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            upload = (value.filename, value.file.read())
            value.file.close()
    data = request.query.get("data")
    return (json.loads(data) if data else {}), upload
