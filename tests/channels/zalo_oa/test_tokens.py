"""Tokens: one exchange at a time, saved before use, and nothing of them ever shown."""

import asyncio
import logging
import traceback
from dataclasses import replace
from datetime import timedelta

import pytest

from quizbot.chat.channel import DeliveryFailed
from quizbot.core.delivery import Failure
from quizbot.usecases.trouble import troubles
from tests.channels.zalo_oa.rig import ZaloOaRig, join, pair, zalo_oa
from tests.contracts.channel import Answers, said, until
from tests.fakes.virtual_time import clock, simulated
from tests.fakes.zalo_oa.server import APP_SECRET, CARE, OA_SECRET, Fault
from tests.fakes.zalo_oa.world import APP_ID

TOKEN_PAGE = "/v4/oa/access_token"
DAY = 24 * 3600.0


async def sent(rig: ZaloOaRig) -> Failure | str:
    rig.person.interacts()
    rig.store.chats.heard["zalo_oa", rig.person.id] = clock()
    try:
        return await rig.channel.send(rig.address, said("a"))
    except DeliveryFailed as failure:
        return failure.failure


def version(rig: ZaloOaRig) -> int:
    stored = rig.store.credentials.get("zalo_oa", APP_ID)
    assert stored is not None
    return stored.version


class TestExchange:
    @simulated
    async def test_happens_before_the_end_and_is_saved(self) -> None:
        async with zalo_oa() as rig:
            await asyncio.sleep(DAY - 3600)
            assert await sent(rig) not in set(Failure)

            assert (rig.server.oauth.exchanges, version(rig)) == (1, 2)
            assert all(call.error is None for call in rig.server.calls)

    @simulated
    async def test_happens_when_the_platform_refuses_the_token_early(self) -> None:
        async with zalo_oa() as rig:
            rig.server.oauth.access.clear()

            assert await sent(rig) not in set(Failure)
            assert version(rig) == 2

    @simulated
    async def test_is_done_once_by_many_at_once_in_two_processes(self) -> None:
        async with zalo_oa(variants={"free_messages": None}) as rig:
            other = join(rig.server, rig.store, Answers(), holder="two")
            rig.server.oauth.access.clear()
            rig.person.interacts()
            ids = await asyncio.gather(
                *(channel.send(rig.address, said("a")) for channel in (rig.channel, other) * 5)
            )
            await other.stop()

            assert len(set(ids)) == 10
            assert (rig.server.oauth.exchanges, version(rig)) == (1, 2)

    @simulated
    async def test_goes_on_without_anybody_writing(self) -> None:
        async with zalo_oa() as rig:
            await rig.channel.start()
            await asyncio.sleep(4 * DAY)

            stored = rig.store.credentials.get("zalo_oa", APP_ID)
            assert stored is not None
            assert stored.version >= 4
            assert stored.refresh_until - clock() > timedelta(days=88)

    @simulated
    async def test_new_tokens_are_stored_before_they_are_used(self) -> None:
        async with zalo_oa() as rig:
            rig.server.oauth.access.clear()
            sending = asyncio.create_task(sent(rig))
            await until(lambda: bool(rig.server.called(TOKEN_PAGE)))
            # the database is out of order just when the answer comes
            rig.store.broken = True
            await asyncio.sleep(20.0)
            assert [call for call in rig.server.called(CARE) if call.error is None] == []

            rig.store.broken = False
            assert await sending not in set(Failure)
            assert version(rig) == 2

    @simulated
    async def test_a_platform_out_of_order_is_no_alarm(self) -> None:
        async with zalo_oa() as rig:
            await asyncio.sleep(DAY - 3600)
            rig.server.break_next(TOKEN_PAGE, Fault(kind="error", status=503))

            # the old token is good for another two hours
            assert await sent(rig) not in set(Failure)
            assert await sent(rig) not in set(Failure)
            assert version(rig) == 2


class TestLockedOut:
    @simulated
    async def test_says_so_where_operators_look(self, caplog: pytest.LogCaptureFixture) -> None:
        async with zalo_oa() as rig:
            # the process died after the platform answered and before the new pair was stored
            rig.server.oauth.issue()
            assert await sent(rig) is Failure.OPERATOR

            noted = troubles(rig.store)["zalo_oa"]  # type: ignore[arg-type]
            assert "quizbot channel token" in noted.reason
            assert "bring a new pair" in caplog.text

    @simulated
    async def test_a_new_pair_ends_it(self) -> None:
        async with zalo_oa() as rig:
            rig.server.oauth.issue()
            await sent(rig)
            rig.store.credentials.put(pair(rig.server))

            assert await sent(rig) not in set(Failure)

    @simulated
    async def test_an_answer_that_is_lost_locks_out_and_is_said(self) -> None:
        async with zalo_oa() as rig:
            rig.server.oauth.access.clear()
            rig.server.break_next(TOKEN_PAGE, Fault(kind="drop"))

            assert await sent(rig) is Failure.LATER
            assert await sent(rig) is Failure.OPERATOR

    @simulated
    async def test_without_tokens_it_says_what_to_do(self) -> None:
        async with zalo_oa() as rig:
            rig.store.credentials.pairs.clear()
            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.probe()

            assert "quizbot channel token" in caught.value.reason


class TestAlarm:
    @simulated
    async def test_comes_a_month_before_the_refresh_token_ends(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with zalo_oa() as rig:
            # the platform gives no new tokens, and nobody notices
            rig.server.break_next(TOKEN_PAGE, Fault(kind="error", status=503), times=1_000)
            grown_old = replace(pair(rig.server), refresh_until=clock() + timedelta(days=30, hours=6))
            rig.store.credentials.put(grown_old)
            await rig.channel.start()
            await asyncio.sleep(DAY / 6)
            assert "the refresh token ends" not in caplog.text

            await asyncio.sleep(DAY / 6)
            assert "the refresh token ends in 29 days" in caplog.text
            assert troubles(rig.store)["zalo_oa"].reason  # type: ignore[arg-type]

    @simulated
    async def test_is_not_kept_from_by_a_page_that_is_out_of_order(self) -> None:
        async with zalo_oa() as rig:
            rig.server.break_next(TOKEN_PAGE, Fault(kind="error", status=503), times=1_000)
            rig.store.credentials.put(
                replace(pair(rig.server), access_until=clock(), refresh_until=clock() + timedelta(days=3))
            )
            await rig.channel.start()
            await asyncio.sleep(5.0)

            assert "ends in 3 days" in troubles(rig.store)["zalo_oa"].reason  # type: ignore[arg-type]


class TestSecrets:
    @simulated
    async def test_are_in_no_log_and_no_exception(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        async with zalo_oa() as rig:
            access = next(iter(rig.server.oauth.access))
            words = f"token {access} of {APP_SECRET}"
            faults = [Fault(kind=kind) for kind in ("error", "truncate", "drop", "hang")]  # type: ignore[arg-type]
            traces = []
            for fault in (*faults, Fault(kind="refuse", code=-201, words=words)):
                rig.server.break_next(CARE, fault)
                try:
                    await rig.channel.send(rig.address, said("a"))
                except DeliveryFailed as failure:
                    traces.append("".join(traceback.format_exception(failure)) + failure.reason)
            rig.server.oauth.access.clear()
            for fault in faults:
                rig.server.break_next(TOKEN_PAGE, fault)
                await sent(rig)

            assert len(traces) == 5
            for text in (*traces, caplog.text):
                for secret in (APP_SECRET, OA_SECRET, "kept-secret"):
                    assert secret not in text
