"""A whole contest by typing only: on a Zalo bot, a Zalo account, a page on Messenger, and across channels."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from types import SimpleNamespace
from typing import Any, Protocol, cast

import pytest

from quizbot.channels.messenger.channel import Messenger
from quizbot.channels.zalo_bot.channel import ZaloBot
from quizbot.channels.zalo_bot.settings import ZaloBotSettings
from quizbot.channels.zalo_oa.channel import ZaloOa
from quizbot.channels.zalo_oa.settings import ZaloOaSettings
from quizbot.core.attempt import Attempt, AttemptStatus
from quizbot.usecases.ports import Store, Work
from quizbot.usecases.standings import find
from quizbot.web.webchat import Act, WebChat
from tests.build import KINDS_ASKED, Office, contest, drawn, opened
from tests.channels.messenger.rig import join as page
from tests.channels.zalo_oa.rig import pair
from tests.fakes.messenger.server import MessengerServer
from tests.fakes.standing_time import StandingTime
from tests.fakes.virtual_time import BEGINNING, clock, clock_of, simulated
from tests.fakes.zalo_bot.server import TOKEN, ZaloBotServer
from tests.fakes.zalo_oa.server import APP_SECRET, OA_SECRET, ZaloOaServer
from tests.fakes.zalo_oa.world import APP_ID, OA_ID

ROUND = (BEGINNING - timedelta(hours=1), BEGINNING + timedelta(days=6))
# what each hint asks for
ANSWERS = (
    ("Gõ một chữ cái", "a"),
    ("Gõ các chữ cái đúng", "A C"),
    ("theo thứ tự", "C A B"),
    ("Gõ các cặp", "A1 B2"),
    ("Gõ một số", "50"),
    ("Gõ câu trả lời", "chuyen doi so"),
)


class Chatting(Protocol):
    def types(self, text: str, /) -> object: ...
    def messages(self) -> list[Any]: ...


@dataclass
class Talk:
    """Somebody who only types, and reads the last message."""

    person: Chatting
    # lets the platform hand on what was typed
    push: Callable[[], Awaitable[object]]

    @property
    def text(self) -> str:
        return str(self.person.messages()[-1].text) if self.person.messages() else ""

    async def say(self, text: str, *, patience_s: float = 120.0) -> str:
        before = len(self.person.messages())
        self.person.types(text)
        await self.push()
        async with asyncio.timeout(patience_s):
            while len(self.person.messages()) == before:  # noqa: ASYNC110 - the platform tells nobody
                await asyncio.sleep(0.2)
        await asyncio.sleep(3.0)
        return self.text

    def number_of(self, label: str) -> str:
        found = re.findall(rf"(?m)^(\d+)\. .*{re.escape(label)}", self.text)
        assert found, f"{label!r} is not offered in:\n{self.text}"
        return str(found[-1])

    async def joins(self, code: str) -> None:
        await self.say("xin chào")
        await self.say("đồng ý")
        await self.say(code)

    async def begins(self) -> None:
        await self.say("thi")
        await self.say(self.number_of("Tìm hiểu Nghị quyết 57"))
        await self.say(self.number_of("Bắt đầu"))

    async def answers(self, most: int = 99) -> int:
        """Answer what is asked, one message for each question; gives how many."""
        for count in range(most):
            asked = self.text.splitlines()[-1] if self.text else ""
            said = next((answer for hint, answer in ANSWERS if hint in asked), None)
            if said is None:
                return count
            await self.say(said)
        return most


@dataclass
class Scene:
    office: Office
    store: Store
    channel: ZaloBot | ZaloOa | Messenger
    server: Any
    push: Callable[[], Awaitable[object]]
    webchat: WebChat
    rise: Callable[[], ZaloBot | ZaloOa | Messenger]

    async def die(self) -> None:
        """Drop everything in memory with nothing finished, and begin anew on the same database."""
        old = self.channel
        tasks = [getattr(old, "_running", None), getattr(old, "_watching", None), *old._answering._tasks]
        for task in tasks:
            if task is not None:
                task.cancel()
        await asyncio.gather(*(task for task in tasks if task), return_exceptions=True)
        await old._api.close()
        self.channel = self.rise()
        await self.channel.start()

    async def redelivers(self) -> int:
        """Let the platform hand on everything once more, as it was; gives how many things."""
        again = list(self.server.world.given)
        self.server.world.waiting.extend(again)
        if isinstance(self.server, ZaloBotServer):
            self.server.world.arrived.set()
        await self.push()
        await asyncio.sleep(60.0)
        return len(again)

    def talk(self, number: int = 1) -> Talk:
        return Talk(self.server.person(number), self.push)

    async def attempt(self, name: str = "an") -> Attempt:
        def latest(work: Work) -> Attempt:
            (round_,) = work.contests.rounds(find(work, "cuoc-thi").id)
            (attempt,) = work.attempts.in_round(self.office.people[name].id, round_.id)
            return attempt

        return await self.store.read(latest)

    async def answered(self, attempt: Attempt) -> list[int]:
        answers = await self.store.read(lambda work: work.attempts.answers(attempt.id))
        return [answer.position for answer in answers]


@asynccontextmanager
async def scene(kind: str, **variants: Any) -> AsyncIterator[Scene]:
    async with opened("sqlite://") as office:
        store = cast("Store", StandingTime(office.store))
        office.dialogue._store = store
        office.dialogue._clock = clock_of(asyncio.get_running_loop())
        await store.write(lambda work: _run(work, office))
        webchat = WebChat(answer=office.dialogue, store=store, clock=clock)
        async with MAKERS[kind](office, store, variants) as (server, rise):
            channel = rise()
            await channel.start()
            there = Scene(office, store, channel, server, _nothing, webchat, rise)
            if not isinstance(server, ZaloBotServer):
                # whichever process is alive
                there.push = lambda: server.deliver(there.channel.webhook)
            yield there
            await there.channel.stop()


async def _nothing() -> None:
    """Do nothing: a bot polls."""


def _run(work: Work, office: Office) -> None:
    from quizbot.core.contest import ContestState

    asked = contest(draw=drawn(*(each.id for each in KINDS_ASKED)), limit=timedelta(hours=2))
    stored = work.contests.put(asked, rounds=[ROUND], now=BEGINNING - timedelta(days=1))
    work.contests.set_state(stored.id, ContestState.OPEN)


@asynccontextmanager
async def _bot(office: Office, store: Store, variants: Any) -> AsyncIterator[tuple[Any, Any]]:
    async with ZaloBotServer(**variants) as server:
        yield (
            server,
            lambda: ZaloBot(
                answer=office.dialogue,
                store=store,
                settings=ZaloBotSettings(base_url=server.url),
                token=TOKEN,
                clock=clock,
                random=Random(1),
                holder=f"process {clock()}",
            ),
        )


@asynccontextmanager
async def _oa(office: Office, store: Store, variants: Any) -> AsyncIterator[tuple[Any, Any]]:
    async with ZaloOaServer(**variants) as server:
        credential = pair(server)
        await store.write(lambda work: work.credentials.put(credential))
        yield (
            server,
            lambda: ZaloOa(
                answer=office.dialogue,
                store=store,
                settings=ZaloOaSettings(
                    app_id=APP_ID, oa_id=OA_ID, base_url=server.url, oauth_url=server.url
                ),
                app_key=APP_SECRET,
                oa_key=OA_SECRET,
                clock=clock,
                holder=f"process {clock()}",
            ),
        )


@asynccontextmanager
async def _messenger(office: Office, store: Store, variants: Any) -> AsyncIterator[tuple[Any, Any]]:
    async with MessengerServer(**variants) as server:
        yield server, lambda: page(server, store, office.dialogue)


MAKERS: dict[str, Any] = {"zalo_bot": _bot, "zalo_oa": _oa, "messenger": _messenger}

KINDS = {
    "zalo_bot": {},
    "zalo_bot replaying": {"replay": True, "idle_status": 200, "refusals_as_200": True},
    "zalo_oa": {},
    "zalo_oa on a PC": {"draws_buttons": False, "echoes": True},
    "messenger": {},
    "messenger echoing": {"echoes": True, "batches": True},
}


class TestByTyping:
    @pytest.mark.parametrize("name", KINDS)
    def test_a_whole_paper(self, name: str) -> None:
        @simulated
        async def play() -> None:
            async with scene(name.split()[0], **KINDS[name]) as there:
                talk = there.talk()
                await talk.joins(there.office.codes["an"])
                await talk.begins()
                assert await talk.answers() == len(KINDS_ASKED)

                attempt = await there.attempt()
                assert attempt.status is AttemptStatus.SUBMITTED
                assert await there.answered(attempt) == list(range(len(KINDS_ASKED)))
                # a hello, consent, code, list, contest and question, then one message for each answer
                assert len(talk.person.messages()) == 6 + len(KINDS_ASKED)

        play()

    def test_a_whole_paper_in_one_message(self) -> None:
        @simulated
        async def play() -> None:
            async with scene("zalo_bot") as there:
                talk = there.talk()
                await talk.joins(there.office.codes["an"])
                await talk.begins()
                await talk.say("1c 2ac 3đ")
                await talk.answers()

                attempt = await there.attempt()
                assert attempt.status is AttemptStatus.SUBMITTED
                assert len(talk.person.messages()) == 6 + 1 + 4

        play()

    @pytest.mark.parametrize("name", ["zalo_bot", "zalo_oa", "messenger", "messenger echoing"])
    def test_delivering_everything_again_changes_nothing(self, name: str) -> None:
        @simulated
        async def play() -> None:
            async with scene(name.split()[0], **KINDS[name]) as there:
                talk = there.talk()
                await talk.joins(there.office.codes["an"])
                await talk.begins()
                await talk.answers(3)
                before = await there.answered(await there.attempt())
                read = len(talk.person.messages())

                again = await there.redelivers()

                assert again > 6
                assert await there.answered(await there.attempt()) == before == [0, 1, 2]
                assert len(talk.person.messages()) == read

        play()

    @pytest.mark.parametrize("name", ["zalo_bot", "zalo_oa", "messenger"])
    def test_a_process_that_did_not_hear_it_changes_nothing_either(self, name: str) -> None:
        @simulated
        async def play() -> None:
            async with scene(name) as there:
                talk = there.talk()
                await talk.joins(there.office.codes["an"])
                await talk.begins()
                await talk.answers(3)
                await there.die()

                await there.redelivers()

                attempt = await there.attempt()
                assert attempt.status is AttemptStatus.OPEN
                assert await there.answered(attempt) == [0, 1, 2]
                # it cannot know what was read: it shows where the person stands
                assert "Câu 4/7" in talk.text
                await talk.say("50")
                assert await there.answered(await there.attempt()) == [0, 1, 2, 3]

        play()


class TestDying:
    @pytest.mark.parametrize("seed", range(3))
    @pytest.mark.parametrize("name", ["zalo_bot replaying", "zalo_oa", "messenger"])
    def test_loses_and_doubles_no_answer(self, name: str, seed: int) -> None:
        @simulated
        async def play() -> None:
            rng = Random(seed)
            async with scene(name.split()[0], **KINDS[name]) as there:
                talk = there.talk()
                await talk.joins(there.office.codes["an"])
                await talk.begins()

                async def dies() -> None:
                    for _ in range(4):
                        await asyncio.sleep(rng.uniform(0.5, 9.0))
                        await there.die()

                dying = asyncio.create_task(dies())
                told: set[str] = set()
                for _ in range(60):
                    attempt = await there.attempt()
                    if attempt.status is not AttemptStatus.OPEN:
                        break
                    asked = talk.text.splitlines()[-1]
                    said = next((answer for hint, answer in ANSWERS if hint in asked), "menu")
                    try:
                        await talk.say(said, patience_s=25.0)
                    except TimeoutError:
                        # unheard, or the answer was lost: any touch shows where one stands
                        continue
                    told |= set(re.findall(r"(?m)^Câu (\d+)/7\n.*\nBạn trả lời", talk.text))
                await dying

                attempt = await there.attempt()
                stored = await there.answered(attempt)
                assert attempt.status is AttemptStatus.SUBMITTED
                assert stored == list(range(7))
                assert {int(number) - 1 for number in told} <= set(stored)

        play()


class TestAcrossChannels:
    @pytest.mark.parametrize("name", ["zalo_bot", "zalo_oa", "messenger"])
    def test_an_attempt_begun_there_ends_on_the_page(self, name: str) -> None:
        @simulated
        async def play() -> None:
            async with scene(name) as there:
                talk = there.talk()
                await talk.joins(there.office.codes["an"])
                await talk.begins()
                await talk.answers(3)

                texts: list[str] = []

                async def act(text: str, kind: str = "text") -> None:
                    heard = await there.webchat.hear(
                        "trang",
                        Act(kind=kind, text=text, key=f"k{len(texts)}"),  # type: ignore[arg-type]
                    )
                    texts.append("\n".join(message.plain for message in heard.reply.messages))

                await act(there.office.codes["an"], "start")
                await act("đồng ý")
                assert "Câu 4/7" in texts[-1]
                for said in ("50", "CAB", "A1 B2", "chuyển đổi số"):
                    await act(said)

                attempt = await there.attempt()
                assert attempt.status is AttemptStatus.SUBMITTED
                assert await there.answered(attempt) == list(range(7))
                assert "Câu" not in await talk.say("menu")

        play()


class TestFiles:
    @pytest.mark.parametrize("name", ["zalo_oa", "messenger", "zalo_bot"])
    def test_an_organizer_s_board_and_anybody_s_slip_arrive(
        self, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def at_once(make: Callable[[], bytes]) -> bytes:
            # a thread of its own would let simulated time run on
            return make()

        monkeypatch.setattr("quizbot.chat.drafts.asyncio", SimpleNamespace(to_thread=at_once))

        @simulated
        async def play() -> None:
            async with scene(name) as there:
                settings = there.office.dialogue.settings
                there.office.dialogue.settings = replace(settings, base_url="https://thi.example.vn")
                player, organizer = there.talk(1), there.talk(2)
                await player.joins(there.office.codes["an"])
                await player.begins()
                await player.answers()
                await organizer.joins(there.office.codes["lan"])

                await organizer.say("bảng xếp hạng pdf")
                await player.say("phiếu của tôi")
                await asyncio.sleep(10)

                if name == "zalo_bot":
                    assert "https://thi.example.vn/bang-xep-hang/cuoc-thi/bang.pdf" in organizer.text
                    assert "không gửi được qua kênh này" in player.text
                    return
                sent = dict(there.server.world.uploads.values())
                assert sorted(sent) == ["bang-cuoc-thi-2026-11-23.pdf", "phieu-cuoc-thi-2026-11-23.pdf"]
                assert all(content.startswith(b"%PDF") for content in sent.values())
                for talk in (organizer, player):
                    handed = talk.person.messages()[-1].message["attachment"]
                    assert handed["type"] == "file"

        play()
