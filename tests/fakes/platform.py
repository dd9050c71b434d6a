"""What every fake of a platform is: a server on loopback that remembers calls and goes wrong when told to."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from aiohttp import web

FOREVER_S = 100_000.0

Handler = Callable[[Mapping[str, str], bytes], Awaitable[tuple[int, bytes]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Something that goes wrong with one call; each platform says which kinds it knows."""

    kind: str
    status: int = 503
    # drip: the answer comes byte by byte in this time
    seconds: float = 100.0


F = TypeVar("F", bound=Broken)


class Platform(Generic[F]):
    """A platform's server. Use as an async context manager."""

    # bytes of the largest call
    largest = 20_000_000

    def __init__(self) -> None:
        self.url = ""
        self._faults: dict[str, deque[F]] = defaultdict(deque)
        self._runner: web.AppRunner | None = None

    def route(self, router: web.UrlDispatcher) -> None:
        """Say which addresses are served."""
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=self.largest)
        self.route(app.router)
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

    def break_next(self, what: str, fault: F, *, times: int = 1) -> None:
        """Let the next calls of a method or path go wrong."""
        self._faults[what].extend([fault] * times)

    def next_fault(self, what: str) -> F | None:
        """Take what goes wrong with this call."""
        faults = self._faults[what]
        return faults.popleft() if faults else None


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was made to a path."""

    path: str
    body: dict[str, Any]
    at: float
    # None when it was granted
    error: int | None = None


async def granted(
    request: web.Request,
    body: Mapping[str, Any],
    fault: Broken | None,
    *,
    headers: Mapping[str, str] | None = None,
) -> web.StreamResponse:
    """Answer what was done, unless the answer gets lost on the way."""
    text = json.dumps(body, ensure_ascii=False)
    if fault is not None and fault.kind == "hang":
        await asyncio.sleep(FOREVER_S)
    if fault is not None and fault.kind == "drop" and request.transport is not None:
        request.transport.close()
    if fault is not None and fault.kind == "truncate":
        text = text[: len(text) // 2]
    if fault is not None and fault.kind == "drip":
        return await dripped(request, text.encode(), seconds=fault.seconds)
    return web.Response(text=text, content_type="application/json", headers=headers)


async def dripped(request: web.Request, body: bytes, *, seconds: float) -> web.StreamResponse:
    """Answer a few bytes at a time."""
    answer = web.StreamResponse(headers={"content-type": "application/json"})
    await answer.prepare(request)
    parts = [body[start : start + 16] for start in range(0, len(body), 16)]
    for part in parts:
        await asyncio.sleep(seconds / len(parts))
        await answer.write(part)
    await answer.write_eof()
    return answer
