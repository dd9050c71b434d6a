"""A whole contest on a page's Messenger by tapping, over a platform that repeats and fails."""

import asyncio
from typing import Any

from quizbot.core.attempt import AttemptStatus
from tests.build import KINDS_ASKED
from tests.fakes.messenger.server import MESSAGES, Fault
from tests.fakes.virtual_time import simulated
from tests.journeys.test_zalo import Scene, Talk, scene


async def tap(talk: Talk, *titles: str) -> str:
    """Tap what begins with one of these words, as long as it is there."""
    sent = talk.person.messages()[-1]
    there = {**sent.quick_replies, **sent.buttons}
    title = next((each for wanted in titles for each in there if wanted in each), None)
    assert title is not None, f"none of {titles} among {list(there)} under:\n{sent.text}"
    return await say(talk, lambda: talk.person.taps(title))  # type: ignore[attr-defined]


async def say(talk: Talk, act: Any) -> str:
    before = len(talk.person.messages())
    act()
    await talk.push()
    async with asyncio.timeout(300):
        while len(talk.person.messages()) == before:  # noqa: ASYNC110 - the platform tells nobody
            await asyncio.sleep(0.2)
    await asyncio.sleep(3.0)
    return talk.text


async def by_taps(there: Scene, talk: Talk) -> None:
    """Go from the first button to the last answer, typing only what no button can say."""
    await asyncio.sleep(1.0)
    person: Any = talk.person
    await say(talk, lambda: person.begins(ref=there.office.codes["an"]))
    await tap(talk, "Đồng ý")
    assert "Nguyễn Văn An" in "\n".join(sent.text for sent in person.messages())
    await tap(talk, "Tìm hiểu", "Cuộc thi")
    await tap(talk, "Bắt đầu")
    for _ in range(40):
        asked = talk.text.splitlines()[-1]
        if "Gõ một chữ cái" in asked:
            await tap(talk, "A")
        elif "Gõ một số" in asked:
            await talk.say("50")
        elif "theo thứ tự" in asked:
            await talk.say("C A B")
        elif "Gõ các cặp" in asked:
            await talk.say("A1 B2")
        elif "Gõ các chữ cái đúng" in asked:
            await talk.say("A C")
        elif "Gõ câu trả lời" in asked:
            await talk.say("chuyen doi so")
        else:
            return


class TestByTapping:
    @simulated
    async def test_a_whole_paper_from_the_link_on_the_slip(self) -> None:
        async with scene("messenger") as there:
            talk = there.talk()
            await by_taps(there, talk)

            attempt = await there.attempt()
            assert attempt.status is AttemptStatus.SUBMITTED
            assert await there.answered(attempt) == list(range(len(KINDS_ASKED)))

    @simulated
    async def test_over_a_platform_that_repeats_and_fails(self) -> None:
        async with scene("messenger", echoes=True) as there:
            for fault in (Fault(kind="error"), Fault(kind="refuse", code=2), Fault(kind="refuse")):
                there.server.break_next(MESSAGES, fault)
            talk = there.talk()
            await by_taps(there, talk)

            attempt = await there.attempt()
            assert attempt.status is AttemptStatus.SUBMITTED
            assert await there.answered(attempt) == list(range(len(KINDS_ASKED)))

    @simulated
    async def test_everything_delivered_again_changes_nothing(self) -> None:
        async with scene("messenger") as there:
            talk = there.talk()
            await by_taps(there, talk)
            before = await there.answered(await there.attempt())
            score = (await there.attempt()).submitted_at
            read = len(talk.person.messages())
            there.server.reverse_events = True
            there.server.world.waiting.extend(there.server.world.given)
            assert set(await there.server.deliver(there.channel.webhook, twice=True)) == {200}
            await asyncio.sleep(60.0)

            assert await there.answered(await there.attempt()) == before
            assert (await there.attempt()).submitted_at == score
            assert len(talk.person.messages()) == read

    @simulated
    async def test_an_old_button_says_nothing_new(self) -> None:
        async with scene("messenger") as there:
            talk = there.talk()
            await talk.joins(there.office.codes["an"])
            await talk.begins()
            first = talk.person.messages()[-1]
            await tap(talk, "A")
            payload = first.quick_replies["B"]
            message = {"mid": "m_old", "text": "B", "quick_reply": {"payload": payload}}
            await say(talk, lambda: there.server.world.arrive(talk.person.id, message=message))  # type: ignore[attr-defined]

            assert await there.answered(await there.attempt()) == [0]
