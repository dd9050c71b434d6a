"""A real server in a thread of its own, for tests with a browser."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from quizbot.web.server import serve
from quizbot.web.settings import WebSettings


@contextmanager
def served(app: Any, *, settings: WebSettings, stop: asyncio.Event) -> Iterator[str]:
    """Serve the pages on a free port; gives their address."""
    ready = threading.Event()
    found: list[str] = []
    loop = asyncio.new_event_loop()

    def note(address: str) -> None:
        found.append(address)
        ready.set()

    def run() -> None:
        try:
            loop.run_until_complete(serve(app, settings=settings, stop=stop, ready=note))
        finally:
            loop.close()
            ready.set()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(timeout=30)
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(timeout=30)
        assert not thread.is_alive()
