"""Reading questions blind on the pages: no key in sight, nobody's own, kept in the bank's record, read on tomorrow."""

import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from quizbot.bank.loader import load_bank
from quizbot.core.question import Question
from quizbot.forms.shipped import shipped
from tests.web.forms import form_token
from tests.web.papers import PAPER, word
from tests.web.product import Office, log_in, opened

PLACE = {"place": "nq57 TT", "topic": "Thể chế thử"}
FIRST, SECOND = "nq57-tct-001", "nq57-tct-002"


@dataclass
class Reader:
    """A browser of somebody who reads."""

    office: Office
    browser: httpx2.AsyncClient

    async def page(self, path: str = "/doc-duyet") -> str:
        return str((await self.browser.get(path)).text)

    async def say(self, page: str, answer: str, verdict: str = "clear", note: str = "") -> httpx2.Response:
        """Send the form of a page with an answer and a remark."""
        hidden = dict(
            re.findall(r'<input type="hidden" name="(question|mark|document)" value="([^"]*)">', page)
        )
        data = {"csrf": form_token(page), **hidden, "answer": answer, "verdict": verdict, "note": note}
        return await self.browser.post("/doc-duyet/cau", data=data)

    async def question(self, id_: str) -> Question:
        found = await self.office.store.read(lambda work: work.bank.current(id_))
        assert found is not None
        return found


async def bring(office: Office, login: str) -> None:
    """Take two questions in by the pages."""
    browser = office.browser()
    await log_in(browser, login)
    token = form_token((await browser.get("/ngan-hang")).text)
    await browser.post("/ngan-hang/tep", data={"csrf": token}, files={"file": ("đề thi.docx", word(*PAPER))})
    page = (await browser.post("/ngan-hang/tep/cho", data={"csrf": token, **PLACE})).text
    ticked = dict(re.findall(r'name="(take-\d+)" value="(1)" checked', page))
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    done = await browser.post("/ngan-hang/tep/nhan", data={"csrf": token, "seen": seen[1], **ticked})
    assert "Đã nhận 2 câu" in done.text


@pytest.fixture
async def office(tmp_path: Path, password_hash: str) -> AsyncIterator[Office]:
    shutil.copytree(shipped("questions"), tmp_path / "questions")
    async with opened(tmp_path, password_hash, questions=tmp_path / "questions") as office:
        await bring(office, "soande")
        yield office


@pytest.fixture
async def reader(office: Office) -> Reader:
    browser = office.browser()
    await log_in(browser, "duyet")
    return Reader(office=office, browser=browser)


class TestReading:
    async def test_shows_a_question_without_its_key(self, reader: Reader) -> None:
        home, page = await reader.page(), await reader.page("/doc-duyet/cau")

        assert "2 câu chờ bạn đọc" in home
        assert FIRST in page
        assert "Bộ Chính trị khóa thử" in page
        assert "✔" not in page
        assert "checked" not in page

    async def test_that_agrees_makes_a_question_reviewed_everywhere(
        self, reader: Reader, tmp_path: Path
    ) -> None:
        after = await reader.say(await reader.page("/doc-duyet/cau"), "B")

        assert f"Câu {FIRST}: khớp đáp án, câu được ghi là đã duyệt" in after.text
        assert SECOND in after.text
        assert (await reader.question(FIRST)).status == "reviewed"
        kept = load_bank(tmp_path / "questions")
        assert kept.question(FIRST).status == "reviewed"
        (found,) = kept.readings[FIRST]
        assert (found.reader, found.answer, found.verdict, found.agrees) == ("duyet", "B", "clear", True)
        entries = await reader.office.store.read(lambda work: list(work.audit.entries()))
        assert entries[-1].action == "bank.read_blind"
        assert entries[-1].detail["question"] == FIRST

    async def test_that_differs_gives_a_question_back_to_its_author(self, reader: Reader) -> None:
        after = await reader.say(await reader.page("/doc-duyet/cau"), "A")
        author = Reader(office=reader.office, browser=reader.office.browser())
        await log_in(author.browser, "soande")

        assert "khác đáp án; câu trở lại cho người ra đề" in after.text
        assert (await reader.question(FIRST)).status == "draft"
        told = await author.page()
        assert "1 câu cần người ra đề xem lại" in told
        assert "trả lời A, khác đáp án" in told
        # who reads what waits is not told what others found
        assert "cần người ra đề xem lại" not in await reader.page()

    async def test_of_ones_own_questions_is_not_offered(self, office: Office) -> None:
        author = Reader(office=office, browser=office.browser())
        await log_in(author.browser, "soande")

        page = await author.page()
        forced = await author.browser.post(
            "/doc-duyet/cau",
            data={
                "csrf": form_token(page),
                "question": FIRST,
                "mark": (await author.question(FIRST)).shown_hash[:12],
                "answer": "B",
                "verdict": "clear",
            },
        )

        assert "0 câu chờ bạn đọc" in page
        assert forced.status_code == 409
        assert "do chính bạn đưa vào" in forced.text
        assert (await author.question(FIRST)).status == "draft"

    async def test_goes_on_another_day_where_it_stopped(self, reader: Reader, tmp_path: Path) -> None:
        await reader.say(await reader.page("/doc-duyet/cau"), "B")
        reader.office.clock.pass_(days=1)
        await log_in(reader.browser, "duyet")

        page = await reader.page("/doc-duyet/cau")
        after = await reader.say(page, "A", "unclear", "Không nói rõ mục tiêu nào.")

        assert FIRST not in page
        assert SECOND in page
        assert "Đã đọc hết" in after.text
        files = sorted(path.name for path in (tmp_path / "questions" / "readings").glob("*duyet.yaml"))
        today = reader.office.clock()
        assert len(files) == 2
        assert f"{(today + timedelta(hours=7)).date().isoformat()}-duyet.yaml" == files[-1]

    async def test_can_be_put_off(self, reader: Reader) -> None:
        page = await reader.page("/doc-duyet/cau")

        after = await reader.page(f"/doc-duyet/cau?sau={FIRST}")

        assert f"sau={FIRST}" in page
        assert SECOND in after

    async def test_keeps_what_was_written_when_something_is_missing(self, reader: Reader) -> None:
        page = await reader.page("/doc-duyet/cau")

        without_note = await reader.say(page, "C", "two_right")
        without_answer = await reader.say(page, "", "clear", "một ghi chú")

        assert without_note.status_code == without_answer.status_code == 409
        assert "Hãy ghi vắn tắt chỗ chưa ổn" in without_note.text
        assert re.search(r'value="C" required checked', without_note.text)
        assert re.search(r'value="two_right" required checked', without_note.text)
        assert "một ghi chú" in without_answer.text

    async def test_is_not_for_hr(self, office: Office) -> None:
        browser = office.browser()
        await log_in(browser, "nhansu")

        assert (await browser.get("/doc-duyet")).status_code == 403


class TestABankThatMayNotBeWritten:
    async def test_keeps_the_record_beside_it_for_the_technician(
        self, tmp_path: Path, password_hash: str
    ) -> None:
        async with opened(tmp_path, password_hash) as office:
            await bring(office, "soande")
            reader = Reader(office=office, browser=office.browser())
            await log_in(reader.browser, "duyet")
            await reader.say(await reader.page("/doc-duyet/cau"), "B")

            home = await reader.page()
            found = re.search(r'href="(/doc-duyet/ho-so/[^"]+)"', home)
            assert found
            file = await reader.browser.get(found[1])

            assert "1 câu chờ bạn đọc" in home
            assert (await reader.question(FIRST)).status == "reviewed"
            assert f"question: {FIRST}" in file.text
            assert (await reader.browser.get("/doc-duyet/ho-so/khong-co.yaml")).status_code == 404
