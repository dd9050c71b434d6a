"""Days off: the law's, and what the office changes."""

from datetime import date
from pathlib import Path

import pytest

from quizbot.contests.holidays_vn import days_off
from quizbot.forms.faults import FormFaults

FILE = Path("calendar.yaml")


class TestDaysOff:
    def test_knows_national_day_and_tet(self) -> None:
        law = days_off([2025])

        assert not law.is_working(date(2025, 9, 2))
        assert not law.is_working(date(2025, 1, 29))
        assert law.is_working(date(2025, 9, 3))

    def test_knows_the_saturday_worked_for_a_day_off(self) -> None:
        law = days_off([2025])

        assert not law.is_working(date(2025, 5, 2))
        assert law.is_working(date(2025, 4, 26))

    def test_adds_and_takes_back_days(self) -> None:
        changed = days_off([2025], overrides=FILE, text="off: [2025-07-28]\nworking: [02/09/2025]\n")

        assert not changed.is_working(date(2025, 7, 28))
        assert changed.is_working(date(2025, 9, 2))

    def test_can_leave_the_law_aside(self) -> None:
        assert days_off([2025], overrides=FILE, text="holidays: none\n").off == frozenset()

    def test_does_without_a_calendar_file(self) -> None:
        assert days_off([2025], overrides=Path("khong-co.yaml")) == days_off([2025])

    def test_refuses_a_day_that_is_none(self) -> None:
        with pytest.raises(FormFaults):
            days_off([2025], overrides=FILE, text="off: [2025-02-30]\n")
