"""Figures, moments and durations as each language writes them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from quizbot.i18n.formats import duration, fact, moment, number, percent, runs, utc


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [(0, "0", "0"), (1234, "1.234", "1,234"), (1234.5, "1.234,50", "1,234.50"), (-7, "-7", "-7")],
)
def test_numbers(value: float, vi: str, en: str) -> None:
    assert (number(value), number(value, language="en")) == (vi, en)


@pytest.mark.parametrize(
    ("share", "shown"), [(0.0, "0,0%"), (0.125, "12,5%"), (2 / 3, "66,7%"), (1.0, "100,0%")]
)
def test_percentages(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_moments_are_local() -> None:
    at = datetime(2026, 3, 1, 17, 30, tzinfo=UTC)

    assert moment(at) == "00:30 ngày 02/03/2026"
    assert moment(at, language="en") == "00:30 on 02/03/2026"
    assert utc(at) == "2026-03-01T17:30:00Z"


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2026, 3, 1))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("length", "vi", "en"),
    [
        (timedelta(0), "0 giây", "0 s"),
        (timedelta(seconds=61), "1 phút 1 giây", "1 min 1 s"),
        (timedelta(days=1, minutes=3, seconds=4), "1 ngày 3 phút", "1 d 3 min"),
    ],
)
def test_durations_by_their_two_largest_parts(length: timedelta, vi: str, en: str) -> None:
    assert (duration(length), duration(length, language="en")) == (vi, en)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a", "a"),
        (True, "True"),
        (5, "5"),
        (date(2026, 3, 2), "02/03/2026"),
        (time(7, 5), "07:05"),
        (None, "None"),
    ],
)
def test_facts(value: object, shown: str) -> None:
    assert fact(value, language="vi") == shown


@pytest.mark.parametrize(
    ("numbers", "shown"), [((), ""), ((4,), "4"), ((3, 2, 1), "1–3"), ((1, 2, 5, 7, 8), "1–2, 5, 7–8")]
)
def test_runs_of_numbers(numbers: tuple[int, ...], shown: str) -> None:
    assert runs(numbers) == shown
