"""Rounds put together, and units by other scores, by the examples of docs/rules/ranking.md and units.md."""

from dataclasses import replace
from fractions import Fraction

import pytest

from quizbot.core.contest import RankRules, UnitRules
from quizbot.core.ids import RoundId
from quizbot.core.ranking import Result, whole
from quizbot.core.units import UnitCount, unit_board
from tests.core.ties.results import result


def rounds(*points: int) -> list[Result]:
    return [
        replace(result(right=each, points=each, duration_s=100 + number), round_id=RoundId(number))
        for number, each in enumerate(points, start=1)
    ]


def points(found: Result | None) -> int | None:
    return None if found is None else found.points


class TestWhole:
    @pytest.mark.parametrize(
        ("rules", "papers", "wanted"),
        [
            (RankRules(), (3, 3, 0), 6),
            (RankRules(whole="best", best_of=2), (3, 3, 0), 6),
            (RankRules(whole="best", best_of=2), (2, 3, 2), 5),
            (RankRules(whole="best", best_of=5), (2, 3), 5),
            (RankRules(whole="last"), (3, 3, 1), 1),
            (RankRules(whole="rounds"), (0, 0, 0), 3),
        ],
    )
    def test_is_put_together_as_the_contest_says(
        self, rules: RankRules, papers: tuple[int, ...], wanted: int
    ) -> None:
        assert points(whole(rounds(*papers), rules, last=RoundId(3))) == wanted

    def test_of_the_last_round_leaves_out_who_was_not_in_it(self) -> None:
        assert whole(rounds(3, 3), RankRules(whole="last"), last=RoundId(3)) is None

    def test_of_the_best_takes_the_shorter_of_equals(self) -> None:
        together = whole(rounds(2, 3, 2), RankRules(whole="best", best_of=2))

        assert together is not None
        assert together.duration_s == 101 + 102

    def test_of_the_best_rounds_counts_all_that_were_taken_part_in(self) -> None:
        rules = RankRules(ties=("rounds", "duration"), whole="best", best_of=2)

        five, three = (whole(rounds(*papers), rules) for papers in ((3, 3, 1, 1, 1), (3, 3, 0)))

        assert five is not None
        assert three is not None
        assert (five.points, five.rounds) == (6, 5)
        assert (three.points, three.rounds) == (6, 3)

    @pytest.mark.parametrize(
        ("ties", "counts"),
        [
            (("submitted_at", "duration"), 1),
            (("duration", "submitted_at"), 2),
            ((), 1),
            # what compares people alone tells a person's own rounds not apart
            (("prediction", "lot", "rounds"), 1),
            (("extra", "duration"), 2),
        ],
    )
    def test_of_the_best_goes_by_the_chain_of_the_contest(self, ties: tuple[str, ...], counts: int) -> None:
        early_and_long, late_and_short = (
            replace(result(right=9, points=9, duration_s=took, submitted_s=after), round_id=RoundId(number))
            for number, took, after in ((1, 300, 100), (2, 200, 500))
        )

        together = whole([early_and_long, late_and_short], RankRules(ties=ties, whole="best", best_of=1))

        assert together is not None
        assert together.duration_s == (300 if counts == 1 else 200)


def units(score: str, *, weight: Fraction = Fraction(1, 2)) -> list[str]:
    """Rank A (9 of 10, 0.8), B (10 of 10, 0.7), C (8 of 10, 0.8; 3 prizes or points), D (nobody; 5 points)."""
    counts = (
        UnitCount.of("A", roster=10, scores=[8_000] * 9),
        UnitCount.of("B", roster=10, scores=[7_000] * 10, figure=1),
        UnitCount.of("C", roster=10, scores=[8_000] * 8, figure=3),
        UnitCount.of("D", roster=10, scores=[], figure=5),
    )
    board = unit_board(counts, UnitRules(score=score, participation_weight=weight))
    return [f"{row.place}{row.code}" for row in board.rows if row.place is not None]


class TestOtherScores:
    def test_rate_and_quality_are_weighed(self) -> None:
        # A 0.85, B 0.85, C 0.8 by halves; A 0.84, B 0.82, C 0.8 by 40 and 60
        assert units("rate_and_quality") == ["1A", "1B", "3C"]
        assert units("rate_and_quality", weight=Fraction(2, 5)) == ["1A", "2B", "3C"]

    def test_one_may_go_before_the_other(self) -> None:
        assert units("rate_then_quality") == ["1B", "2A", "3C"]
        assert units("quality_then_rate") == ["1A", "2C", "3B"]

    def test_counts_may_decide(self) -> None:
        assert units("participants") == ["1B", "2A", "3C"]
        assert units("winners") == ["1C", "2B", "3A"]

    def test_entered_points_need_nobody_to_take_part(self) -> None:
        assert units("entered") == ["1D", "2C", "3B"]
