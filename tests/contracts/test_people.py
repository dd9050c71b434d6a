"""The contract of `People`."""

from dataclasses import replace
from datetime import date

from quizbot.core.ids import PersonId, UnitId
from quizbot.core.vietnamese import fold
from quizbot.storage import SqlStore
from quizbot.usecases.ports import Address, Consent, Person, PersonStatus, Work
from tests.stores import NOW, TODAY, a_message, a_person, a_unit, moved


class TestPeople:
    async def test_keep_codes_with_their_leading_zeros(self, store: SqlStore) -> None:
        added = await store.write(lambda work: a_person(work, "007"))

        assert await store.read(lambda work: work.people.by_code("007")) == added
        assert await store.read(lambda work: work.people.by_code("7")) is None

    async def test_are_found_by_words_without_accents_and_by_code(self, store: SqlStore) -> None:
        def fill(work: Work) -> None:
            a_person(work, "001", name="Đỗ Văn Ánh")
            a_person(work, "AB2", name="Lò Thị 100%")

        await store.write(fill)

        async def codes(text: str) -> list[str]:
            found = await store.read(lambda work: work.people.search(fold(text)))
            return [person.code for person in found]

        assert await codes("ánh đỗ") == ["001"]
        assert await codes("ab") == ["AB2"]
        assert await codes("%") == ["AB2"]
        assert await codes("") == []

    async def test_have_the_unit_of_the_day(self, store: SqlStore) -> None:
        def fill(work: Work) -> Person:
            person = a_person(work)
            other = a_unit(work, "KT")
            work.people.update(moved(person, other.id), on=TODAY)
            return person

        person = await store.write(fill)
        before = await store.read(lambda work: work.people.memberships(on=date(2026, 11, 22)))
        after = await store.read(lambda work: work.people.unit_on(person.id, on=TODAY))
        early = await store.read(lambda work: work.people.unit_on(person.id, on=date(2025, 12, 31)))
        count = await store.read(lambda work: work.people.headcount(on=TODAY))

        assert before == {person.id: person.unit_id}
        assert after not in (person.unit_id, None)
        assert early is None
        assert count == {after: 1}

    async def test_who_leaves_and_returns_counts_on_the_days_between_not(self, store: SqlStore) -> None:
        def fill(work: Work) -> Person:
            person = a_person(work)
            work.people.update(replace(person, status=PersonStatus.LEFT), on=date(2026, 5, 1))
            work.people.update(person, on=date(2026, 9, 1))
            return person

        person = await store.write(fill)

        async def count(day: date) -> int:
            return sum((await store.read(lambda work: work.people.headcount(on=day))).values())

        assert await store.read(lambda work: work.people.person(person.id)) == person
        assert [await count(date(2026, month, 15)) for month in (4, 6, 10)] == [1, 0, 1]

    async def test_moves_list_those_alone_whose_unit_changed_between_two_days(self, store: SqlStore) -> None:
        born, change = date(2026, 1, 1), date(2026, 5, 10)

        def fill(work: Work) -> tuple[Person, Person]:
            mover = a_person(work)
            stayer = work.people.add(replace(mover, code="002"), since=born)
            work.people.update(moved(mover, a_unit(work, "KT").id), on=change)
            work.people.update(replace(stayer, status=PersonStatus.LEFT), on=date(2026, 8, 1))
            return mover, stayer

        mover, stayer = await store.write(fill)

        async def moves(first: date, last: date) -> list[tuple[PersonId, date, date | None]]:
            found = await store.read(lambda work: work.people.moves(first=first, last=last))
            return [(each.person_id, each.since, each.until) for each in found]

        assert await moves(date(2026, 5, 9), change) == [
            (mover.id, born, change),
            (mover.id, change, None),
        ]
        # a change on the first day is no change after it
        assert await moves(change, date(2026, 7, 1)) == []
        assert await moves(date(2026, 7, 1), date(2026, 8, 1)) == [(stayer.id, born, date(2026, 8, 1))]

    async def test_of_groups_are_known_with_their_units_of_the_day(self, store: SqlStore) -> None:
        change = date(2026, 5, 10)

        def fill(work: Work) -> tuple[Person, ...]:
            one = a_person(work)
            born = date(2026, 1, 1)
            two = work.people.add(replace(one, code="002", groups=("ban-to-chuc", "can-bo")), since=born)
            three = work.people.add(replace(one, code="003", groups=("can-bo",)), since=born)
            pending = replace(one, code="004", groups=("ban-to-chuc",), status=PersonStatus.PENDING)
            work.people.add(pending, since=born)
            work.people.update(replace(two, unit_id=a_unit(work, "KT").id), on=change)
            return one, two, three

        one, two, three = await store.write(fill)

        async def found(*groups: str) -> list[PersonId]:
            return list(await store.read(lambda work: work.people.in_groups(frozenset(groups))))

        async def units(day: date) -> dict[PersonId, UnitId]:
            ids = [one.id, two.id]
            return dict(await store.read(lambda work: work.people.units_on(ids, on=day)))

        assert await found("ban-to-chuc", "to-thu-ky") == [two.id]
        assert await found("can-bo") == [two.id, three.id]
        # asked once more after a change: what is remembered is of another roster
        await store.write(lambda work: work.people.update(replace(three, groups=()), on=TODAY))
        assert await found("can-bo") == [two.id]
        before, after = await units(date(2026, 5, 9)), await units(change)
        assert before == {one.id: one.unit_id, two.id: one.unit_id}
        assert after.keys() == before.keys()
        assert after[two.id] != one.unit_id
        assert await units(date(2025, 12, 31)) == {}

    async def test_moving_twice_on_one_day_keeps_one_membership(self, store: SqlStore) -> None:
        def fill(work: Work) -> tuple[Person, int]:
            person = a_person(work)
            first, second = a_unit(work, "KT"), a_unit(work, "TH")
            work.people.update(moved(person, first.id), on=TODAY)
            work.people.update(moved(person, second.id), on=TODAY)
            return person, second.id

        person, unit_id = await store.write(fill)

        assert await store.read(lambda work: work.people.unit_on(person.id, on=TODAY)) == unit_id

    async def test_units_stand_parents_first(self, store: SqlStore) -> None:
        def fill(work: Work) -> None:
            a_unit(work, "Z")
            a_unit(work, "A", parent="Z")
            a_unit(work, "B", parent="A")

        await store.write(fill)
        units = await store.read(lambda work: work.people.units())

        assert [unit.code for unit in units] == ["Z", "A", "B"]

    async def test_an_address_belongs_to_the_last_who_linked_it(self, store: SqlStore) -> None:
        def fill(work: Work) -> tuple[Person, Person]:
            first, second = a_person(work), a_person(work, "002")
            for person in (first, second):
                work.people.link(Address(channel="console", address="42", person_id=person.id, linked_at=NOW))
            return first, second

        first, second = await store.write(fill)
        found = await store.read(lambda work: work.people.by_address("console", "42"))
        reachable = await store.read(lambda work: work.people.reachable([first.id, second.id]))

        assert found == second
        assert list(reachable) == [second.id]

    async def test_a_new_code_ends_the_old_one(self, store: SqlStore) -> None:
        def fill(work: Work) -> Person:
            person = a_person(work)
            work.people.set_secret(person.id, "old", now=NOW)
            work.people.set_secret(person.id, "new", now=NOW)
            return person

        person = await store.write(fill)

        assert await store.read(lambda work: work.people.by_secret("new")) == person
        assert await store.read(lambda work: work.people.by_secret("old")) is None

    async def test_the_latest_consent_of_a_purpose_holds(self, store: SqlStore) -> None:
        def fill(work: Work) -> int:
            person = a_person(work)
            for given in (True, False):
                work.people.record_consent(
                    Consent(
                        person_id=person.id,
                        purpose="publish",
                        version="1",
                        given=given,
                        at=NOW,
                        channel="console",
                    )
                )
            return person.id

        person_id = await store.write(fill)
        consents = await store.read(lambda work: work.people.consents(person_id))

        assert [consent.given for consent in consents] == [False]

    async def test_erasing_leaves_nothing_that_names_the_person(self, store: SqlStore) -> None:
        def fill(work: Work) -> Person:
            person = a_person(work, "MẬT-1", name="Tên Bí Mật")
            work.people.link(Address(channel="console", address="42", person_id=person.id, linked_at=NOW))
            work.chats.say("console", "42", direction="in", payload='"Bí Mật"', at=NOW)
            work.outbox.add([replace(a_message(), person_id=person.id)])
            work.people.erase(person.id, now=NOW)
            work.people.erase(person.id, now=NOW)
            return person

        person = await store.write(fill)
        found = await store.read(lambda work: work.people.person(person.id))

        assert found is not None
        assert (found.name, found.status) == ("", PersonStatus.LEFT)
        assert await store.read(lambda work: work.people.by_code("MẬT-1")) is None
        assert await store.read(lambda work: work.people.addresses(person.id)) == []
        assert await store.read(lambda work: work.chats.recent("console", "42")) == []
        assert await store.read(lambda work: work.outbox.counts()) == []
