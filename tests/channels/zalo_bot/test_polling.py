"""Polling a platform that repeats, forgets and stumbles."""

import asyncio
from itertools import pairwise

import pytest

from quizbot.chat.channel import DeliveryFailed
from quizbot.chat.messages import Reply
from quizbot.core.delivery import Failure
from tests.channels.zalo_bot.rig import join, zalo_bot
from tests.contracts.channel import Answers, said, until
from tests.fakes.virtual_time import simulated
from tests.fakes.zalo_bot.server import Fault


class TestPolling:
    @simulated
    async def test_answers_a_replayed_update_once(self) -> None:
        async with zalo_bot(variants={"replay": True}) as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("đã ghi"),))
            await rig.channel.start()
            rig.person.types("B")
            await asyncio.sleep(120.0)

            assert len(rig.server.called("getUpdates")) > 50
            assert rig.person_reads() == ["đã ghi"]

    @simulated
    async def test_keeps_a_second_between_polls(self) -> None:
        async with zalo_bot(variants={"replay": True}) as rig:
            await rig.channel.start()
            rig.person.types("B")
            await asyncio.sleep(60.0)

            times = [call.at for call in rig.server.called("getUpdates")]
            assert all(after - before >= 0.999 for before, after in pairwise(times))

    @simulated
    async def test_takes_a_list_of_updates_too(self) -> None:
        async with zalo_bot(variants={"lists": True}) as rig:
            for text in ("1", "2"):
                rig.person.types(text)
            await rig.channel.start()
            await until(lambda: len(rig.answers.heard) == 2)

            assert [heard.text for heard in rig.answers.heard] == ["1", "2"]

    @pytest.mark.parametrize("status", [200, 408])
    def test_goes_on_after_an_idle_poll(self, status: int) -> None:
        @simulated
        async def idle() -> None:
            async with zalo_bot(variants={"idle_status": status}) as rig:
                await rig.channel.start()
                await asyncio.sleep(95.0)
                rig.person.types("B")
                await until(lambda: bool(rig.answers.heard))

                # three idle polls of thirty seconds, none of them taken for trouble
                assert len(rig.server.called("getUpdates")) <= 5

        idle()

    @simulated
    async def test_takes_away_a_webhook_that_is_in_the_way(self) -> None:
        async with zalo_bot() as rig:
            await rig.channel.start()
            rig.server.webhook = {"url": "https://old.example.vn"}
            await asyncio.sleep(40.0)
            rig.person.types("B")
            await until(lambda: bool(rig.answers.heard))

            assert rig.server.webhook == {}

    @simulated
    async def test_hears_two_updates_in_either_order(self) -> None:
        async with zalo_bot() as rig:
            rig.server.reverse_updates = True
            rig.person.types("1")
            rig.person.types("2")
            await rig.channel.start()
            await until(lambda: len(rig.answers.heard) == 2)

            assert {heard.text for heard in rig.answers.heard} == {"1", "2"}

    @simulated
    async def test_lets_one_process_poll_and_another_take_over(self) -> None:
        async with zalo_bot() as rig:
            answers = Answers()
            other = join(rig.server, rig.store, answers, holder="two")
            await rig.channel.start()
            await asyncio.sleep(1.0)
            await other.start()
            rig.person.types("1")
            await until(lambda: bool(rig.answers.heard))
            await rig.channel.stop()
            await asyncio.sleep(3.0)
            rig.person.types("2")
            await until(lambda: bool(answers.heard))
            await other.stop()

            assert [heard.text for heard in rig.answers.heard] == ["1"]
            assert [heard.text for heard in answers.heard] == ["2"]

    @simulated
    async def test_listens_on_through_trouble(self) -> None:
        async with zalo_bot() as rig:
            await rig.channel.start()
            for kind in ("error", "truncate", "drop", "hang"):
                rig.server.break_next("getUpdates", Fault(kind=kind))  # type: ignore[arg-type]
            rig.server.break_next("getUpdates", Fault(kind="refuse", code=429))
            await asyncio.sleep(600.0)
            rig.person.types("B")
            await until(lambda: bool(rig.answers.heard))


class TestSending:
    @pytest.mark.parametrize(
        ("code", "words", "expected"),
        [
            (400, "Bad Request: chat not found", Failure.UNREACHABLE),
            (400, "Bad Request: text is too long", Failure.REFUSED),
            (401, "Unauthorized", Failure.OPERATOR),
            (403, "Forbidden: blocked by the user", Failure.UNREACHABLE),
            (403, "Internal server error", Failure.UNKNOWN),
            (404, "Not Found", Failure.OPERATOR),
            (408, "Request timeout", Failure.UNKNOWN),
            (429, "Quota exceeded", Failure.LATER),
            (500, "Internal", Failure.UNKNOWN),
            (999, "?", Failure.UNKNOWN),
        ],
    )
    @pytest.mark.parametrize("as_200", [False, True])
    def test_says_what_each_refusal_means(
        self, code: int, words: str, expected: Failure, as_200: bool
    ) -> None:
        @simulated
        async def send() -> None:
            async with zalo_bot(variants={"refusals_as_200": as_200}) as rig:
                rig.server.break_next("sendMessage", Fault(kind="refuse", code=code, words=words))
                with pytest.raises(DeliveryFailed) as caught:
                    await rig.channel.send(rig.address, said("a"))

                assert caught.value.failure is expected

        send()

    @simulated
    async def test_never_sends_twice_what_may_have_gone_out(self) -> None:
        async with zalo_bot() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("đã ghi"),))
            await rig.channel.start()
            for kind in ("hang", "truncate", "drop"):
                rig.server.break_next("sendMessage", Fault(kind=kind))  # type: ignore[arg-type]
                rig.person.types(kind)
                await asyncio.sleep(60.0)

            assert rig.person_reads() == ["đã ghi"] * 3

    @simulated
    async def test_sends_later_what_certainly_did_not_go_out(self) -> None:
        async with zalo_bot() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("đã ghi"),))
            await rig.channel.start()
            rig.server.break_next("sendMessage", Fault(kind="error", status=503))
            rig.server.break_next("sendMessage", Fault(kind="refuse", code=429))
            rig.person.types("B")
            await asyncio.sleep(200.0)

            assert rig.person_reads() == ["đã ghi"]

    @simulated
    async def test_puts_the_messages_of_a_reply_into_one(self) -> None:
        async with zalo_bot() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("Bạn trả lời: B"), said("Câu 2/10")))
            await rig.channel.start()
            rig.person.types("B")
            await until(lambda: bool(rig.person_reads()))

            assert rig.person_reads() == ["Bạn trả lời: B\n\nCâu 2/10"]
