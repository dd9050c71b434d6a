"""The page of a contest's messages, on the whole product."""

import re
from pathlib import Path

from quizbot.usecases.trouble import note_trouble
from tests.web.forms import form_token
from tests.web.product import CONTEST, log_in, opened, play

PAGE = f"/ban-to-chuc/{CONTEST}/tin"


class TestMessages:
    async def test_show_a_broadcast_and_let_organizers_stop_it(
        self, tmp_path: Path, password_hash: str
    ) -> None:
        async with opened(tmp_path, password_hash) as office:
            await play(office, office.browser(), "0025")
            await office.store.write(
                lambda work: note_trouble(
                    work, channel="telegram", reason="401 Unauthorized", now=office.clock()
                )
            )
            browser = office.browser()
            front = await log_in(browser, "btc")
            page = (await browser.get(PAGE)).text

            assert "401 Unauthorized" in front
            assert "Mời dự thi – vòng 1" in page
            assert "0 tin: 0 đã gửi" in page
            assert re.search(r"\d+ người thuộc diện nhận", page)

    async def test_refuse_a_form_without_its_token(self, tmp_path: Path, password_hash: str) -> None:
        async with opened(tmp_path, password_hash) as office:
            browser = office.browser()
            await log_in(browser, "btc")
            answer = await browser.post(PAGE, data={"key": "round:1:invite", "to": "stopped"})

            assert answer.status_code == 403

    async def test_stop_and_resume(self, tmp_path: Path, password_hash: str) -> None:
        async with opened(tmp_path, password_hash) as office:
            browser = office.browser()
            await log_in(browser, "btc")
            token = form_token((await browser.get("/ban-to-chuc")).text)
            key = await office.store.read(
                lambda work: work.broadcasts.of_contest(work.contests.all()[0].id)[0].key
            )
            for to in ("stopped", "running", "cancelled"):
                answer = await browser.post(PAGE, data={"csrf": token, "key": key, "to": to})
                assert answer.status_code == 200
            assert "đã huỷ" in answer.text
            again = await browser.post(PAGE, data={"csrf": token, "key": key, "to": "running"})
            assert again.status_code == 409
