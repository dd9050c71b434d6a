"""Periods and deadlines by docs/rules/reports.md, figures that open, sums that must hold."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.calendar import DaysOff
from quizbot.core.reporting.figures import (
    Book,
    Counted,
    DoesNotAddUp,
    Figure,
    Figures,
    Sum,
    adjusted,
    adjustments,
    must_add_up,
)
from quizbot.core.reporting.periods import (
    NotAPeriodEnd,
    PeriodKind,
    deadline,
    draft_day,
    period_at,
    period_ending,
    previous,
    year_to_date,
)
from quizbot.core.reporting.register import (
    BadEntry,
    Entry,
    EntryIncomplete,
    EntryKind,
    FieldOutOfPlace,
    SignedEntry,
    checked,
    history_of,
    standing,
)

TET_2026 = DaysOff(off=frozenset(date(2026, 2, day) for day in range(14, 23)))
KINDS = st.sampled_from(PeriodKind)
DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2090, 1, 1))


class TestPeriod:
    @pytest.mark.parametrize("day", [date(2026, 11, 14), date(2026, 11, 15)])
    def test_of_a_month_runs_from_the_15th_to_the_14th(self, day: date) -> None:
        found = period_ending(PeriodKind.MONTH, day)

        assert (found.start, found.end) == (date(2026, 10, 15), date(2026, 11, 15))
        assert found.key == "month-2026-11-14"

    def test_is_half_open_on_the_clock_of_vietnam(self) -> None:
        found = period_ending(PeriodKind.MONTH, date(2026, 11, 14))

        assert found.starts_at == datetime(2026, 10, 14, 17, tzinfo=UTC)
        assert not found.holds(datetime(2026, 11, 14, 17, tzinfo=UTC))
        assert found.holds(datetime(2026, 11, 14, 16, 59, 59, 999_999, tzinfo=UTC))

    @pytest.mark.parametrize(
        ("kind", "last", "first"),
        [
            (PeriodKind.HALF_YEAR, date(2026, 6, 14), date(2025, 12, 15)),
            (PeriodKind.HALF_YEAR, date(2026, 12, 14), date(2026, 6, 15)),
            (PeriodKind.YEAR, date(2026, 12, 14), date(2025, 12, 15)),
            (PeriodKind.MONTH, date(2026, 1, 14), date(2025, 12, 15)),
        ],
    )
    def test_of_each_kind_begins_where_the_plan_says(self, kind: PeriodKind, last: date, first: date) -> None:
        assert period_ending(kind, last).start == first

    def test_that_does_not_exist_is_refused_with_its_neighbours(self) -> None:
        with pytest.raises(NotAPeriodEnd) as refused:
            period_ending(PeriodKind.HALF_YEAR, date(2026, 11, 14))

        assert refused.value.facts["before"] == date(2026, 6, 14)
        assert refused.value.facts["after"] == date(2026, 12, 14)

    @given(kind=KINDS, day=DAYS)
    def test_holds_each_day_once(self, kind: PeriodKind, day: date) -> None:
        found = period_at(kind, day)

        assert found.holds_day(day)
        assert period_ending(kind, found.last) == found
        assert previous(found).end == found.start
        assert not previous(found).holds_day(day)

    @given(kind=KINDS, day=DAYS)
    def test_lies_in_its_year_to_date(self, kind: PeriodKind, day: date) -> None:
        found = period_at(kind, day)
        year = year_to_date(found)

        assert year.start <= found.start
        assert year.end == found.end
        assert (year.start.month, year.start.day) == (12, 15)


class TestDeadline:
    def test_is_before_tet_when_the_15th_is_a_sunday_in_it(self) -> None:
        period = period_ending(PeriodKind.MONTH, date(2026, 2, 14))
        assert date(2026, 2, 15).strftime("%A") == "Sunday"

        assert deadline(period, TET_2026) == date(2026, 2, 13)
        assert draft_day(period, TET_2026) == date(2026, 2, 8)

    @pytest.mark.parametrize(
        ("last", "wanted"),
        [
            (date(2026, 3, 14), date(2026, 3, 13)),
            (date(2026, 6, 14), date(2026, 6, 12)),
            (date(2026, 8, 14), date(2026, 8, 14)),
            (date(2026, 11, 14), date(2026, 11, 13)),
            (date(2026, 12, 14), date(2026, 12, 14)),
        ],
    )
    def test_is_the_last_working_day_before_the_15th(self, last: date, wanted: date) -> None:
        assert deadline(period_ending(PeriodKind.MONTH, last), DaysOff()) == wanted

    @given(kind=KINDS, day=DAYS, off=st.frozensets(st.integers(0, 40), max_size=20))
    def test_is_worked_and_before_the_end(self, kind: PeriodKind, day: date, off: frozenset[int]) -> None:
        period = period_at(kind, day)
        days_off = DaysOff(off=frozenset(period.end - timedelta(days=each) for each in off))

        found = deadline(period, days_off)

        assert found < period.end
        assert days_off.is_working(found)
        later = (found + timedelta(days=each) for each in range(1, (period.end - found).days))
        assert not any(days_off.is_working(each) for each in later)


class TestBook:
    def test_keeps_the_rows_of_the_watched_figure_alone(self) -> None:
        book = Book("luot")
        book.add("luot", Counted.ATTEMPTS, "attempt:1")
        book.add("giay", Counted.SECONDS, "attempt:1", 90)
        book.add("luot", Counted.ATTEMPTS, "attempt:2")

        assert [each.row for each in book.lines()] == ["attempt:1", "attempt:2"]
        assert book.figures()["giay"] == 90

    def test_counts_a_person_once(self) -> None:
        book = Book("nguoi")
        for _ in range(3):
            book.add_once("nguoi", Counted.PEOPLE, "person:1")

        assert book.figures()["nguoi"] == len(book.lines()) == 1

    def test_never_mixes_people_and_attempts(self) -> None:
        book = Book()
        book.add("nguoi", Counted.PEOPLE, "person:1")

        with pytest.raises(ValueError, match="người, not lượt"):
            book.add("nguoi", Counted.ATTEMPTS, "attempt:1")

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 50))))
    def test_opens_every_figure_to_rows_that_sum_to_it(self, rows: list[tuple[str, int]]) -> None:
        for watched in "abc":
            book = Book(watched)
            for number, (name, amount) in enumerate(rows):
                book.add(name, Counted.ANSWERS, f"answer:{number}", amount)

            assert sum(each.amount for each in book.lines()) == book.figures()[watched]


def figures(**values: int) -> Figures:
    return Figures(
        by_id={name: Figure(id=name, counted=Counted.ATTEMPTS, value=value) for name, value in values.items()}
    )


class TestSum:
    def test_that_does_not_hold_is_refused_with_its_place(self) -> None:
        rule = Sum(whole="luot", parts=("a", "b"), place="Biểu theo đơn vị")

        with pytest.raises(DoesNotAddUp) as refused:
            must_add_up(figures(luot=5, a=2, b=2), [rule])

        assert refused.value.facts["place"] == "Biểu theo đơn vị"
        assert (refused.value.facts["value"], refused.value.facts["parts"]) == (5, 4)

    def test_of_people_and_attempts_is_refused_even_when_it_holds(self) -> None:
        people = Figure(id="a", counted=Counted.PEOPLE, value=5)
        mixed = Figures(by_id={**figures(luot=5).by_id, "a": people})

        with pytest.raises(DoesNotAddUp):
            must_add_up(mixed, [Sum(whole="luot", parts=("a",), place="x")])


class TestAdjustments:
    def test_name_what_changed_and_nothing_else(self) -> None:
        found = adjustments("month-2026-11-14", figures(a=1, b=2), figures(a=1, b=3, c=4))

        assert [(each.figure, each.before, each.after) for each in found] == [("b", 2, 3), ("c", 0, 4)]

    def test_shown_once_are_not_found_again(self) -> None:
        closed, today = figures(a=1, b=2), figures(a=5)
        shown = adjustments("p", closed, today)

        assert adjustments("p", adjusted(closed, shown), today) == ()


def outside(**more: object) -> Entry:
    values: dict[str, object] = {
        "kind": EntryKind.OUTSIDE,
        "on": date(2026, 3, 1),
        "title": "Tìm hiểu chuyển đổi số",
        "by_whom": "Sở Khoa học và Công nghệ",
        "people": 25,
        **more,
    }
    return Entry(**values)  # type: ignore[arg-type]


def signed(number: int, **more: object) -> SignedEntry:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return SignedEntry(number=number, entry=outside(), at=at, by="cli", **more)  # type: ignore[arg-type]


class TestEntry:
    def test_that_is_whole_is_taken(self) -> None:
        assert checked(outside()) == outside()

    def test_without_who_launched_it_is_refused(self) -> None:
        with pytest.raises(EntryIncomplete) as refused:
            checked(outside(by_whom=""))
        assert refused.value.facts["fields"] == "by_whom"

    def test_with_a_field_of_another_kind_is_refused(self) -> None:
        with pytest.raises(FieldOutOfPlace):
            checked(outside(views=3))

    @pytest.mark.parametrize(
        "more", [{"people": -1}, {"until": date(2026, 2, 1)}, {"link": "javascript:alert(1)"}]
    )
    def test_with_an_impossible_value_is_refused(self, more: dict[str, object]) -> None:
        with pytest.raises(BadEntry):
            checked(outside(**more))


class TestRegister:
    def test_holds_the_last_of_what_was_mended(self) -> None:
        register = [signed(1), signed(2), signed(3, mends=1), signed(4, mends=3)]

        assert [each.number for each in standing(register)] == [2, 4]
        assert [each.number for each in history_of(register, 4)] == [1, 3, 4]

    def test_forgets_nothing_that_was_taken_back(self) -> None:
        register = [signed(1), signed(2, mends=1, withdrawn=True)]

        assert standing(register) == ()
        assert [each.number for each in history_of(register, 2)] == [1, 2]
