"""HR's morning in a real browser: log in, look at the lists, send the records along, take the whole file."""

import asyncio
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import expect, sync_playwright

from quizbot.core.contest import ContestState, Prize, PrizeRules
from quizbot.documents.office_papers import OfficePapers
from quizbot.usecases import organise
from quizbot.usecases.ports import Account
from quizbot.web.app import make_app
from quizbot.web.settings import WebSettings
from tests.build import CLOSES, TEXTS, contest, opened
from tests.web.conftest import PASSWORD
from tests.web.live import served
from tests.web.test_browser import ARGS
from tests.web.test_paper_pages import SEAL, SLUG, records


async def prepare(url: str, password_hash: str) -> None:
    """Play a contest to its final result in an office with one account of HR."""
    async with opened(url) as office:
        await office.run(
            contest(prizes=PrizeRules(person=(Prize(name="Giải Nhất", count=1, amount=500_000),)))
        )
        for name, given in (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA")):
            await office.played(name, SLUG, *given)
        office.clock.now = CLOSES + timedelta(hours=1)
        await office.tick()
        for to in (ContestState.CLOSED, ContestState.FINAL):
            await office.write(
                lambda work, to=to: organise.step(  # type: ignore[misc]
                    work, slug=SLUG, to=to, by="t", now=office.clock()
                )
            )
        account = Account(login="nhansu", name="Tổ chức cán bộ", password_hash=password_hash, roles=("hr",))
        await office.write(lambda work: work.accounts.put(account))


@pytest.mark.parametrize("width", [360, 1200])
def test_takes_the_whole_file_from_the_page(
    tmp_path: Path, password_hash: str, chromium_path: Path, width: int
) -> None:
    from quizbot.storage.store import open_store

    url = f"sqlite:///{tmp_path / 'quizbot.db'}"
    asyncio.run(prepare(url, password_hash))
    (tmp_path / "ho-so.xlsx").write_bytes(records())
    at = CLOSES + timedelta(days=1)
    store: Any = asyncio.run(open_store(url, now=at))
    stop, settings = asyncio.Event(), WebSettings(port=0, office="Văn phòng mẫu")
    app = make_app(
        store=store,
        answer=_unasked,  # type: ignore[arg-type]
        settings=settings,
        clock=lambda: at,
        stop=stop,
        explain=TEXTS["vi"].refusal,
        papers=OfficePapers(folder=None, seal=SEAL),
    )
    with served(app, settings=settings, stop=stop) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium_path), args=ARGS)
        page = browser.new_page(viewport={"width": width, "height": 800}, locale="vi-VN")
        page.goto(f"{address}/nhan-su")
        page.get_by_label("Tên đăng nhập").fill("nhansu")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("link", name="Xét khen thưởng và tải hồ sơ").click()
        expect(page.get_by_role("heading", name="Xét khen thưởng")).to_be_visible()
        expect(page.get_by_text("Nguyễn Văn An").first).to_be_visible()
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.get_by_label("Hồ sơ nhân sự").set_input_files(tmp_path / "ho-so.xlsx")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Tải cả hồ sơ").click()
        waiting.value.save_as(tmp_path / "tai-ve.zip")
        browser.close()
    asyncio.run(store.close())

    assert wide <= width
    with zipfile.ZipFile(tmp_path / "tai-ve.zip") as archive:
        name = next(each for each in archive.namelist() if each.endswith("05_DuThaoQuyetDinhKhenThuong.docx"))
        archive.extract(name, tmp_path)
    decision = docx.Document(str(tmp_path / name))
    cells = [cell.text for table in decision.tables for row in table.rows for cell in row.cells]
    assert "05/01/1991 (Nữ)" in cells


async def _unasked(*_args: object, **_facts: object) -> None:
    raise AssertionError("nobody chats here")
