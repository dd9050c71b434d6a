from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr
from starlette.testclient import TestClient

from quizbot.web.settings import WebSettings
from tests.web.conftest import Web


class TestHealth:
    def test_is_well_while_the_store_answers(self, web: Web) -> None:
        assert web.client.get("/healthz").text == "ok\n"

    def test_is_not_well_without_the_store(self, web: Web) -> None:
        web.store.broken = True

        assert web.client.get("/healthz").status_code == 503


class TestMetrics:
    def client(self, app: Any, address: str) -> TestClient:
        return TestClient(app, base_url="http://localhost", client=(address, 1))

    def test_are_given_to_this_machine(self, web: Web) -> None:
        answer = self.client(web.app, "127.0.0.1").get("/metrics")

        assert "quizbot_web_open_pages 0.0" in answer.text

    def test_are_given_to_nobody_else(self, web: Web) -> None:
        assert self.client(web.app, "192.0.2.1").get("/metrics").status_code == 404

    def test_are_not_given_to_strangers_behind_our_proxy(self, web: Web) -> None:
        client = self.client(web.app, "127.0.0.1")

        assert client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 404

    def test_are_given_to_who_knows_the_token(self, make_web: Any) -> None:
        web = make_web(settings=WebSettings(metrics_token=SecretStr("bí mật")))
        client = self.client(web.app, "192.0.2.1")

        right = client.get("/metrics", headers={"authorization": "Bearer bí mật".encode()})
        wrong = client.get("/metrics", headers={"authorization": "Bearer sai"})

        assert (right.status_code, wrong.status_code) == (200, 404)


class TestWebhook:
    def test_hands_headers_and_the_raw_body_to_the_channel(self, make_web: Any) -> None:
        async def echo(headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
            return 202, headers["x-secret"].encode() + body

        web = make_web(webhooks={"telegram": echo})
        client = TestClient(web.app, base_url="http://localhost")

        answer = client.post("/webhook/telegram", content=b"{}", headers={"X-Secret": "s"})

        assert (answer.status_code, answer.content) == (202, b"s{}")

    def test_is_unknown_for_other_names(self, web: Web) -> None:
        assert web.client.post("/webhook/la", content=b"{}").status_code == 404

    def test_answers_a_platform_that_asks_whether_the_address_is_ours(self, make_web: Any) -> None:
        async def echo(query: Mapping[str, str]) -> tuple[int, bytes]:
            return (200, query["hub.challenge"].encode()) if query["hub.mode"] == "subscribe" else (403, b"")

        async def hear(headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
            return 200, b""

        client = make_web(webhooks={"telegram": hear}, verifications={"messenger": echo}).client
        asked = {"hub.mode": "subscribe", "hub.challenge": "<b>1</b>"}

        answer = client.get("/webhook/messenger", params=asked)
        assert (answer.status_code, answer.text) == (200, "<b>1</b>")
        assert answer.headers["content-type"].startswith("text/plain")
        assert client.get("/webhook/messenger", params={**asked, "hub.mode": "x"}).status_code == 403
        assert client.get("/webhook/telegram").status_code == 405
        assert client.get("/webhook/la").status_code == 404


class TestFiles:
    def test_are_kept_for_ever_under_their_hash(self, web: Web) -> None:
        page = web.client.get("/").text
        style = next(each for each in page.split('"') if each.endswith(".css"))

        assert "immutable" in web.client.get(style).headers["cache-control"]
        assert web.client.get("/static/style.css").status_code == 404

    def test_keep_search_engines_out(self, web: Web) -> None:
        assert "Disallow: /\n" in web.client.get("/robots.txt").text
        assert web.client.get("/bang-xep-hang").headers["x-robots-tag"] == "noindex"

    def test_include_the_icon(self, web: Web) -> None:
        assert web.client.get("/favicon.ico").headers["content-type"].startswith("image/svg")
