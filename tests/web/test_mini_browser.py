"""The mini app in a real browser: by itself as in the phone's app, and in a frame as on the web."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from aiohttp import web
from playwright.async_api import BrowserContext, async_playwright, expect

from quizbot.web.server import serve
from quizbot.web.settings import WebSettings
from tests.fakes.bot_api.mini_app import KEY, signed
from tests.web.product import Office, opened
from tests.web.test_browser import ARGS, PHONE
from tests.web.test_mini_pages import ACCOUNT, CHAT, TOKEN, joined, proof_of


@dataclass
class Room:
    office: Office
    url: str
    context: BrowserContext
    # an app on the web that shows our page in a frame
    frame_of: str

    def address(self, proof: str) -> str:
        return f"{self.url}/mini/telegram#tgWebAppData={quote(proof, safe='')}&tgWebAppVersion=9.1"


@asynccontextmanager
async def outside() -> AsyncIterator[str]:
    """Serve an app of another origin that frames whatever it is given."""

    async def show(request: web.Request) -> web.Response:
        # the address comes behind the `#`, so that it is given as it is
        text = "<!doctype html><iframe></iframe><script>document.querySelector('iframe').src=decodeURIComponent(location.hash.slice(1))</script>"
        return web.Response(text=text, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", show)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def room(tmp_path: Path, password_hash: str, chromium_path: Path) -> AsyncIterator[Room]:
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    async with outside() as frame_of:
        settings = WebSettings(port=0, frame_ancestors=(frame_of,))
        channels = {"telegram": {"token": TOKEN, "mini_app_key": KEY}}
        async with (
            opened(tmp_path, password_hash, channels=channels, web=settings) as office,
            async_playwright() as playwright,
        ):
            serving = asyncio.create_task(
                serve(office.app, settings=settings, stop=stop, ready=ready.set_result)
            )
            browser = await playwright.chromium.launch(executable_path=str(chromium_path), args=ARGS)
            context = await browser.new_context(viewport=PHONE, locale="vi-VN")
            context.set_default_timeout(20_000)
            yield Room(office=office, url=await ready, context=context, frame_of=frame_of)
            await browser.close()
            stop.set()
            office.app.state.site.stop.set()
            await serving


class TestPhone:
    async def test_opens_the_chat_of_the_account_and_hides_the_proof(self, room: Room) -> None:
        name = await joined(room.office, "telegram", CHAT)
        page = await room.context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(room.address(proof_of(room.office)))
        await expect(page.get_by_text(f"Xin chào {name}")).to_be_visible()

        assert page.url == f"{room.url}/#cuoi"
        assert not [each for each in asked if "hash" in each or "user" in each]
        assert {each.split("/")[2] for each in asked} == {room.url.split("/")[2]}
        await page.reload()
        await expect(page.get_by_text(f"Xin chào {name}")).to_be_visible()

    async def test_tells_what_to_do_when_the_proof_is_too_old(self, room: Room) -> None:
        proof = signed(token=TOKEN, account=ACCOUNT, at=room.office.clock())
        room.office.clock.pass_(hours=2)
        page = await room.context.new_page()
        await page.goto(room.address(proof))

        await expect(page.get_by_role("alert").filter(has_text="đã cũ")).to_be_visible()
        await expect(page.get_by_role("link", name="Vào bằng mã cá nhân")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

    async def test_tells_what_to_do_when_nobody_vouches(self, room: Room) -> None:
        page = await room.context.new_page()
        await page.goto(f"{room.url}/mini/telegram")

        await expect(page.get_by_text("mở từ nút trong cuộc trò chuyện")).to_be_visible()


class TestFrame:
    async def test_is_played_inside_an_app_that_may(self, room: Room) -> None:
        name = await joined(room.office, "telegram", CHAT)
        page = await room.context.new_page()
        await page.goto(f"{room.frame_of}/#{quote(room.address(proof_of(room.office)), safe='')}")
        frame = page.frame_locator("iframe")
        await expect(frame.get_by_text(f"Xin chào {name}")).to_be_visible()

        await frame.get_by_role("button", name="Cuộc thi thử").last.click()
        await expect(frame.get_by_role("button", name="Bắt đầu").last).to_be_visible()

    async def test_is_not_shown_by_anybody_else(self, room: Room) -> None:
        page = await room.context.new_page()
        async with outside() as stranger:
            await page.goto(f"{stranger}/#{quote(room.url + '/', safe='')}")
            await page.wait_for_timeout(500)

            assert "Mã cá nhân" not in await page.frames[-1].content()
