"""The simulation of unit rankings: its own laws, and what it says of the methods."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizbot.core.fairness import METHODS, Assumptions, Fairness, Judgement, fairness

SAY = Assumptions(questions=15, repetitions=60)
OFFICE = {f"u{size:03}": size for size in (5, 6, 8, 10, 12, 15, 25, 40)}
PROVINCE = {
    f"u{number:02}": size
    for number, size in enumerate([6] * 12 + [15] * 10 + [40] * 8 + [120] * 5 + [400] * 3)
}


def played(roster: dict[str, int], say: Assumptions, seed: int = 7) -> Fairness:
    return fairness(roster, say, rng=random.Random(seed))


def of(found: Fairness, method: str) -> Judgement:
    return next(each for each in found.judgements if each.method == method)


@settings(max_examples=15, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 40), min_size=2, max_size=9),
    questions=st.integers(1, 20),
    deviation=st.sampled_from([0.0, 0.05]),
)
def test_chances_to_win_are_shared_out_whole(sizes: list[int], questions: int, deviation: float) -> None:
    roster = {f"u{number}": size for number, size in enumerate(sizes)}
    say = Assumptions(questions=questions, unit_deviation=deviation, repetitions=12)

    found = played(roster, say)

    assert [each.method for each in found.judgements] == list(METHODS)
    for each in found.judgements:
        assert sum(each.wins.values()) == pytest.approx(1)
        assert 0 <= each.small_first <= 1
        assert 0 <= each.small_last <= 1


def test_one_seed_gives_one_table() -> None:
    assert played(OFFICE, SAY) == played(OFFICE, SAY)
    assert played(OFFICE, SAY) != played(OFFICE, SAY, seed=8)


def test_units_of_one_size_win_alike_by_every_method() -> None:
    found = played({f"u{number}": 20 for number in range(4)}, replace(SAY, repetitions=600))

    for each in found.judgements:
        assert all(chance == pytest.approx(0.25, abs=0.08) for chance in each.wins.values())


def test_the_mean_favours_small_units_and_the_sum_large_ones() -> None:
    found = played(PROVINCE, replace(SAY, repetitions=150))

    assert found.fair_share == pytest.approx(22 / 38)
    assert of(found, "mean").small_first > 0.85
    assert of(found, "sum").small_first == 0
    assert of(found, "size_adjusted_z").small_first == pytest.approx(found.fair_share, abs=0.12)
    assert of(found, "size_adjusted_z").small_last == pytest.approx(found.fair_share, abs=0.12)


def test_the_order_follows_the_truth_the_more_the_units_differ() -> None:
    little = played(PROVINCE, replace(SAY, unit_deviation=0.02))
    much = played(PROVINCE, replace(SAY, unit_deviation=0.1))

    assert of(played(PROVINCE, replace(SAY, repetitions=5)), "mean").follows is None
    assert (of(little, "size_adjusted_z").follows or 0) < (of(much, "size_adjusted_z").follows or 0)


def test_one_unit_is_nothing_to_compare() -> None:
    with pytest.raises(ValueError, match="two units"):
        played({"u": 5, "empty": 0}, SAY)


@pytest.mark.parametrize("deviation", [0.0, 0.06])
def test_small_units_take_their_share_of_both_ends_whether_units_differ_or_not(deviation: float) -> None:
    """docs/rules/units.md, 10: within 10 points of their share, and as near to the truth as empirical Bayes."""
    found = played(PROVINCE, replace(SAY, unit_deviation=deviation, repetitions=250))
    default, bayes = of(found, "size_adjusted_z"), of(found, "empirical_bayes")

    assert default.small_first == pytest.approx(found.fair_share, abs=0.10)
    assert default.small_last == pytest.approx(found.fair_share, abs=0.10)
    if default.follows is not None and bayes.follows is not None:
        assert default.follows >= bayes.follows - 0.03
    if deviation:
        assert abs(bayes.small_first - found.fair_share) > 0.10
