"""When a page may write first, what Meta's refusals mean, and what is held back before they come."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from quizbot.channels.messenger.errors import refused
from quizbot.channels.messenger.usage import back_in, used
from quizbot.chat.channel import DeliveryFailed
from quizbot.chat.messages import Line, Outgoing
from quizbot.core.delivery import Failure
from quizbot.wire import Answer
from tests.channels.messenger.rig import MessengerRig, messenger
from tests.contracts.channel import said
from tests.fakes.messenger.server import MESSAGES, Fault
from tests.fakes.virtual_time import simulated

INVITATION = Outgoing(
    lines=(Line(text="Mời thi"),),
    facts={"kind": "invitation", "title": "Tìm hiểu NQ57", "round": 2, "closes": "9:00"},
)
APPEAL = Outgoing(lines=(Line(text="Trả lời khiếu nại"),), facts={"kind": "appeal"})
TEMPLATES = {"invitation": {"name": "moi_thi", "parameters": ["title", "round"]}}
DAY = 24 * 3600.0


async def failure(rig: MessengerRig, message: Outgoing) -> Failure | None:
    try:
        await rig.channel.send(rig.address, message)
    except DeliveryFailed as failed:
        return failed.failure
    return None


class TestWindow:
    @simulated
    async def test_is_24_hours_and_known_without_asking(self) -> None:
        async with messenger() as rig:
            await asyncio.sleep(DAY - 60)
            assert await failure(rig, INVITATION) is None
            await asyncio.sleep(120)

            assert await failure(rig, INVITATION) is Failure.WINDOW_CLOSED
            assert len(rig.server.called(MESSAGES)) == 1
            assert rig.person.messages()[0].how == "UPDATE"

    @simulated
    async def test_closed_earlier_by_the_platform_is_the_same(self) -> None:
        async with messenger() as rig:
            rig.person.user.heard_at = None

            assert await failure(rig, said("a")) is Failure.WINDOW_CLOSED

    @simulated
    async def test_an_approved_template_goes_out_afterwards(self) -> None:
        async with messenger(templates=TEMPLATES) as rig:
            rig.server.world.templates["moi_thi"] = 2
            await asyncio.sleep(40 * DAY)

            assert await failure(rig, INVITATION) is None
            assert await failure(rig, said("a")) is Failure.WINDOW_CLOSED
            (sent,) = rig.person.messages()
            assert (sent.how, sent.text) == ("UTILITY", "Tìm hiểu NQ57 · 2")
            assert rig.channel.limits.allowance.windows[-1].lasts > timedelta(days=365)

    @simulated
    async def test_a_template_that_wants_more_than_there_is_is_refused_here(self) -> None:
        templates = {"invitation": {"name": "moi_thi", "parameters": ["title", "place"]}}
        async with messenger(templates=templates) as rig:
            await asyncio.sleep(2 * DAY)

            assert await failure(rig, INVITATION) is Failure.REFUSED
            assert rig.server.called(MESSAGES) == []

    @pytest.mark.parametrize(
        ("allowed", "days", "message", "expected"),
        [
            (True, 6, APPEAL, None),
            (True, 8, APPEAL, Failure.WINDOW_CLOSED),
            (True, 6, INVITATION, Failure.WINDOW_CLOSED),
            (False, 6, APPEAL, Failure.WINDOW_CLOSED),
        ],
    )
    def test_the_human_agent_s_tag_is_for_answers_of_people_alone(
        self, allowed: bool, days: float, message: Outgoing, expected: Failure | None
    ) -> None:
        @simulated
        async def send() -> None:
            async with messenger(variants={"human_agent": True}, human_agent=allowed) as rig:
                await asyncio.sleep(days * DAY)
                assert await failure(rig, message) is expected
                assert [sent.how for sent in rig.person.messages()] == ([] if expected else ["HUMAN_AGENT"])

        send()


def answer(code: int, subcode: int = 0, *, status: int = 400, **headers: str) -> Answer:
    body = f'{{"error":{{"message":"x","code":{code},"error_subcode":{subcode}}}}}'
    return Answer(status=status, body=body.encode(), headers=headers)


class TestErrors:
    @pytest.mark.parametrize(
        ("code", "subcode", "expected"),
        [
            (10, 2018278, Failure.WINDOW_CLOSED),
            (10, 2534022, Failure.WINDOW_CLOSED),
            (10, 0, Failure.OPERATOR),
            (551, 0, Failure.UNREACHABLE),
            (100, 2018001, Failure.UNREACHABLE),
            (200, 2018108, Failure.UNREACHABLE),
            (100, 1893061, Failure.REFUSED),
            (100, 0, Failure.REFUSED),
            (190, 460, Failure.OPERATOR),
            (200, 0, Failure.OPERATOR),
            (230, 0, Failure.OPERATOR),
            (2, 0, Failure.LATER),
            (4, 0, Failure.LATER),
            (613, 0, Failure.LATER),
            (80004, 0, Failure.LATER),
            (80006, 0, Failure.LATER),
            (99999, 0, Failure.REFUSED),
        ],
    )
    def test_each_says_what_to_do(self, code: int, subcode: int, expected: Failure) -> None:
        assert refused(answer(code, subcode)).failure is expected

    @pytest.mark.parametrize(
        ("body", "status", "expected"),
        [
            (b"", 500, Failure.UNKNOWN),
            (b"<html>", 502, Failure.LATER),
            (b'{"recipient_id":"1","mess', 200, Failure.UNKNOWN),
            (b'{"error":"x"}', 503, Failure.LATER),
            (b"", 429, Failure.LATER),
        ],
    )
    def test_without_a_body_to_read_it_may_have_happened(
        self, body: bytes, status: int, expected: Failure
    ) -> None:
        assert refused(Answer(status=status, body=body)).failure is expected

    @simulated
    async def test_a_revoked_token_is_for_an_operator(self) -> None:
        async with messenger() as rig:
            rig.server.token = "another"
            assert await failure(rig, said("a")) is Failure.OPERATOR
            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.probe()

            assert caught.value.failure is Failure.OPERATOR

    @simulated
    async def test_once_a_part_arrived_the_rest_is_not_known(self) -> None:
        async with messenger() as rig:
            long = Outgoing(lines=(Line(text="từ " * 1_500),))
            rig.server.break_next(MESSAGES, Fault(kind="refuse", code=2))
            assert await failure(rig, long) is Failure.LATER
            rig.server.break_next(MESSAGES, Fault(kind="truncate"))
            assert await failure(rig, long) is Failure.UNKNOWN


class TestUsage:
    def test_is_read_from_both_headers(self) -> None:
        headers = {
            "X-App-Usage": '{"call_count":12,"total_time":3,"total_cputime":1}',
            "x-business-use-case-usage": '{"1":[{"type":"messenger","call_count":97,'
            '"estimated_time_to_regain_access":19}]}',
        }

        assert used(headers) == 97
        assert back_in(headers) == timedelta(minutes=19)

    @pytest.mark.parametrize("value", ["", "{", "[]", '{"1":{}}', '{"1":[null]}', '{"call_count":"x"}'])
    def test_what_cannot_be_read_says_nothing(self, value: str) -> None:
        headers = {"X-App-Usage": value, "X-Business-Use-Case-Usage": value}

        assert (used(headers), back_in(headers)) == (0, None)

    def test_a_rate_error_waits_as_long_as_it_says(self) -> None:
        told: dict[str, Any] = {"X-Business-Use-Case-Usage": '{"1":[{"estimated_time_to_regain_access":5}]}'}

        assert refused(answer(80006, **told)).retry_after == timedelta(minutes=5)
        assert refused(answer(613)).retry_after == timedelta(minutes=1)

    @simulated
    async def test_nearly_used_up_holds_what_we_begin_and_lets_replies_pass(self) -> None:
        async with messenger(variants={"app_usage": 96}) as rig:
            await rig.channel.send(rig.address, said("1"))
            assert await failure(rig, said("2")) is Failure.LATER
            await rig.channel._reply(rig.address, (said("trả lời"),), False)
            rig.server.variants.app_usage = 20
            await asyncio.sleep(61)
            assert await failure(rig, said("3")) is None

            assert rig.person_reads() == ["1", "trả lời", "3"]


class TestSigns:
    @simulated
    async def test_tell_what_is_in_order_and_what_is_not(self) -> None:
        async with messenger(variants={"fields_as_objects": True}) as rig:
            before = {sign.code: sign.level for sign in await rig.channel.signs()}
            await rig.channel.start()
            await asyncio.sleep(1)
            after = {sign.code: sign.level for sign in await rig.channel.signs()}
            rig.server.world.subscribed = ["messages"]
            now = await rig.channel.signs()
            lacking = [sign for sign in now if sign.level == "error"]
            (untold,) = [sign for sign in now if sign.code == "messenger.not_told"]

            assert before["messenger.no_get_started"] == "warning"
            assert after == {"messenger.window": "ok", "messenger.subscribed": "ok"}
            assert lacking[0].facts == {"fields": "messaging_postbacks, messaging_referrals"}
            assert untold.facts == {"fields": "message_deliveries, message_reads"}

    @simulated
    async def test_know_another_page_s_token(self) -> None:
        async with messenger(page_id="5") as rig:
            codes = {sign.code for sign in await rig.channel.signs()}

            assert "messenger.other_page" in codes
