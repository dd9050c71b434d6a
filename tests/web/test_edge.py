import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

from quizbot.web.settings import WebSettings
from tests.fakes.memory_store import StorageTrouble
from tests.web.conftest import Web, browser
from tests.web.fakes import CODE
from tests.web.forms import form_token
from tests.web.test_chat_pages import enter


class TestHeaders:
    def test_forbid_everything_from_elsewhere(self, web: Web) -> None:
        headers = web.client.get("/").headers

        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"

    def test_stand_on_faults_too(self, web: Web) -> None:
        answer = web.client.get("/khong-co")

        assert answer.status_code == 404
        assert "content-security-policy" in answer.headers

    def test_allow_the_frames_that_are_set(self, make_web: Any) -> None:
        web = make_web(settings=WebSettings(frame_ancestors=("https://web.telegram.org",)))

        headers = web.client.get("/").headers

        assert "frame-ancestors https://web.telegram.org" in headers["content-security-policy"]
        assert "x-frame-options" not in headers

    def test_keep_pages_of_people_out_of_caches(self, web: Web) -> None:
        enter(web)

        assert web.client.get("/").headers["cache-control"] == "no-store"


class TestOtherSites:
    def test_are_refused(self, web: Web) -> None:
        enter(web)

        answer = web.client.post("/chat/say", data={"text": "B"}, headers={"sec-fetch-site": "cross-site"})

        assert answer.status_code == 403
        assert len(web.dialogue.heard) == 1

    def test_are_known_by_their_origin_in_older_browsers(self, web: Web) -> None:
        client = TestClient(web.app, base_url="http://localhost")

        refused = client.post("/chat/begin", data={}, headers={"origin": "http://elsewhere.example"})
        nameless = client.post("/chat/begin", data={})
        taken = client.post("/chat/begin", data={}, headers={"origin": "http://localhost"})

        assert [each.status_code for each in (refused, nameless, taken)] == [403, 403, 200]

    def test_cannot_use_a_form_without_the_page_s_token(self, web: Web) -> None:
        enter(web)

        for csrf in ("", "00" * 32, "zz"):
            answer = web.client.post("/chat/say", data={"text": "B", "csrf": csrf})
            assert answer.status_code == 403

    def test_cannot_point_their_name_at_us(self, web: Web) -> None:
        answer = web.client.get("/", headers={"host": "evil.example"})

        assert answer.status_code == 400


class TestHosts:
    @pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1:1", "[::1]:8080", "thi.example.vn"])
    def test_answers_to_the_names_that_are_set(self, make_web: Any, host: str) -> None:
        web = make_web(settings=WebSettings(base_url="https://thi.example.vn"))

        assert web.client.get("/robots.txt", headers={"host": host}).status_code == 200


class TestProxy:
    def test_is_believed_when_it_is_ours(self, make_web: Any) -> None:
        web = make_web(
            settings=WebSettings(base_url="https://thi.example.vn", trusted_proxies=("10.0.0.0/8",))
        )
        headers = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9", "host": "thi.example.vn"}

        ours = TestClient(web.app, base_url="http://localhost", client=("10.1.2.3", 1)).get(
            "/", headers=headers
        )
        other = TestClient(web.app, base_url="http://localhost", client=("192.0.2.1", 1)).get(
            "/", headers=headers
        )

        assert "strict-transport-security" in ours.headers
        assert "strict-transport-security" not in other.headers

    def test_turns_on_secure_cookies(self, make_web: Any) -> None:
        web = make_web(settings=WebSettings(base_url="https://thi.example.vn"))

        answer = web.client.get(f"/?code={CODE}", follow_redirects=False)

        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-quizbot-chat=")
        assert "HttpOnly" in cookie
        assert "Secure" in cookie
        assert "SameSite=lax" in cookie


class TestFaults:
    def test_carry_a_number_that_stands_in_the_log(self, web: Web, caplog: pytest.LogCaptureFixture) -> None:
        page = enter(web)
        web.dialogue.fails = True
        with caplog.at_level(logging.ERROR):
            answer = web.client.post("/chat/say", data={"csrf": form_token(page), "text": "B"})

        assert answer.status_code == 500
        number = caplog.records[-1].getMessage().split()[1]
        assert number in answer.text
        assert CODE not in caplog.text

    def test_are_explained_in_vietnamese(self, web: Web) -> None:
        assert "Không có trang này" in web.client.get("/khong-co").text

    def test_ask_the_page_to_send_again_what_could_not_be_stored(
        self, web: Web, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = enter(web)

        async def full(use_case: object) -> None:
            raise StorageTrouble()

        monkeypatch.setattr(web.store, "write", full)
        answer = web.client.post("/chat/say", data={"csrf": form_token(page), "text": "menu"})

        assert answer.status_code == 503

    def test_refuse_bodies_that_are_too_large(self, web: Web) -> None:
        answer = web.client.post("/chat/begin", data={"code": "x" * 2_000_000})

        assert answer.status_code == 413

    def test_are_found_by_nobody_who_asks_for_an_unknown_contest(self, web: Web) -> None:
        assert web.client.get("/bang-xep-hang/khong-co").status_code == 404


def test_a_session_ends_with_its_time(web: Web) -> None:
    enter(web)
    web.clock.pass_(days=121)

    assert "Mã cá nhân" in browser_page(web)


def browser_page(web: Web) -> str:
    return web.client.get("/").text


def test_another_browser_sees_nothing_of_a_chat(web: Web) -> None:
    enter(web)

    assert "Đồng ý" not in browser(web.app).get("/").text
