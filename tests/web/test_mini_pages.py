"""The page opened inside Telegram and Zalo: who it is comes from the app, and nothing else is asked."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from quizbot.usecases import people
from quizbot.usecases.ports import Work
from tests.fakes.bot_api.mini_app import KEY, signed
from tests.fakes.zalo_oa.server import APP_SECRET, OA_SECRET, ZaloOaServer
from tests.fakes.zalo_oa.world import APP_ID, OA_ID
from tests.web.product import Office, opened, post, tap

TOKEN = "42:TEST-of-this-suite"
ACCOUNT = 700_700_700
CHAT = str(ACCOUNT)


@pytest.fixture
async def graph() -> AsyncIterator[ZaloOaServer]:
    async with ZaloOaServer() as server:
        yield server


@pytest.fixture
async def office(tmp_path: Path, password_hash: str, graph: ZaloOaServer) -> AsyncIterator[Office]:
    channels = {
        "telegram": {"token": TOKEN, "mini_app_key": KEY},
        "zalo_oa": {
            "app_id": APP_ID,
            "oa_id": OA_ID,
            "app_secret": APP_SECRET,
            "oa_secret": OA_SECRET,
            "mini_app_id": "77",
            "graph_url": graph.url,
        },
    }
    async with opened(tmp_path, password_hash, channels=channels) as made:
        yield made


async def joined(office: Office, channel: str, address: str, code: str = "0025") -> str:
    """Link a chat account; gives the person's name."""

    def join(work: Work) -> str:
        person = people.by_code(work, code)
        people.link(work, person, channel=channel, address=address, now=office.clock())
        people.record_consent(
            work,
            person,
            purpose="take_part",
            version="2026-11",
            given=True,
            channel=channel,
            now=office.clock(),
        )
        return person.name

    return await office.store.write(join)


async def enter(browser: httpx2.AsyncClient, proof: str, *, name: str = "telegram") -> httpx2.Response:
    return await browser.post(f"/mini/{name}", data={"proof": proof})


def proof_of(office: Office, account: int = ACCOUNT, **more: Any) -> str:
    return signed(token=TOKEN, account=account, at=office.clock(), **more)


class TestTelegram:
    async def test_the_person_of_the_chat_is_there_without_a_code(self, office: Office) -> None:
        name = await joined(office, "telegram", CHAT)
        async with office.browser() as browser:
            assert (await browser.get("/mini/telegram")).status_code == 200
            page = (await enter(browser, proof_of(office))).text
            assert f"Xin chào {name}" in page
            page = await tap(browser, page, "Cuộc thi thử")

            assert "Câu 1/2" in page or "Bắt đầu" in page

    async def test_a_stranger_joins_here_and_is_known_in_the_chat(self, office: Office) -> None:
        async with office.browser() as browser:
            page = (await enter(browser, proof_of(office, start=office.codes["0026"]))).text
            assert "Bạn có đồng ý" in page
            await tap(browser, page, "welcome:yes")
            await enter(browser, proof_of(office))

        person = await office.store.read(lambda work: work.people.by_address("telegram", CHAT))
        assert person is not None
        assert person.code == "0026"

    async def test_opened_again_it_is_the_same_chat(self, office: Office) -> None:
        await joined(office, "telegram", CHAT)
        async with office.browser() as first, office.browser() as second:
            page = (await enter(first, proof_of(office))).text
            await tap(first, page, "Trợ giúp")
            office.clock.pass_(minutes=1)
            again = (await enter(second, proof_of(office))).text

            assert "Mọi việc đều làm được" in again

    async def test_whoever_left_in_the_chat_is_a_stranger_here(self, office: Office) -> None:
        from quizbot.usecases import addresses

        await joined(office, "telegram", CHAT)
        async with office.browser() as browser:
            await enter(browser, proof_of(office))

            def leave(work: Work) -> None:
                person = people.by_code(work, "0025")
                now = office.clock()
                addresses.detach(work, person, channel="telegram", address=CHAT, by="test", now=now)

            await office.store.write(leave)
            office.clock.pass_(minutes=1)
            page = (await enter(browser, proof_of(office))).text

            assert "Bạn có đồng ý" in page.rpartition('id="cuoi"')[0].rpartition('class="msg')[2]

    @pytest.mark.parametrize("age", [timedelta(hours=1, seconds=1), -timedelta(minutes=11)])
    async def test_old_proofs_are_refused_with_words(self, office: Office, age: timedelta) -> None:
        await joined(office, "telegram", CHAT)
        proof = signed(token=TOKEN, account=ACCOUNT, at=office.clock() - age)
        async with office.browser() as browser:
            answer = await enter(browser, proof)

            assert answer.status_code == 403
            assert "đã cũ" in answer.text
            assert "set-cookie" not in answer.headers

    @pytest.mark.parametrize("proof", ["", "x", "a" * 9000, "user=%7B%22id%22%3A1%7D&auth_date=1&hash=00"])
    async def test_forged_ones_are_refused_with_words(self, office: Office, proof: str) -> None:
        async with office.browser() as browser:
            answer = await enter(browser, proof)

            assert answer.status_code == 403
            assert "không chứng minh được" in answer.text
            assert "set-cookie" not in answer.headers

    async def test_a_proof_opens_one_browser_only(self, office: Office) -> None:
        await joined(office, "telegram", CHAT)
        proof = proof_of(office)
        async with office.browser() as mine, office.browser() as thief:
            assert (await enter(mine, proof)).status_code == 200
            stolen = await enter(thief, proof)
            again = await enter(mine, proof)

            assert (stolen.status_code, again.status_code) == (403, 200)
            assert "đã được dùng" in stolen.text
            assert "set-cookie" not in stolen.headers

    async def test_the_chat_of_another_account_in_this_browser_ends(self, office: Office) -> None:
        first = await joined(office, "telegram", CHAT)
        second = await joined(office, "telegram", "9", "0026")
        async with office.browser() as browser:
            assert first in (await enter(browser, proof_of(office))).text
            page = (await enter(browser, proof_of(office, account=9))).text

            assert second in page
            assert first not in page


class TestZalo:
    async def test_asks_zalo_and_is_the_person_of_the_chat(self, office: Office, graph: ZaloOaServer) -> None:
        user = graph.person()
        name = await joined(office, "webchat", f"zalo_oa-5{user.id}", "0026")
        async with office.browser() as browser:
            page = (await enter(browser, f"MINI-{user.id}", name="zalo_oa")).text

            assert f"Xin chào {name}" in page

    async def test_tokens_of_nobody_are_refused(self, office: Office) -> None:
        async with office.browser() as browser:
            answer = await enter(browser, "MINI-1", name="zalo_oa")

            assert answer.status_code == 403
            assert "không chứng minh được" in answer.text

    async def test_says_when_zalo_is_out_of_order(self, office: Office, graph: ZaloOaServer) -> None:
        await graph.__aexit__()
        async with office.browser() as browser:
            answer = await enter(browser, "MINI-1", name="zalo_oa")

            assert answer.status_code == 503
            assert "Chưa hỏi được" in answer.text


class TestFrames:
    async def test_are_allowed_to_the_apps_and_for_people_s_pages_alone(self, office: Office) -> None:
        async with office.browser() as browser:
            for path in ("/", "/mini/telegram", "/mini/zalo_oa", "/bang-xep-hang"):
                headers = (await browser.get(path)).headers
                policy = headers["content-security-policy"]
                for origin in ("https://web.telegram.org", "https://h5.zdn.vn", "zbrowser://h5.zdn.vn"):
                    assert origin in policy.partition("frame-ancestors ")[2], path
                assert "x-frame-options" not in headers
                assert "unsafe" not in policy
            staff = (await browser.get("/dang-nhap")).headers
            assert staff["content-security-policy"].endswith("frame-ancestors 'none'")
            assert staff["x-frame-options"] == "DENY"

    async def test_of_others_are_not(self, office: Office) -> None:
        async with office.browser() as browser:
            assert (await browser.get("/mini/messenger")).status_code == 404
            answer = await browser.post(
                "/mini/telegram", data={"proof": proof_of(office)}, headers={"sec-fetch-site": "cross-site"}
            )
            assert answer.status_code == 403


class TestLinkCode:
    async def test_in_an_address_opens_the_page_as_the_same_person(self, office: Office) -> None:
        name = await joined(office, "telegram", CHAT)
        async with office.browser() as inside, office.browser() as outside:
            page = (await enter(inside, proof_of(office))).text
            page = await post(inside, page, text="/lienket", key="link")
            code = re.findall(r"L\w+-\w{6}", page)[-1]
            page = (await outside.get("/", params={"code": code})).text
            page = await tap(outside, page, "welcome:yes")
            assert f"Xin chào {name}" in page

            again = (await outside.get("/", params={"code": code})).text
            assert "Đổi người dự thi" not in again
            assert f"Xin chào {name}" in again
