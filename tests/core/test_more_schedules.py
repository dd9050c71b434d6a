"""Windows, sessions, months and hours of docs/rules/calendar.md, by the same examples."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from quizbot.core.calendar import RoundsOverlap, in_hours, rounds_of
from quizbot.core.contest import ContestKind, Hours, Moment, Schedule, Session, Window

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def first(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def monthly(**more: object) -> Schedule:
    plan = {
        "first": local(1, 15),
        "count": 3,
        "every": "month",
        "opens": Moment(at=time(8)),
        "closes": Moment(at=time(17)),
    }
    return Schedule(**(plan | more))  # type: ignore[arg-type]


class TestMonths:
    def test_begin_with_the_contest_and_end_with_the_month(self) -> None:
        assert rounds_of(monthly(), ContestKind.WEEKLY) == (
            (local(1, 15, 8), local(1, 31, 17)),
            (local(2, 1, 8), local(2, 28, 17)),
            (local(3, 1, 8), local(3, 31, 17)),
        )

    def test_that_close_at_midnight_hold_the_whole_last_day(self) -> None:
        plan = monthly(count=1, closes=Moment(at=time(0)))

        assert rounds_of(plan, ContestKind.WEEKLY) == ((local(1, 15, 8), local(2, 1)),)

    def test_in_quarters_close_in_the_last_month(self) -> None:
        plan = monthly(every="quarter", first=local(4, 1), count=2, opens_day=5, closes_day=20)

        assert rounds_of(plan, ContestKind.WEEKLY) == (
            (local(4, 5, 8), local(6, 20, 17)),
            (local(7, 5, 8), local(9, 20, 17)),
        )


class TestSessions:
    def test_of_a_week_are_rounds_by_their_opening(self) -> None:
        sessions = tuple(
            Session(opens=Moment(at=time(8), weekday=day), closes=Moment(at=time(20), weekday=day))
            for day in (1, 3, 6)
        )
        plan = Schedule(first=local(6, 1), count=4, sessions=sessions, skip="none")

        rounds = rounds_of(plan, ContestKind.WEEKLY)

        assert len(rounds) == 12
        assert [opens.astimezone(ZONE).date().day for opens, _ in rounds[:4]] == [2, 4, 7, 9]

    def test_of_a_day_follow_each_other(self) -> None:
        sessions = tuple(
            Session(opens=Moment(at=time(hour)), closes=Moment(at=time(hour + 1))) for hour in (14, 8)
        )
        plan = Schedule(first=local(6, 1), count=2, sessions=sessions, skip="none")

        assert rounds_of(plan, ContestKind.DAILY) == (
            (local(6, 1, 8), local(6, 1, 9)),
            (local(6, 1, 14), local(6, 1, 15)),
            (local(6, 2, 8), local(6, 2, 9)),
            (local(6, 2, 14), local(6, 2, 15)),
        )


class TestWindows:
    def test_are_the_rounds_as_they_stand(self) -> None:
        plan = Schedule(
            windows=(
                Window(opens_at=local(9, 5, 8), closes_at=local(9, 5, 11, 30)),
                Window(opens_at=local(9, 12, 13), closes_at=local(9, 12, 13, 45)),
            )
        )

        assert rounds_of(plan, ContestKind.SINGLE) == (
            (local(9, 5, 8), local(9, 5, 11, 30)),
            (local(9, 12, 13), local(9, 12, 13, 45)),
        )

    def test_may_not_overlap(self) -> None:
        one = Window(opens_at=local(9, 5, 8), closes_at=local(9, 5, 11))

        with pytest.raises(RoundsOverlap):
            rounds_of(Schedule(windows=(one, one)), ContestKind.SINGLE)


class TestHours:
    PLAN = Schedule(
        hours=(Hours(opens=time(7, 30), closes=time(11, 30)), Hours(opens=time(13, 30), closes=time(17)))
    )

    @pytest.mark.parametrize(
        ("at", "within"),
        [
            (local(6, 1, 7, 29), False),
            (local(6, 1, 7, 30), True),
            (local(6, 1, 11, 30), False),
            (local(6, 1, 16, 59), True),
            (local(6, 6, 9), False),
        ],
    )
    def test_are_half_open_on_their_weekdays(self, at: datetime, within: bool) -> None:
        assert in_hours(self.PLAN, at) is within

    def test_are_all_hours_where_none_are_named(self) -> None:
        assert in_hours(Schedule(), local(6, 6, 3))
