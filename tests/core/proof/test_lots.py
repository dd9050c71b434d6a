"""See docs/rules/ranking.md, "lot"."""

from collections import Counter
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.proof.lots import lot_number, lot_order


class TestLotNumber:
    def test_can_be_drawn_again_by_hand(self) -> None:
        drawn = lot_number(seed="00-11-22", round_text="3", code="NV001")

        assert drawn == int("be80dd25c08e82a8", 16) // 2

    @given(st.text(max_size=20), st.text(max_size=5), st.text(max_size=10))
    def test_fits_a_signed_number_of_eight_bytes(self, seed: str, round_text: str, code: str) -> None:
        assert 0 <= lot_number(seed=seed, round_text=round_text, code=code) < 2**63


class TestLotOrder:
    @given(st.permutations(["NV001", "NV002", "NV003", "NV004"]), st.text(max_size=8))
    def test_does_not_depend_on_who_comes_first(self, codes: list[str], seed: str) -> None:
        assert lot_order(codes, seed=seed, round_text="1") == lot_order(
            sorted(codes), seed=seed, round_text="1"
        )

    def test_gives_every_order_about_as_often(self) -> None:
        people, draws = ("NV001", "NV002", "NV003"), 6_000

        seen = Counter(lot_order(people, seed=f"xo-so-{n}", round_text="1") for n in range(draws))

        # six orders, 1,000 each expected; the sum of squares stays below the 0.1 % point of chi square, 5 df
        expected = draws / 6
        assert set(seen) == set(permutations(people))
        assert sum((count - expected) ** 2 / expected for count in seen.values()) < 20.5
