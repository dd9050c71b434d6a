"""The file of a contest: steps, corrections with their preview, appeals, in the browser."""

import html
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from quizbot.core.contest import ContestState, Prize, PrizeRules, ResultRules
from quizbot.core.corrections import Correction, CorrectionKind
from quizbot.usecases import outages
from quizbot.usecases.ports import Account
from quizbot.web.app import make_app
from quizbot.web.settings import WebSettings
from tests.build import BANK, CLOSES, OPENS, TEXTS, Office, contest, correct, drawn, opened
from tests.web.conftest import PASSWORD, SAME_SITE
from tests.web.forms import form_token

SLUG = "cuoc-thi"
PAGE = f"/ban-to-chuc/{SLUG}"
REGRADE = {"kind": "regrade", "question": "q-01", "policy": "rekey", "key": "A"}
APPEAL = timedelta(hours=6)


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
async def site(password_hash: str) -> AsyncIterator[Site]:
    """Give an office whose contest is over: An has three right, Hà two, with prizes for both places."""
    async with opened("sqlite://") as office:
        prizes = PrizeRules(person=(Prize(name="Giải Nhất", count=1), Prize(name="Giải Nhì", count=1)))
        await office.run(contest(prizes=prizes, results=ResultRules(appeal=APPEAL)))
        await office.played("an", SLUG, "B", "C", "D")
        await office.played("ha", SLUG, "A", "C", "D")
        office.clock.now = CLOSES + timedelta(hours=1)
        await office.tick()
        for login, role in (
            ("huong", "organizer"),
            ("minh", "organizer"),
            ("duyet", "reviewer"),
            ("nhansu", "hr"),
        ):
            account = Account(login=login, name=f"Cán bộ {login}", password_hash=password_hash, roles=(role,))
            await office.write(lambda work, account=account: work.accounts.put(account))  # type: ignore[misc]
        app = make_app(
            store=office.store,
            answer=office.dialogue,
            settings=WebSettings(office="Văn phòng mẫu"),
            clock=office.clock,
            explain=TEXTS["vi"].refusal,
        )
        yield Site(office=office, app=app)


async def post(browser: httpx2.AsyncClient, what: str, **fields: str) -> Any:
    page = (await browser.get(PAGE)).text
    return await browser.post(f"{PAGE}/{what}", data={"csrf": form_token(page), **fields})


async def sign(browser: httpx2.AsyncClient, preview: Any, reason: str) -> Any:
    """Send the form at the end of a preview."""
    form = preview.text[preview.text.index("/dieu-chinh") :]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    fields = {name: html.unescape(value) for name, value in hidden}
    return await browser.post(f"{PAGE}/dieu-chinh", data={**fields, "reason": reason})


class TestCorrections:
    async def test_are_previewed_signed_and_taken_back(self, site: Site) -> None:
        browser = await site.logged_in("huong")
        before = (await browser.get(f"/bang-xep-hang/{SLUG}?manh=1")).text

        preview = await post(browser, "xem-truoc", **REGRADE)
        assert "Chấm lại câu q-01 (mọi vòng) theo đáp án A." in preview.text
        assert re.search(r"Vũ Thu Hà<small>.*?</th><td>Giải Nhì</td><td>Giải Nhất</td>", preview.text)
        assert (await browser.get(f"/bang-xep-hang/{SLUG}?manh=1")).text == before
        signed = await sign(browser, preview, "Đáp án in sai trong ngân hàng")
        site.office.clock.on(seconds=10)
        board = (await browser.get(f"/bang-xep-hang/{SLUG}?manh=1")).text

        assert "Lý do: Đáp án in sai trong ngân hàng" in signed.text
        assert "Cán bộ huong" in signed.text
        assert board.index("Vũ Thu Hà") < board.index("Nguyễn Văn An")
        assert "đã được chấm lại theo đáp án đúng" in board

        undo = await post(browser, "xem-truoc", kind="undo", number="1")
        back = await sign(browser, undo, "Chấm lại nhầm câu")
        site.office.clock.on(seconds=10)

        assert "đã rút" in back.text
        assert (await browser.get(f"/bang-xep-hang/{SLUG}?manh=1")).text == before

    async def test_signed_at_the_machine_say_so_in_words(self, site: Site) -> None:
        browser = await site.logged_in("huong")
        await correct(
            site.office,
            lambda work: Correction(
                kind=CorrectionKind.VOID, question_id="q-01", at=site.office.clock(), by="", reason=""
            ),
            slug=SLUG,
            by="cli",
        )

        page = (await browser.get(PAGE)).text

        assert "lệnh trên máy chủ" in page
        assert ">cli," not in page

    async def test_say_that_the_bank_still_has_the_old_key_and_who_asks_by_it(self, site: Site) -> None:
        browser = await site.logged_in("huong")
        await site.office.run(contest("khac", title="Cuộc thi khác", draw=drawn("q-01")))
        await site.office.run(contest("xa", title="Cuộc thi xa", draw=drawn("q-02")))

        signed = await sign(browser, await post(browser, "xem-truoc", **REGRADE), "Đáp án in sai trong đề")

        assert "Ngân hàng vẫn còn đáp án cũ của câu q-01" in signed.text
        assert "“id: q-01”" in signed.text
        assert "“Cuộc thi khác”" in signed.text
        assert "Cuộc thi xa" not in signed.text

        mended = replace(next(each for each in BANK if each.id == "q-01"), key=("A",))
        await site.office.write(lambda work: work.bank.apply([mended], whole=False))
        assert "Ngân hàng vẫn còn đáp án cũ" not in (await browser.get(PAGE)).text

    async def test_need_a_new_preview_when_the_boards_have_moved(self, site: Site) -> None:
        browser = await site.logged_in("huong")
        preview = await post(browser, "xem-truoc", **REGRADE)
        await sign(browser, await post(browser, "xem-truoc", kind="disqualify", person="NV001"), "Nhờ thi hộ")

        answer = await sign(browser, preview, "Đáp án in sai")

        assert answer.status_code == 409
        assert "Hãy xem trước lại" in answer.text

    @pytest.mark.parametrize(
        "fields",
        [
            {},
            {"kind": "regrade", "question": "q-01"},
            {"kind": "regrade", "question": "q-01", "policy": "rekey", "key": "Z"},
            {"kind": "override", "person": "NV001", "round": "1", "starts": "mai", "ends": "kia"},
            {"kind": "void", "round": "x"},
            {"kind": "undo"},
            {"kind": "extend", "round": "1", "ends": "2026-03-01T10:00"},
        ],
    )
    async def test_that_make_no_sense_are_refused_in_words(self, site: Site, fields: dict[str, str]) -> None:
        browser = await site.logged_in("huong")

        answer = await post(browser, "xem-truoc", **fields)

        assert answer.status_code == 409
        assert "mã: correction" not in answer.text

    async def test_of_people_belong_to_organizers(self, site: Site) -> None:
        browser = await site.logged_in("duyet")
        page = (await browser.get(PAGE)).text

        preview = await post(browser, "xem-truoc", kind="disqualify", person="NV001")
        answer = await sign(browser, preview, "Nhờ người thi hộ")

        assert "Chấm lại một câu sai đáp án" in page
        assert "Huỷ kết quả của một người" not in page
        assert answer.status_code == 409

    async def test_are_not_for_hr(self, site: Site) -> None:
        browser = await site.logged_in("nhansu")

        assert (await browser.get(PAGE)).status_code == 403

    async def test_need_a_form_of_this_session(self, site: Site) -> None:
        browser = await site.logged_in("huong")

        answer = await browser.post(f"{PAGE}/dieu-chinh", data={**REGRADE, "reason": "Đáp án sai"})

        assert answer.status_code == 403

    async def test_a_silence_is_proposed_and_judged(self, site: Site) -> None:
        await site.office.write(
            lambda work: outages.note_silence(
                work, starts_at=OPENS - timedelta(hours=1), ends_at=OPENS + timedelta(minutes=1)
            )
        )
        browser = await site.logged_in("huong")
        page = (await browser.get(PAGE)).text
        assert "10:00 ngày 02/03/2026 – 10:01 ngày 02/03/2026" in page
        starts, ends = (
            html.unescape(re.findall(rf'name="{name}" value="([^"]+)"', page)[0])
            for name in ("starts", "ends")
        )

        preview = await post(browser, "xem-truoc", kind="outage", round="1", starts=starts, ends=ends)
        after = await sign(browser, preview, "Mất điện phòng máy chủ")

        assert "2:00" in preview.text
        assert "Gián đoạn chờ xem xét" not in after.text


class TestLife:
    async def test_leads_to_final_results_by_two_people(self, site: Site) -> None:
        huong, minh = await site.logged_in("huong"), await site.logged_in("minh")
        await sign(huong, await post(huong, "xem-truoc", **REGRADE), "Đáp án in sai")
        await post(huong, "buoc", to="closed")
        published = await post(huong, "buoc", to="provisional")
        assert "Nhận khiếu nại đến trước" in published.text
        assert "Thời hạn khiếu nại còn đến" in published.text

        early = await post(minh, "buoc", to="final")
        site.office.clock.now += APPEAL
        alone = await post(huong, "buoc", to="final")
        together = await post(minh, "buoc", to="final")

        assert (early.status_code, alone.status_code, together.status_code) == (409, 409, 200)
        assert "người thứ hai" in alone.text
        assert "Đang ở bước: kết quả chính thức" in together.text
        assert "Muốn điều chỉnh, trước hết lùi về kết quả tạm thời" in together.text

    async def test_is_announced_by_hr_who_takes_no_other_step(self, site: Site) -> None:
        huong, minh = await site.logged_in("huong"), await site.logged_in("minh")
        hr = await site.logged_in("nhansu")
        await post(huong, "buoc", to="closed")
        await post(huong, "buoc", to="provisional")
        site.office.clock.now += APPEAL
        await post(minh, "buoc", to="final")
        token = form_token((await hr.get("/nhan-su")).text)

        back = await hr.post(f"{PAGE}/buoc", data={"csrf": token, "to": "provisional", "reason": "Sai rồi"})
        announced = await hr.post(f"{PAGE}/buoc", data={"csrf": token, "to": "announced"})

        assert back.status_code == 409
        assert announced.status_code == 200
        assert announced.url.path == "/nhan-su"
        assert "Đưa vào lưu trữ" in announced.text

    async def test_goes_back_with_a_reason(self, site: Site) -> None:
        browser = await site.logged_in("huong")
        await post(browser, "buoc", to="closed")
        await post(browser, "buoc", to="provisional")

        refused = await post(browser, "buoc", to="closed")
        done = await post(browser, "buoc", to="closed", reason="Công bố nhầm bảng")

        assert refused.status_code == 409
        assert "Lý do: Công bố nhầm bảng" in done.text

    async def test_knows_no_other_states(self, site: Site) -> None:
        browser = await site.logged_in("huong")

        assert (await post(browser, "buoc", to="dreamed")).status_code == 404


class TestForeseeing:
    async def test_counts_what_closing_would_cost_and_changes_nothing(self, site: Site) -> None:
        office = site.office
        week = timedelta(days=7)
        rounds = [(OPENS + n * week, CLOSES + n * week) for n in range(8)]
        await office.run(contest("hang-tuan", title="Hằng tuần"), *rounds)
        office.clock.now = rounds[1][0]
        await office.tick()
        await office.played("an", "hang-tuan", "B", "C", "D")
        await (await office.linked("ha")).send("contests:start:hang-tuan")
        browser = await site.logged_in("huong")

        page = (await browser.get("/ban-to-chuc/hang-tuan")).text
        asked = (await browser.get("/ban-to-chuc/hang-tuan/buoc?sang=closed")).text

        assert 'href="/ban-to-chuc/hang-tuan/buoc?sang=closed"' in page
        assert "2 người đã bắt đầu, 5 người được dự thi mà chưa bắt đầu sẽ không làm được nữa" in asked
        assert "1 bài đang làm dở dừng ngay lúc này" in asked
        assert "6 vòng chưa mở sẽ không diễn ra: vòng 3 đến vòng 8" in asked
        assert "không mở lại được" in asked
        assert "Đang ở bước: đang mở" in (await browser.get("/ban-to-chuc/hang-tuan")).text

    async def test_loses_nothing_when_every_round_is_over(self, site: Site) -> None:
        browser = await site.logged_in("huong")

        asked = (await browser.get(f"{PAGE}/buoc?sang=closed")).text

        assert "Cả 1 vòng đã xong: không mất vòng nào" in asked

    async def test_counts_prizes_before_results_become_final(self, site: Site) -> None:
        huong, minh = await site.logged_in("huong"), await site.logged_in("minh")
        await sign(huong, await post(huong, "xem-truoc", **REGRADE), "Đáp án in sai")
        await post(huong, "buoc", to="closed")
        published = (await huong.get(f"{PAGE}/buoc?sang=provisional")).text
        await post(huong, "buoc", to="provisional")
        site.office.clock.now += APPEAL

        alone = (await huong.get(f"{PAGE}/buoc?sang=final")).text
        other = (await minh.get(f"{PAGE}/buoc?sang=final")).text

        assert "Bảng kết quả của 2 người được công bố" in published
        assert "Nhận khiếu nại đến trước" in published
        assert "Kết quả của 2 người; 2 giải cá nhân, 0 giải tập thể." in other
        assert "Đã trả lời 0 khiếu nại; 1 điều chỉnh đang có hiệu lực." in other
        assert "Chưa làm được" in alone
        assert '<form class="stack" method="post"' not in alone

    @pytest.mark.parametrize("evidence", [True, False])
    async def test_tells_who_may_have_the_evidence_from_then_on(self, site: Site, evidence: bool) -> None:
        rules = ResultRules(evidence=evidence)
        stored = await site.office.run(contest("khac", title="Cuộc khác", results=rules))
        await site.office.write(lambda work: work.contests.set_state(stored.id, ContestState.FINAL))
        hr = await site.logged_in("nhansu")

        asked = (await hr.get("/ban-to-chuc/khac/buoc?sang=announced")).text

        assert "không gửi tin cho ai" in asked
        assert ("Từ nay ai cũng tải được gói minh chứng" in asked) is evidence

    async def test_leads_hr_to_what_hr_may_do(self, site: Site) -> None:
        hr = await site.logged_in("nhansu")

        answer = await hr.get(f"{PAGE}/buoc?sang=closed")
        nowhere = await hr.get(f"{PAGE}/buoc?sang=archived")

        assert "Chưa làm được" in answer.text
        assert nowhere.url.path == "/nhan-su"

    async def test_asks_for_the_reason_of_a_step_back(self, site: Site) -> None:
        browser = await site.logged_in("huong")
        await post(browser, "buoc", to="closed")
        await post(browser, "buoc", to="provisional")

        asked = (await browser.get(f"{PAGE}/buoc?sang=closed")).text

        assert "Kết quả tạm thời của 2 người bị rút lại" in asked
        assert 'name="reason" required' in asked


class TestChoosingAQuestion:
    async def test_offers_those_really_asked_with_text_and_key(self, site: Site) -> None:
        browser = await site.logged_in("duyet")

        listed = (await browser.get(f"{PAGE}/cham-lai")).text
        found = (await browser.get(f"{PAGE}/cham-lai?tim=cau hoi Q-02")).text
        nothing = (await browser.get(f"{PAGE}/cham-lai?tim=xe đạp")).text

        assert re.findall(r"Câu hỏi (q-\d\d)\?", listed) == ["q-01", "q-02", "q-03"]
        assert "Đáp án: B. Hai 1" in listed
        assert re.findall(r"Câu hỏi (q-\d\d)\?", found) == ["q-02"]
        assert "Không có câu nào như vậy" in nothing

    async def test_leads_to_a_preview_in_words(self, site: Site) -> None:
        browser = await site.logged_in("huong")
        asked = (await browser.get(f"{PAGE}/cham-lai/q-01")).text
        assert "B. Hai 1 <b>✔ đang là đáp án</b>" in asked

        preview = (await post(browser, "xem-truoc", **REGRADE)).text

        words = html.unescape(re.sub(r"\s*<[^>]+>\s*", "|", preview))
        assert "Câu hỏi q-01?" in preview
        assert "|Đáp án đang tính|B. Hai 1|" in re.sub(r"\|+", "|", words)
        assert "|Sau điều chỉnh|A. Một 1|" in re.sub(r"\|+", "|", words)
        assert "|Được thêm điểm|1|Bị bớt điểm|1|Lên hạng|1|Xuống hạng|1|" in re.sub(r"\|+", "|", words)

    async def test_knows_no_question_that_was_not_asked(self, site: Site) -> None:
        browser = await site.logged_in("huong")

        assert (await browser.get(f"{PAGE}/cham-lai/q-12")).status_code == 404

    async def test_offers_no_round_that_was_never_held(self, site: Site) -> None:
        week = timedelta(days=7)
        rounds = [(OPENS + n * week, CLOSES + n * week) for n in range(4)]
        await site.office.run(contest("hang-tuan"), *rounds)
        site.office.clock.now = rounds[1][0]
        browser = await site.logged_in("huong")

        page = (await browser.get("/ban-to-chuc/hang-tuan")).text
        void = page[page.index('value="void"') :]
        own = page[page.index('value="override"') :]

        assert re.findall(r"Vòng (\d):", void[: void.index("</form>")]) == ["2", "1"]
        assert re.findall(r"Vòng (\d):", own[: own.index("</form>")]) == ["2", "1", "3", "4"]


class TestAppeals:
    async def test_are_answered_by_somebody_else(self, site: Site) -> None:
        huong, duyet = await site.logged_in("huong"), await site.logged_in("duyet")
        await post(huong, "buoc", to="closed")
        await post(huong, "buoc", to="provisional")
        chat = await site.office.linked("an")
        await chat.send(f"appeal:write:{SLUG}")
        await chat.say("Câu 1 theo văn bản đáp án là A.")
        await chat.tap("Gửi khiếu nại")

        mine = (await huong.get(PAGE)).text
        theirs = await post(
            duyet, "khieu-nai", appeal="1", outcome="upheld", text="Đúng, câu này sẽ được chấm lại."
        )

        assert "Câu 1 theo văn bản đáp án là A." in mine
        assert "Người khác trả lời" in mine
        assert "Đúng, câu này sẽ được chấm lại." in theirs.text
        await chat.say("/khieunai")
        assert "Đúng, câu này sẽ được chấm lại." in chat.text

    @pytest.mark.parametrize(("number", "outcome"), [("x", "upheld"), ("1", "maybe")])
    async def test_that_are_none_are_not_answered(self, site: Site, number: str, outcome: str) -> None:
        browser = await site.logged_in("huong")

        answer = await post(browser, "khieu-nai", appeal=number, outcome=outcome, text="Không có gì sai cả.")

        assert answer.status_code == 404
