"""Rules of docs/rules/units.md, by the same examples."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.contest import UnitRules
from quizbot.core.units import UNIT_SCORES, UnitBoard, UnitCount, UnknownUnitScore, by_chance, unit_board

# the worked example: five units, scores in ten-thousandths
EXAMPLE = (
    UnitCount.of("a", roster=4, scores=(10_000, 10_000, 8_000, 8_000)),
    UnitCount.of("b", roster=2, scores=(10_000, 8_000)),
    UnitCount.of("c", roster=10, scores=(8_000,) * 4 + (6_000,) * 4),
    UnitCount.of("d", roster=5, scores=(6_000, 4_000, 6_000, 4_000)),
    UnitCount.of("e", roster=4, scores=(8_000, 6_000)),
)
COUNTS = st.lists(
    st.builds(
        lambda name, roster, scores: UnitCount.of(f"u{name}", roster=roster, scores=scores),
        st.integers(0, 99),
        st.integers(0, 30),
        st.lists(st.integers(0, 15).map(lambda right: right * 10_000 // 15), max_size=30),
    ),
    unique_by=lambda count: count.code,
    max_size=12,
)


def board(score: str = "size_adjusted_z", at_least: Fraction = Fraction(0)) -> UnitBoard:
    return unit_board(EXAMPLE, UnitRules(score=score, participation_at_least=at_least))


class TestWorkedExample:
    def test_estimates_the_three_figures_of_the_model(self) -> None:
        found = board()

        assert found.within == pytest.approx(0.2 / 15)
        assert found.between == pytest.approx((0.098 - 0.2 / 15) / 3.7)
        assert found.grand_mean == pytest.approx(0.7366)

    def test_ranks_the_larger_of_two_equal_means_further_from_the_middle(self) -> None:
        found = board()

        assert [row.code for row in found.rows] == ["a", "b", "e", "c", "d"]
        assert [row.place for row in found.rows] == [1, 2, 3, 4, 5]
        assert [row.z for row in found.rows] == [1.0089, 0.9503, -0.2132, -0.2339, -1.4615]
        assert [row.mean for row in found.rows] == [0.9, 0.9, 0.7, 0.7, 0.5]

    def test_draws_small_units_further_towards_the_middle(self) -> None:
        by_code = {row.code: row for row in board().rows}

        assert by_code["a"].level is not None
        assert by_code["b"].level is not None
        assert 0.9 > by_code["a"].level > by_code["b"].level > board().grand_mean

    def test_shows_participation_and_the_mean_per_head(self) -> None:
        by_code = {row.code: row for row in board().rows}

        assert (by_code["e"].participation, by_code["e"].per_head) == (0.5, 0.35)
        assert (by_code["c"].participation, by_code["c"].per_head) == (0.8, 0.56)

    def test_says_what_chance_alone_would_give(self) -> None:
        found = board()

        assert by_chance(found, 4) == (0.6416, 0.8316)
        assert by_chance(found, 8) == (0.6694, 0.8038)
        assert by_chance(found, 0) is None

    def test_lists_units_below_the_threshold_without_a_place(self) -> None:
        found = unit_board(
            (*EXAMPLE, UnitCount.of("f", roster=3, scores=(7_000, 7_000, 7_000))),
            UnitRules(participation_at_least=Fraction(8, 10)),
        )

        assert [(row.code, row.place, row.unranked) for row in found.rows[-1:]] == [
            ("e", None, "participation")
        ]
        assert {row.code for row in found.rows if row.place} == {"a", "b", "c", "d", "f"}


class TestFewUnits:
    def test_gives_bands_and_no_places(self) -> None:
        found = unit_board(EXAMPLE[:4], UnitRules())

        assert found.bands_only
        assert [row.place for row in found.rows] == [None] * 4
        assert [row.band for row in found.rows] == [1, 1, 2, 3]

    def test_still_ranks_by_plain_figures(self) -> None:
        found = unit_board(EXAMPLE[:4], UnitRules(score="participation"))

        assert not found.bands_only
        assert [(row.place, row.code) for row in found.rows] == [(1, "a"), (1, "b"), (3, "c"), (3, "d")]


class TestUnitBoard:
    def test_refuses_an_unknown_score(self) -> None:
        with pytest.raises(UnknownUnitScore):
            unit_board(EXAMPLE, UnitRules(score="sum"))

    def test_lists_units_in_which_nobody_took_part(self) -> None:
        found = unit_board((*EXAMPLE, UnitCount.of("z", roster=7, scores=())), UnitRules())

        assert (found.rows[-1].code, found.rows[-1].unranked) == ("z", "nobody")
        assert found.rows[-1].mean is None

    def test_is_empty_without_units(self) -> None:
        assert unit_board((), UnitRules()).rows == ()

    @given(COUNTS, st.sampled_from(UNIT_SCORES), st.fractions(0, 1), st.randoms())
    def test_is_a_competition_ranking_that_no_order_of_arrival_changes(
        self, counts: list[UnitCount], score: str, at_least: Fraction, chance: random.Random
    ) -> None:
        rules = UnitRules(score=score, participation_at_least=at_least)
        mixed = list(counts)
        chance.shuffle(mixed)

        found = unit_board(counts, rules)

        assert found == unit_board(mixed, rules)
        assert sorted(row.code for row in found.rows) == sorted(count.code for count in counts)
        places = [row.place for row in found.rows if row.place is not None]
        assert all(place == 1 + sum(other < place for other in places) for place in places)
        bands = [row.band for row in found.rows if row.band is not None]
        assert bands == sorted(bands)

    @given(COUNTS)
    def test_keeps_the_level_between_the_mean_and_the_whole(self, counts: list[UnitCount]) -> None:
        found = unit_board(counts, UnitRules())

        for row in found.rows:
            if row.mean is None or row.level is None:
                continue
            low, high = sorted((row.mean, found.grand_mean))
            assert low - 1e-4 <= row.level <= high + 1e-4
            assert row.low is not None
            assert row.high is not None
            assert row.low <= row.mean <= row.high


class TestNeutralityToSize:
    """When all units are equally good, small units should win about as often as there are of them."""

    SIZES = (6,) * 12 + (15,) * 10 + (40,) * 8 + (120,) * 5 + (400,) * 3
    SMALL = 22 / 38

    def share_of_small_units(self, score: str) -> float:
        chance = random.Random(57)
        people = [round(10_000 * right / 15) for right in (15, 14, 13, 12, 12, 11, 10, 9, 7)]
        top_three = []
        for _ in range(120):
            counts = [
                UnitCount.of(f"{number:02}", roster=size, scores=chance.choices(people, k=size))
                for number, size in enumerate(self.SIZES)
            ]
            top_three += [row.roster for row in unit_board(counts, UnitRules(score=score)).rows[:3]]
        return sum(size <= 15 for size in top_three) / len(top_three)

    def test_holds_for_the_size_adjusted_z(self) -> None:
        assert abs(self.share_of_small_units("size_adjusted_z") - self.SMALL) < 0.1

    def test_does_not_hold_for_the_plain_mean(self) -> None:
        assert self.share_of_small_units("mean") > 0.85


class TestChanceAlone:
    def test_holds_nine_units_of_ten_when_all_are_equally_good(self) -> None:
        rng = random.Random(5)
        inside = told = 0
        for _ in range(60):
            sizes = [rng.choice((6, 15, 40)) for _ in range(30)]
            found = unit_board(
                (
                    UnitCount.of(
                        f"u{at:02}",
                        roster=size,
                        scores=[
                            sum(rng.random() < 0.8 for _ in range(15)) * 10_000 // 15 for _ in range(size)
                        ],
                    )
                    for at, size in enumerate(sizes)
                ),
                UnitRules(score="size_adjusted_z", participation_at_least=Fraction(0)),
            )
            for row in found.rows:
                bounds = by_chance(found, row.participants)
                assert bounds is not None
                assert row.mean is not None
                inside += bounds[0] <= row.mean <= bounds[1]
                told += 1

        # 1,800 units; the standard error of the share is 0.007
        assert 0.87 < inside / told < 0.93
