"""The council's decisions and the register in the browser."""

import io

import openpyxl
import pytest

from tests.web.forms import form_token
from tests.web.test_paper_pages import SLUG, Site, site

__all__ = ["site"]

COUNCIL = f"/nhan-su/{SLUG}/hoi-dong"
REGISTER = "/nhan-su/so-quyet-dinh"
AWARD = "giay-khen-ca-nhan"


class TestCouncil:
    async def test_decides_and_takes_back(self, site: Site) -> None:
        await site.finalise()
        browser = await site.logged_in("nhansu")
        csrf = form_token((await browser.get(COUNCIL)).text)
        asked = {
            "csrf": csrf,
            "award": AWARD,
            "code": "NV001",
            "verdict": "hold",
            "reason": "Chờ xác minh <b>",
        }

        page = (await browser.post(f"{COUNCIL}/quyet-dinh", data=asked)).text

        assert "Hội đồng quyết định tạm hoãn, xét sau. Lý do: Chờ xác minh &lt;b&gt;." in page
        assert "Quyết định của Hội đồng (1)" in page
        again = await browser.post(f"{COUNCIL}/quyet-dinh", data=asked)
        assert (again.status_code, "mục số 1" in again.text) == (409, True)
        page = (await browser.post(f"{COUNCIL}/1/rut", data={"csrf": csrf, "reason": "Ghi nhầm"})).text
        assert "Quyết định của Hội đồng (0)" in page
        assert "không còn hiệu lực" in page

    async def test_says_who_is_below_the_floor_and_proposes_them_by_its_own_decision_alone(
        self, site: Site
    ) -> None:
        await site.finalise()
        lan = site.office.people["lan"]
        browser = await site.logged_in("nhansu")

        page = (await browser.get(COUNCIL)).text

        assert "Không đạt mức tối thiểu, không được đề nghị" in page
        assert f"{lan.name} (hạng 4): Không có câu trả lời đúng nào hoặc không có điểm" in page
        asked = {"csrf": form_token(page), "award": AWARD, "code": lan.code, "reason": "Vùng sâu"}
        refused = await browser.post(f"{COUNCIL}/quyet-dinh", data={**asked, "verdict": "hold"})
        assert (refused.status_code, "chỉ ghi được quyết định đề nghị" in refused.text) == (409, True)
        page = (await browser.post(f"{COUNCIL}/quyet-dinh", data={**asked, "verdict": "approve"})).text
        assert "Theo quyết định của Hội đồng. Lý do: Vùng sâu." in page
        assert "Không đạt mức tối thiểu, không được đề nghị" not in page

    async def test_offers_nothing_to_decide_while_provisional(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")

        assert "/hoi-dong/quyet-dinh" not in (await browser.get(COUNCIL)).text

    @pytest.mark.parametrize("path", [f"{COUNCIL}/quyet-dinh", f"{COUNCIL}/da-ky", f"{REGISTER}/1/rut"])
    async def test_is_for_hr_with_its_own_form(self, site: Site, path: str) -> None:
        organizer, hr = await site.logged_in("huong"), await site.logged_in("nhansu")

        assert (await organizer.post(path, data={"csrf": "x"})).status_code == 403
        assert (await hr.post(path, data={"csrf": "x"})).status_code == 403


class TestRegister:
    async def test_is_filled_by_number_and_day_and_goes_out_and_in(self, site: Site) -> None:
        await site.finalise()
        browser = await site.logged_in("nhansu")
        csrf = form_token((await browser.get(COUNCIL)).text)

        signed = {"csrf": csrf, "decision": "12/QĐ-VP", "on": "2026-03-08"}
        page = (await browser.post(f"{COUNCIL}/da-ky", data=signed)).text

        assert "Sổ quyết định khen thưởng" in page
        assert "Nguyễn Văn An" in page
        assert "Đã nhận: Giấy khen (Quyết định 12/QĐ-VP ngày 08/03/2026" in (await browser.get(COUNCIL)).text
        file = (await browser.get(f"{REGISTER}.xlsx")).content
        cells = [cell.value for row in openpyxl.load_workbook(io.BytesIO(file)).worksheets[0] for cell in row]
        assert "12/QĐ-VP" in cells
        assert "nhansu" in cells  # who wrote, by name
        await browser.post(f"{REGISTER}/1/rut", data={"csrf": csrf, "reason": "Sai"})
        page = (
            await browser.post(f"{REGISTER}/nhap", data={"csrf": csrf}, files={"table": ("so.xlsx", file)})
        ).text
        assert "Đã ghi 1 dòng" in page

    async def test_says_which_cell_of_a_table_is_wrong(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")
        csrf = form_token((await browser.get(REGISTER)).text)
        table = "Số quyết định;Ngày ký;Hình thức;Mã;Họ và tên;Thành tích\n1/QĐ;hôm qua;Giấy khen;NV001;An;Cuộc thi\n"

        answer = await browser.post(
            f"{REGISTER}/nhap", data={"csrf": csrf}, files={"table": ("so.csv", table.encode())}
        )

        assert (answer.status_code, "hôm qua" in answer.text) == (409, True)
        assert "Chưa có dòng nào." in (await browser.get(REGISTER)).text
