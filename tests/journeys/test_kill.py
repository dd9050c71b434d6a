"""Kill −9 at any instant: what was acknowledged is there, nothing counts twice, boards equal the log.

The real program in a process of its own, a SQLite file, and people in browsers without a script.
"""

import asyncio
import os
import re
import signal
import socket
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import httpx2
import pytest

from quizbot.cli._demo import DAILY
from quizbot.config import Settings
from quizbot.contests.load import load_contest
from quizbot.core.calendar import DaysOff
from quizbot.core.contest import Contest, ContestKind, ContestState, Schedule
from quizbot.installation import load_shipped_bank, now, open_database
from quizbot.roster.sample import store_sample
from quizbot.usecases import organise, people, results
from quizbot.usecases.ports import Work
from tests.web.forms import choices, form_token, nonce

PEOPLE, KILLS = 8, 4
PEPPER = "hạt tiêu của bài thử"
ROOT = Path(__file__).parent.parent.parent


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Server:
    """The program, which may be killed and started again."""

    folder: Path
    port: int
    process: asyncio.subprocess.Process | None = None
    starts: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        environ = {**os.environ, "QUIZBOT_PEPPER": PEPPER, "PYTHONPATH": str(ROOT)}
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "quizbot",
            "run",
            "--config",
            str(self.folder / "config.yaml"),
            cwd=self.folder,
            env=environ,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        self.starts += 1

    async def answers(self) -> None:
        """Wait until the program answers."""
        async with httpx2.AsyncClient(base_url=self.url) as client:
            for _ in range(600):
                try:
                    if (await client.get("/healthz")).status_code == 200:
                        return
                except httpx2.HTTPError:
                    pass
                await asyncio.sleep(0.1)
        raise AssertionError("the program does not answer")

    async def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()


@dataclass
class Player:
    """Somebody in a browser: plays today's round, tries again when the page does not answer."""

    server: Server
    code: str
    rng: Random
    # questions whose answer was acknowledged by a page
    acknowledged: int = 0
    done: bool = False
    refused: int = 0
    client: httpx2.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx2.AsyncClient(
            base_url=self.server.url,
            headers={"Sec-Fetch-Site": "same-origin", "Origin": self.server.url},
            follow_redirects=True,
            timeout=10,
        )

    async def plays(self) -> None:
        try:
            await self._plays()
        finally:
            await self.client.aclose()

    async def _plays(self) -> None:
        page = await self._patiently("GET", "/", params={"code": self.code})
        for _ in range(400):
            page = await self._next(page)
            if self.done:
                break
            await asyncio.sleep(self.rng.uniform(0.05, 0.6))

    async def _next(self, page: str) -> str:
        if "/chat/begin" in page:
            return await self._patiently("GET", "/", params={"code": self.code})
        if "Đã nộp bài" in page:
            self.done, self.acknowledged = True, 5
            return page
        # a button's value is the number of its message and its token
        offered = {value.split(" ")[-1]: value for value in choices(page)}
        asked = [int(number) for number in re.findall(r"Câu (\d+)/5", page)]
        if asked:
            # the page shows question n: the answers before it are acknowledged
            self.acknowledged = max(self.acknowledged, asked[-1] - 1)
        answers = [token for token in offered if token.startswith("question:")]
        wanted = ("welcome:yes", f"contests:start:{DAILY}", f"contests:show:{DAILY}")
        known = [token for token in wanted if token in offered]
        if answers:
            said = {"choice": offered[self.rng.choice(answers)]}
        else:
            said = {"choice": offered[known[0]]} if known else {"text": "menu"}
        return await self._patiently(
            "POST", "/chat/say", data={"csrf": form_token(page), "nonce": nonce(page), **said}
        )

    async def _patiently(self, method: str, path: str, **fields: object) -> str:
        for _ in range(300):
            try:
                answer = await self.client.request(method, path, **fields)  # type: ignore[arg-type]
                if answer.status_code == 200:
                    return str(answer.text)
                self.refused += 1
            except httpx2.HTTPError:
                self.refused += 1
            await asyncio.sleep(0.1)
            # a person looks at the page again before they go on
            method, path, fields = "GET", "/", {}
        raise AssertionError("the page never came back")


def today() -> Contest:
    at = now()
    contest = load_contest(ROOT / "contests" / f"{DAILY}.yaml").contest
    opens, closes = at.replace(minute=0, second=0, microsecond=0), at.replace(year=at.year + 1)
    rounds = Schedule(opens_at=opens, closes_at=closes)
    draw = tuple(replace(rule, kind="single") for rule in contest.paper.draw)
    return replace(contest, kind=ContestKind.SINGLE, rounds=rounds, paper=replace(contest.paper, draw=draw))


async def prepare(settings: Settings) -> list[str]:
    store = await open_database(settings, environ={})
    await load_shipped_bank(store, ROOT / "questions", by="test")

    def fill(work: Work) -> list[str]:
        store_sample(work, since=now().date())
        organise.apply_contest(work, today(), days_off=DaysOff(), by="test", now=now())
        organise.step(work, slug=DAILY, to=ContestState.OPEN, by="test", now=now())
        chosen = [person for person in work.people.everybody() if not person.roles][:PEOPLE]
        slips = people.issue_codes(work, chosen, pepper=PEPPER, rng=Random(5), by="test", now=now())
        return [slip.personal_code for slip in slips]

    codes = await store.write(fill)
    await store.close()
    return codes


async def look(settings: Settings) -> tuple[dict[str, list[int]], bool]:
    """Give everybody's answered positions, and whether the boards equal the log."""
    store = await open_database(settings, environ={})

    def read(work: Work) -> tuple[dict[str, list[int]], bool]:
        stored = work.contests.by_slug(DAILY)
        assert stored is not None
        (round_,) = work.contests.rounds(stored.id)
        found = {}
        for summary in work.attempts.summaries(round_.id):
            person = work.people.person(summary.person_id)
            assert person is not None
            found[person.code] = [answer.position for answer in work.attempts.answers(summary.id)]
        board = results.round_board(round_.id)
        kept = list(work.standings.entries(board))
        results.rebuild(work, stored=stored)
        return found, kept == list(work.standings.entries(board))

    seen = await store.write(read)
    await store.close()
    return seen


class TestKill:
    @pytest.mark.timeout(240)
    async def test_loses_no_acknowledged_answer_and_counts_none_twice(self, tmp_path: Path) -> None:
        port = free_port()
        (tmp_path / "config.yaml").write_text(f"data: data\nweb: {{port: {port}}}\n", encoding="utf-8")
        settings = Settings(data=tmp_path / "data")
        codes = await prepare(settings)
        server, rng = Server(tmp_path, port), Random(11)
        players = [Player(server, code, Random(code)) for code in codes]

        await server.start()
        try:
            playing = [asyncio.create_task(player.plays()) for player in players]
            await server.answers()
            for _ in range(KILLS):
                await asyncio.sleep(rng.uniform(0.3, 1.2))
                await server.kill()
                await server.start()
                await server.answers()
            await asyncio.gather(*playing)
        finally:
            await server.kill()

        answered, equal = await look(settings)
        assert len(answered) == PEOPLE
        assert all(player.acknowledged == 5 for player in players)
        assert all(positions == [0, 1, 2, 3, 4] for positions in answered.values())
        assert equal
        assert server.starts == KILLS + 1
