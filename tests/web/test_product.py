"""The pages over the real dialogue and the real database."""

import io
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pypdf
import pytest

from quizbot.usecases import organise
from tests.web.fakes import START
from tests.web.forms import form_token
from tests.web.product import CONTEST, Office, log_in, opened, play, post, tap


@pytest.fixture
async def office(tmp_path: Path, password_hash: str) -> AsyncIterator[Office]:
    async with opened(tmp_path, password_hash) as office:
        yield office


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


class TestTheLinkOfTheSlip:
    async def test_with_a_wrong_code_says_so_and_begins_nothing(self, office: Office) -> None:
        async with office.browser() as browser:
            wrong = await browser.get("/", params={"code": "AAAA-CCCC"})
            still = await browser.get("/")

        assert wrong.status_code == 403
        assert "Mã này không đúng" in wrong.text
        assert 'value="AAAA-CCCC"' in wrong.text
        assert "Chào mừng bạn đến với cuộc thi" in still.text

    async def test_typed_wrong_at_the_door_ends_no_chat(self, office: Office) -> None:
        async with office.browser() as browser:
            page = await play(office, browser, "0025")
            token = form_token(page)
            wrong = await browser.post("/chat/begin", data={"csrf": token, "code": "AAAA-CCCC"})
            after = (await browser.get("/")).text

        assert "Về cuộc trò chuyện đang mở" in wrong.text
        assert "Câu 2/2" in after

    async def test_opened_twice_greets_once(self, office: Office) -> None:
        async with office.browser() as browser:
            for _ in range(3):
                page = (await browser.get("/", params={"code": office.codes["0025"]})).text

        assert page.count("Chào mừng đến với cuộc thi") == 1


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
        assert "Đơn vị của bạn" not in board.text
        assert (
            "<b>Giải tập thể</b> (nếu thể lệ có): khi chỉ xếp theo mức thì không trao giải theo hạng"
            in board.text
        )

    async def test_names_the_place_of_ones_own_unit(self, office: Office) -> None:
        async with office.browser() as browser:
            await play(office, browser, "0025")
            board = await browser.get(f"/bang-xep-hang/{CONTEST}", params={"theo": "don-vi"})

        assert re.search(r"Đơn vị của bạn, [^:]+: <b>(mức|hạng) 1</b>", board.text)
        assert "Bạn đang ở" not in board.text


class TestFiles:
    async def test_give_the_board_to_everybody_as_it_is_on_the_page(self, office: Office) -> None:
        async with office.browser() as browser, office.browser() as stranger:
            await play(office, browser, "0025")
            page = (await stranger.get(f"/bang-xep-hang/{CONTEST}")).text
            (address,) = re.findall(r'href="(/bang-xep-hang/[^"]*bang\.pdf[^"]*)"', page)
            file = await stranger.get(address)
            again = await stranger.get(address)
            unknown = await stranger.get("/bang-xep-hang/khong-co/bang.pdf")

        text = " ".join(pypdf.PdfReader(io.BytesIO(file.content)).pages[0].extract_text().split())
        assert file.headers["content-type"] == "application/pdf"
        assert "Quàng Văn Cường" in text
        assert "TẠM TÍNH" in text
        assert again.content == file.content
        assert unknown.status_code == 404

    async def test_give_a_person_their_slip_in_the_chat(self, office: Office) -> None:
        async with office.browser() as browser, office.browser() as stranger:
            page = await play(office, browser, "0025")
            page = await post(browser, page, text="phiếu của tôi", key="phieu")
            (address,) = re.findall(r'href="(/chat/file/\d+)"', page)
            file = await browser.get(address)
            stolen = await stranger.get(address)

        text = " ".join(pypdf.PdfReader(io.BytesIO(file.content)).pages[0].extract_text().split())
        assert "PHIẾU XÁC NHẬN DỰ THI" in text
        assert "Quàng Văn Cường" in text
        assert not stolen.content.startswith(b"%PDF")


class TestOffice:
    async def test_gives_hr_the_workbook_and_says_that_it_is_provisional(self, office: Office) -> None:
        async with office.browser() as browser, office.browser() as hr:
            await play(office, browser, "0025")
            running = await log_in(hr, "nhansu")
            early = await hr.get(f"/nhan-su/{CONTEST}/khen-thuong.xlsx")
            office.clock.at = START + timedelta(days=1)
            await office.store.write(lambda work: organise.tick(work, now=office.clock()))
            page = await log_in(hr, "nhansu")
            file = await hr.get(f"/nhan-su/{CONTEST}/khen-thuong.xlsx")

        assert "Vòng 1 đang mở" in running
        assert "0025" not in running
        assert "người có kết quả" not in running
        assert early.status_code == 409
        assert "Vòng 1 đang mở" in early.text

        assert "Kết quả tạm thời" in page
        assert "0025" in page
        book = openpyxl.load_workbook(io.BytesIO(file.content))
        assert any("0025" in [cell.value for cell in row] for sheet in book for row in sheet.iter_rows())

    async def test_lets_organizers_follow_and_close_a_contest(self, office: Office) -> None:
        async with office.browser() as browser, office.browser() as organizer:
            await play(office, browser, "0025")
            page = await log_in(organizer, "btc")
            asked = (await organizer.get(f"/ban-to-chuc/{CONTEST}/buoc", params={"sang": "closed"})).text
            step = f"/ban-to-chuc/{CONTEST}/buoc"
            closed = await organizer.post(step, data={"csrf": form_token(asked), "to": "closed"})
            again = await organizer.post(step, data={"csrf": form_token(page), "to": "open"})

        assert re.search(r"<dt>Người dự thi</dt><dd>1</dd>", page)
        assert "1 người đã bắt đầu, 121 người được dự thi mà chưa bắt đầu" in asked
        assert "Đang ở bước: đã đóng" in closed.text
        assert again.status_code == 409

    async def test_keeps_the_workbook_from_strangers(self, office: Office) -> None:
        async with office.browser() as stranger:
            answer = await stranger.get(f"/nhan-su/{CONTEST}/khen-thuong.xlsx")

        assert urlsplit(str(answer.url)).path == "/dang-nhap"
