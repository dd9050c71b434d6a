from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.testclient import TestClient

from quizbot.usecases.ports import Account
from quizbot.web.app import make_app
from quizbot.web.passwords import hash_password
from quizbot.web.settings import WebSettings
from tests.web.fakes import FakeClock, FakeDialogue, MemoryStore

PASSWORD = "mat-khau-dai-1"
SAME_SITE = {"sec-fetch-site": "same-origin"}


@dataclass
class Web:
    """The pages on a store in memory, and a browser-like client."""

    store: MemoryStore
    clock: FakeClock
    dialogue: FakeDialogue
    app: Any
    client: TestClient

    def another_browser(self) -> TestClient:
        return browser(self.app)


def browser(app: Any) -> TestClient:
    return TestClient(app, base_url="http://localhost", headers=SAME_SITE, raise_server_exceptions=False)


@pytest.fixture(scope="session")
def password_hash() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
def store(password_hash: str) -> MemoryStore:
    store = MemoryStore()
    for login, roles in (("nhansu", ("hr",)), ("btc", ("organizer",)), ("quantri", ("admin",))):
        store.accounts.put(
            Account(login=login, name=f"Cán bộ {login}", password_hash=password_hash, roles=roles)
        )
    return store


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def dialogue(store: MemoryStore, clock: FakeClock) -> FakeDialogue:
    return FakeDialogue(store=store, clock=clock)


@pytest.fixture
def make_web(store: MemoryStore, clock: FakeClock, dialogue: FakeDialogue) -> Any:
    def make(*, settings: WebSettings | None = None, **more: Any) -> Web:
        app = make_app(
            store=store,  # type: ignore[arg-type]
            answer=dialogue,
            settings=settings or WebSettings(office="Văn phòng mẫu"),
            clock=clock,
            **more,
        )
        return Web(store=store, clock=clock, dialogue=dialogue, app=app, client=browser(app))

    return make


@pytest.fixture
def web(make_web: Any) -> Iterator[Web]:
    made: Web = make_web()
    with made.client:
        yield made
