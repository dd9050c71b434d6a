"""Rules of docs/rules/ranking.md, by the same examples."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.contest import Counted
from quizbot.core.ids import RoundId, UnitId
from quizbot.core.ranking import (
    Difference,
    Result,
    combine,
    counted,
    decode_key,
    encode_key,
    rank,
    season,
    sort_key,
    why,
)
from quizbot.core.ties import TIES, TieContext
from tests.core.ties.results import CONTEXT, CONTEXTS, RESULTS, UNKNOWN, result

CHAINS = st.lists(st.sampled_from(sorted(TIES)), unique=True).map(tuple)
KEYS = st.lists(st.integers(-(2**63), 2**63 - 1), min_size=3, max_size=3).map(tuple)

# "The tie chain": An, Bình, Chi, Dũng, Em
BOARD = [
    result(person_code="NV005", points=8, prediction=480, duration_s=200),
    result(person_code="NV003", points=8, prediction=490, duration_s=240),
    result(person_code="NV004", points=8, prediction=480, duration_s=180),
    result(person_code="NV001", points=9, prediction=None, duration_s=500),
    result(person_code="NV002", points=8, prediction=510, duration_s=240),
]
CHAIN = ("prediction", "duration")


class TestRank:
    def test_breaks_ties_step_by_step_and_shares_what_stays_equal(self) -> None:
        board = rank(BOARD, ties=CHAIN, context=CONTEXT)

        places = [(each.place, each.result.person_code) for each in board]
        assert places == [(1, "NV001"), (2, "NV002"), (2, "NV003"), (4, "NV004"), (5, "NV005")]

    def test_ranks_nobody_when_nobody_took_part(self) -> None:
        assert rank([], ties=CHAIN, context=CONTEXT) == ()

    def test_knows_only_the_steps_on_the_shelf(self) -> None:
        with pytest.raises(KeyError):
            rank(BOARD, ties=("luck",), context=CONTEXT)

    @given(results=RESULTS, ties=CHAINS, context=CONTEXTS, data=st.data())
    def test_does_not_depend_on_the_order_of_the_input(
        self, results: list[Result], ties: tuple[str, ...], context: TieContext, data: st.DataObject
    ) -> None:
        shuffled = data.draw(st.permutations(results))

        assert rank(shuffled, ties=ties, context=context) == rank(results, ties=ties, context=context)

    @given(results=RESULTS, ties=CHAINS, context=CONTEXTS)
    def test_gives_each_person_the_place_behind_all_who_are_better(
        self, results: list[Result], ties: tuple[str, ...], context: TieContext
    ) -> None:
        board = rank(results, ties=ties, context=context)

        assert sorted(each.result.person_code for each in board) == sorted(
            each.person_code for each in results
        )
        for standing in board:
            assert standing.place == 1 + sum(other.key < standing.key for other in board)

    @given(results=RESULTS, ties=CHAINS, context=CONTEXTS)
    def test_lets_more_right_answers_always_win(
        self, results: list[Result], ties: tuple[str, ...], context: TieContext
    ) -> None:
        board = rank(results, ties=ties, context=context)

        for above, below in pairwise(board):
            assert above.result.right >= below.result.right
            assert (above.result.right == below.result.right) or above.place < below.place

    @given(results=RESULTS, ties=CHAINS, context=CONTEXTS)
    def test_agrees_with_the_stored_keys(
        self, results: list[Result], ties: tuple[str, ...], context: TieContext
    ) -> None:
        board = rank(results, ties=ties, context=context)

        stored = [encode_key(each.key) for each in board]
        assert stored == sorted(stored)
        assert [decode_key(each) for each in stored] == [
            sort_key(each.result, ties=ties, context=context) for each in board
        ]


class TestWhy:
    def test_names_the_first_step_in_which_two_differ(self) -> None:
        first, second, third, fourth, fifth = rank(BOARD, ties=CHAIN, context=CONTEXT)

        assert why(first, second, ties=CHAIN) == Difference("points", 9, 8)
        assert why(second, third, ties=CHAIN) is None
        assert why(third, fourth, ties=CHAIN) == Difference("prediction", 10, 20)
        assert why(fourth, fifth, ties=CHAIN) == Difference("duration", 180, 200)

    def test_shows_right_answers_and_points_below_zero_as_they_are(self) -> None:
        ranked = rank(
            [
                result(person_code="NV001", points=-2, right=1),
                result(person_code="NV002", points=-3, right=2),
            ],
            ties=("right",),
            context=UNKNOWN,
        )
        same = rank(
            [result(person_code="NV001", right=1), result(person_code="NV002", right=2)],
            ties=("right",),
            context=UNKNOWN,
        )

        assert why(*ranked, ties=("right",)) == Difference("points", -2, -3)
        assert why(*same, ties=("right",)) == Difference("right", 2, 1)

    @given(results=RESULTS, ties=CHAINS, context=CONTEXTS)
    def test_finds_a_reason_exactly_where_places_differ(
        self, results: list[Result], ties: tuple[str, ...], context: TieContext
    ) -> None:
        for above, below in pairwise(rank(results, ties=ties, context=context)):
            assert (why(above, below, ties=ties) is None) == (above.place == below.place)


# "Which attempt counts"
ATTEMPTS = [
    result(attempt_number=1, points=7, duration_s=300, answered=10),
    result(attempt_number=2, points=9, duration_s=280, answered=9),
    result(attempt_number=3, points=9, duration_s=250, answered=10),
    result(attempt_number=4, points=6, duration_s=100, answered=10),
]


class TestCounted:
    @pytest.mark.parametrize(
        ("rule", "number"),
        [(Counted.FIRST, 1), (Counted.LAST, 4), (Counted.BEST, 3), (Counted.BEST_THEN_EARLIEST, 2)],
    )
    def test_chooses_by_the_rule_whatever_the_order(self, rule: Counted, number: int) -> None:
        chosen = counted(reversed(ATTEMPTS), rule=rule)

        assert chosen is not None
        assert (chosen.attempt_number, chosen.attempts_made) == (number, 4)

    def test_leaves_out_papers_with_a_gap_where_only_whole_ones_count(self) -> None:
        chosen = counted(ATTEMPTS, rule=Counted.BEST_THEN_EARLIEST, complete_only=True)

        assert chosen is not None
        assert (chosen.attempt_number, chosen.attempts_made) == (3, 4)

    def test_gives_none_when_nothing_can_count(self) -> None:
        assert counted([], rule=Counted.FIRST) is None
        assert counted(ATTEMPTS[1:2], rule=Counted.FIRST, complete_only=True) is None


class TestSeason:
    def test_sums_what_can_be_summed(self) -> None:
        first = result(round_id=RoundId(1), points=8, right=8, duration_s=240, submitted_s=100)
        second = result(
            round_id=RoundId(2), points=9, right=9, duration_s=200, submitted_s=50, unit_id=UnitId(2)
        )

        both = combine([first, second])

        assert (both.points, both.right, both.asked, both.answered) == (17, 17, 20, 20)
        assert (both.duration_s, both.submitted_s, both.attempts_made) == (440, 150, 2)
        assert (both.round_id, both.attempt_number, both.prediction) == (None, 0, None)
        assert both.unit_id == UnitId(2)

    def test_puts_rounds_together_person_by_person(self) -> None:
        rounds = [
            [result(person_code="NV002", points=8), result(person_code="NV001", points=5)],
            [result(person_code="NV001", points=6)],
        ]

        assert [(each.person_code, each.points) for each in season(rounds)] == [("NV001", 11), ("NV002", 8)]

    def test_refuses_to_mix_people(self) -> None:
        with pytest.raises(ValueError, match="exactly one person"):
            combine([result(person_code="NV001"), result(person_code="NV002")])

    def test_refuses_to_combine_nothing(self) -> None:
        with pytest.raises(ValueError, match="exactly one person"):
            combine([])


class TestEncodeKey:
    @given(one=KEYS, other=KEYS)
    def test_keeps_the_order(self, one: tuple[int, ...], other: tuple[int, ...]) -> None:
        assert (encode_key(one) < encode_key(other)) == (one < other)

    @given(key=KEYS)
    def test_can_be_read_back(self, key: tuple[int, ...]) -> None:
        assert decode_key(encode_key(key)) == key

    def test_refuses_what_does_not_fit(self) -> None:
        with pytest.raises(OverflowError):
            encode_key((2**63,))

    def test_refuses_half_a_number(self) -> None:
        with pytest.raises(ValueError, match="whole number"):
            decode_key(b"1234567")
