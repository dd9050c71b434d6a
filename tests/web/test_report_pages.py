"""Periodic reports in the browser: due, drafted, opened number by number, closed; the register."""

import io
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import httpx2
import openpyxl
import pytest

from quizbot.core.calendar import DaysOff
from quizbot.documents.office_reports import OfficeReports
from quizbot.usecases.ports import Account
from quizbot.web.app import make_app
from quizbot.web.settings import WebSettings
from tests.build import CLOSES, TEXTS, Office, contest, opened
from tests.web.conftest import PASSWORD, SAME_SITE
from tests.web.forms import form_token

MARCH = "/bao-cao/month/2026-03-14"
REGISTER = "/bao-cao/so-dang-ky"
VIDEO = {
    "kind": "tin-bai",
    "on": "2026-03-03",
    "title": "Hạ tầng số",
    "form": "video",
    "count": "2",
    "place": "Zalo",
}


@dataclass
class Site:
    office: Office
    app: Any

    async def logged_in(self, login: str) -> httpx2.AsyncClient:
        browser = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.app),
            base_url="http://localhost",
            headers=SAME_SITE,
            follow_redirects=True,
        )
        answer = await browser.post("/dang-nhap", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 200
        return browser


@pytest.fixture
async def site(password_hash: str, tmp_path: Path) -> AsyncIterator[Site]:
    """Give an office in which three people played in the period that ends on 14 March."""
    async with opened("sqlite://") as office:
        await office.run(contest())
        for name, given in (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA")):
            await office.played(name, "cuoc-thi", *given)
        office.clock.now = CLOSES + timedelta(hours=1)
        await office.tick()
        for login, role in (("huong", "organizer"), ("duyet", "reviewer"), ("nhansu", "hr")):
            account = Account(login=login, name=login, password_hash=password_hash, roles=(role,))
            await office.write(lambda work, account=account: work.accounts.put(account))  # type: ignore[misc]
        app = make_app(
            store=office.store,
            answer=office.dialogue,
            settings=WebSettings(office="Văn phòng mẫu"),
            clock=office.clock,
            explain=TEXTS["vi"].refusal,
            reports=OfficeReports(folder=None, data=tmp_path, calendar=lambda at: DaysOff()),
        )
        yield Site(office=office, app=app)


class TestReport:
    async def test_is_found_from_the_menu_by_hr_and_organizers_alone(self, site: Site) -> None:
        for login in ("nhansu", "huong"):
            browser = await site.logged_in(login)
            page = (await browser.get("/bao-cao")).text
            assert f'href="{MARCH}"' in page
            assert "13/03/2026" in page
        author = await site.logged_in("duyet")
        for path in ("/bao-cao", MARCH, REGISTER, f"{MARCH}/so/luot"):
            assert (await author.get(path)).status_code == 403

    async def test_opens_every_number_it_shows(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")
        page = (await browser.get(MARCH)).text

        links = dict.fromkeys(re.findall(r'href="(/bao-cao/[^"]+/so/[^"]+)">([^<]+)<', page))

        assert len(links) > 30
        for link, shown in links:
            opened_page = await browser.get(link)
            assert opened_page.status_code == 200, link
            assert f"<b>{shown} " in opened_page.text, link

    async def test_says_what_is_missing_and_that_it_is_a_draft(self, site: Site) -> None:
        page = (await (await site.logged_in("nhansu")).get(MARCH)).text

        assert "Dự thảo." in page
        assert "Chưa ghi sản phẩm truyền thông nào" in page

    async def test_gives_its_files(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")

        report = docx.Document(io.BytesIO((await browser.get(f"{MARCH}/bao-cao.docx")).content))
        piece = docx.Document(io.BytesIO((await browser.get(f"{MARCH}/manh-ghep.docx")).content))
        book = openpyxl.load_workbook(io.BytesIO((await browser.get(f"{MARCH}/so-lieu.xlsx")).content))

        assert any(each.text == "BÁO CÁO" for each in report.paragraphs)
        assert not any("Nơi nhận" in each.text for each in piece.paragraphs)
        assert "Mã số liệu" in book.sheetnames
        assert (await browser.get(f"{MARCH}/bao-cao.pdf")).content.startswith(b"%PDF")
        assert (await browser.get(f"{MARCH}/khac.exe")).status_code == 404

    async def test_of_no_period_is_not_found(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")
        for path in ("/bao-cao/month/2026-03-20", "/bao-cao/week/2026-03-14", "/bao-cao/month/abc"):
            assert (await browser.get(path)).status_code == 404

    async def test_is_closed_by_a_button_for_good(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")
        token = form_token((await browser.get(MARCH)).text)

        assert (await browser.post(f"{MARCH}/chot", data={"csrf": "x"})).status_code == 403
        page = await browser.post(f"{MARCH}/chot", data={"csrf": token})
        again = await browser.post(f"{MARCH}/chot", data={"csrf": token})

        assert "Đã chốt số liệu lúc" in page.text
        assert again.status_code == 409
        assert "đã chốt" in again.text


class TestRegister:
    async def test_takes_an_entry_with_its_proof(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")
        token = form_token((await browser.get(REGISTER)).text)

        page = await browser.post(
            REGISTER,
            data={**VIDEO, "csrf": token},
            files={"file": ("minh chứng.pdf", b"%PDF-1.7 gia", "application/pdf")},
        )

        assert "Hạ tầng số" in page.text
        proof = re.search(r'href="(/bao-cao/minh-chung/[0-9a-f]{64})"', page.text)
        assert proof is not None
        kept = await browser.get(proof[1])
        assert kept.content == b"%PDF-1.7 gia"
        assert kept.headers["content-disposition"].startswith("attachment")
        assert "02 video" in " ".join(
            each.text
            for each in docx.Document(
                io.BytesIO((await browser.get(f"{MARCH}/manh-ghep.docx")).content)
            ).paragraphs
        )

    async def test_mends_by_a_further_entry_and_keeps_both(self, site: Site) -> None:
        browser = await site.logged_in("huong")
        token = form_token((await browser.get(REGISTER)).text)
        await browser.post(REGISTER, data={**VIDEO, "csrf": token})

        form = (await browser.get(f"{REGISTER}?thay=1")).text
        page = await browser.post(
            REGISTER, data={**VIDEO, "count": "5", "thay": "1", "reason": "Đếm thiếu", "csrf": token}
        )

        assert 'value="Hạ tầng số"' in form
        assert "thay mục 1: Đếm thiếu" in page.text
        assert "(2)" not in (await browser.get(f"{REGISTER}?tat-ca")).text.partition("Toàn bộ sổ")[2]
        assert (await browser.get(f"{MARCH}/so/so.tin-bai.san-pham")).text.count("Mục sổ") == 1

    async def test_refuses_what_is_not_whole_and_takes_back_with_a_reason(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")
        token = form_token((await browser.get(REGISTER)).text)

        lacking = await browser.post(REGISTER, data={**VIDEO, "place": "", "csrf": token})
        assert lacking.status_code == 409
        assert "còn thiếu" in lacking.text
        assert (await browser.post(REGISTER, data={**VIDEO, "count": "-1", "csrf": token})).status_code == 400
        await browser.post(REGISTER, data={**VIDEO, "csrf": token})
        silent = await browser.post(f"{REGISTER}/1/rut", data={"csrf": token, "reason": ""})
        assert silent.status_code == 409
        page = await browser.post(f"{REGISTER}/1/rut", data={"csrf": token, "reason": "Ghi nhầm"})
        assert "Chưa có mục nào" in page.text
