"""The contracts of `Accounts`, `Audit` and `Leases`."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from quizbot.storage import SqlStore
from quizbot.usecases.ports import Account, AuditEntry, WebSession, Work
from tests.stores import HOUR, NOW

SECOND = timedelta(seconds=1)


class TestAccounts:
    async def test_are_known_by_login(self, store: SqlStore) -> None:
        account = Account(login="hr", name="Nhân sự", password_hash="h", roles=("hr", "reviewer"))
        stored = await store.write(lambda work: work.accounts.put(account))
        changed = await store.write(lambda work: work.accounts.put(replace(account, disabled=True)))

        assert stored == replace(account, id=stored.id)
        assert changed == replace(stored, disabled=True)
        assert await store.read(lambda work: work.accounts.get(stored.id)) == changed
        assert await store.read(lambda work: work.accounts.all()) == [changed]

    async def test_a_session_ends_at_its_very_moment(self, store: SqlStore) -> None:
        session = WebSession(
            token_hash="t", csrf="c", chat_address="a", created_at=NOW, expires_at=NOW + HOUR
        )
        await store.write(lambda work: work.accounts.put_session(session))
        before = NOW + HOUR - timedelta(microseconds=1)

        assert await store.read(lambda work: work.accounts.session("t", now=before)) == session
        assert await store.read(lambda work: work.accounts.session("t", now=NOW + HOUR)) is None
        assert await store.write(lambda work: work.accounts.end_sessions_before(NOW + HOUR)) == 1


class TestAudit:
    async def test_entries_written_at_once_form_one_chain(self, store: SqlStore) -> None:
        def record(work: Work) -> None:
            work.audit.record(
                AuditEntry(at=NOW, actor="cli", action="bank.applied", subject="bank", detail={"số": 1})
            )

        await asyncio.gather(*(store.write(record) for _ in range(15)))
        entries = await store.read(lambda work: list(work.audit.entries(subject="bank", limit=99)))

        assert [entry.seq for entry in entries] == list(range(1, 16))
        assert await store.read(lambda work: work.audit.broken_at()) is None

    async def test_a_changed_entry_breaks_the_chain_where_it_stands(self, store: SqlStore) -> None:
        def record(work: Work) -> None:
            for number in range(3):
                work.audit.record(
                    AuditEntry(at=NOW, actor="cli", action="a.b", subject="x", detail={"n": number})
                )

        await store.write(record)
        connection = store.database.connect(writing=True)
        connection.cursor().execute("UPDATE audit SET actor = 'nobody' WHERE seq = 2")
        connection.close()

        assert await store.read(lambda work: work.audit.broken_at()) == 2


class TestLeases:
    async def test_one_holder_at_a_time_until_the_lease_ends(self, store: SqlStore) -> None:
        async def take(holder: str, at: timedelta) -> bool:
            return await store.write(
                lambda work: work.leases.take("clock", holder=holder, now=NOW + at, lasts=HOUR)
            )

        assert await take("a", SECOND * 0)
        assert await take("a", SECOND)
        assert not await take("b", HOUR)
        assert await take("b", HOUR + SECOND)
        await store.write(lambda work: work.leases.release("clock", holder="a"))
        assert not await take("a", HOUR + SECOND * 2)
        await store.write(lambda work: work.leases.release("clock", holder="b"))
        assert await take("a", HOUR + SECOND * 2)

    async def test_remember_a_fact_by_name(self, store: SqlStore) -> None:
        await store.write(lambda work: work.leases.mark("offset", "1"))
        await store.write(lambda work: work.leases.mark("offset", "2"))

        assert await store.read(lambda work: work.leases.recall("offset")) == "2"
        assert await store.read(lambda work: work.leases.recall("nothing")) is None

    async def test_reservations_at_once_get_slots_of_their_own(self, store: SqlStore) -> None:
        def reserve(work: Work) -> timedelta:
            return work.leases.reserve("bulk", interval=SECOND, burst=3, now=NOW)

        waits = await asyncio.gather(*(store.write(reserve) for _ in range(10)))

        assert sorted(waits) == [SECOND * 0] * 3 + [SECOND * step for step in range(1, 8)]
