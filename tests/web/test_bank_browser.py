"""An organizer loads a paper in a real browser, by the keyboard alone, on a phone's width and on a desktop."""

import asyncio
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from quizbot.bootstrap import build
from quizbot.config import Settings
from quizbot.forms.shipped import shipped
from quizbot.installation import load_shipped_bank
from quizbot.storage.store import open_store
from quizbot.usecases.ports import Account
from quizbot.web.settings import WebSettings
from tests.web.conftest import PASSWORD
from tests.web.fakes import START
from tests.web.live import served
from tests.web.papers import PAPER, word
from tests.web.product import PEPPER
from tests.web.test_browser import ARGS


async def prepare(settings: Settings, password_hash: str) -> Any:
    store = await open_store(settings.database_url({}), now=START)
    await load_shipped_bank(store, settings.questions, by="test")
    account = Account(login="btc", name="Ban Tổ chức", password_hash=password_hash, roles=("organizer",))
    await store.write(lambda work: work.accounts.put(account))
    return store


def press(page: Page, name: str) -> None:
    """Go on with Tab to the next control of this name and press Enter."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.textContent"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no key leads to {name}")


@pytest.mark.parametrize("width", [360, 1200])
def test_takes_a_paper_in_by_the_keyboard(
    tmp_path: Path, password_hash: str, chromium_path: Path, width: int
) -> None:
    shutil.copytree(shipped("questions"), tmp_path / "questions")
    (tmp_path / "đề thi.docx").write_bytes(word(*PAPER))
    settings = Settings(data=tmp_path, questions=tmp_path / "questions", web=WebSettings(port=0))
    store = asyncio.run(prepare(settings, password_hash))
    product = build(settings, store, environ=PEPPER, clock=lambda: START)
    with (
        served(product.web_app(), settings=settings.web, stop=product.stop) as address,
        sync_playwright() as p,
    ):
        browser = p.chromium.launch(executable_path=str(chromium_path), args=ARGS)
        page = browser.new_page(viewport={"width": width, "height": 800}, locale="vi-VN")
        page.goto(f"{address}/dang-nhap")
        page.get_by_label("Tên đăng nhập").focus()
        page.keyboard.type("btc")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Các cuộc thi")).to_be_visible()
        press(page, "Câu hỏi")
        expect(page.get_by_role("heading", name=re.compile(r"Đang có \d+ câu"))).to_be_visible()
        fits(page, width)
        page.get_by_label("Tệp câu hỏi").set_input_files(tmp_path / "đề thi.docx")
        press(page, "Gửi và xem trước")
        expect(page.get_by_role("heading", name="Xem trước khi nhận")).to_be_visible()
        expect(page.get_by_text("không thấy đáp án")).to_be_visible()
        page.get_by_label("Văn bản và mục").focus()
        page.keyboard.type("TT")
        page.keyboard.press("Tab")
        page.keyboard.press("Control+A")
        page.keyboard.type("Thể chế thử")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Còn phải chọn văn bản và mục")).to_have_count(0)
        fits(page, width)
        page.get_by_label("Nhận câu này").nth(1).focus()
        page.keyboard.press("Space")
        press(page, "Nhận những câu đã chọn")
        expect(page.get_by_role("heading", name="Đã nhận 1 câu")).to_be_visible()
        fits(page, width)
        browser.close()
    taken = asyncio.run(store.read(lambda work: work.bank.current("nq57-tct-001")))
    asyncio.run(store.close())
    assert taken is not None
    assert taken.key == ("B",)


def fits(page: Page, width: int) -> None:
    """See that nothing stands beyond the edge."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
