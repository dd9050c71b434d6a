import asyncio
import socket

import pytest

from quizbot.web.app import make_app
from quizbot.web.server import PortTaken, serve
from quizbot.web.settings import WebSettings
from tests.web.fakes import CODE, FakeClock, FakeDialogue, MemoryStore

SETTINGS = WebSettings(port=0)


async def ask(port: int, request: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{request}\r\nHost: localhost\r\n".encode())
    return reader, writer


async def begin(port: int) -> str:
    reader, writer = await ask(port, f"GET /?code={CODE} HTTP/1.1")
    writer.write(b"Connection: close\r\n\r\n")
    head = (await reader.read()).decode()
    writer.close()
    return head.split("quizbot-chat=")[1].split(";")[0]


class TestServe:
    async def test_streams_news_and_ends_open_streams_when_the_process_stops(
        self, store: MemoryStore, dialogue: FakeDialogue, clock: FakeClock
    ) -> None:
        stop, address = asyncio.Event(), asyncio.get_running_loop().create_future()
        app = make_app(store=store, answer=dialogue, settings=SETTINGS, clock=clock, stop=stop)  # type: ignore[arg-type]
        running = asyncio.create_task(serve(app, settings=SETTINGS, stop=stop, ready=address.set_result))
        port = int((await address).rsplit(":", 1)[1])
        cookie = await begin(port)
        reader, writer = await ask(port, "GET /chat/events HTTP/1.1")
        writer.write(f"Cookie: quizbot-chat={cookie}\r\nLast-Event-ID: 0\r\n\r\n".encode())

        news = await reader.readuntil(b"event: bubble")
        stop.set()
        rest = await reader.read()
        await running

        assert b"text/event-stream" in news
        assert b"id: 1\n" in news
        assert "Đồng ý".encode() in rest
        assert app.state.chat.open_pages == 0
        writer.close()

    async def test_says_when_the_port_is_taken(
        self, store: MemoryStore, dialogue: FakeDialogue, clock: FakeClock
    ) -> None:
        app = make_app(store=store, answer=dialogue, settings=SETTINGS, clock=clock)  # type: ignore[arg-type]
        with socket.create_server(("127.0.0.1", 0)) as other:
            taken = WebSettings(port=other.getsockname()[1])

            with pytest.raises(PortTaken):
                await serve(app, settings=taken, stop=asyncio.Event())
