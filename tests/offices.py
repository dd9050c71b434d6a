"""The office as a fixture, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from tests.build import Office, opened


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give an empty database of each kind."""
    if request.param == "sqlite":
        return "sqlite://"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    """Give a furnished office on each kind of database."""
    async with opened(database_url) as made:
        yield made


@pytest.fixture
async def small_office() -> AsyncIterator[Office]:
    """Give a furnished office on SQLite alone, for what does not depend on the database."""
    async with opened("sqlite://") as made:
        yield made
