"""The month's messages: counted before they go, never more than the plan allows."""

from datetime import timedelta

import pytest

from quizbot.chat.channel import DeliveryFailed
from quizbot.chat.messages import Reply
from quizbot.chat.pace import quota_left, spend
from quizbot.core.delivery import Failure
from tests.channels.zalo_bot.rig import ZaloBotRig, zalo_bot
from tests.contracts.channel import said, until
from tests.fakes.virtual_time import clock, simulated
from tests.fakes.zalo_bot.server import Fault

# the contract's clock begins on 23 November 2026, 08:00 in Việt Nam
TO_DECEMBER = timedelta(days=7, hours=16)


def left(rig: ZaloBotRig) -> int | None:
    return quota_left(rig.store, channel="zalo_bot", limits=rig.channel.limits, now=clock())  # type: ignore[arg-type]


class TestQuota:
    @simulated
    async def test_counts_every_text_of_a_reply(self) -> None:
        async with zalo_bot() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("dài " * 1000),))
            await rig.channel.start()
            rig.person.types("B")
            await until(lambda: len(rig.person_reads()) == 3)

            assert left(rig) == 3_000 - 3

    @simulated
    async def test_takes_back_what_did_not_go_out_and_keeps_what_may_have(self) -> None:
        async with zalo_bot() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("đã ghi"),))
            await rig.channel.start()
            rig.server.break_next("sendMessage", Fault(kind="refuse", code=400, words="Bad Request"))
            rig.person.types("1")
            await until(lambda: len(rig.answers.heard) == 1)
            rig.server.break_next("sendMessage", Fault(kind="drop"))
            rig.person.types("2")
            await until(lambda: len(rig.person_reads()) == 1)

            assert left(rig) == 3_000 - 1

    @simulated
    async def test_replies_stop_at_the_plan_and_begin_anew_with_the_month(self) -> None:
        async with zalo_bot(messages_a_month=2, kept_for_replies=0) as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said(incoming.text),))
            await rig.channel.start()
            for text in ("1", "2", "3"):
                rig.person.types(text)
            await until(lambda: len(rig.answers.heard) == 3)

            assert rig.person_reads() == ["1", "2"]
            assert left(rig) == 0
            rig.store.leases.facts.clear()
            later = clock() + TO_DECEMBER
            limits = rig.channel.limits
            assert spend(rig.store, channel="zalo_bot", limits=limits, count=1, now=later)  # type: ignore[arg-type]

    @simulated
    async def test_a_long_message_that_runs_out_is_left_in_doubt(self) -> None:
        async with zalo_bot(messages_a_month=1, kept_for_replies=0) as rig:
            # the courier has counted the first text, the channel counts the others
            spend(rig.store, channel="zalo_bot", limits=rig.channel.limits, count=1, now=clock())  # type: ignore[arg-type]
            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.send(rig.address, said("dài " * 1000))

            assert caught.value.failure is Failure.UNKNOWN
            assert len(rig.person_reads()) == 1

    @simulated
    async def test_what_we_begin_leaves_a_share_for_replies(self) -> None:
        async with zalo_bot(messages_a_month=10, kept_for_replies=8) as rig:
            limits = rig.channel.limits
            begun = [
                spend(rig.store, channel="zalo_bot", limits=limits, count=1, now=clock(), begun=True)  # type: ignore[arg-type]
                for _ in range(3)
            ]

            assert begun == [True, True, False]
            assert left(rig) == 8

    @simulated
    async def test_the_platforms_own_end_of_the_month_is_waited_out(self) -> None:
        async with zalo_bot(variants={"messages_a_month": 0}) as rig:
            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.send(rig.address, said("a"))

            assert caught.value.failure is Failure.LATER
            assert caught.value.retry_after is not None
