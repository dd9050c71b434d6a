"""Filling quotas: compared with trying every way there is."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.quotas import Quotas

FITS = st.lists(st.frozensets(st.integers(0, 2)).map(lambda fits: tuple(sorted(fits))), max_size=6)
SIZES = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))


def best_by_trying(sizes: tuple[int, ...], fits: list[tuple[int, ...]]) -> tuple[int, list[int]]:
    """Give the size of the largest filling and the most preferred items that reach it."""
    best: tuple[int, list[int]] = (0, [])
    for choice in product(*[(*each, None) for each in fits]):
        if any(choice.count(quota) > size for quota, size in enumerate(sizes)):
            continue
        taken = [item for item, quota in enumerate(choice) if quota is not None]
        if (-len(taken), taken) < (-best[0], best[1]):
            best = (len(taken), taken)
    return best


class TestQuotas:
    def test_moves_an_item_so_that_a_narrow_quota_is_not_starved(self) -> None:
        fits = {"hard": (0, 1), "easy": (0,)}

        assert Quotas[str]([1, 1], fits.__getitem__).fill(["hard", "easy"]) == (("easy",), ("hard",))

    @given(SIZES, FITS)
    def test_takes_the_most_and_the_most_preferred_that_can_be_taken(
        self, sizes: tuple[int, ...], fits: list[tuple[int, ...]]
    ) -> None:
        filled = Quotas[int](sizes, fits.__getitem__).fill(range(len(fits)))

        taken = sorted(item for quota in filled for item in quota)
        assert taken == best_by_trying(sizes, fits)[1]
        assert all(len(quota) <= size for quota, size in zip(filled, sizes, strict=True))
        assert all(index in fits[item] for index, quota in enumerate(filled) for item in quota)
