"""Attributes and groups of people, set from a table."""

from quizbot.core.contest import Who
from quizbot.usecases.people import erase
from quizbot.usecases.ports import Person, Work
from quizbot.usecases.traits import TraitCounts, set_traits
from tests.build import Office, contest
from tests.offices import database_url, office, small_office

__all__ = ["database_url", "office", "small_office"]


async def tell(office: Office, code: str, **given: str) -> TraitCounts:
    return await office.write(lambda work: set_traits(work, [(code, given)], by="hr", now=office.clock()))


async def person(office: Office, code: str) -> Person:
    found = await office.write(lambda work: work.people.by_code(code))
    assert found is not None
    return found


class TestSetTraits:
    async def test_keeps_what_is_not_named_and_takes_away_what_is_empty(self, office: Office) -> None:
        await tell(office, "NV001", birth="1990", residence="Huế")
        counts = await tell(office, "NV001", birth="", grade="Chuyên viên")

        assert counts == TraitCounts(changed=1, unchanged=0, unknown=())
        assert (await person(office, "NV001")).traits == (("grade", "Chuyên viên"), ("residence", "Huế"))

    async def test_changes_nothing_the_second_time_and_names_who_is_unknown(self, office: Office) -> None:
        await tell(office, "NV001", birth="1990")

        assert await tell(office, "NV001", birth="1990") == TraitCounts(changed=0, unchanged=1, unknown=())
        assert (await tell(office, "NV999", birth="1990")).unknown == ("NV999",)

    async def test_puts_people_into_groups_that_contests_keep_out(self, office: Office) -> None:
        await office.run(contest(who=Who(exclude=("ban-to-chuc",))))
        await tell(office, "NV001", groups="ban-to-chuc, can-bo")

        chat = await office.played("an", "cuoc-thi")

        assert (await person(office, "NV001")).groups == ("ban-to-chuc", "can-bo")
        assert "Ban Tổ chức" in chat.text

    async def test_records_names_and_no_values_and_erasing_takes_them_away(self, office: Office) -> None:
        await tell(office, "NV001", birth="1990-05-20")
        before = await person(office, "NV001")

        def look(work: Work) -> str:
            return str([each.detail for each in work.audit.entries(subject=f"person:{before.id}")])

        recorded = await office.write(look)
        await office.write(lambda work: erase(work, before, by="hr", now=office.clock()))
        after = await office.write(lambda work: work.people.person(before.id))

        assert "birth" in recorded
        assert "1990" not in recorded
        assert after is not None
        assert after.traits == ()
