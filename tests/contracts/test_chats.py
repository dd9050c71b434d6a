"""The contract of `Chats`."""

import asyncio
from collections.abc import Callable

from quizbot.storage import SqlStore
from quizbot.usecases.ports import Address, Session, Work
from tests.stores import DAY, NOW, a_message, a_person


class TestChats:
    async def test_a_fresh_account_has_a_session_and_its_person(self, store: SqlStore) -> None:
        def fill(work: Work) -> int:
            person = a_person(work)
            work.people.link(Address(channel="console", address="42", person_id=person.id, linked_at=NOW))
            return person.id

        person_id = await store.write(fill)

        assert await store.read(lambda work: work.chats.session("console", "7")) == Session(
            channel="console", address="7", data={}
        )
        found = await store.read(lambda work: work.chats.session("console", "42"))
        assert found.person_id == person_id

    async def test_give_back_what_was_put(self, store: SqlStore) -> None:
        session = Session(
            channel="console",
            address="7",
            language="en",
            screen="play",
            data={"trang": [1, {"sâu": None}]},
            heard_at=NOW,
            unreachable=True,
        )
        await store.write(lambda work: work.chats.put(session))

        assert await store.read(lambda work: work.chats.session("console", "7")) == session

    async def test_an_update_is_new_once_however_often_it_comes(self, store: SqlStore) -> None:
        times = await asyncio.gather(
            *(store.write(lambda work: work.chats.first_time("console", "u1", now=NOW)) for _ in range(20))
        )

        assert sorted(times) == [False] * 19 + [True]

    async def test_old_updates_are_forgotten(self, store: SqlStore) -> None:
        await store.write(lambda work: work.chats.first_time("console", "u1", now=NOW))
        kept = await store.write(lambda work: work.chats.forget_updates(before=NOW))
        gone = await store.write(lambda work: work.chats.forget_updates(before=NOW + DAY))

        assert (kept, gone) == (0, 1)

    async def test_know_a_line_by_how_it_begins(self, store: SqlStore) -> None:
        def fill(work: Work) -> None:
            for payload in ('{"key":"a%_"}', '{"key":"b"}', '{"key":"đ"}'):
                work.chats.say("webchat", "a", direction="in", payload=payload, at=NOW)

        await store.write(fill)

        def said(opening: str, *, address: str = "a", among: int = 3) -> Callable[[Work], bool]:
            return lambda work: work.chats.has_said("webchat", address, opening, among=among)

        assert await store.read(said('{"key":"a%_"'))
        assert await store.read(said('{"key":"đ"'))
        assert not await store.read(said('{"key":"a%_"', among=2))
        assert not await store.read(said('{"key":"a%b"'))
        assert not await store.read(said('"key"'))
        assert not await store.read(said('{"key":"b"', address="b"))

    async def test_lines_are_numbered_even_when_they_come_together(self, store: SqlStore) -> None:
        def say(work: Work) -> int:
            return work.chats.say("webchat", "a", direction="in", payload="{}", at=NOW)

        numbers = await asyncio.gather(*(store.write(say) for _ in range(20)))
        after = await store.read(lambda work: work.chats.transcript("webchat", "a", after=17))
        recent = await store.read(lambda work: work.chats.recent("webchat", "a", limit=2))

        assert sorted(numbers) == list(range(1, 21))
        assert [line.seq for line in after] == [18, 19, 20]
        assert [line.seq for line in recent] == [19, 20]

    async def test_a_moved_chat_takes_everything_along(self, store: SqlStore) -> None:
        def fill(work: Work) -> None:
            work.chats.link_group("console", "42", title="Nhóm", now=NOW)
            work.chats.put(Session(channel="console", address="42", screen="play", data={}))
            work.chats.put(Session(channel="console", address="-42", screen="menu", data={}))
            work.chats.say("console", "42", direction="out", payload="{}", at=NOW)
            work.outbox.add([a_message()])
            work.chats.move("console", "42", "-42")
            work.chats.move("console", "42", "-42")

        await store.write(fill)

        assert await store.read(lambda work: work.chats.groups()) == [("console", "-42")]
        assert (await store.read(lambda work: work.chats.session("console", "-42"))).screen == "play"
        assert len(await store.read(lambda work: work.chats.recent("console", "-42"))) == 1
        claimed = await store.write(
            lambda work: work.outbox.claim("console", now=NOW, limit=9, lease=DAY, holder="a")
        )
        assert [message.address for message in claimed] == ["-42"]

    async def test_unreachable_is_remembered_of_an_account_never_heard_of(self, store: SqlStore) -> None:
        await store.write(lambda work: work.chats.mark_unreachable("console", "9", unreachable=True))

        assert (await store.read(lambda work: work.chats.session("console", "9"))).unreachable
        await store.write(lambda work: work.chats.mark_unreachable("console", "9", unreachable=False))
        assert not (await store.read(lambda work: work.chats.session("console", "9"))).unreachable

    async def test_groups_are_listed_by_channel(self, store: SqlStore) -> None:
        def fill(work: Work) -> None:
            work.chats.link_group("console", "1", title="A", now=NOW)
            work.chats.link_group("webchat", "2", title="B", now=NOW)
            work.chats.link_group("webchat", "3", title="C", now=NOW)
            work.chats.unlink_group("webchat", "3")

        await store.write(fill)

        assert await store.read(lambda work: work.chats.groups("webchat")) == [("webchat", "2")]
