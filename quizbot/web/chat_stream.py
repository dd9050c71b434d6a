"""News of a chat as server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from quizbot.web.bubbles import latest_drawings
from quizbot.web.chat_pages import ChatPages, name_of_page
from quizbot.web.site import Site

_HEARTBEAT_S = 15.0  # proxies close connections that are silent for 60 s (nginx proxy_read_timeout, 2026-11)
_RETRY_MS = 3000
_PAGES_OF_ONE_CHAT = 8


@dataclass(frozen=True, slots=True)
class ChatStream:
    """The stream that an open chat page listens to."""

    site: Site
    pages: ChatPages

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [Route("/chat/events", self.events)]

    async def events(self, request: Request) -> Response:
        """Stream new lines after `Last-Event-ID` (or `?after=`), the number of a transcript line."""
        session = await self.site.browsers.chat(request)
        if session is None or session.chat_address is None:
            # 204: the browser does not try again
            return Response(status_code=204)
        address, chat = session.chat_address, self.site.chat
        if (
            chat.listeners(address) >= _PAGES_OF_ONE_CHAT
            or chat.open_pages >= self.site.settings.streams_at_most
        ):
            return Response(status_code=503, headers={"retry-after": "30"})
        last = request.headers.get("last-event-id") or request.query_params.get("after", "")
        after = int(last) if last.isascii() and last.isdigit() and len(last) < 18 else 0
        return StreamingResponse(
            self._stream(address, after, name_of_page(request.query_params.get("page", ""))),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    async def _stream(self, address: str, after: int, page: str) -> AsyncIterator[str]:
        with self.site.chat.listening(address, page) as bell:
            yield f"retry: {_RETRY_MS}\n\n"
            look = True
            while not self.site.stop.is_set():
                bell.rung.clear()
                if look:
                    after = max(after, bell.told)
                    entries = await self.pages.since(address, after)
                    for entry in latest_drawings(entries):
                        data = json.dumps(self.pages.drawn(entry), ensure_ascii=False)
                        yield f"id: {entry.seq}\nevent: bubble\ndata: {data}\n\n"
                    if entries:
                        after = entries[-1].seq
                        continue
                look = await _rings(bell.rung) or self.site.settings.shared_store
                if not bell.rung.is_set():
                    yield ": \n\n"


async def _rings(bell: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(_HEARTBEAT_S):
            await bell.wait()
    except TimeoutError:
        return False
    return True
