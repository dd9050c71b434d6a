"""What proves a call to come from Meta, by vectors, and what is refused."""

import json

import pytest

from quizbot.channels.messenger.signature import proof, proven, signature
from tests.channels.messenger.rig import messenger
from tests.fakes.messenger.server import VERIFY
from tests.fakes.messenger.world import PAGE_ID, as_body
from tests.fakes.virtual_time import simulated

BODY = (
    b'{"object":"page","entry":[{"id":"1000","time":1790000000000,"messaging":[{"sender":{"id":"2000"},'
    b'"recipient":{"id":"1000"},"timestamp":1790000000000,"message":{"mid":"m_1","text":"Xin ch\\u00e0o"}}]}]}'
)
RIGHT = "sha256=7fdab9c1e78fe1c42fc7852e52e2876afe307aade0a5424ecbf3074c28ddfc45"
RAW = "sha256=8cd562908dcbb95bd4a530901cf16c40cd1e4cc5295b57020ae1c8d3ee6ad39f"


class TestVectors:
    def test_signature_of_a_webhook(self) -> None:
        assert proven(RIGHT, body=BODY, secret="app-secret")
        assert proven(RIGHT.replace("7fdab", "7FDAB"), body=BODY, secret="app-secret")

    def test_json_written_anew_is_another_body(self) -> None:
        anew = json.dumps(json.loads(BODY), ensure_ascii=False, separators=(",", ":")).encode()

        assert signature(anew, secret="app-secret") == RAW.removeprefix("sha256=")
        assert not proven(RIGHT, body=anew, secret="app-secret")
        assert not proven(RAW, body=BODY, secret="app-secret")

    def test_proof_of_a_call(self) -> None:
        shown = "0c7995e8dd6b88affbf589a744709e103fb98788391c39e83252391a4a93b5bb"
        assert proof(secret="app-secret", token="tok") == shown

    @pytest.mark.parametrize(
        "header", ["", "sha256=", "sha256=é", RIGHT[:-1], RIGHT + "0", RIGHT.removeprefix("sha256="),
                   RIGHT.replace("sha256", "sha1"), "sha256"]
    )  # fmt: skip
    def test_half_a_signature_is_none(self, header: str) -> None:
        assert not proven(header, body=BODY, secret="app-secret")


class TestWebhook:
    @simulated
    async def test_refuses_what_is_not_signed_and_hears_nothing(self) -> None:
        async with messenger() as rig:
            body = as_body([rig.person.types("B")])
            wrong = rig.server.signed(body, secret="another")

            for headers in ({}, {"x-hub-signature": wrong["x-hub-signature"]}, wrong):
                assert await rig.channel.webhook(headers, body) == (403, b"")
            changed = body.replace(b'"text":"B"', b'"text":"C"')
            assert await rig.channel.webhook(rig.server.signed(body), changed) == (403, b"")
            assert rig.answers.heard == []

    @simulated
    async def test_takes_a_proven_body_it_cannot_read_and_says_so(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with messenger() as rig:
            for body in (b"", b"[]", b"{", b'{"object":"user","entry":[]}', b'{"object":"page"}', b"\xff"):
                assert await rig.channel.webhook(rig.server.signed(body), body) == (200, b"")

            assert caplog.text.count("is not understood") == 6

    @simulated
    async def test_hears_no_other_page(self) -> None:
        async with messenger() as rig:
            body = as_body([rig.person.types("B")]).replace(PAGE_ID.encode(), b"666")
            assert await rig.channel.webhook(rig.server.signed(body), body) == (200, b"")

            assert rig.answers.heard == []


class TestVerification:
    @simulated
    async def test_gives_the_challenge_to_who_knows_the_word(self) -> None:
        async with messenger() as rig:
            asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1158201444"}

            assert await rig.channel.verify(asked) == (200, b"1158201444")

    @pytest.mark.parametrize(
        "changed",
        [
            {"hub.verify_token": "khác"},
            {"hub.verify_token": ""},
            {"hub.mode": "unsubscribe"},
            {"hub.mode": ""},
        ],
    )
    def test_refuses_everybody_else(self, changed: dict[str, str]) -> None:
        @simulated
        async def ask() -> None:
            async with messenger() as rig:
                asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY, "hub.challenge": "1"}

                assert await rig.channel.verify({**asked, **changed}) == (403, b"")

        ask()
