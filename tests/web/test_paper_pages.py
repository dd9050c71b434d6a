"""Papers in the browser: the council's page, the file as one zip, contest papers, the check of a certificate."""

import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import docx
import httpx2
import pytest
import xlsxwriter

from quizbot.core.contest import ContestState, Prize, PrizeRules
from quizbot.core.proof.certificates import CertificateRecord, certificate_key
from quizbot.documents.certificates import Seal
from quizbot.documents.office_papers import OfficePapers
from quizbot.usecases import organise
from quizbot.usecases.ports import Account
from quizbot.web.app import make_app
from quizbot.web.settings import WebSettings
from tests.build import CLOSES, TEXTS, Office, contest, opened
from tests.web.conftest import PASSWORD, SAME_SITE
from tests.web.forms import form_token

SLUG = "cuoc-thi"
SEAL = Seal(key=certificate_key("thu"), base_url="http://localhost")


@dataclass
class Site:
    office: Office
    app: Any

    def browser(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.app),
            base_url="http://localhost",
            headers=SAME_SITE,
            follow_redirects=True,
        )

    async def logged_in(self, login: str) -> httpx2.AsyncClient:
        browser = self.browser()
        answer = await browser.post("/dang-nhap", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 200
        return browser

    async def finalise(self) -> None:
        for to in (ContestState.CLOSED, ContestState.FINAL):
            await self.office.write(
                lambda work, to=to: organise.step(  # type: ignore[misc]
                    work, slug=SLUG, to=to, by="t", now=self.office.clock()
                )
            )


@pytest.fixture
async def site(password_hash: str) -> AsyncIterator[Site]:
    """Give an office whose contest is over: An first, Hà and Dũng two right each, Lan none."""
    async with opened("sqlite://") as office:
        prizes = PrizeRules(person=(Prize(name="Giải Nhất", count=1, amount=500_000),))
        await office.run(contest(prizes=prizes))
        for name, given in (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA"), ("lan", "AAA")):
            await office.played(name, SLUG, *given)
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
            papers=OfficePapers(folder=None, seal=SEAL),
        )
        yield Site(office=office, app=app)


def records() -> bytes:
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as book:
        page = book.add_worksheet("Nhân sự")
        page.write_row(0, 0, ("Mã nhân sự", "Giới tính", "Ngày sinh", "Chức vụ", "Tạm hoãn"))
        page.write_row(1, 0, ("NV001", "Nam", "12/03/1985", "Chuyên viên", "x"))
        page.write_row(2, 0, ("NV005", "Nữ", "05/01/1991", "Phó Trưởng phòng", ""))
    return memory.getvalue()


class TestCouncil:
    async def test_shows_who_is_proposed_and_why_and_offers_the_file(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")

        page = (await browser.get(f"/nhan-su/{SLUG}/hoi-dong")).text

        assert "Nguyễn Văn An" in page
        assert "Kết quả tạm tính." in page
        assert "Cá nhân đề nghị" in page
        assert f'action="/nhan-su/{SLUG}/ho-so.zip"' in page

    @pytest.mark.parametrize("login", ["huong", "duyet"])
    async def test_is_for_hr_alone(self, site: Site, login: str) -> None:
        browser = await site.logged_in(login)

        assert (await browser.get(f"/nhan-su/{SLUG}/hoi-dong")).status_code == 403

    async def test_is_linked_from_the_page_of_hr(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")

        assert f'href="/nhan-su/{SLUG}/hoi-dong"' in (await browser.get("/nhan-su")).text


class TestDossier:
    async def taken(self, site: Site, **more: Any) -> Any:
        browser = await site.logged_in("nhansu")
        page = (await browser.get(f"/nhan-su/{SLUG}/hoi-dong")).text
        return await browser.post(
            f"/nhan-su/{SLUG}/ho-so.zip", data={"csrf": form_token(page), "on": "2026-11-20"}, **more
        )

    async def test_is_one_zip_with_everything_and_the_taking_is_on_record(self, site: Site) -> None:
        await site.finalise()

        answer = await self.taken(site)

        assert answer.status_code == 200
        names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        assert f"ho-so-khen-thuong-{SLUG}/03_ToTrinh.docx" in names
        assert f"ho-so-khen-thuong-{SLUG}/09_GiayChungNhan_001.pdf" in names
        entries = await site.office.write(lambda work: [each.action for each in work.audit.entries()])
        assert entries.count("papers.taken") == 1

    async def test_takes_records_sent_along_and_keeps_nothing_of_them(self, site: Site) -> None:
        await site.finalise()

        answer = await self.taken(site, files={"hr": ("ho-so.xlsx", records())})

        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        lists = docx.Document(io.BytesIO(archive.read(f"ho-so-khen-thuong-{SLUG}/03_ToTrinh.docx")))
        cells = [cell.text for table in lists.tables for row in table.rows for cell in row.cells]
        assert "05/01/1991 (Nữ)" in cells
        # held back by HR's mark
        assert "Nguyễn Văn An" not in cells

    async def test_says_what_is_wrong_with_the_records(self, site: Site) -> None:
        answer = await self.taken(site, files={"hr": ("ho-so.xlsx", b"khong phai bang tinh")})

        assert answer.status_code == 409
        assert "không đọc được tệp hồ sơ nhân sự" in answer.text

    async def test_is_not_given_to_a_form_from_elsewhere(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")

        answer = await browser.post(f"/nhan-su/{SLUG}/ho-so.zip", data={"csrf": "x"})

        assert answer.status_code == 403


class TestWhileARoundRuns:
    @pytest.mark.parametrize("login", ["nhansu", "huong"])
    @pytest.mark.parametrize("paper", ["weekly_notice.pdf?vong=1", "recognition.docx", "closing_report.docx"])
    async def test_no_paper_tells_its_results(self, site: Site, login: str, paper: str) -> None:
        browser = await site.logged_in(login)
        site.office.clock.now = CLOSES - timedelta(minutes=1)

        answer = await browser.get(f"/ban-to-chuc/{SLUG}/van-ban/{paper}")

        assert answer.status_code == 409
        assert "Vòng 1 đang mở đến" in answer.text
        assert (await browser.get(f"/ban-to-chuc/{SLUG}/van-ban/contest_rules.docx")).status_code == 200

    async def test_it_is_not_offered_and_the_council_waits(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")
        site.office.clock.now = CLOSES - timedelta(minutes=1)

        listed = (await browser.get(f"/ban-to-chuc/{SLUG}/van-ban")).text
        council = await browser.get(f"/nhan-su/{SLUG}/hoi-dong")
        page = (await browser.get("/nhan-su")).text

        assert "vong=1" not in listed
        assert "Vòng 1 đang mở đến" in listed
        assert council.status_code == 409
        assert "Nguyễn Văn An" not in council.text + page
        assert "người có kết quả" not in page


class TestPapers:
    async def test_are_listed_and_given_as_word_and_pdf(self, site: Site) -> None:
        browser = await site.logged_in("huong")
        page = (await browser.get(f"/ban-to-chuc/{SLUG}/van-ban")).text
        assert "Kế hoạch tổ chức Cuộc thi" in page
        assert f"/ban-to-chuc/{SLUG}/van-ban/weekly_notice.docx?vong=1" in page

        word = await browser.get(f"/ban-to-chuc/{SLUG}/van-ban/contest_rules.docx")
        pdf = await browser.get(f"/ban-to-chuc/{SLUG}/van-ban/weekly_notice.pdf?vong=1")

        text = "\n".join(each.text for each in docx.Document(io.BytesIO(word.content)).paragraphs)
        assert "Mỗi đề gồm 03 câu hỏi" in text
        assert pdf.content.startswith(b"%PDF")

    async def test_of_commending_are_not_the_organizers(self, site: Site) -> None:
        browser = await site.logged_in("huong")

        assert (await browser.get(f"/ban-to-chuc/{SLUG}/van-ban/award_decision.docx")).status_code == 404

    async def test_about_a_round_want_one(self, site: Site) -> None:
        browser = await site.logged_in("huong")

        assert (await browser.get(f"/ban-to-chuc/{SLUG}/van-ban/weekly_notice.docx")).status_code == 409


class TestCertificate:
    RECORD = CertificateRecord(
        serial="cuoc-thi/00001", contest=SLUG, name="Nguyễn Văn An", unit="Phòng Một", award="đạt Giải Nhất"
    )

    async def test_is_confirmed_to_anybody_by_initials_alone(self, site: Site) -> None:
        await site.finalise()

        page = (await site.browser().get(SEAL.address(self.RECORD))).text

        assert "Giấy chứng nhận do hệ thống này cấp." in page
        assert "N. V. An" in page
        assert "Nguyễn Văn An" not in page
        assert "không ở trạng thái chính thức" not in page

    async def test_of_results_taken_back_says_so(self, site: Site) -> None:
        page = (await site.browser().get(SEAL.address(self.RECORD))).text

        assert "không ở trạng thái chính thức" in page

    async def test_that_was_changed_is_not_confirmed(self, site: Site) -> None:
        forged = self.RECORD.token(key=b"another")

        answer = await site.browser().get(f"/chung-nhan/{forged}")

        assert answer.status_code == 404
        assert "Không xác nhận được." in answer.text
