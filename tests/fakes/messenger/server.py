"""The server: aiohttp on loopback, answering as graph.facebook.com does."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

from tests.fakes.messenger.messages import Refused, send
from tests.fakes.messenger.profile import delete_profile, set_profile
from tests.fakes.messenger.world import PAGE_ID, Person, Variants, World, as_body
from tests.fakes.platform import Broken, Call, Handler, Platform, granted
from tests.fakes.virtual_time import clock

TOKEN = "EAAG-page-token-KEPT-out-of-every-log"
APP_SECRET = "app-secret-KEPT-out-of-every-log"
VERIFY = "verify-word-KEPT-out-of-every-log"
# seconds after which a body is tried again
RETRIES_S = (15, 60, 300, 900, 3600)
MESSAGES = "/me/messages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(Broken):
    """Something that goes wrong with one call.

    error: HTTP `status` without JSON, nothing done · refuse: an error of `code`, nothing done · hang: done,
    never answered · truncate: done, the answer cut short · drip: done, the answer trickles in over
    `seconds` · drop: done, the connection closed.
    """

    kind: Literal["error", "refuse", "hang", "truncate", "drip", "drop"]
    code: int = 613
    subcode: int = 0
    words: str = "Calls to this api have exceeded the rate limit."
    # X-Business-Use-Case-Usage: minutes until calls are taken again
    back_in_minutes: int = 0


class MessengerServer(Platform[Fault]):
    """One page's platform. Use as an async context manager."""

    largest = 30_000_000

    def __init__(self, **variants: Any) -> None:
        super().__init__()
        self.variants = Variants(**variants)
        self.world = World(clock, self.variants)
        self.token = TOKEN
        self.calls: list[Call] = []
        self.reverse_events = False
        self._profile_calls: list[float] = []

    def route(self, router: web.UrlDispatcher) -> None:
        router.add_get("/files/{key}/{name}", self._serve_file)
        router.add_route("*", "/v25.0/{path:.+}", self._serve)

    def person(self, number: int = 1) -> Person:
        return Person(self.world, number=number, url=self.url)

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
        # the page's token may name the page or say "me"
        path = f"/{request.match_info['path']}".replace(f"/{PAGE_ID}", "/me", 1)
        body, upload = await _read(request)
        fault = self.next_fault(path)
        try:
            if fault is not None and fault.kind == "error":
                self.calls.append(Call(path, body, self.now(), fault.status))
                return web.Response(status=fault.status, text="<html></html>")
            self._admit(request)
            if fault is not None and fault.kind == "refuse":
                raise Refused(fault.code, fault.words, subcode=fault.subcode)
            data = self._do(request.method, path, body, upload, dict(request.query))
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
        return await granted(request, data, fault, headers=self._usage())

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
        self,
        method: str,
        path: str,
        body: dict[str, Any],
        upload: tuple[str, bytes] | None,
        asked: dict[str, str],
    ) -> dict[str, Any]:
        if (method, path) == ("POST", MESSAGES):
            return send(self.world, body)
        if (method, path) == ("POST", "/me/message_attachments"):
            return self._upload(body, upload)
        if path == "/me/messenger_profile":
            return self._profile(method, body, asked)
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

    def _profile(self, method: str, body: dict[str, Any], asked: dict[str, str]) -> dict[str, Any]:
        world, now = self.world, self.now()
        # ten calls in ten minutes for a page
        self._profile_calls = [at for at in self._profile_calls if at > now - 600]
        if len(self._profile_calls) >= 10:
            raise Refused(613, "(#613) Calls to this api have exceeded the rate limit.")
        self._profile_calls.append(now)
        if method == "POST":
            set_profile(world, body)
        elif method == "DELETE":
            # in the body, or in the address
            delete_profile(world, {"fields": json.loads(asked["fields"])} if "fields" in asked else body)
        else:
            names = asked.get("fields", "").split(",")
            found = {name: value for name, value in world.profile.items() if name in names}
            return {"data": [found] if found else []}
        return {"result": "success"}

    def _upload(self, body: dict[str, Any], upload: tuple[str, bytes] | None) -> dict[str, Any]:
        message = body.get("message", {})
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


async def _read(request: web.Request) -> tuple[dict[str, Any], tuple[str, bytes] | None]:
    if request.content_type == "application/json":
        return await request.json(), None
    body, upload = {}, None
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            upload = (value.filename, value.file.read())
            value.file.close()
        else:
            body[name] = _decoded(str(value))
    return body, upload


def _decoded(value: str) -> Any:
    """Read a field of a form: an object or a list stands in it as JSON."""
    return json.loads(value) if value[:1] in "{[" else value
