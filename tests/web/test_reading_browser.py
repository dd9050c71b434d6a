"""A reviewer's quarter of an hour on a phone without scripts: read, doubt, put off, stop, and go on."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import expect, sync_playwright

from quizbot.bootstrap import build
from quizbot.config import Settings
from quizbot.forms.shipped import shipped
from quizbot.installation import load_shipped_bank
from quizbot.storage.store import open_store
from quizbot.usecases.ports import Account, Work
from quizbot.web.settings import WebSettings
from tests.web.conftest import PASSWORD
from tests.web.contrast import FAINT_TEXT
from tests.web.fakes import START
from tests.web.live import served
from tests.web.product import PEPPER
from tests.web.test_browser import ARGS
from tests.web.test_staff_browser import fits


async def prepare(settings: Settings, password_hash: str) -> Any:
    store = await open_store(settings.database_url({}), now=START)
    await load_shipped_bank(store, settings.questions, by="test")

    def mend(work: Work) -> None:
        # a question of several right answers, one of one, one of a number
        kinds = ("multiple", "single", "number")
        stored = sorted(work.bank.everything(), key=lambda each: each.id)
        chosen = [next(each for each in stored if each.kind == kind) for kind in kinds]
        fresh = [replace(each, ask=f"{each.ask} (Câu đã sửa.)", status="draft") for each in chosen]
        work.bank.apply(fresh, whole=False)
        work.accounts.put(
            Account(login="duyet", name="Người duyệt", password_hash=password_hash, roles=("reviewer",))
        )

    await store.write(mend)
    return store


def test_reads_on_where_it_stopped(tmp_path: Path, password_hash: str, chromium_path: Path) -> None:
    shutil.copytree(shipped("questions"), tmp_path / "questions")
    settings = Settings(data=tmp_path, questions=tmp_path / "questions", web=WebSettings(port=0))
    store = asyncio.run(prepare(settings, password_hash))
    product = build(settings, store, environ=PEPPER, clock=lambda: START)
    with (
        served(product.web_app(), settings=settings.web, stop=product.stop) as address,
        sync_playwright() as p,
    ):
        browser = p.chromium.launch(executable_path=str(chromium_path), args=ARGS)
        size = {"width": 390, "height": 780}
        page = browser.new_context(viewport=size, locale="vi-VN", java_script_enabled=False).new_page()
        page.goto(f"{address}/dang-nhap")
        page.get_by_label("Tên đăng nhập").fill("duyet")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("link", name="Câu hỏi").click()
        page.get_by_role("link", name="Đọc duyệt câu hỏi").click()
        expect(page.get_by_role("heading", name="3 câu chờ bạn đọc")).to_be_visible()
        page.get_by_role("link", name="Đọc câu tiếp theo").click()

        seen = []
        for left in (3, 2):
            expect(page.get_by_role("heading", name=f"Đọc duyệt: còn {left} câu")).to_be_visible()
            assert fits(page)
            assert page.evaluate(FAINT_TEXT) == []
            seen.append(page.locator(".asked").inner_text())
            boxes = page.locator("input[name=answer]")
            if boxes.first.get_attribute("type") == "text" or boxes.count() == 1:
                boxes.first.fill("7")
            else:
                boxes.first.check()
            page.get_by_label("câu hỏi không rõ").check()
            page.get_by_label("Chỗ chưa ổn").fill("Đề nghị nói rõ năm.")
            page.get_by_role("button", name="Ghi và đọc câu sau").click()
            expect(page.get_by_role("status")).to_contain_text("người ra đề")
        page.get_by_role("link", name="Để sau").click()
        page.get_by_role("link", name="Nghỉ").click()

        expect(page.get_by_role("heading", name="1 câu chờ bạn đọc")).to_be_visible()
        expect(page.get_by_role("heading", name="Bạn đã đọc 2 lượt, 0 lượt đạt")).to_be_visible()
        assert len(set(seen)) == 2
        browser.close()
    asyncio.run(store.close())
    (record,) = (tmp_path / "questions" / "readings").glob("*-nguoi-duyet.yaml")
    assert record.read_text(encoding="utf-8").count("Đề nghị nói rõ năm.") == 2
