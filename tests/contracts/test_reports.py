"""The register, closed periods and the history of memberships, on every engine."""

from dataclasses import replace
from datetime import date

from quizbot.core.reporting.figures import Adjustment, Counted, Figure
from quizbot.core.reporting.register import Entry, EntryKind, MediaForm, SignedEntry
from quizbot.storage import SqlStore
from quizbot.usecases.ports import Closing, Membership, PersonStatus, Work
from tests.stores import HOUR, NOW, a_person, a_unit

ENTRY = Entry(
    kind=EntryKind.MEDIA,
    on=date(2026, 11, 3),
    title="Chuyển đổi số ở xã Pa Ủ",
    form=MediaForm.VIDEO,
    count=2,
    place="Zalo",
    link="https://example.gov.vn/v",
)
CLOSING = Closing(
    period="month-2026-11-14",
    start=date(2026, 10, 15),
    end=date(2026, 11, 15),
    at=NOW,
    by="account:3",
    figures=(Figure(id="luot", counted=Counted.ATTEMPTS, value=12),),
    adjustments=(
        Adjustment(period="month-2026-10-14", figure="luot", counted=Counted.ATTEMPTS, before=4, after=3),
    ),
    sha256="ab" * 32,
)


class TestRegister:
    async def test_gives_entries_back_as_they_were_in_order(self, store: SqlStore) -> None:
        first = SignedEntry(number=0, entry=ENTRY, at=NOW, by="account:3")
        second = replace(first, mends=1, reason="Sai số lượng", entry=replace(ENTRY, count=3), at=NOW + HOUR)

        added = await store.write(lambda work: [work.reports.add_entry(each) for each in (first, second)])

        assert [each.number for each in added] == [1, 2]
        assert list(await store.read(lambda work: work.reports.register())) == added


class TestClosings:
    async def test_come_back_as_they_were(self, store: SqlStore) -> None:
        assert await store.write(lambda work: work.reports.add_closing(CLOSING))

        assert list(await store.read(lambda work: work.reports.closings())) == [CLOSING]

    async def test_are_made_once(self, store: SqlStore) -> None:
        await store.write(lambda work: work.reports.add_closing(CLOSING))
        other = replace(CLOSING, by="account:9", figures=())

        assert not await store.write(lambda work: work.reports.add_closing(other))
        assert list(await store.read(lambda work: work.reports.closings())) == [CLOSING]


class TestHistory:
    async def test_tells_who_belonged_where_on_any_day_of_the_span(self, store: SqlStore) -> None:
        def run(work: Work) -> tuple[int, int, int]:
            person, other = a_person(work), a_person(work, "002")
            new = a_unit(work, "TH")
            work.people.update(replace(person, unit_id=new.id), on=date(2026, 11, 1))
            work.people.update(replace(other, status=PersonStatus.LEFT), on=date(2026, 10, 20))
            return person.id, person.unit_id, new.id

        person, old, new = await store.write(run)
        history = await store.read(
            lambda work: work.people.history(start=date(2026, 10, 15), end=date(2026, 11, 15))
        )

        assert list(history)[:2] == [
            Membership(person_id=person, unit_id=old, since=date(2026, 1, 1), until=date(2026, 11, 1)),  # type: ignore[arg-type]
            Membership(person_id=person, unit_id=new, since=date(2026, 11, 1)),  # type: ignore[arg-type]
        ]
        assert len(history) == 3

    async def test_leaves_out_who_left_before_and_who_came_after(self, store: SqlStore) -> None:
        def run(work: Work) -> None:
            gone = a_person(work)
            work.people.update(replace(gone, status=PersonStatus.LEFT), on=date(2026, 10, 15))
            a_person(work, "002")

        await store.write(run)

        assert (
            len(
                await store.read(
                    lambda work: work.people.history(start=date(2026, 10, 15), end=date(2026, 11, 15))
                )
            )
            == 1
        )
        assert not await store.read(
            lambda work: work.people.history(start=date(2025, 1, 1), end=date(2026, 1, 1))
        )
