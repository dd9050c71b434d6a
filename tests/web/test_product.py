"""The pages over the real dialogue and the real database."""

import io
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import httpx2
import openpyxl
import pytest

from quizbot.bootstrap import build, load_shipped_bank
from quizbot.config import Settings
from quizbot.contests.load import load_contest
from quizbot.core.calendar import DaysOff
from quizbot.core.contest import ContestState
from quizbot.roster.sample import store_sample
from quizbot.storage.store import SqlStore, open_store
from quizbot.usecases import organise, people
from quizbot.usecases.ports import Account, Work
from tests.web.conftest import PASSWORD, SAME_SITE
from tests.web.fakes import START, FakeClock
from tests.web.forms import choices, form_token

PEPPER = {"QUIZBOT_PEPPER": "test-pepper-of-this-suite"}
CONTEST = "thi-thu"
DECLARED = """\
contest: thi-thu
title: Cuộc thi thử
kind: single
organiser: Cơ quan mẫu
rounds: {opens_at: 2026-11-22 08:00, closes_at: 2026-11-23 08:00}
paper:
  draw: [{document: nq57, count: 2, kind: single}]
  feedback: each
results: {freeze: 1h}
"""


@dataclass
class Office:
    """A running product with an invented office, and who may be asked to play."""

    store: SqlStore
    clock: FakeClock
    app: Any
    codes: dict[str, str]

    def browser(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.app),
            base_url="http://localhost",
            headers=SAME_SITE,
            follow_redirects=True,
        )


@pytest.fixture
async def office(tmp_path: Path, password_hash: str) -> AsyncIterator[Office]:
    clock = FakeClock(at=START)
    store = await open_store("sqlite://", now=clock(), rng=Random(1))
    settings = Settings(data=tmp_path)
    await load_shipped_bank(store, settings.questions, by="test")
    file = tmp_path / f"{CONTEST}.yaml"
    file.write_text(DECLARED, encoding="utf-8")
    contest = load_contest(file).contest
    product = build(settings, store, environ=PEPPER, clock=clock)
    pepper = settings.pepper(PEPPER)

    def prepare(work: Work) -> dict[str, str]:
        store_sample(work, since=date(2026, 1, 1))
        organise.apply_contest(work, contest, days_off=DaysOff(), by="test", now=clock())
        organise.step(work, slug=CONTEST, to=ContestState.OPEN, by="test", now=clock())
        organise.tick(work, now=clock())
        for login, role in (("nhansu", "hr"), ("btc", "organizer")):
            work.accounts.put(Account(login=login, name=login, password_hash=password_hash, roles=(role,)))
        chosen = [people.by_code(work, code) for code in ("0025", "0026", "0002")]
        slips = people.issue_codes(work, chosen, pepper=pepper, rng=Random(2), by="test", now=clock())
        return {slip.code: slip.personal_code for slip in slips}

    codes = await store.write(prepare)
    yield Office(store=store, clock=clock, app=product.web_app(), codes=codes)
    await store.close()


async def tap(browser: httpx2.AsyncClient, page: str, label: str) -> str:
    """Press the last button whose token or label contains the words."""
    buttons = re.findall(r'name="choice" value="([^"]+)"[^>]*>(.*?)</button>', page, re.DOTALL)
    value = next(each[0] for each in reversed(buttons) if label in each[0] or label in each[1])
    return await post(browser, page, choice=value)


async def post(browser: httpx2.AsyncClient, page: str, **fields: str) -> str:
    answer = await browser.post("/chat/say", data={"csrf": form_token(page), "nonce": "00", **fields})
    assert answer.status_code == 200
    return str(answer.text)


async def play(office: Office, browser: httpx2.AsyncClient, code: str) -> str:
    """Join by the link of the slip and answer both questions."""
    page = (await browser.get("/", params={"code": office.codes[code]})).text
    page = await tap(browser, page, "welcome:yes")
    page = await tap(browser, page, "Cuộc thi thử")
    if "question:" not in " ".join(choices(page)):
        page = await tap(browser, page, "Bắt đầu")
    for number in ("1", "2"):
        page = await post(browser, page, text="A", key=f"answer-{number}")
    return page


async def log_in(browser: httpx2.AsyncClient, login: str) -> str:
    answer = await browser.post("/dang-nhap", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 200
    return str(answer.text)


class TestPlay:
    async def test_leads_from_the_slip_to_a_place_on_the_board(self, office: Office) -> None:
        async with office.browser() as browser:
            page = await play(office, browser, "0025")
            board = await browser.get(f"/bang-xep-hang/{CONTEST}")

        assert "Đã nộp bài" in page
        assert "Quàng Văn Cường" in board.text
        assert "Bạn đang ở <b>hạng 1</b>" in board.text

    async def test_goes_on_in_another_browser_with_the_same_code(self, office: Office) -> None:
        async with office.browser() as first, office.browser() as second:
            await play(office, first, "0025")
            page = (await second.get("/", params={"code": office.codes["0025"]})).text
            page = await tap(second, page, "welcome:yes")

        assert "Quàng Văn Cường" in page

    async def test_takes_a_question_file_from_an_organizer(self, office: Office) -> None:
        async with office.browser() as browser:
            page = (await browser.get("/", params={"code": office.codes["0002"]})).text
            page = await tap(browser, page, "welcome:yes")
            file = {"file": ("cau-hoi.yaml", b"document: nq57\nquestions: []\nla: 1\n", "text/yaml")}
            answer = await browser.post("/chat/upload", data={"csrf": form_token(page)}, files=file)

        assert 'name="file"' in page
        assert "cau-hoi.yaml:3:1" in answer.text

    async def test_offers_no_files_to_others(self, office: Office) -> None:
        async with office.browser() as browser:
            page = await play(office, browser, "0025")

        assert 'name="file"' not in page


class TestBoard:
    async def test_shows_strangers_no_code_and_lists_the_contest(self, office: Office) -> None:
        async with office.browser() as browser, office.browser() as stranger:
            await play(office, browser, "0025")
            contests = await stranger.get("/bang-xep-hang")
            board = await stranger.get(f"/bang-xep-hang/{CONTEST}", params={"vong": "1"})

        assert "Cuộc thi thử" in contests.text
        assert "Quàng Văn Cường" in board.text
        assert "0025" not in board.text
        assert "Bạn đang ở" not in board.text

    async def test_answers_nothing_new_with_304(self, office: Office) -> None:
        async with office.browser() as stranger:
            address = f"/bang-xep-hang/{CONTEST}?manh=1"
            first = await stranger.get(address)
            office.clock.pass_(seconds=10)
            second = await stranger.get(address, headers={"if-none-match": first.headers["etag"]})

        assert (first.status_code, second.status_code, second.content) == (200, 304, b"")

    async def test_stands_still_after_the_freeze(self, office: Office) -> None:
        address = f"/bang-xep-hang/{CONTEST}?manh=1"
        async with office.browser() as browser, office.browser() as late, office.browser() as stranger:
            await play(office, browser, "0025")
            office.clock.at = START + timedelta(hours=22, minutes=30)
            await office.store.write(lambda work: organise.tick(work, now=office.clock()))
            before = (await stranger.get(address)).text
            await play(office, late, "0026")
            office.clock.pass_(minutes=1)
            after = (await stranger.get(address)).text

        assert "đóng băng" in before
        assert after == before

    async def test_compares_units(self, office: Office) -> None:
        async with office.browser() as browser, office.browser() as stranger:
            await play(office, browser, "0025")
            board = await stranger.get(f"/bang-xep-hang/{CONTEST}", params={"theo": "don-vi"})

        assert "Phòng Hành chính – Quản trị" in board.text
        assert "chưa có người dự thi" in board.text


class TestOffice:
    async def test_gives_hr_the_workbook_and_says_that_it_is_provisional(self, office: Office) -> None:
        async with office.browser() as browser, office.browser() as hr:
            await play(office, browser, "0025")
            page = await log_in(hr, "nhansu")
            file = await hr.get(f"/nhan-su/{CONTEST}/khen-thuong.xlsx")

        assert "Kết quả tạm thời" in page
        assert "0025" in page
        book = openpyxl.load_workbook(io.BytesIO(file.content))
        assert any("0025" in [cell.value for cell in row] for sheet in book for row in sheet.iter_rows())

    async def test_lets_organizers_follow_and_close_a_contest(self, office: Office) -> None:
        async with office.browser() as browser, office.browser() as organizer:
            await play(office, browser, "0025")
            page = await log_in(organizer, "btc")
            closed = await organizer.post(f"/ban-to-chuc/{CONTEST}/dong", data={"csrf": form_token(page)})
            again = await organizer.post(f"/ban-to-chuc/{CONTEST}/mo", data={"csrf": form_token(page)})

        assert re.search(r"<dt>Người dự thi</dt><dd>1</dd>", page)
        assert "Đã đóng" in closed.text
        assert again.status_code == 409

    async def test_keeps_the_workbook_from_strangers(self, office: Office) -> None:
        async with office.browser() as stranger:
            answer = await stranger.get(f"/nhan-su/{CONTEST}/khen-thuong.xlsx")

        assert urlsplit(str(answer.url)).path == "/dang-nhap"
