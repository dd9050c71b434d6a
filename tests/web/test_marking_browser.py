"""Two people and a third mark essays in a real browser, on a telephone and at a desk."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from quizbot.core.contest import Essay, RankRules
from quizbot.usecases.ports import Account, Work
from quizbot.usecases.standings import board_view
from quizbot.web.app import make_app
from quizbot.web.settings import WebSettings
from tests.build import CLOSES, MINUTE, TEXTS, contest, opened
from tests.web.conftest import PASSWORD
from tests.web.live import served
from tests.web.test_browser import ARGS
from tests.web.test_papers_browser import _unasked

SLUG = "cuoc-thi"
AT = CLOSES + timedelta(days=1)
TEXT = "Học Nghị quyết, rồi làm theo.\nGiúp người cao tuổi dùng dịch vụ công."
LOGINS = {
    "giam-khao-1": ("marker",),
    "giam-khao-2": ("marker",),
    "giam-khao-3": ("reviewer",),
    "giam-khao-4": ("marker",),
    "nhansu": ("hr",),
}


async def prepare(url: str, password_hash: str) -> None:
    """Let An and Bình hand in a paper with an essay of five points, in half points; and make the accounts."""
    async with opened(url) as office:
        declared = contest(rank=RankRules(ties=("essay", "duration")))
        essay = Essay(ask="Đồng chí làm gì để thực hiện Nghị quyết?", points=5)
        paper = replace(declared.paper, essays=(essay,), essay_step=Fraction(1, 2), essay_mean="exact")
        await office.run(replace(declared, paper=paper))
        for name, text in (("an", TEXT), ("binh", "Tuyên truyền.")):
            chat = await office.played(name, SLUG, "B", "C", "D", text)
            await chat.tap("Nộp bài")
        office.clock.now = CLOSES + MINUTE
        await office.tick()

        def accounts(work: Work) -> None:
            for login, roles in LOGINS.items():
                work.accounts.put(Account(login=login, name=login, password_hash=password_hash, roles=roles))

        await office.write(accounts)


@contextmanager
def marking(tmp_path: Path, password_hash: str, chromium_path: Path) -> Iterator[tuple[str, Browser, Any]]:
    from quizbot.storage.store import open_store

    url = f"sqlite:///{tmp_path / 'quizbot.db'}"
    asyncio.run(prepare(url, password_hash))
    store: Any = asyncio.run(open_store(url, now=AT))
    stop, settings = asyncio.Event(), WebSettings(port=0, office="Văn phòng mẫu")
    app = make_app(
        store=store,
        answer=_unasked,  # type: ignore[arg-type]
        settings=settings,
        clock=lambda: AT,
        stop=stop,
        explain=TEXTS["vi"].refusal,
    )
    with served(app, settings=settings, stop=stop) as address, sync_playwright() as playwright:
        yield address, playwright.chromium.launch(executable_path=str(chromium_path), args=ARGS), store


def desk(browser: Browser, address: str, login: str, *, width: int) -> Page:
    """Log somebody in at the marker's desk."""
    page = browser.new_context(viewport={"width": width, "height": 844}, locale="vi-VN").new_page()
    page.goto(f"{address}/cham-tu-luan")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    return page


def give(page: Page, marks: dict[str, str], comment: str = "") -> None:
    """Mark the essay that is shown by what stands in it."""
    said = page.get_by_role("region", name="Bài làm").inner_text()
    points = next(points for text, points in marks.items() if text in said)
    page.get_by_label("Điểm, từ 0 đến 5, lẻ đến 0,5").fill(points)
    page.get_by_label("Nhận xét").fill(comment)
    page.get_by_role("button", name="Lưu").click()


@pytest.mark.parametrize("width", [390, 1200])
def test_two_mark_blind_and_a_third_decides(
    tmp_path: Path, password_hash: str, chromium_path: Path, width: int
) -> None:
    with marking(tmp_path, password_hash, chromium_path) as (address, browser, store):
        first = desk(browser, address, "giam-khao-1", width=width)
        expect(first.get_by_text("2 bài chờ bạn chấm")).to_be_visible()
        wide = [first.evaluate("document.documentElement.scrollWidth")]
        first.screenshot(path=tmp_path / f"cuoc-thi-{width}.png", full_page=True)
        first.get_by_role("link", name="Chấm bài").click()
        first.screenshot(path=tmp_path / f"danh-sach-{width}.png", full_page=True)
        first.get_by_role("link", name="Chấm bài kế tiếp").click()
        seen = [first.content()]
        give(first, {"Học": "4,3", "Tuyên": "4,3"}, "Viết gọn")
        expect(first.get_by_role("alert")).to_have_text("Điểm là bội số của 0,5, từ 0 đến 5.")
        expect(first.get_by_label("Nhận xét")).to_have_value("Viết gọn")
        first.screenshot(path=tmp_path / f"bai-{width}.png", full_page=True)
        wide.append(first.evaluate("document.documentElement.scrollWidth"))
        for _ in range(2):
            give(first, {"Học": "4,5", "Tuyên": "1"}, "Viết gọn")
            seen.append(first.content())
        expect(first.get_by_text("Không còn bài nào chờ bạn chấm.")).to_be_visible()
        first.screenshot(path=tmp_path / f"xong-{width}.png", full_page=True)

        second = desk(browser, address, "giam-khao-2", width=width)
        second.get_by_role("link", name="Chấm bài").click()
        second.get_by_role("link", name="Chấm bài kế tiếp").click()
        for _ in range(2):
            seen.append(second.content())
            give(second, {"Học": "5", "Tuyên": "3"})

        third = desk(browser, address, "giam-khao-3", width=width)
        third.get_by_role("link", name="Chấm bài").click()
        expect(third.get_by_text("hai điểm lệch nhau, cần người thứ ba")).to_be_visible()
        third.get_by_role("link", name="Chấm bài kế tiếp").click()
        late = desk(browser, address, "giam-khao-4", width=width)
        late.goto(third.url)
        seen.append(third.content())
        third.screenshot(path=tmp_path / f"thu-ba-{width}.png", full_page=True)
        give(third, {"Tuyên": "2,5"})
        expect(third.get_by_text("Không còn bài nào chờ bạn chấm.")).to_be_visible()
        # somebody else had the page open, too: what is decided is not marked again
        give(late, {"Tuyên": "5"})
        expect(late.get_by_text("đã đủ người chấm")).to_be_visible()
        late.get_by_role("link", name="Về trang chấm tự luận").click()
        expect(late.get_by_text("0 bài chờ bạn chấm")).to_be_visible()

        stranger = desk(browser, address, "nhansu", width=width)
        refused = stranger.goto(f"{address}/cham-tu-luan/{SLUG}")

    board = asyncio.run(read(store))
    # An 3 and the mean of 4,5 and 5; Bình 3 and the third person's 2,5, since 1 and 3 differ by more than 1
    assert [(each.name, each.points) for each in board] == [
        ("Nguyễn Văn An", Fraction(31, 4)),
        ("Trần Thị Bình", Fraction(11, 2)),
    ]
    assert refused is not None and refused.status == 403  # noqa: PT018
    assert max(wide) <= width
    # blind: neither names nor codes, and nobody else's mark or remark
    assert not any(name in page for page in seen for name in ("Nguyễn Văn An", "NV001", "Trần Thị Bình"))
    assert not any("Viết gọn" in page for page in seen[3:])


async def read(store: Any) -> Any:
    try:
        view = await store.read(lambda work: board_view(work, slug=SLUG, now=AT, inside=True))
        return view.lines
    finally:
        await store.close()
