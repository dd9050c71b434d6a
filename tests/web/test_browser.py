"""The chat as people meet it: a real browser, the keyboard, a narrow screen."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from quizbot.web.settings import WebSettings
from tests.web.conftest import Web
from tests.web.contrast import FAINT_TEXT
from tests.web.fakes import CODE, FakeClock
from tests.web.live import served

PHONE = {"width": 360, "height": 720}
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def chromium(chromium_path: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium_path), args=ARGS)
        yield browser
        browser.close()


@dataclass
class Room:
    """A served chat and a phone in front of it."""

    web: Web
    url: str
    context: BrowserContext
    asked: list[str]

    def open(self, path: str = f"/?code={CODE}") -> Page:
        page = self.context.new_page()
        page.goto(self.url + path)
        return page

    def question(self) -> Page:
        """Open the chat at the first question."""
        page = self.open()
        page.get_by_role("button", name="Đồng ý").click()
        page.get_by_role("button", name="Câu hỏi hôm nay").click()
        expect(page.get_by_role("heading", name="Câu 1/3")).to_be_visible()
        return page


@pytest.fixture
def room(make_web: Any, chromium: Browser) -> Iterator[Room]:
    stop, settings = asyncio.Event(), WebSettings(port=0, office="Văn phòng mẫu")
    web = make_web(settings=settings, stop=stop)
    context = chromium.new_context(viewport=PHONE, locale="vi-VN")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.set_default_timeout(20_000)
    with served(web.app, settings=settings, stop=stop) as url:
        yield Room(web=web, url=url, context=context, asked=asked)
        context.close()


class TestKeyboard:
    def test_plays_a_whole_paper_with_letters_and_digits(self, room: Room) -> None:
        page = room.question()

        page.keyboard.press("a")
        expect(page.get_by_role("heading", name="Câu 2/3")).to_have_count(1)
        page.keyboard.press("2")
        expect(page.get_by_role("heading", name="Câu 3/3")).to_have_count(1)
        page.keyboard.press("B")

        expect(page.get_by_role("heading", name="Bạn đã hoàn thành")).to_be_visible()
        assert [each.text for each in room.web.dialogue.heard[3:]] == ["q:0:0", "q:1:1", "q:2:1"]

    def test_reaches_every_choice_with_tab_and_presses_it_with_enter(self, room: Room) -> None:
        page = room.question()
        page.locator(".msg").last.focus()

        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        expect(page.get_by_text("Chưa đúng.")).to_be_visible()

    def test_moves_the_focus_to_the_next_question(self, room: Room) -> None:
        page = room.question()

        page.keyboard.press("a")
        expect(page.get_by_role("heading", name="Câu 2/3")).to_be_visible()

        expect(page.locator(".msg").last).to_be_focused()

    def test_types_letters_into_the_field_without_choosing(self, room: Room) -> None:
        page = room.question()
        page.get_by_label("Soạn tin nhắn").focus()

        page.keyboard.type("ab")

        expect(page.get_by_label("Soạn tin nhắn")).to_have_value("ab")
        assert len(room.web.dialogue.heard) == 3

    def test_lets_people_turn_the_letters_off(self, room: Room) -> None:
        page = room.question()
        page.get_by_text("Trình đơn").locator("..").click()
        page.get_by_label("Phím tắt").uncheck()
        page.keyboard.press("Escape")
        page.locator(".msg").last.focus()

        page.keyboard.press("a")

        assert len(room.web.dialogue.heard) == 3

    def test_sends_what_is_typed_and_stays_in_the_field(self, room: Room) -> None:
        page = room.question()
        field = page.get_by_label("Soạn tin nhắn")

        field.fill("b")
        field.press("Enter")

        expect(page.get_by_role("heading", name="Câu 2/3")).to_have_count(2 - 1)
        expect(field).to_be_focused()
        expect(field).to_have_value("")


class TestResume:
    def test_shows_the_same_question_after_a_reload(self, room: Room) -> None:
        page = room.question()
        page.keyboard.press("a")
        expect(page.get_by_role("heading", name="Câu 2/3")).to_be_visible()

        page.reload()

        expect(page.get_by_role("heading", name="Câu 2/3")).to_be_visible()
        expect(page.get_by_role("heading", name="Câu 1/3")).to_have_count(1)

    def test_keeps_two_tabs_in_step(self, room: Room) -> None:
        first = room.question()
        second = room.open("/")
        expect(second.get_by_role("heading", name="Câu 1/3")).to_be_visible()

        first.keyboard.press("a")

        expect(second.get_by_role("heading", name="Câu 2/3")).to_be_visible()
        expect(second.get_by_text("Đúng.", exact=True)).to_have_count(1)

    def test_sends_again_until_the_server_answers_and_counts_once(self, room: Room) -> None:
        page = room.question()
        lost: list[str] = []

        def lose(route: Any) -> None:
            # the server hears the act, the phone never hears the answer
            lost.append(route.request.post_data)
            route.fetch()
            route.abort()

        page.route("**/chat/say", lose, times=1)
        page.keyboard.press("a")

        expect(page.get_by_role("heading", name="Câu 2/3")).to_be_visible()
        assert len(lost) == 1
        assert [each.text for each in room.web.dialogue.heard[3:]] == ["q:0:0"]

    def test_plays_without_a_script(self, room: Room, chromium: Browser) -> None:
        context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{room.url}/?code={CODE}")

        page.get_by_role("button", name="Đồng ý").click()
        page.get_by_role("button", name="Câu hỏi hôm nay").click()
        page.get_by_role("button", name="Chọn phương án A").click()

        expect(page.get_by_role("heading", name="Câu 2/3")).to_be_visible()
        context.close()


class TestPhone:
    def test_never_scrolls_sideways(self, room: Room) -> None:
        pages = [room.question(), room.open("/dang-nhap"), room.open("/bang-xep-hang")]

        wide = [page.evaluate("document.documentElement.scrollWidth") for page in pages]

        assert wide == [360, 360, 360]

    def test_keeps_its_head_in_sight_however_long_the_talk(self, room: Room) -> None:
        page = room.question()
        field = page.get_by_label("Soạn tin nhắn")
        for count in range(6):
            field.fill(f"chuyện thứ {count}")
            field.press("Enter")
            expect(page.get_by_text(f"chuyện thứ {count}").first).to_be_visible()

        # a bubble that is still rising may stand out for a moment
        page.wait_for_function("document.body.scrollHeight === innerHeight")

        assert page.evaluate("document.querySelector('.bar').getBoundingClientRect().top") == 0

    def test_has_targets_of_44_pixels(self, room: Room) -> None:
        page = room.question()

        sizes = page.evaluate(
            "[...document.querySelectorAll('button, summary, a.button, input[type=text]')]"
            ".filter(e => e.checkVisibility() && e.getBoundingClientRect().width)"
            ".map(e => [e.textContent.trim(), e.getBoundingClientRect().width, e.getBoundingClientRect().height])"
        )

        assert [size for size in sizes if size[1] < 44 or size[2] < 44] == []

    def test_asks_nobody_else(self, room: Room) -> None:
        page = room.question()
        page.keyboard.press("a")
        expect(page.get_by_role("heading", name="Câu 2/3")).to_be_visible()

        own = urlsplit(room.url).netloc
        assert {urlsplit(each).netloc for each in room.asked} == {own}


class TestAccessibility:
    def test_names_every_control_and_reads_the_log_politely(self, room: Room) -> None:
        page = room.question()

        unnamed = page.evaluate(
            "[...document.querySelectorAll('button, a[href], input:not([type=hidden]), summary')].filter(e => "
            "!(e.getAttribute('aria-label') || e.textContent.trim() || (e.labels && e.labels.length))).length"
        )

        assert unnamed == 0
        log = page.get_by_role("log", name="Cuộc trò chuyện")
        expect(log).to_have_attribute("aria-live", "polite")
        expect(page.get_by_role("button", name="Chọn phương án B: Đổi mới công tác")).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == "vi"

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_has_contrast_enough(self, room: Room, scheme: Any) -> None:
        page = room.question()
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.keyboard.press("b")
        expect(page.get_by_text("Chưa đúng.")).to_be_visible()
        faint = page.evaluate(FAINT_TEXT)
        login = room.open("/dang-nhap")
        login.emulate_media(color_scheme=scheme)

        assert faint + login.evaluate(FAINT_TEXT) == []

    def test_counts_down_to_the_deadline(self, room: Room, clock: FakeClock) -> None:
        page = room.question()

        assert page.get_by_role("timer").inner_text() in ("10:00", "9:59", "9:58", "9:57")
