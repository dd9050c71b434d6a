"""The whole product behind Telegram: people join and play, while the process dies again and again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any, TypeVar, cast

import pytest

from quizbot.bootstrap import Product, build
from quizbot.channels.telegram.channel import Telegram
from quizbot.channels.telegram.settings import TelegramSettings
from quizbot.cli._demo import DAILY, ORGANIZER_CODE, prepare
from quizbot.config import Settings
from quizbot.core.ids import PersonId
from quizbot.installation import open_database
from quizbot.usecases import people as people_cases
from quizbot.usecases.ports import Person as RosterPerson
from quizbot.usecases.ports import Work
from tests.fakes.bot_api.people import Person
from tests.fakes.bot_api.server import TOKEN, BotApiServer
from tests.fakes.standing_time import StandingTime
from tests.fakes.virtual_time import BEGINNING, clock_of, simulated

T = TypeVar("T")

PEOPLE = 6
ENVIRON = {"QUIZBOT_TELEGRAM_TOKEN": TOKEN, "QUIZBOT_PEPPER": "hạt tiêu của bài thử"}
# what somebody taps who knows nothing and wants to play today's round; the first that is offered
WANTED = ("welcome:yes", "question:", f"contests:start:{DAILY}", f"contests:show:{DAILY}", "contests")
# what they type where a question has no buttons
TYPED = ("1", "2025", "chuyển đổi số", "1A 2B 3C 4D")


class Office:
    """The product on one database, which may die and come back."""

    def __init__(self, settings: Settings, store: StandingTime, server: BotApiServer) -> None:
        self.settings = settings
        self.store = store
        self.server = server
        self.product: Product | None = None

    @property
    def channel(self) -> Telegram:
        assert self.product is not None
        return cast("Telegram", self.product.channels["telegram"])

    async def rise(self) -> None:
        clock = clock_of(asyncio.get_running_loop())
        self.product = build(self.settings, self.store, environ=ENVIRON, clock=clock)
        await self.channel.start()

    async def answers(self, person_id: PersonId) -> tuple[set[int], int]:
        return await self.store.read(lambda work: _answers(work, person_id))

    def player(self, number: int, person_id: PersonId, code: str) -> "Player":
        async def finished() -> bool:
            stored, asked = await self.answers(person_id)
            return len(stored) == asked

        return Player(self.server.person(900 + number), code, finished=finished)

    async def die(self) -> None:
        """Drop everything in memory, with nothing finished."""
        channel = self.channel
        tasks = [channel._running, *channel._replies._tasks]
        for task in tasks:
            if task is not None:
                task.cancel()
        await asyncio.gather(*(task for task in tasks if task), return_exceptions=True)
        await channel._api.close()


@asynccontextmanager
async def office(path: Path) -> AsyncIterator[Office]:
    async with BotApiServer(flood=True) as server:
        settings = Settings(data=path)
        channels = type(settings.channels)(telegram=TelegramSettings(base_url=server.url))  # type: ignore[call-arg]
        settings = settings.model_copy(update={"channels": channels})
        store = StandingTime(await open_database(settings, environ=ENVIRON))
        try:
            await prepare(settings, store, environ=ENVIRON)
            yield Office(settings, store, server)
        finally:
            await store.close()


class Player:
    """Somebody who joins with their slip and plays today's round; unheard, they touch again."""

    def __init__(self, person: Person, code: str, *, finished: Callable[[], Awaitable[bool]]) -> None:
        self.person = person
        self.code = code
        self.finished = finished
        self.rng = Random(code)
        # positions of the questions whose tap was confirmed: "your answer is recorded"
        self.confirmed: set[int] = set()

    async def plays(self) -> None:
        for _ in range(200):
            if await self.finished():
                return
            before = self._state()
            choice = self._choice()
            if choice is None:
                # a question that wants words has no buttons; whoever is lost begins again
                asked = [message for message in self.person.messages()[-1:] if "Câu" in message.text]
                tried = (*TYPED, f"/start {self.code}") if asked else (f"/start {self.code}",)
                self.person.types(self.rng.choice(tried))
                await self._something_new(before)
                continue
            message, label, token = choice
            tap = self.person.taps(label, on=message)
            await self._something_new(before)
            if token.startswith("question:") and tap in self.person.world.confirmed:
                self.confirmed.add(int(token.split(":")[2], 36))
            await asyncio.sleep(self.rng.uniform(0.2, 3.0))

    def _choice(self) -> tuple[Any, str, str] | None:
        with_buttons = [message for message in self.person.messages() if message.buttons]
        for wanted in WANTED:
            for message in with_buttons[-1:]:
                offered = message.buttons.items()
                fitting = [each for each in offered if _is(each[1], wanted)]
                if fitting:
                    label, token = self.rng.choice(fitting)
                    return message, label, token
        return None

    def _state(self) -> tuple[int, int]:
        messages = self.person.messages()
        return len(messages), sum(message.edits for message in messages)

    async def _something_new(self, before: tuple[int, int]) -> bool:
        for _ in range(50):
            if self._state() != before:
                return True
            await asyncio.sleep(0.4)
        return False


def _is(token: str, wanted: str) -> bool:
    return token == wanted or (
        wanted == "question:" and token.startswith(wanted) and not token.endswith(":-")
    )


def _slips(work: Work) -> list[tuple[PersonId, str]]:
    chosen: list[RosterPerson] = [each for each in work.people.everybody() if not each.roles][:PEOPLE]
    slips = people_cases.issue_codes(
        work, chosen, pepper=ENVIRON["QUIZBOT_PEPPER"], rng=Random(3), by="test", now=BEGINNING
    )
    return [(person.id, slip.personal_code) for person, slip in zip(chosen, slips, strict=True)]


def _answers(work: Work, person_id: PersonId) -> tuple[set[int], int]:
    """Give the positions the person has answered in today's paper, and how many there are."""
    stored = work.contests.by_slug(DAILY)
    assert stored is not None
    rounds = [each for each in work.contests.rounds(stored.id) if each.opens_at <= BEGINNING < each.closes_at]
    attempts = work.attempts.in_round(person_id, rounds[0].id)
    if not attempts:
        return set(), -1
    (attempt,) = attempts
    return {answer.position for answer in work.attempts.answers(attempt.id)}, len(attempt.paper.items)


class TestWholeProduct:
    @pytest.mark.parametrize("deaths", [0, 12])
    def test_loses_and_doubles_no_answer(
        self, deaths: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("quizbot.cli._demo.now", lambda: BEGINNING)
        monkeypatch.setattr("quizbot.installation.now", lambda: BEGINNING)
        monkeypatch.setattr("quizbot.installation.chance", lambda: Random(deaths))
        self._play(tmp_path, deaths)

    @simulated
    async def _play(self, path: Path, deaths: int) -> None:
        rng = Random(deaths)
        async with office(path) as there:
            slips = await there.store.write(_slips)
            players = [there.player(number, *slip) for number, slip in enumerate(slips)]
            await there.rise()
            playing = [asyncio.create_task(player.plays()) for player in players]
            for _ in range(deaths):
                await asyncio.sleep(rng.uniform(2.0, 8.0))
                await there.die()
                await there.rise()
            await asyncio.gather(*playing)
            await there.channel.stop()

            for player, (person_id, _) in zip(players, slips, strict=True):
                stored, asked = await there.answers(person_id)
                assert player.confirmed <= stored
                assert stored == set(range(asked))
            if not deaths:
                # a process that has just risen cannot know what was sent a moment before
                assert there.server.flood is not None
                assert there.server.flood.refused == 0

    def test_shows_organizers_their_own_menu(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("quizbot.cli._demo.now", lambda: BEGINNING)
        monkeypatch.setattr("quizbot.installation.now", lambda: BEGINNING)
        self._menu_of_an_organizer(tmp_path)

    @simulated
    async def _menu_of_an_organizer(self, path: Path) -> None:
        async with office(path) as there:
            there.server.person(900)

            def link(work: Work) -> None:
                organizer = people_cases.by_code(work, ORGANIZER_CODE)
                people_cases.link(work, organizer, channel="telegram", address="900", now=BEGINNING)

            await there.store.write(link)
            await there.rise()
            await there.channel.stop()

            shown = there.server.world.commands['{"chat_id": 900, "type": "chat"}', ""]
            assert "btc" in {command["command"] for command in shown}
