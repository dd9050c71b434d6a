"""Marks of docs/rules/essays.md, by the same table."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.contest_paper import Essay, PaperRules, Points
from quizbot.core.essays import EssayMark, EssayResult, Marking, essay_result
from quizbot.core.ids import AttemptId
from quizbot.core.points import read_points, to_points, to_units, unit_of

RULES = PaperRules(draw=(), essays=(Essay(ask="Vì sao?", points=20),))
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def marks(*given: tuple[str, int]) -> list[EssayMark]:
    return [
        EssayMark(attempt_id=AttemptId(1), position=0, by=by, points=points, comment="", at=NOW)
        for by, points in given
    ]


class TestEssayResult:
    @pytest.mark.parametrize(
        ("given_marks", "state", "points"),
        [
            ([("a", 3)], Marking.WAITING, None),
            ([("a", 3), ("b", 4)], Marking.DONE, 4),
            ([("a", 4), ("b", 4)], Marking.DONE, 4),
            ([("a", 2), ("b", 5)], Marking.THIRD, None),
            ([("a", 2), ("b", 5), ("c", 5)], Marking.DONE, 5),
            ([("a", 2), ("b", 5), ("a", 4)], Marking.DONE, 5),
            ([("a", 2), ("a", 5)], Marking.WAITING, None),
        ],
    )
    def test_is_that_of_the_table(
        self, given_marks: list[tuple[str, int]], state: Marking, points: int | None
    ) -> None:
        assert essay_result(marks(*given_marks), rules=RULES) == EssayResult(state=state, points=points)

    @given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
    def test_of_two_lies_between_their_marks(self, one: int, other: int, gap: int) -> None:
        rules = PaperRules(draw=(), essays=RULES.essays, essay_gap=gap)

        result = essay_result(marks(("a", one), ("b", other)), rules=rules)

        if result.points is not None:
            assert min(one, other) <= result.points <= max(one, other)
        else:
            assert abs(one - other) > gap


def half(step: Points, mean: str, gap: Points = 1) -> PaperRules:
    return PaperRules(draw=(), essays=RULES.essays, essay_step=step, essay_mean=mean, essay_gap=gap)


class TestPartsOfAPoint:
    @pytest.mark.parametrize(
        ("step", "mean", "two", "points"),
        [
            # whole marks: the mean is rounded, or kept as it is
            ("1", "step", ("3", "4"), "4"),
            ("1", "exact", ("3", "4"), "3,5"),
            # half marks: 4 and 4,5 have the mean 4,25; rounded to halves it lies in the middle and goes up
            ("0,5", "exact", ("4", "4,5"), "4,25"),
            ("0,5", "step", ("4", "4,5"), "4,5"),
            ("0,5", "step", ("4", "5"), "4,5"),
            # quarters: the mean of 4 and 4,25 is 4,125
            ("0,25", "exact", ("4", "4,25"), "4,125"),
            ("0,25", "step", ("4", "4,25"), "4,25"),
            ("0,1", "exact", ("4", "4,1"), "4,05"),
            ("0,1", "step", ("4,1", "4,1"), "4,1"),
        ],
    )
    def test_follow_the_table(self, step: str, mean: str, two: tuple[str, str], points: str) -> None:
        rules = half(read_points(step) or 1, mean)
        unit = unit_of(rules)
        one, other = (to_units(read_points(each) or 0, unit) for each in two)

        result = essay_result(marks(("a", one), ("b", other)), rules=rules)

        assert result.points is not None
        assert to_points(result.points, unit) == read_points(points)

    @pytest.mark.parametrize(("gap", "state"), [("0,5", Marking.THIRD), ("1", Marking.DONE)])
    def test_differ_by_parts_of_a_point(self, gap: str, state: Marking) -> None:
        rules = half(Fraction(1, 2), "exact", read_points(gap) or 0)

        assert essay_result(marks(("a", 4000), ("b", 5000)), rules=rules).state is state

    @given(st.sampled_from(["1", "0,5", "0,25", "0,1"]), st.integers(0, 50), st.integers(0, 50))
    def test_exact_is_the_mean_and_rounded_is_a_mark_at_most_half_a_step_away(
        self, step: str, one: int, other: int
    ) -> None:
        size = Fraction(read_points(step) or 1)
        first, second = one * size, other * size
        exact, rounded = (half(read_points(step) or 1, mean, 1000) for mean in ("exact", "step"))

        found = []
        for rules in (exact, rounded):
            unit = unit_of(rules)
            given_marks = marks(("a", to_units(first, unit)), ("b", to_units(second, unit)))
            points = essay_result(given_marks, rules=rules).points
            assert points is not None
            found.append(Fraction(points, unit))

        assert found[0] == (first + second) / 2
        assert found[1] % size == 0
        assert 0 <= found[1] - found[0] <= size / 2


class TestReadPoints:
    def test_reads_what_people_write(self) -> None:
        assert [read_points(each) for each in ("4", "4,5", " 4.25 ")] == [4, Fraction(9, 2), Fraction(17, 4)]
        assert type(read_points("4,0")) is int

    @pytest.mark.parametrize("text", ["", "bốn", "-1", "4,", "1e3", "4,5,5", "٤"])
    def test_knows_what_is_none(self, text: str) -> None:
        assert read_points(text) is None
