"""The web server, run inside the process's own event loop."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Callable, Generator

import uvicorn
from starlette.applications import Starlette

from quizbot.core.refusal import Refusal
from quizbot.web.settings import WebSettings

_GRACE_S = 5


class PortTaken(Refusal):
    """Somebody else listens on the address already, or it is not ours."""

    code = "web.port_taken"


class _Server(uvicorn.Server):
    """A server that leaves signals to the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


async def serve(
    app: Starlette,
    *,
    settings: WebSettings,
    stop: asyncio.Event,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the pages until `stop` is set; open streams end then, all else within 5 seconds.

    Args:
        app: made by `make_app` with the same `stop`.
        ready: called once with the address to open, such as http://127.0.0.1:8080.

    Raises:
        PortTaken
    """
    listener = _listen(settings)
    server = _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_S,
            timeout_keep_alive=20,
        )
    )
    running = asyncio.create_task(server.serve(sockets=[listener]))
    stopping = asyncio.create_task(stop.wait())
    try:
        if ready is not None:
            ready(address_of(listener, settings))
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.set()
        stopping.cancel()
        await app.state.chat.stop()
        server.should_exit = True
        await running


def address_of(listener: socket.socket, settings: WebSettings) -> str:
    """Give the address people open."""
    if settings.base_url:
        return settings.base_url
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}"


def require_port(settings: WebSettings) -> None:
    """Find out beforehand whether the pages will be able to listen.

    Raises:
        PortTaken
    """
    _listen(settings).close()


def _listen(settings: WebSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as fault:
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        raise PortTaken(host=settings.host, port=str(settings.port), reason=reason) from fault
