"""Marks of docs/rules/essays.md, by the same table."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.essays import EssayMark, EssayResult, Marking, essay_result
from quizbot.core.ids import AttemptId

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
        assert essay_result(marks(*given_marks), gap=1) == EssayResult(state=state, points=points)

    @given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
    def test_of_two_lies_between_their_marks(self, one: int, other: int, gap: int) -> None:
        result = essay_result(marks(("a", one), ("b", other)), gap=gap)

        if result.points is not None:
            assert min(one, other) <= result.points <= max(one, other)
        else:
            assert abs(one - other) > gap
