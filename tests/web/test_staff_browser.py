"""The organizer's day on a phone without scripts: what a step costs, then the step; a wrong key, found and previewed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from quizbot.usecases.ports import Account
from quizbot.web.app import make_app
from quizbot.web.settings import WebSettings
from tests.build import CLOSES, OPENS, TEXTS, contest, opened
from tests.web.conftest import PASSWORD
from tests.web.contrast import FAINT_TEXT
from tests.web.live import served
from tests.web.test_browser import ARGS

SLUG = "hang-tuan"
WEEK = timedelta(days=7)
ROUNDS = [(OPENS + n * WEEK, CLOSES + n * WEEK) for n in range(4)]
NOW = ROUNDS[1][0] + timedelta(hours=1)
TITLE = "Cuộc thi trực tuyến hằng tuần tìm hiểu Nghị quyết 57-NQ/TW và Nghị quyết 71/NQ-CP"


async def prepare(url: str, password_hash: str) -> None:
    """Play a week of a contest, and a little of the next."""
    async with opened(url) as office:
        await office.run(contest(SLUG, title=TITLE), *ROUNDS)
        for name, given in (("an", "BCD"), ("ha", "ACD")):
            await office.played(name, SLUG, *given)
        office.clock.now = NOW
        await office.tick()
        await office.played("binh", SLUG, "B", "C", "D")
        for login, roles in (("huong", ("organizer", "hr", "author")), ("nhansu", ("hr",))):
            account = Account(login=login, name="Ban Tổ chức", password_hash=password_hash, roles=roles)
            await office.write(lambda work, account=account: work.accounts.put(account))  # type: ignore[misc]


@contextmanager
def phone(folder: Path, chromium: Path, password_hash: str, **how: Any) -> Iterator[tuple[Page, str]]:
    """Serve the office and log its organizer in on a phone."""
    from quizbot.storage.store import open_store

    url = f"sqlite:///{folder / 'quizbot.db'}"
    asyncio.run(prepare(url, password_hash))
    at = NOW + timedelta(hours=1)
    store: Any = asyncio.run(open_store(url, now=at))
    stop, settings = asyncio.Event(), WebSettings(port=0, office="Văn phòng UBND tỉnh (cơ quan mẫu)")
    app = make_app(
        store=store,
        answer=_unasked,  # type: ignore[arg-type]
        settings=settings,
        clock=lambda: at,
        stop=stop,
        explain=TEXTS["vi"].refusal,
    )
    with served(app, settings=settings, stop=stop) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=ARGS)
        size = {"width": 390, "height": 780}
        page = browser.new_context(viewport=size, locale="vi-VN", **how).new_page()
        page.goto(f"{address}/dang-nhap")
        page.get_by_label("Tên đăng nhập").fill("huong")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        yield page, address
        browser.close()
    asyncio.run(store.close())


async def _unasked(_: object) -> object:
    raise AssertionError("nobody chats here")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


class TestAStep:
    def test_tells_what_is_lost_before_it_is_taken(
        self, tmp_path: Path, chromium_path: Path, password_hash: str
    ) -> None:
        with phone(tmp_path, chromium_path, password_hash, java_script_enabled=False) as (page, address):
            page.goto(f"{address}/ban-to-chuc/{SLUG}")
            page.get_by_role("link", name="Đóng cuộc thi…").click()

            expect(page.get_by_role("heading", name="Đóng cuộc thi?")).to_be_visible()
            expect(page.get_by_text("1 người đã bắt đầu, 6 người được dự thi")).to_be_visible()
            expect(page.get_by_text("2 vòng chưa mở sẽ không diễn ra: vòng 3 đến vòng 4")).to_be_visible()
            assert fits(page)

            page.get_by_role("link", name="Thôi, để nguyên").click()
            expect(page.get_by_role("heading", name="Đang ở bước: đang mở")).to_be_visible()
            page.get_by_role("link", name="Đóng cuộc thi…").click()
            page.get_by_role("button", name="Đóng cuộc thi").click()
            expect(page.get_by_role("heading", name="Đang ở bước: đã đóng")).to_be_visible()


class TestAWrongKey:
    def test_is_found_by_words_and_previewed_in_words(
        self, tmp_path: Path, chromium_path: Path, password_hash: str
    ) -> None:
        with phone(tmp_path, chromium_path, password_hash, java_script_enabled=False) as (page, address):
            page.goto(f"{address}/ban-to-chuc/{SLUG}")
            page.get_by_role("link", name="Chấm lại một câu sai đáp án…").click()
            page.get_by_role("searchbox").fill("cau hoi q-01")
            page.get_by_role("button", name="Tìm").click()
            page.get_by_role("link", name="Câu hỏi q-01?").click()
            assert fits(page)
            page.get_by_label("Đáp án in sai").check()
            page.get_by_label("A. Một 1").check()
            page.get_by_role("button", name="Xem trước").click()

            expect(page.get_by_role("heading", name="Xem trước điều chỉnh")).to_be_visible()
            expect(page.get_by_text("Câu hỏi q-01?")).to_be_visible()
            expect(page.get_by_text("A. Một 1")).to_be_visible()
            expect(page.locator("dl.gains dd").first).to_have_text("1")
            assert fits(page)


class TestEveryPage:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_fits_a_phone_and_is_read_without_effort(
        self, tmp_path: Path, chromium_path: Path, password_hash: str, scheme: str
    ) -> None:
        with phone(tmp_path, chromium_path, password_hash, color_scheme=scheme) as (page, address):
            faint = {}
            for path in (
                "/ban-to-chuc",
                f"/ban-to-chuc/{SLUG}",
                f"/ban-to-chuc/{SLUG}/buoc?sang=closed",
                f"/ban-to-chuc/{SLUG}/cham-lai",
                f"/ban-to-chuc/{SLUG}/cham-lai/q-01",
                f"/ban-to-chuc/{SLUG}/thong-ke?vong=1",
                f"/ban-to-chuc/{SLUG}/dau-hieu",
                f"/ban-to-chuc/{SLUG}/tin",
                "/ban-to-chuc/khong-co",
                "/nhan-su",
                f"/bang-xep-hang/{SLUG}?theo=don-vi",
                f"/minh-chung/{SLUG}",
                "/dang-nhap",
                "/?code=AAAA-CCCC",
            ):
                page.goto(address + path)
                assert fits(page), path
                faint[path] = page.evaluate(FAINT_TEXT)

            assert {path: found for path, found in faint.items() if found} == {}

    def test_of_staff_has_a_head_of_two_rows(
        self, tmp_path: Path, chromium_path: Path, password_hash: str
    ) -> None:
        with phone(tmp_path, chromium_path, password_hash) as (page, address):
            page.goto(f"{address}/ban-to-chuc")
            tops = page.eval_on_selector_all(
                ".bar .brand, .bar .bar-out, .bar .bar-links a",
                "all => all.map(each => Math.round(each.getBoundingClientRect().top / 40))",
            )

            assert len(set(tops)) == 2
