"""Rules of docs/rules/calendar.md, by the same examples."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.calendar import (
    DaysOff,
    RoundEmpty,
    RoundsOverlap,
    ScheduleIncomplete,
    in_hours,
    next_in_hours,
    rounds_of,
    streak,
    working_days_between,
)
from quizbot.core.contest import ContestKind, Hours, Moment, Schedule

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MON, FRI, SUN = 0, 4, 6
NATIONAL_DAY = DaysOff(off=frozenset({date(2025, 9, 1), date(2025, 9, 2)}))


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE)


def weekly(opens: Moment, closes: Moment, *, first: date, count: int = 1) -> Schedule:
    return Schedule(first=datetime.combine(first, time(0)), count=count, opens=opens, closes=closes)


def daily(first: date, count: int, *, opens: time = time(8), closes: time = time(17)) -> Schedule:
    return Schedule(
        first=datetime.combine(first, time(0)),
        count=count,
        opens=Moment(at=opens),
        closes=Moment(at=closes),
    )


class TestWeekly:
    def test_runs_from_monday_ten_to_next_monday_nine(self) -> None:
        schedule = weekly(
            Moment(at=time(10), weekday=MON),
            Moment(at=time(9), weekday=MON, next_week=True),
            first=date(2025, 7, 7),
            count=2,
        )

        assert rounds_of(schedule, ContestKind.WEEKLY) == (
            (local(2025, 7, 7, 10), local(2025, 7, 14, 9)),
            (local(2025, 7, 14, 10), local(2025, 7, 21, 9)),
        )

    def test_gives_aware_utc(self) -> None:
        schedule = weekly(
            Moment(at=time(10), weekday=MON), Moment(at=time(9), weekday=MON), first=date(2025, 7, 7)
        )

        ((opens_at, _),) = rounds_of(schedule, ContestKind.WEEKLY)

        assert opens_at == datetime(2025, 7, 7, 3, tzinfo=UTC)
        assert opens_at.tzinfo is UTC

    def test_takes_the_same_weekday_at_an_earlier_hour_for_the_next_week(self) -> None:
        schedule = weekly(
            Moment(at=time(16), weekday=MON), Moment(at=time(15), weekday=MON), first=date(2022, 7, 18)
        )

        assert rounds_of(schedule, ContestKind.WEEKLY) == ((local(2022, 7, 18, 16), local(2022, 7, 25, 15)),)

    def test_may_close_before_the_weekend(self) -> None:
        schedule = weekly(
            Moment(at=time(7, 30), weekday=MON),
            Moment(at=time(17, 30), weekday=FRI),
            first=date(2025, 11, 3),
        )

        assert rounds_of(schedule, ContestKind.WEEKLY) == (
            (local(2025, 11, 3, 7, 30), local(2025, 11, 7, 17, 30)),
        )

    def test_may_close_at_the_midnight_that_ends_sunday(self) -> None:
        schedule = weekly(
            Moment(at=time(8), weekday=MON), Moment(at=time(0), weekday=MON), first=date(2023, 9, 4)
        )

        assert rounds_of(schedule, ContestKind.WEEKLY) == ((local(2023, 9, 4, 8), local(2023, 9, 11)),)

    def test_begins_with_the_first_opening_day_on_or_after_the_first_date(self) -> None:
        schedule = weekly(
            Moment(at=time(8), weekday=MON), Moment(at=time(17), weekday=FRI), first=date(2025, 7, 9)
        )

        assert rounds_of(schedule, ContestKind.WEEKLY)[0][0] == local(2025, 7, 14, 8)

    def test_moves_an_opening_on_a_holiday_to_the_next_working_day(self) -> None:
        schedule = weekly(
            Moment(at=time(10), weekday=MON),
            Moment(at=time(9), weekday=MON, next_week=True),
            first=date(2025, 9, 1),
        )

        assert rounds_of(schedule, ContestKind.WEEKLY, NATIONAL_DAY) == (
            (local(2025, 9, 3, 10), local(2025, 9, 8, 9)),
        )

    def test_drops_a_week_without_a_working_day_and_adds_one_at_the_end(self) -> None:
        tet = DaysOff(off=frozenset(date(2026, 2, 16) + timedelta(days=step) for step in range(5)))
        schedule = weekly(
            Moment(at=time(8), weekday=MON),
            Moment(at=time(17), weekday=FRI),
            first=date(2026, 2, 9),
            count=2,
        )

        rounds = rounds_of(schedule, ContestKind.WEEKLY, tet)

        assert [opens_at for opens_at, _ in rounds] == [local(2026, 2, 9, 8), local(2026, 2, 23, 8)]

    def test_leaves_a_sunday_round_on_its_sunday(self) -> None:
        schedule = weekly(
            Moment(at=time(8), weekday=SUN), Moment(at=time(20), weekday=SUN), first=date(2025, 7, 7)
        )

        assert rounds_of(schedule, ContestKind.WEEKLY)[0][0] == local(2025, 7, 13, 8)

    def test_refuses_rounds_that_overlap(self) -> None:
        schedule = weekly(
            Moment(at=time(10), weekday=MON),
            Moment(at=time(11), weekday=MON, next_week=True),
            first=date(2025, 7, 7),
            count=2,
        )

        with pytest.raises(RoundsOverlap):
            rounds_of(schedule, ContestKind.WEEKLY)


class TestDaily:
    def test_leaves_weekends_and_holidays_out_and_makes_them_up(self) -> None:
        rounds = rounds_of(daily(date(2025, 8, 29), 3), ContestKind.DAILY, NATIONAL_DAY)

        assert [opens_at for opens_at, _ in rounds] == [
            local(2025, 8, 29, 8),
            local(2025, 9, 3, 8),
            local(2025, 9, 4, 8),
        ]

    def test_runs_on_a_saturday_that_is_worked(self) -> None:
        made_up = DaysOff(working=frozenset({date(2025, 8, 30)}))

        rounds = rounds_of(daily(date(2025, 8, 29), 2), ContestKind.DAILY, made_up)

        assert rounds[1][0] == local(2025, 8, 30, 8)

    def test_closes_the_next_day_when_the_hour_is_not_later(self) -> None:
        schedule = daily(date(2025, 7, 7), 1, opens=time(20), closes=time(0))

        assert rounds_of(schedule, ContestKind.DAILY) == ((local(2025, 7, 7, 20), local(2025, 7, 8)),)

    def test_runs_on_the_named_weekdays_only(self) -> None:
        schedule = Schedule(
            first=local(2020, 6, 1),
            count=3,
            opens=Moment(at=time(8)),
            closes=Moment(at=time(20)),
            weekdays=(1, 3, 6),
        )

        rounds = rounds_of(schedule, ContestKind.DAILY)

        assert [opens_at.astimezone(ZONE).date() for opens_at, _ in rounds] == [
            date(2020, 6, 2),
            date(2020, 6, 4),
            date(2020, 6, 7),
        ]

    def test_keeps_holidays_when_told_to_skip_none(self) -> None:
        schedule = Schedule(
            first=local(2025, 9, 1),
            count=1,
            opens=Moment(at=time(8)),
            closes=Moment(at=time(17)),
            skip="none",
        )

        rounds = rounds_of(schedule, ContestKind.DAILY, NATIONAL_DAY)

        assert rounds[0][0] == local(2025, 9, 1, 8)

    def test_refuses_a_schedule_without_hours(self) -> None:
        with pytest.raises(ScheduleIncomplete) as caught:
            rounds_of(Schedule(first=local(2025, 9, 1)), ContestKind.DAILY)

        assert caught.value.facts == {"field": "opens"}

    @given(
        first=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
        count=st.integers(1, 40),
        opens=st.times().map(lambda at: at.replace(microsecond=0)),
        closes=st.times().map(lambda at: at.replace(microsecond=0)),
        off=st.frozensets(st.integers(0, 60), max_size=20),
        worked=st.frozensets(st.integers(0, 60), max_size=5),
    )
    def test_gives_exactly_count_rounds_in_order_without_overlap(
        self,
        first: date,
        count: int,
        opens: time,
        closes: time,
        off: frozenset[int],
        worked: frozenset[int],
    ) -> None:
        days_off = DaysOff(
            off=frozenset(first + timedelta(days=step) for step in off),
            working=frozenset(first + timedelta(days=step) for step in worked),
        )

        rounds = rounds_of(daily(first, count, opens=opens, closes=closes), ContestKind.DAILY, days_off)

        assert len(rounds) == count
        assert all(opens_at < closes_at for opens_at, closes_at in rounds)
        assert all(before[1] <= after[0] for before, after in pairwise(rounds))
        assert all(days_off.is_working(opens_at.astimezone(ZONE).date()) for opens_at, _ in rounds)


class TestWeeklyLaws:
    @given(
        first=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
        count=st.integers(1, 12),
        opens=st.tuples(st.integers(0, 6), st.integers(0, 23)),
        closes=st.tuples(st.integers(0, 6), st.integers(0, 23)),
        off=st.frozensets(st.integers(0, 90), max_size=30),
    )
    def test_gives_exactly_count_rounds_in_order_without_overlap(
        self,
        first: date,
        count: int,
        opens: tuple[int, int],
        closes: tuple[int, int],
        off: frozenset[int],
    ) -> None:
        schedule = weekly(
            Moment(at=time(opens[1]), weekday=opens[0]),
            Moment(at=time(closes[1]), weekday=closes[0]),
            first=first,
            count=count,
        )
        days_off = DaysOff(off=frozenset(first + timedelta(days=step) for step in off))

        rounds = rounds_of(schedule, ContestKind.WEEKLY, days_off)

        assert len(rounds) == count
        assert all(opens_at < closes_at for opens_at, closes_at in rounds)
        assert all(before[1] <= after[0] for before, after in pairwise(rounds))
        assert all(not days_off.is_holiday(at.astimezone(ZONE).date()) for at, _ in rounds)


class TestSingle:
    def test_is_exactly_its_two_moments(self) -> None:
        schedule = Schedule(opens_at=local(2025, 9, 5, 8), closes_at=local(2025, 9, 30, 17))

        assert rounds_of(schedule, ContestKind.SINGLE) == ((local(2025, 9, 5, 8), local(2025, 9, 30, 17)),)

    def test_reads_a_naive_moment_in_the_zone(self) -> None:
        schedule = Schedule(
            opens_at=datetime(2025, 9, 5, 8),  # noqa: DTZ001 - wall-clock time as a file has it
            closes_at=local(2025, 9, 30, 17),
        )

        assert rounds_of(schedule, ContestKind.LIVE)[0][0] == local(2025, 9, 5, 8)

    def test_refuses_to_close_before_it_opens(self) -> None:
        schedule = Schedule(opens_at=local(2025, 9, 5, 8), closes_at=local(2025, 9, 5, 8))

        with pytest.raises(RoundEmpty):
            rounds_of(schedule, ContestKind.SINGLE)


class TestWorkingDaysBetween:
    def test_is_half_open_and_leaves_days_off_out(self) -> None:
        days = working_days_between(date(2025, 8, 29), date(2025, 9, 4), NATIONAL_DAY)

        assert days == (date(2025, 8, 29), date(2025, 9, 3))


class TestStreak:
    def test_is_frozen_by_weekends_and_holidays(self) -> None:
        answered = {date(2025, 8, 28), date(2025, 8, 29), date(2025, 9, 3)}

        assert streak(answered, NATIONAL_DAY, date(2025, 9, 3)) == 3

    def test_waits_for_today(self) -> None:
        assert streak({date(2025, 9, 3)}, NATIONAL_DAY, date(2025, 9, 4)) == 1

    def test_ends_with_a_missed_working_day(self) -> None:
        assert streak({date(2025, 9, 3)}, NATIONAL_DAY, date(2025, 9, 5)) == 0

    def test_does_not_grow_on_a_day_off(self) -> None:
        answered = {date(2025, 8, 29), date(2025, 8, 30)}

        assert streak(answered, NATIONAL_DAY, date(2025, 8, 30)) == 1

    def test_is_nothing_without_answers(self) -> None:
        assert streak((), NATIONAL_DAY, date(2025, 9, 5)) == 0

    @given(st.integers(1, 60))
    def test_counts_every_working_day_of_an_unbroken_run(self, length: int) -> None:
        start = date(2025, 8, 1)
        days = working_days_between(start, start + timedelta(days=length), NATIONAL_DAY)

        assert streak(days, NATIONAL_DAY, start + timedelta(days=length - 1)) == len(days)


class TestHours:
    @pytest.mark.parametrize(
        ("at", "inside"),
        [
            # Friday 20:00 to Saturday 02:00, half-open
            ((2026, 3, 6, 19, 59), False),
            ((2026, 3, 6, 20, 0), True),
            ((2026, 3, 7, 1, 59), True),
            ((2026, 3, 7, 2, 0), False),
            # the small hours of Friday belong to Thursday, and Saturday evening to Saturday
            ((2026, 3, 6, 1, 0), False),
            ((2026, 3, 7, 21, 0), False),
        ],
    )
    def test_run_over_midnight_into_the_next_day(self, at: tuple[int, ...], inside: bool) -> None:
        plan = Schedule(hours=(Hours(opens=time(20), closes=time(2), weekdays=(FRI,)),))

        assert in_hours(plan, local(*at)) == inside

    def test_of_a_day_are_half_open(self) -> None:
        plan = Schedule(hours=(Hours(opens=time(8), closes=time(17), weekdays=(FRI,)),))

        inside = [in_hours(plan, local(2026, 3, 6, *at)) for at in ((7, 59), (8, 0), (16, 59), (17, 0))]

        assert inside == [False, True, True, False]

    def test_up_to_midnight_end_with_their_day(self) -> None:
        plan = Schedule(hours=(Hours(opens=time(18), closes=time(0), weekdays=(FRI,)),))

        inside = [in_hours(plan, local(*at)) for at in (
            (2026, 3, 6, 17, 59), (2026, 3, 6, 18, 0), (2026, 3, 6, 23, 59), (2026, 3, 7, 0, 0),
        )]  # fmt: skip

        assert inside == [False, True, True, False]


class TestNextInHours:
    """Friday 18:00 to midnight; the round ends on Saturday at noon, or on the Saturday after."""

    @pytest.mark.parametrize(
        ("now", "until", "wanted"),
        [
            ((2026, 3, 6, 20, 0), (2026, 3, 7, 12, 0), (2026, 3, 6, 20, 0)),
            ((2026, 3, 4, 9, 0), (2026, 3, 7, 12, 0), (2026, 3, 6, 18, 0)),
            ((2026, 3, 7, 9, 0), (2026, 3, 7, 12, 0), None),
            ((2026, 3, 7, 9, 0), (2026, 3, 14, 12, 0), (2026, 3, 13, 18, 0)),
            # half-open: what begins at the very end begins no more
            ((2026, 3, 4, 9, 0), (2026, 3, 6, 18, 0), None),
        ],
    )
    def test_is_the_first_moment_that_will_do(
        self, now: tuple[int, ...], until: tuple[int, ...], wanted: tuple[int, ...] | None
    ) -> None:
        plan = Schedule(hours=(Hours(opens=time(18), closes=time(0), weekdays=(FRI,)),))

        found = next_in_hours(plan, local(*now), until=local(*until))

        assert found == (None if wanted is None else local(*wanted))
