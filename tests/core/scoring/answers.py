"""Marked answers for the tests of scoring rules."""

from datetime import timedelta
from fractions import Fraction

from hypothesis import strategies as st

from quizbot.core.scoring import MarkedAnswer


def answer(
    share: str = "1", *, weight: int = 1, elapsed_s: int = 0, limit_s: int | None = None
) -> MarkedAnswer:
    return MarkedAnswer(
        right=Fraction(share) == 1,
        share=Fraction(share),
        weight=weight,
        elapsed=timedelta(seconds=elapsed_s),
        limit=None if limit_s is None else timedelta(seconds=limit_s),
    )


RIGHT = answer()
WRONG = answer("0")

_SHARES = st.fractions(min_value=0, max_value=1, max_denominator=12)
_TIMES = st.timedeltas(min_value=timedelta(seconds=-5), max_value=timedelta(minutes=20))

ANSWERS = st.builds(
    lambda share, weight, elapsed, limit: MarkedAnswer(
        right=share == 1, share=share, weight=weight, elapsed=elapsed, limit=limit
    ),
    _SHARES,
    st.integers(1, 20),
    _TIMES,
    st.none() | st.timedeltas(min_value=timedelta(0), max_value=timedelta(minutes=10)),
)
