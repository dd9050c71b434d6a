"""The proof that a webhook comes from Zalo, by published-form vectors, and what is refused."""

import json
from datetime import timedelta

import pytest

from quizbot.channels.zalo_oa.api import proof
from quizbot.channels.zalo_oa.signature import is_timely, mac, proven
from tests.channels.zalo_oa.rig import zalo_oa
from tests.fakes.virtual_time import clock, simulated
from tests.fakes.zalo_oa.server import OA_SECRET
from tests.fakes.zalo_oa.world import as_body

APP = "360846524940903967"
BODY = (
    '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":'
    '"552177279717587730","recipient":{"id":"388613280878808645"},"event_name":"user_send_text","message":'
    '{"text":"Xin chào","msg_id":"96d3cdf3af150460909"},"timestamp":"1790000000000"}'
).encode()
SIGNED = {"prefix": APP, "body": BODY, "timestamp": "1790000000000", "secret": "oa-secret-key"}
MAC = "35cccf5c8f9b11d9aa09df82e94e05dd6fa57e56912d6a490401cd6d59b598e4"


class TestVectors:
    def test_signature_of_a_webhook(self) -> None:
        assert mac(**SIGNED) == MAC  # type: ignore[arg-type]
        assert proven(f"mac={MAC}", **SIGNED)  # type: ignore[arg-type]
        assert proven(MAC.upper(), **SIGNED)  # type: ignore[arg-type]

    def test_proof_of_the_app(self) -> None:
        assert (
            proof(secret="app-secret", token="tok")
            == "0c7995e8dd6b88affbf589a744709e103fb98788391c39e83252391a4a93b5bb"
        )

    @pytest.mark.parametrize(
        "changed",
        [
            {"prefix": "388613280878808645"},
            {"timestamp": "1790000000001"},
            {"secret": "oa-secret-kez"},
            {"body": BODY.replace("à".encode(), b"\\u00e0")},
        ],
    )
    def test_anything_else_is_refused(self, changed: dict[str, object]) -> None:
        assert not proven(f"mac={MAC}", **{**SIGNED, **changed})  # type: ignore[arg-type]

    @pytest.mark.parametrize("header", ["", "mac=", "mac=é", MAC[:-1], f"mac={MAC}0"])
    def test_half_a_signature_is_none(self, header: str) -> None:
        assert not proven(header, **SIGNED)  # type: ignore[arg-type]


class TestTime:
    @simulated
    async def test_is_near_ours(self) -> None:
        def at(shift: timedelta) -> str:
            return str(int((clock() + shift).timestamp() * 1000))

        age = timedelta(hours=2)
        assert is_timely(at(timedelta(0)), now=clock(), age=age)
        assert is_timely(at(-age), now=clock(), age=age)
        assert not is_timely(at(-age - timedelta(seconds=1)), now=clock(), age=age)
        assert not is_timely(at(timedelta(minutes=11)), now=clock(), age=age)
        for broken in ("", "x", "9" * 30, "-1"):
            assert not is_timely(broken, now=clock(), age=age)


class TestWebhook:
    @simulated
    async def test_refuses_what_is_not_proven(self, caplog: pytest.LogCaptureFixture) -> None:
        async with zalo_oa() as rig:
            event = rig.person.types("B")
            body = as_body(event)
            wrong = rig.server.signed(body, event["timestamp"], secret="another")

            for headers in ({}, wrong, {"x-zevent-signature": ""}):
                assert (await rig.channel.webhook(headers, body))[0] == 403
            assert rig.answers.heard == []
            assert OA_SECRET not in caplog.text

    @simulated
    async def test_refuses_the_same_event_written_anew(self) -> None:
        async with zalo_oa() as rig:
            event = rig.person.types("Xin chào")
            headers = rig.server.signed(as_body(event), event["timestamp"])

            assert (await rig.channel.webhook(headers, json.dumps(event).encode()))[0] == 403

    @simulated
    async def test_says_when_the_signature_begins_with_the_accounts_id(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with zalo_oa(variants={"signed_with": "oa_id"}) as rig:
            event = rig.person.types("B")
            body = as_body(event)
            status, _ = await rig.channel.webhook(rig.server.signed(body, event["timestamp"]), body)

            assert status == 403
            assert "set signed_with: oa_id" in caplog.text

    @simulated
    async def test_refuses_an_event_of_another_time_or_app(self) -> None:
        async with zalo_oa() as rig:
            for change in ({"timestamp": "1690000000000"}, {"app_id": "1"}):
                event = {**rig.person.types("B"), **change}
                body = as_body(event)
                headers = rig.server.signed(body, event["timestamp"])

                assert (await rig.channel.webhook(headers, body))[0] == 403

    @simulated
    async def test_takes_the_time_from_a_header_when_the_body_has_none(self) -> None:
        async with zalo_oa() as rig:
            event = rig.person.types("B")
            stamp = event.pop("timestamp")
            body = as_body(event)
            headers = {**rig.server.signed(body, stamp), "x-zevent-timestamp": stamp}

            assert (await rig.channel.webhook(headers, body))[0] == 200
            assert [heard.text for heard in rig.answers.heard] == ["B"]

    @simulated
    async def test_lets_rubbish_go(self) -> None:
        async with zalo_oa() as rig:
            for body in (b"", b"{", b"[]", b"\xff"):
                assert (await rig.channel.webhook({}, body))[0] == 403
            stamp = rig.person.types("x")["timestamp"]
            body = as_body({"event_name": "user_send_text", "timestamp": stamp})
            assert (await rig.channel.webhook(rig.server.signed(body, stamp), body))[0] == 200
            assert rig.answers.heard == []
