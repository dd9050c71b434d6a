"""The contract of `Credentials`."""

from dataclasses import replace

from quizbot.storage import SqlStore
from quizbot.usecases.ports import Credential
from tests.stores import HOUR, NOW

PAIR = Credential(
    channel="zalo_oa",
    account="360846524940903967",
    access="access-one",
    refresh="refresh-one",
    access_until=NOW + HOUR,
    refresh_until=NOW + 90 * 24 * HOUR,
    version=1,
    changed_at=NOW,
)


class TestCredentials:
    async def test_are_kept_as_given(self, store: SqlStore) -> None:
        await store.write(lambda work: work.credentials.put(PAIR))

        assert await store.read(lambda work: work.credentials.get("zalo_oa", PAIR.account)) == PAIR
        assert await store.read(lambda work: work.credentials.get("zalo_oa", "another")) is None

    async def test_one_exchange_of_a_version_wins(self, store: SqlStore) -> None:
        await store.write(lambda work: work.credentials.put(PAIR))
        second = replace(PAIR, access="access-two", refresh="refresh-two", version=2, exchanging_since=NOW)
        late = replace(PAIR, access="access-late", refresh="refresh-late", version=2)

        assert await store.write(lambda work: work.credentials.exchange(second, version=1))
        assert not await store.write(lambda work: work.credentials.exchange(late, version=1))
        assert await store.read(lambda work: work.credentials.get("zalo_oa", PAIR.account)) == second

    async def test_what_an_operator_brings_replaces_anything(self, store: SqlStore) -> None:
        await store.write(lambda work: work.credentials.put(PAIR))
        brought = replace(PAIR, access="access-new", version=7)
        await store.write(lambda work: work.credentials.put(brought))

        assert await store.read(lambda work: work.credentials.get("zalo_oa", PAIR.account)) == brought

    def test_are_not_shown_by_accident(self) -> None:
        assert "access-one" not in repr(PAIR) + str(PAIR)
        assert "refresh-one" not in f"{[PAIR]}"
