"""Live boards: told when the public drawing changes, and silent about everything after the freeze."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import StreamingResponse

from quizbot.usecases import organise
from quizbot.web import board_stream
from quizbot.web.board_pages import BoardPages
from quizbot.web.board_stream import BoardStream
from tests.web.product import CONTEST, Office, opened, play
from tests.web.test_freeze import FROZEN


def asked(office: Office) -> Request:
    assert office.app is not None
    return Request(
        {
            "type": "http", "method": "GET", "path": f"/bang-xep-hang/{CONTEST}/events", "headers": [],
            "path_params": {"slug": CONTEST}, "query_string": b"",
        }
    )  # fmt: skip


async def listening(office: Office) -> AsyncIterator[str]:
    """Open the board's stream and give what comes after its greeting."""
    stream = BoardStream(office.app.state.site, BoardPages(office.app.state.site))
    answer = await stream.events(asked(office))
    assert isinstance(answer, StreamingResponse)
    chunks = aiter(answer.body_iterator)
    assert "retry" in str(await anext(chunks))
    return chunks  # type: ignore[return-value]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_stream, "_HEARTBEAT_S", 0.1)
    monkeypatch.setattr(board_stream, "_LEAST_GAP_S", 0.01)


class TestBoardStream:
    async def test_tells_that_somebody_has_finished(self, tmp_path: Path, password_hash: str) -> None:
        async with opened(tmp_path, password_hash) as office:
            chunks = await listening(office)
            async with office.browser() as browser:
                await play(office, browser, "0025")
            office.clock.at += timedelta(seconds=5)
            async for chunk in chunks:
                if str(chunk).startswith("event: board"):
                    break
                # the drawing of a moment ago is still good; another change asks for a new one
                office.clock.at += timedelta(seconds=5)
                async with office.browser() as browser:
                    await play(office, browser, "0026")

    async def test_says_nothing_of_answers_after_the_freeze(self, tmp_path: Path, password_hash: str) -> None:
        async with opened(tmp_path, password_hash) as office:
            async with office.browser() as browser:
                await play(office, browser, "0025")
            office.clock.at = FROZEN
            await office.store.write(lambda work: organise.tick(work, now=office.clock()))
            chunks = await listening(office)
            for code in ("0026", "0002"):
                async with office.browser() as browser:
                    await play(office, browser, code)
                office.clock.at += timedelta(seconds=5)

            assert [str(await anext(chunks)) for _ in range(8)] == [": \n\n"] * 8
