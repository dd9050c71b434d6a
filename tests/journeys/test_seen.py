"""What platforms tell of arrivals and readings, up to what organizers see of it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from quizbot.chat.channel import Limits
from quizbot.chat.delivery import Courier
from quizbot.chat.proactive import Drawer
from quizbot.i18n.delivery_text import progress_lines
from quizbot.usecases import broadcasting, reach
from quizbot.usecases.broadcasting import BroadcastView
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import find
from tests.build import TEXTS
from tests.fakes.virtual_time import clock, simulated
from tests.journeys.test_zalo import Scene, Talk, scene

LIMITS = {
    "messenger": Limits(text=1, tells_opened=True),
    "zalo_oa": Limits(text=1, tells_opened=True),
    "zalo_bot": Limits(text=1),
}


async def invited(there: Scene) -> list[Talk]:
    """Let two people be known on the channel, and send both the invitation."""
    talks = [there.talk(1), there.talk(2)]
    for talk, name in zip(talks, ("an", "binh"), strict=True):
        await talk.joins(there.office.codes[name])
    await asyncio.sleep(60)

    now = clock()

    def invite(work: Work) -> None:
        stored = find(work, "cuoc-thi")
        reach.invite(work, stored=stored, round_=work.contests.rounds(stored.id)[0], now=now)

    await there.store.write(invite)
    drawer = Drawer(texts=TEXTS, settings=there.office.dialogue.settings, by_typing={})
    courier = Courier(
        store=there.store,
        channels={there.channel.name: there.channel},
        draw=drawer,
        clock=clock,
        holder="test",
    )
    await courier.drain_once(clock())
    await asyncio.sleep(30)
    return talks


async def look(there: Scene) -> BroadcastView:
    lanes = {name: limits.lane for name, limits in LIMITS.items()}
    now = clock()
    (found,) = await there.store.read(
        lambda work: broadcasting.views(work, find(work, "cuoc-thi"), lanes=lanes, now=now)
    )
    return found


@pytest.mark.parametrize(
    ("name", "variants"),
    [("messenger", {}), ("zalo_oa", {}), ("zalo_oa", {"told_by_account": False})],
)
def test_what_was_opened_is_counted_where_the_platform_tells(name: str, variants: dict[str, Any]) -> None:
    @simulated
    async def play() -> None:
        async with scene(name, **variants) as there:
            first, second = await invited(there)
            sent = (await look(there)).progress
            first.person.receives()  # type: ignore[attr-defined]
            second.person.receives()  # type: ignore[attr-defined]
            await there.push()
            arrived = (await look(there)).progress
            first.person.reads()  # type: ignore[attr-defined]
            await there.push()
            opened = await look(there)
            # told once more, late: it stays opened
            first.person.receives()  # type: ignore[attr-defined]
            await there.push()

            assert (sent.sent, sent.delivered, sent.opened) == (2, 0, 0)
            assert (arrived.delivered, arrived.opened) == (2, 0)
            assert (opened.progress.delivered, opened.progress.opened, opened.progress.heard) == (2, 1, 0)
            assert opened.progress.silent == ()
            assert (await look(there)).progress == opened.progress
            told = progress_lines(opened, TEXTS["vi"])
            assert "2 tin đã đến máy người nhận" in told
            assert any(line.startswith("1 tin đã được mở xem") for line in told)
            # a reading is nothing said: it opens no window, and asks for no reply
            silent = await there.store.read(lambda work: work.chats.session(name, first.person.id))  # type: ignore[attr-defined]
            assert silent.heard_at is not None
            assert clock() - silent.heard_at > timedelta(seconds=60)

    play()


def test_elsewhere_only_who_reacts_is_counted_and_that_is_said() -> None:
    @simulated
    async def play() -> None:
        async with scene("zalo_bot") as there:
            first, _ = await invited(there)
            await asyncio.sleep(timedelta(minutes=15).total_seconds())
            await first.say("menu")

            found = await look(there)

            assert (found.progress.sent, found.progress.opened, found.progress.heard) == (2, 1, 1)
            assert found.progress.silent == ("zalo_bot",)
            told = progress_lines(found, TEXTS["vi"])
            assert any(line.startswith("Zalo Bot: nền tảng không báo đã mở xem") for line in told)

    play()


def test_a_forged_or_odd_reading_changes_nothing() -> None:
    @simulated
    async def play() -> None:
        async with scene("messenger") as there:
            first, second = await invited(there)
            odd: list[dict[str, Any]] = [
                {"read": {"watermark": "soon"}},
                {"read": {}},
                {"read": {"watermark": 10**18}},
                {"delivery": {"mids": "m_1"}},
                {"delivery": {"mids": [5, None]}},
                # before the invitation went out
                {"read": {"watermark": int((clock() - timedelta(minutes=5)).timestamp() * 1000)}},
            ]
            for each in odd:
                there.server.world.arrive(first.person.id, **each)  # type: ignore[attr-defined]
            await there.push()
            assert (await look(there)).progress.opened == 0
            assert await second.say("menu")

    play()
