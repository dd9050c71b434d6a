"""The whole product behind its pages, on a database of its own, and people in browsers."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import httpx2

from quizbot.bootstrap import build
from quizbot.config import Settings
from quizbot.contests.load import load_contest
from quizbot.core.calendar import DaysOff
from quizbot.core.contest import ContestState
from quizbot.installation import load_shipped_bank
from quizbot.roster.sample import store_sample
from quizbot.storage.store import SqlStore, open_store
from quizbot.usecases import organise, people
from quizbot.usecases.ports import Account, Work
from tests.web.conftest import PASSWORD, SAME_SITE
from tests.web.fakes import START, FakeClock
from tests.web.forms import choices, form_token

PEPPER = {"QUIZBOT_PEPPER": "test-pepper-of-this-suite"}
CONTEST = "thi-thu"
DECLARED = """\
contest: thi-thu
title: Cuộc thi thử
kind: single
organiser: Cơ quan mẫu
rounds: {opens_at: 2026-11-22 08:00, closes_at: 2026-11-23 08:00}
paper:
  draw: [{document: nq57, count: 2, kind: single}]
  feedback: each
results: {freeze: 1h}
"""


@dataclass
class Office:
    """A running product with an invented office, and who may be asked to play."""

    store: SqlStore
    clock: FakeClock
    app: Any
    codes: dict[str, str]

    def browser(self, *, address: str = "127.0.0.1") -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.app, client=(address, 40_000)),
            base_url="http://localhost",
            headers=SAME_SITE,
            follow_redirects=True,
        )


@asynccontextmanager
async def opened(
    folder: Path, password_hash: str, *, declared: str = DECLARED, **more: Any
) -> AsyncIterator[Office]:
    """Open the product on an empty database; 0025, 0026 and 0002 have personal codes."""
    clock = FakeClock(at=START)
    store = await open_store("sqlite://", now=clock(), rng=Random(1))
    settings = Settings(data=folder, **more)
    await load_shipped_bank(store, settings.questions, by="test")
    file = folder / f"{CONTEST}.yaml"
    file.write_text(declared, encoding="utf-8")
    contest = load_contest(file).contest
    product = build(settings, store, environ=PEPPER, clock=clock)
    pepper = settings.pepper(PEPPER)

    def prepare(work: Work) -> dict[str, str]:
        store_sample(work, since=date(2026, 1, 1))
        organise.apply_contest(work, contest, days_off=DaysOff(), by="test", now=clock())
        organise.step(work, slug=CONTEST, to=ContestState.OPEN, by="test", now=clock())
        organise.tick(work, now=clock())
        logins = (("nhansu", "hr"), ("btc", "organizer"), ("soande", "author"), ("duyet", "reviewer"))
        for login, role in logins:
            work.accounts.put(Account(login=login, name=login, password_hash=password_hash, roles=(role,)))
        chosen = [people.by_code(work, code) for code in ("0025", "0026", "0002")]
        slips = people.issue_codes(work, chosen, pepper=pepper, rng=Random(2), by="test", now=clock())
        return {slip.code: slip.personal_code for slip in slips}

    codes = await store.write(prepare)
    yield Office(store=store, clock=clock, app=product.web_app(), codes=codes)
    await store.close()


async def tap(browser: httpx2.AsyncClient, page: str, label: str) -> str:
    """Press the last button whose token or label contains the words."""
    buttons = re.findall(r'name="choice" value="([^"]+)"[^>]*>(.*?)</button>', page, re.DOTALL)
    value = next(each[0] for each in reversed(buttons) if label in each[0] or label in each[1])
    return await post(browser, page, choice=value)


async def post(browser: httpx2.AsyncClient, page: str, **fields: str) -> str:
    answer = await browser.post("/chat/say", data={"csrf": form_token(page), "nonce": "00", **fields})
    assert answer.status_code == 200
    return str(answer.text)


async def play(office: Office, browser: httpx2.AsyncClient, code: str) -> str:
    """Join by the link of the slip and answer both questions."""
    page = (await browser.get("/", params={"code": office.codes[code]})).text
    page = await tap(browser, page, "welcome:yes")
    page = await tap(browser, page, "Cuộc thi thử")
    if "question:" not in " ".join(choices(page)):
        page = await tap(browser, page, "Bắt đầu")
    for number in ("1", "2"):
        page = await post(browser, page, text="A", key=f"answer-{number}")
    return page


async def log_in(browser: httpx2.AsyncClient, login: str) -> str:
    answer = await browser.post("/dang-nhap", data={"login": login, "password": PASSWORD})
    assert answer.status_code == 200
    return str(answer.text)
