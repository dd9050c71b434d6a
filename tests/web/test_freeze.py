"""After the freeze nothing that an outsider can see depends on later answers.

Two offices live the same day. In one of them people go on answering in the last hour; whatever a stranger or
an early player can fetch must be the same in both, byte for byte.
"""

import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest

from quizbot.chat.screens import SCREENS
from quizbot.usecases import organise, people
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import board_view
from tests.web.fakes import START
from tests.web.product import CONTEST, DECLARED, Office, opened, play, post

FROZEN = START + timedelta(hours=22, minutes=30)
# both worlds draw the same paper
FIXED = DECLARED.replace(
    "draw: [{document: nq57, count: 2, kind: single}]",
    "draw: [{ids: [nq57-nl-001, nq57-nl-003]}]\n  shuffle: {questions: false, options: false}",
)
# what differs between two browsers whatever people answered
RANDOM = re.compile(r'(name="(?:csrf|nonce|key)" value=")[^"]*|(data-key=")[^"]*|Mã nối của bạn: [\w-]+')
# every page a stranger may ask for, by its route; a route that is not here fails the test below
FILLED = {
    "slug": CONTEST, "name": "quyet-dinh", "kind": "docx", "token": "0" * 32, "seq": "1",
}  # fmt: skip
PAGES = (
    "/", "/bang-xep-hang", f"/bang-xep-hang/{CONTEST}", f"/bang-xep-hang/{CONTEST}?manh=1",
    f"/bang-xep-hang/{CONTEST}?theo=don-vi", f"/bang-xep-hang/{CONTEST}?vong=1", f"/bang-xep-hang/{CONTEST}?vong=1&theo=don-vi",
    f"/bang-xep-hang/{CONTEST}/bang.pdf?vong=1", "/healthz", "/robots.txt", "/ban-to-chuc", f"/ban-to-chuc/{CONTEST}", "/nhan-su", f"/nhan-su/{CONTEST}/khen-thuong.xlsx",
    "/metrics", f"/minh-chung/{CONTEST}", f"/minh-chung/{CONTEST}?bien-nhan=0000-0000-0000-0000",
)  # fmt: skip


TAPPED = (
    f"boards:person:{CONTEST}:1", f"boards:unit:{CONTEST}:1", f"boards:unit:{CONTEST}", f"why:{CONTEST}", f"why:{CONTEST}:1",
    f"contests:show:{CONTEST}", "results:attempt:1", "ghost",
)  # fmt: skip
# keys of acts are drawn by the browser
UNLIKE = re.compile(r'"key": ?"[^"]*"')


def fetched(app: Any) -> tuple[str, ...]:
    """Give an address for every route that can be asked for, so that a new page cannot be forgotten."""
    found = []
    for route in app.routes:
        if "GET" in (route.methods or ()):
            path = re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: FILLED.get(match[1], "0" * 64), route.path)
            # a stream does not end; it says that a public drawing changed, and the drawings are all here
            if not path.endswith("/events"):
                found.append(path)
    return tuple(sorted({each for each in found if each not in PAGES}))


async def lived(office: Office, *, late: bool) -> dict[str, str]:
    """Let 0025 play early and, in one world, 0026 and 0002 late; give all that outsiders see then."""
    async with office.browser() as early:
        await play(office, early, "0025")
        office.clock.at = FROZEN
        await office.store.write(lambda work: organise.tick(work, now=office.clock()))
        if late:
            for code in ("0026", "0002"):
                async with office.browser() as browser:
                    await play(office, browser, code)
        office.clock.at = FROZEN + timedelta(minutes=20)
        await office.store.write(lambda work: organise.tick(work, now=office.clock()))
        seen = {f"chat {name}": text for name, text in (await asked(early)).items()}
        seen["stream"] = UNLIKE.sub("", await streamed(office, "0025"))
    async with office.browser(address="203.0.113.9") as stranger:
        for page in (*PAGES, *fetched(office.app)):
            answer = await stranger.get(page)
            seen[page] = f"{answer.status_code} {sorted(shown(answer))} {RANDOM.sub('', answer.text)}"
    return seen


def shown(answer: httpx2.Response) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, value in answer.headers.items()
        if name in ("etag", "content-length", "location")
    ]


async def asked(browser: httpx2.AsyncClient) -> dict[str, str]:
    """Give the reply to every command of the chat."""
    seen = {}
    for name in sorted(SCREENS):
        for command in SCREENS[name].commands[:1]:
            page = (await browser.get("/")).text
            page = await post(browser, page, text=f"/{command}", key=f"{name}-{command}")
            seen[command] = RANDOM.sub("", page)
    for token in TAPPED:
        page = await post(browser, (await browser.get("/")).text, choice=token, key=token.replace(":", "-"))
        seen[token] = RANDOM.sub("", page)
    return seen


async def streamed(office: Office, code: str) -> str:
    """Give what the event stream of a chat page sends: its transcript; and what waits to be sent to it."""

    def look(work: Work) -> str:
        person = people.by_code(work, code)
        address = work.people.addresses(person.id)[0]
        said = work.chats.recent(address.channel, address.address, limit=500)
        waiting = work.outbox.claim(
            address.channel,
            now=office.clock() + timedelta(minutes=20),
            limit=500,
            lease=timedelta(0),
            holder="t",
        )
        mine = [(each.screen, sorted(each.facts.items())) for each in waiting if each.person_id == person.id]
        return RANDOM.sub("", "\n".join([*(f"{each.direction} {each.payload}" for each in said), str(mine)]))

    return await office.store.write(look)


@pytest.fixture
async def worlds(
    tmp_path: Path, password_hash: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, str], dict[str, str]]:
    # receipts are made with a secret of the contest: give both worlds the same
    fixed = SimpleNamespace(token_hex=lambda count: "0f" * count)
    monkeypatch.setattr("quizbot.usecases.evidence.binding.secrets", fixed)
    for name in ("quiet", "late"):
        (tmp_path / name).mkdir()
    async with opened(tmp_path / "quiet", password_hash, declared=FIXED) as office:
        quiet = await lived(office, late=False)
    async with opened(tmp_path / "late", password_hash, declared=FIXED) as office:
        late = await lived(office, late=True)
    return quiet, late


async def test_no_byte_that_an_outsider_sees_depends_on_later_answers(
    worlds: tuple[dict[str, str], dict[str, str]],
) -> None:
    quiet, late = worlds

    assert len(quiet) > len(PAGES) + 8
    assert "Cam kết trước khi mở thi" in quiet[f"/minh-chung/{CONTEST}"]
    assert "Chưa có trong nhật ký" in quiet[f"/minh-chung/{CONTEST}?bien-nhan=0000-0000-0000-0000"]
    assert [name for name in quiet if quiet[name] != late[name]] == []


async def test_the_people_inside_do_see_the_later_answers(tmp_path: Path, password_hash: str) -> None:
    async with opened(tmp_path, password_hash, declared=FIXED) as office:
        seen = await lived(office, late=True)
        people = await office.store.read(
            lambda work: board_view(work, slug=CONTEST, now=office.clock(), inside=True).people
        )

    assert people == 3
    assert "Quàng Văn Cường" in seen[f"/bang-xep-hang/{CONTEST}"]
