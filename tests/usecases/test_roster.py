"""The roster is brought up to date from a list: dated, in one transaction, twice the same."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from quizbot.core.ids import PersonId
from quizbot.storage.store import SqlStore, open_store
from quizbot.usecases.people import by_code
from quizbot.usecases.ports import Person, PersonStatus, Work
from quizbot.usecases.roster import (
    RosterCounts,
    RosterPlan,
    RosterRow,
    RosterUnit,
    SamePersonTwice,
    UnknownUnits,
    apply_roster,
    preview,
)

NOW = datetime(2025, 7, 1, 2, tzinfo=UTC)
TODAY = date(2025, 7, 1)
BEFORE = date(2024, 1, 1)
UNITS = (
    RosterUnit(code="TH", name="Phòng Tổng hợp", kind="phong", parent="VP"),
    RosterUnit(code="VP", name="Văn phòng", kind="van-phong"),
)


def row(code: str, name: str = "Lò Văn Đôi", unit: str = "TH", **more: object) -> RosterRow:
    return RosterRow(code=code, name=name, unit=unit, **more)  # type: ignore[arg-type]


@pytest.fixture
async def store() -> AsyncIterator[SqlStore]:
    opened = await open_store("sqlite://", now=NOW)
    yield opened
    await opened.close()


async def load(
    store: SqlStore,
    rows: Sequence[RosterRow],
    units: Sequence[RosterUnit] = (),
    *,
    on: date = TODAY,
    leavers: bool = False,
) -> tuple[RosterPlan, RosterCounts]:
    plan = await store.read(lambda work: preview(work, rows, units, on=on))
    counts = await store.write(lambda work: apply_roster(work, plan, by="cli", now=NOW, leavers=leavers))
    return plan, counts


async def person(store: SqlStore, code: str) -> Person:
    return await store.read(lambda work: by_code(work, code))


async def unit_on(store: SqlStore, code: str, day: date) -> str | None:
    def ask(work: Work) -> str | None:
        unit_id = work.people.unit_on(by_code(work, code).id, on=day)
        return next((unit.code for unit in work.people.units() if unit.id == unit_id), None)

    return await store.read(ask)


class TestPreview:
    async def test_changes_nothing(self, store: SqlStore) -> None:
        plan = await store.read(lambda work: preview(work, [row("1")], UNITS, on=TODAY))

        assert (len(plan.new), len(plan.new_units)) == (1, 2)
        assert await store.read(lambda work: work.people.everybody()) == []
        assert await store.read(lambda work: work.people.units()) == []

    async def test_refuses_a_code_on_two_rows(self, store: SqlStore) -> None:
        with pytest.raises(SamePersonTwice):
            await store.read(lambda work: preview(work, [row("1"), row("1")], UNITS, on=TODAY))

    async def test_refuses_units_nobody_knows(self, store: SqlStore) -> None:
        with pytest.raises(UnknownUnits):
            await store.read(lambda work: preview(work, [row("1", unit="X")], UNITS, on=TODAY))

    async def test_tells_apart_new_changed_unchanged_and_missing(self, store: SqlStore) -> None:
        await load(store, [row("1"), row("2", title="Chuyên viên"), row("3")], UNITS, on=BEFORE)

        rows = [row("1"), row("2", title="Phó phòng"), row("4")]
        plan = await store.read(lambda work: preview(work, rows, (), on=TODAY))

        assert [each.code for each in plan.new] == ["4"]
        assert [(each.code, each.title) for each in plan.changed] == [("2", ("Chuyên viên", "Phó phòng"))]
        assert plan.unchanged == 1
        assert [each.code for each in plan.missing] == ["3"]

    async def test_keeps_titles_when_the_list_has_none(self, store: SqlStore) -> None:
        await load(store, [row("1", title="Chuyên viên")], UNITS)

        plan = await store.read(lambda work: preview(work, [row("1")], (), on=TODAY))

        assert plan.changes_nothing


class TestApplyRoster:
    async def test_stores_units_parents_first_and_people_with_their_first_day(self, store: SqlStore) -> None:
        _, counts = await load(store, [row("0001", since=date(2025, 3, 1)), row("0002")], UNITS)

        assert (counts.units, counts.added) == (2, 2)
        assert await unit_on(store, "0001", date(2025, 3, 1)) == "TH"
        assert await unit_on(store, "0002", date(2025, 6, 30)) is None

    async def test_changes_nothing_the_second_time(self, store: SqlStore) -> None:
        plan, _ = await load(store, [row("1"), row("2")], UNITS)

        again = await store.write(lambda work: apply_roster(work, plan, by="cli", now=NOW))

        assert again == RosterCounts(units=0, added=0, changed=0, moved=0, left=0, unchanged=2)
        imports = await store.read(lambda work: [e.action for e in work.audit.entries()])
        assert imports.count("people.imported") == 1

    async def test_makes_a_move_a_dated_membership(self, store: SqlStore) -> None:
        await load(store, [row("1")], UNITS, on=BEFORE)

        _, counts = await load(store, [row("1", unit="VP", since=date(2025, 6, 15))])

        assert counts.moved == 1
        assert await unit_on(store, "1", date(2025, 6, 14)) == "TH"
        assert await unit_on(store, "1", date(2025, 6, 15)) == "VP"

    async def test_dates_a_move_today_when_the_list_gives_the_day_of_joining_the_office(
        self, store: SqlStore
    ) -> None:
        await load(store, [row("1")], UNITS, on=BEFORE)

        await load(store, [row("1", unit="VP", since=date(2010, 1, 1))])

        assert await unit_on(store, "1", TODAY - timedelta(days=1)) == "TH"
        assert await unit_on(store, "1", TODAY) == "VP"

    async def test_lets_nobody_leave_unless_told_to(self, store: SqlStore) -> None:
        await load(store, [row("1"), row("2")], UNITS, on=BEFORE)

        await load(store, [row("1")])
        kept = await person(store, "2")
        _, counts = await load(store, [row("1")], leavers=True)

        assert kept.status is PersonStatus.ACTIVE
        assert (counts.left, (await person(store, "2")).status) == (1, PersonStatus.LEFT)
        assert await unit_on(store, "2", TODAY) is None

    async def test_takes_a_day_of_leaving_from_the_list(self, store: SqlStore) -> None:
        await load(store, [row("1")], UNITS, on=BEFORE)

        _, counts = await load(store, [row("1", until=date(2025, 5, 1)), row("9", until=date(2020, 1, 1))])

        assert (counts.left, counts.added) == (1, 0)
        assert await unit_on(store, "1", date(2025, 4, 30)) == "TH"
        assert await unit_on(store, "1", date(2025, 5, 1)) is None

    async def test_takes_back_somebody_who_had_left(self, store: SqlStore) -> None:
        await load(store, [row("1"), row("2")], UNITS, on=BEFORE)
        await load(store, [row("2")], on=date(2025, 1, 1), leavers=True)

        plan, _ = await load(store, [row("1"), row("2")])

        assert [(each.code, each.returns) for each in plan.changed] == [("1", True)]
        assert await unit_on(store, "1", TODAY) == "TH"

    async def test_renames_units_and_keeps_what_the_list_does_not_say(self, store: SqlStore) -> None:
        await load(store, [], UNITS)

        plan, _ = await load(store, [], [RosterUnit(code="TH", name="Phòng Tổng hợp – Nội chính")])

        assert plan.changed_units == (
            RosterUnit(code="TH", name="Phòng Tổng hợp – Nội chính", kind="phong", parent="VP"),
        )

    async def test_records_who_did_it_without_names(self, store: SqlStore) -> None:
        await load(store, [row("1")], UNITS, on=BEFORE)
        await load(store, [row("1", unit="VP")])

        entries = await store.read(lambda work: list(work.audit.entries()))

        changed = next(entry for entry in entries if entry.action == "people.changed")
        assert (changed.actor, changed.detail["from"], changed.detail["to"]) == ("cli", "TH", "VP")
        assert all("Lò" not in str(entry.detail) for entry in entries)

    async def test_stores_nothing_when_a_part_fails(self, store: SqlStore) -> None:
        bad = [RosterUnit(code="A", name="A", parent="B"), RosterUnit(code="B", name="B", parent="A")]
        plan = await store.read(lambda work: preview(work, [row("1", unit="A")], bad, on=TODAY))

        with pytest.raises(KeyError):
            await store.write(lambda work: apply_roster(work, plan, by="cli", now=NOW))

        assert await store.read(lambda work: work.people.units()) == []
        assert await store.read(lambda work: work.people.person(PersonId(1))) is None
