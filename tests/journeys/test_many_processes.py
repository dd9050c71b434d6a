"""Three processes on one PostgreSQL, killed in turn while people play and an invitation goes out.

The real program in processes of its own, the strict Bot API server, and people who tap. Nobody's answer is
lost or doubled, the round opens once, one process polls at a time, and nobody is invited twice.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from quizbot.cli._demo import DAILY
from quizbot.core.calendar import DaysOff
from quizbot.core.contest import ContestState, RemindRules
from quizbot.installation import load_shipped_bank, now
from quizbot.roster.sample import store_sample
from quizbot.storage import SqlStore
from quizbot.storage.store import open_store
from quizbot.usecases import broadcasting, organise, people
from quizbot.usecases.broadcasting import BroadcastView
from quizbot.usecases.ports import Person, Work
from quizbot.usecases.standings import find
from tests.channels.telegram.test_whole import Player
from tests.fakes.bot_api.server import TOKEN, BotApiServer
from tests.journeys.test_kill import ROOT, free_port, today
from tests.processes import Worker

PLAYERS = 4
PER_SECOND = 6
ROLES = {
    "a": ("bot", "sender", "scheduler"),
    "b": ("bot", "sender", "scheduler"),
    "c": ("web", "sender"),
}
FIRST_ADDRESS = 2000
INVITED = "đã mở"


def furnish(work: Work) -> list[Person]:
    """Open a contest whose round has not opened yet by anybody's tick; link everybody to Telegram."""
    store_sample(work, since=now().date())
    never_quiet = RemindRules(quiet_from=time(0), quiet_until=time(0))
    declared = replace(today(), remind=never_quiet)
    organise.apply_contest(work, declared, days_off=DaysOff(), by="test", now=now())
    organise.step(work, slug=DAILY, to=ContestState.OPEN, by="test", now=now())
    everybody = [person for person in work.people.everybody() if not person.roles]
    for number, person in enumerate(everybody):
        people.link(work, person, channel="telegram", address=str(FIRST_ADDRESS + number), now=now())
        people.record_consent(
            work, person, purpose="take_part", version="2026-11", given=True, channel="telegram", now=now()
        )
    return everybody


def answers_of(work: Work) -> dict[str, list[int]]:
    stored = find(work, DAILY)
    (round_,) = work.contests.rounds(stored.id)
    found = {}
    for summary in work.attempts.summaries(round_.id):
        person = work.people.person(summary.person_id)
        assert person is not None
        found[person.code] = sorted(answer.position for answer in work.attempts.answers(summary.id))
    return found


def invitation(work: Work) -> BroadcastView:
    found = broadcasting.views(
        work, find(work, DAILY), lanes={"telegram": broadcasting.Lane(per_second=PER_SECOND)}, now=now()
    )
    (only,) = [each for each in found if each.broadcast.kind == "invitation"]
    return only


@asynccontextmanager
async def closing(store: SqlStore) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await store.close()


async def until_sent(store: SqlStore, *, at_least: int) -> None:
    """Wait until so many invitations went out."""
    async with asyncio.timeout(300):
        while True:
            try:
                view = await store.read(invitation)
                if view.progress.sent >= at_least or not view.progress.left:
                    return
            except ValueError:
                # the round is not opened yet
                pass
            await asyncio.sleep(0.2)


async def until_over(store: SqlStore) -> BroadcastView:
    async with asyncio.timeout(400):
        while (view := await store.read(invitation)).progress.left:  # noqa: ASYNC110 - of other processes
            await asyncio.sleep(0.5)
        return view


class TestThreeProcesses:
    @pytest.mark.timeout(1500)
    async def test_lose_and_double_nothing_while_they_are_killed_in_turn(
        self, tmp_path: Path, postgres_url: str
    ) -> None:
        store = await open_store(postgres_url, now=now())
        async with closing(store), BotApiServer(flood=True) as server:
            await load_shipped_bank(store, ROOT / "questions", by="test")
            everybody = await store.write(furnish)
            addresses = {person.code: FIRST_ADDRESS + number for number, person in enumerate(everybody)}
            chats = {code: server.person(address) for code, address in addresses.items()}
            for chat in chats.values():
                chat.chat.started = True
            (tmp_path / "config.yaml").write_text(
                f"data: data\ndatabase: {postgres_url}\nweb: {{port: {free_port()}}}\n"
                f"scheduler: {{tick_s: 1}}\nchannels: {{telegram: {{base_url: '{server.url}',"
                f" poll_timeout_s: 2, rates: {{per_second: {PER_SECOND}}}}}}}\n",
                encoding="utf-8",
            )
            workers = {name: Worker(tmp_path, roles) for name, roles in ROLES.items()}
            players = [
                self._player(server, store, person, chats[person.code]) for person in everybody[:PLAYERS]
            ]
            try:
                for worker in workers.values():
                    await worker.start()
                playing = [asyncio.create_task(player.plays()) for player in players]
                for name, sent in (("a", 10), ("b", 25), ("c", 40)):
                    await until_sent(store, at_least=sent)
                    await workers[name].kill()
                    await workers[name].start()
                await asyncio.gather(*playing)
                # what a killed sender had in its hands counts as unknown when its lease has run out
                view = await until_over(store)
            finally:
                for worker in workers.values():
                    await worker.kill()

            self._check_answers(await store.read(answers_of), everybody[:PLAYERS], players)
            self._check_invitations(server, view, everybody)
            opened = await store.read(
                lambda work: [each.action for each in work.audit.entries() if each.action == "round.opened"]
            )
            assert opened == ["round.opened"]
            log = (tmp_path / "log").read_text(encoding="utf-8", errors="replace")
            assert TOKEN.partition(":")[2] not in log

    def _player(self, server: BotApiServer, store: SqlStore, person: Person, chat: object) -> Player:
        async def finished() -> bool:
            answered = (await store.read(answers_of)).get(person.code, [])
            return len(answered) == 5

        return Player(chat, person.code, finished=finished)  # type: ignore[arg-type]

    def _check_answers(
        self, answered: dict[str, list[int]], expected: list[Person], players: list[Player]
    ) -> None:
        for person, player in zip(expected, players, strict=True):
            assert answered[person.code] == [0, 1, 2, 3, 4]
            assert player.confirmed <= set(answered[person.code])

    def _check_invitations(self, server: BotApiServer, view: BroadcastView, everybody: list[Person]) -> None:
        got = Counter(
            posted.chat_id
            for posted in server.world.posted
            if INVITED in posted.text and "Câu" not in posted.text
        )
        done = view.progress
        assert set(got.values()) <= {1}
        assert done.queued == len(everybody)
        assert done.queued == done.sent + done.unknown + done.expired
        # all who got one are counted as sent or unknown; the remainder is no more than was in hand
        assert done.sent <= len(got) <= done.sent + done.unknown
        assert done.unknown <= 3 * (PER_SECOND + 2)
