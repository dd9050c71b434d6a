"""What everybody may check of a contest, in the browser: nothing before its time."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest

from quizbot.core.contest import ContestState, ResultRules
from quizbot.usecases import organise
from quizbot.usecases.evidence.checks import verify
from quizbot.web.app import make_app
from quizbot.web.settings import WebSettings
from tests.build import OPENS, TEXTS, WEEK, Office, contest
from tests.build import opened as office_opened
from tests.usecases.evidence.played import RIGHT, SLUG, bundled, closed, every_kind, opened, played
from tests.web.conftest import SAME_SITE

PAGE = f"/minh-chung/{SLUG}"


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with office_opened("sqlite://") as made:
        yield made


def stranger(office: Office) -> httpx2.AsyncClient:
    app = make_app(
        store=office.store,
        answer=office.dialogue,
        settings=WebSettings(office="Văn phòng mẫu"),
        clock=office.clock,
        explain=TEXTS["vi"].refusal,
    )
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app, client=("203.0.113.9", 40_000)),
        base_url="http://localhost",
        headers=SAME_SITE,
    )


async def step(office: Office, to: ContestState) -> None:
    await office.write(lambda work: organise.step(work, slug=SLUG, to=to, by="test", now=office.clock()))


async def receipt_of(office: Office, name: str) -> str:
    chat = office.chat(f"{name}@webchat")
    await chat.send("results")
    await chat.tap("Tìm hiểu Nghị quyết 57")
    return next(part for part in chat.text.split() if part.count("-") == 3)


class TestCommitments:
    async def test_stand_there_from_the_opening_on_and_no_seal_yet(self, office: Office) -> None:
        await opened(office)
        await office.tick()

        async with stranger(office) as browser:
            page = (await browser.get(PAGE)).text

        assert "Cam kết trước khi mở thi" in page
        assert page.count("<dd><code>") == 4
        assert "Chưa có vòng nào đóng" in page
        assert "goi.zip" not in page

    async def test_of_a_contest_not_yet_opened_are_not_told(self, office: Office) -> None:
        await office.write(
            lambda work: work.contests.put(contest(), rounds=[(OPENS, OPENS + WEEK)], now=office.clock())
        )

        async with stranger(office) as browser:
            assert (await browser.get(PAGE)).status_code == 404
            assert (await browser.get("/minh-chung/khong-co")).status_code == 404


class TestReceipt:
    async def test_is_found_in_the_sealed_log_and_tells_nothing_else(self, office: Office) -> None:
        await played(office)
        code = await receipt_of(office, "an")

        async with stranger(office) as browser:
            found = (await browser.get(PAGE, params={"bien-nhan": code.lower()})).text

        assert "Có trong nhật ký" in found
        assert "dòng 1 trong 5" in found
        assert "Nguyễn Văn An" not in found
        assert "k-single" not in found

    async def test_of_a_running_round_is_not_found_before_the_seal(self, office: Office) -> None:
        await opened(office)
        await office.tick()
        await office.played("an", SLUG, *RIGHT)
        code = await receipt_of(office, "an")

        async with stranger(office) as browser:
            before = (await browser.get(PAGE, params={"bien-nhan": code})).text
            office.clock.now = OPENS + WEEK
            await closed(office)
            after = (await browser.get(PAGE, params={"bien-nhan": code})).text

        assert "Chưa có trong nhật ký nào" in before
        assert "Có trong nhật ký" in after

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("3F7A", "gồm 16 chữ số"),
            ("0000-0000-0000-0000", "Chưa có trong nhật ký"),
            ("<b>", "gồm 16 chữ số"),
        ],
    )
    async def test_that_is_none_is_said_to_be_none(self, office: Office, typed: str, said: str) -> None:
        await played(office)

        async with stranger(office) as browser:
            answer = await browser.get(PAGE, params={"bien-nhan": typed})

        assert answer.status_code == 200
        assert said in answer.text
        assert "<b>&" not in answer.text


class TestBundle:
    async def test_is_offered_once_the_results_are_announced(self, office: Office) -> None:
        await played(office)
        async with stranger(office) as browser:
            for state in (ContestState.FINAL, ContestState.ANNOUNCED):
                assert (await browser.get(f"{PAGE}/goi.zip")).status_code == 404
                assert "goi.zip" not in (await browser.get(PAGE)).text
                await step(office, state)
            page = (await browser.get(PAGE)).text
            answer = await browser.get(f"{PAGE}/goi.zip")

        assert answer.status_code == 200
        assert "minh-chung-cuoc-thi.zip" in answer.headers["content-disposition"]
        verdict = verify(io.BytesIO(answer.content))
        assert verdict.holds
        assert dict(verdict.published)["bundle"] in page

    async def test_is_withheld_where_the_rules_say_so_and_the_hashes_are_not(self, office: Office) -> None:
        await opened(office, replace(every_kind(), results=ResultRules(evidence=False)))
        await office.tick()
        await office.played("an", SLUG, *RIGHT)
        office.clock.now = OPENS + WEEK
        await closed(office)
        for state in (ContestState.FINAL, ContestState.ANNOUNCED):
            await step(office, state)

        async with stranger(office) as browser:
            page = (await browser.get(PAGE)).text
            answer = await browser.get(f"{PAGE}/goi.zip")

        assert answer.status_code == 404
        assert "goi.zip" not in page
        assert "không được đăng công khai" in page
        assert page.count("<dt>Thể lệ</dt>") == 1
        assert "Vòng 1" in page
        assert verify(io.BytesIO(await bundled(office))).holds, "the organizers can still export it"

    async def test_is_written_anew_after_a_while(self, office: Office) -> None:
        await played(office)
        for state in (ContestState.FINAL, ContestState.ANNOUNCED):
            await step(office, state)

        async with stranger(office) as browser:
            first = await browser.get(f"{PAGE}/goi.zip")
            await step_back(office)
            office.clock.now += timedelta(minutes=9)
            kept = await browser.get(f"{PAGE}/goi.zip")
            office.clock.now += timedelta(minutes=2)
            gone = await browser.get(f"{PAGE}/goi.zip")

        assert first.content == kept.content
        assert gone.status_code == 404


async def step_back(office: Office) -> None:
    await office.write(
        lambda work: organise.step(
            work, slug=SLUG, to=ContestState.FINAL, by="test", reason="Soát lại lần nữa", now=office.clock()
        )
    )
