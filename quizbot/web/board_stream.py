"""News of a board as server-sent events: only that its public drawing changed, never why."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from quizbot.web.board_pages import BoardKey, BoardPages, key_of
from quizbot.web.site import Site

_HEARTBEAT_S = 15.0  # proxies close connections that are silent for 60 s (nginx proxy_read_timeout, 2026-11)
_RETRY_MS = 5000
# a board that changes all the time is told of so often
_LEAST_GAP_S = 1.0


@dataclass(slots=True)
class BoardStream:
    """The stream that an open board listens to.

    A drawing that did not change is not told of: after the freeze nothing here depends on later
    answers, not even the moment something is sent.
    """

    site: Site
    pages: BoardPages
    _bells: set[asyncio.Event] = field(default_factory=set)
    _hearing: bool = False

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [Route("/bang-xep-hang/{slug}/events", self.events)]

    async def events(self, request: Request) -> Response:
        """Stream the mark of the board each time its drawing changes."""
        key = key_of(request)
        drawing = await self.pages.drawing(key)
        if len(self._bells) >= self.site.settings.streams_at_most:
            return Response(status_code=503, headers={"retry-after": "60"})
        if not self._hearing:
            self._hearing = True
            self.site.store.listen("boards", self._news)
        return StreamingResponse(
            self._stream(key, drawing.etag),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    def _news(self, _topic: str) -> None:
        self.pages.outdate()
        for bell in self._bells:
            bell.set()

    async def _stream(self, key: BoardKey, etag: str) -> AsyncIterator[str]:
        bell, loop = asyncio.Event(), asyncio.get_running_loop()
        self._bells.add(bell)
        # beats keep their own time, whatever happens to the board in between
        beat = loop.time() + _HEARTBEAT_S
        try:
            yield f"retry: {_RETRY_MS}\n\n"
            while not self.site.stop.is_set():
                if not await _rings(bell, until=beat):
                    beat += _HEARTBEAT_S
                    yield ": \n\n"
                    continue
                await asyncio.sleep(_LEAST_GAP_S)
                bell.clear()
                drawing = await self.pages.drawing(key)
                if drawing.etag != etag:
                    etag = drawing.etag
                    yield f"event: board\ndata: {etag}\n\n"
        finally:
            self._bells.discard(bell)


async def _rings(bell: asyncio.Event, *, until: float) -> bool:
    try:
        async with asyncio.timeout_at(until):
            await bell.wait()
    except TimeoutError:
        return False
    return True
