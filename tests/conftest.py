"""What every test may use: a clean environment, PostgreSQL, a browser."""

import ctypes
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import PostgresServer, find_binaries

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_POSTGRES = "PostgreSQL is not installed: sudo apt-get install -y --no-install-recommends postgresql"
NO_CHROMIUM = "Chromium is not installed: sudo apt-get install -y --no-install-recommends chromium"
NO_LIBATOMIC = "Playwright's Node.js needs libatomic: sudo apt-get install -y libatomic1"

# no test asserts how long something took, and that holds for single examples of a law too
settings.register_profile("quizbot", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# what fails in CI fails again on the same commit; new examples are looked for at people's desks
settings.register_profile("quizbot-ci", settings.get_profile("quizbot"), derandomize=True)
settings.load_profile("quizbot-ci" if IN_CI else "quizbot")

for _name in [name for name in os.environ if name.startswith("QUIZBOT_")]:
    del os.environ[_name]  # the developer's own settings must not decide a test


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Under CI, count a skipped test as failed: there nothing may be missing."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI forbids: {item.nodeid}: {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Under CI, count a skipped module as failed too."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI forbids: {collector.nodeid}: {_reason(report.longrepr)}"
    return report


def _reason(longrepr: object) -> str:
    return str(longrepr[-1]) if isinstance(longrepr, tuple) else str(longrepr)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Run a private PostgreSQL for this test process; it vanishes afterwards."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip(NO_POSTGRES)
    with PostgresServer(binaries=binaries) as server:
        yield server


@pytest.fixture
def make_postgres(postgres_server: PostgresServer) -> Iterator[Callable[[], str]]:
    """Give a function that makes an empty database and returns its URL."""
    made: list[str] = []

    def make() -> str:
        made.append(postgres_server.create_database())
        return postgres_server.url(made[-1])

    yield make
    for name in made:
        postgres_server.drop_database(name)


@pytest.fixture
def postgres_url(make_postgres: Callable[[], str]) -> str:
    """Give the URL of an empty database of this test's own."""
    return make_postgres()


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Give the system's Chromium, for Playwright's `executable_path`."""
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(NO_CHROMIUM)
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        pytest.skip(NO_LIBATOMIC)
    return Path(found)
