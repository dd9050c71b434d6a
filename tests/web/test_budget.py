from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizbot.web.budget import Budget
from tests.web.fakes import START

SECOND = timedelta(seconds=1)


class TestBudget:
    def test_lets_a_burst_through_and_then_one_for_each_interval(self) -> None:
        budget = Budget(burst=3, interval=SECOND)

        burst = [budget.wait("a", now=START) for _ in range(4)]

        assert burst == [timedelta(0)] * 3 + [SECOND]
        assert budget.wait("a", now=START + SECOND) == timedelta(0)
        assert budget.is_spent("a", now=START + SECOND)

    def test_keeps_keys_apart_and_forgets_the_oldest(self) -> None:
        budget = Budget(burst=1, interval=SECOND, keys_at_most=1)
        budget.wait("a", now=START)
        budget.wait("b", now=START)

        assert budget.wait("b", now=START) == SECOND
        assert budget.wait("a", now=START) == timedelta(0)

    @given(st.lists(st.integers(min_value=0, max_value=5000), min_size=1, max_size=60))
    def test_never_lets_more_through_than_it_says(self, gaps_ms: list[int]) -> None:
        budget, now, taken = Budget(burst=4, interval=SECOND), START, 0
        for gap in gaps_ms:
            now += timedelta(milliseconds=gap)
            taken += budget.wait("a", now=now) == timedelta(0)

        assert taken <= 4 + (now - START) / SECOND
