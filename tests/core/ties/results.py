"""Results for the tests of ties and ranking."""

import dataclasses

from hypothesis import strategies as st

from quizbot.core.ids import PersonId, RoundId, UnitId
from quizbot.core.result import Result
from quizbot.core.ties import TieContext

CONTEXT = TieContext(truth=500, lot_seed="00-11-22")
UNKNOWN = TieContext()

_SAMPLE = Result(
    person_id=PersonId(1),
    person_code="NV001",
    unit_id=UnitId(1),
    round_id=RoundId(3),
    attempt_number=1,
    attempts_made=1,
    points=8,
    right=8,
    asked=10,
    answered=10,
    prediction=480,
    duration_s=240,
    submitted_s=3600,
)


def result(**changes: object) -> Result:
    """Give the sample result with some fields changed."""
    return dataclasses.replace(_SAMPLE, **changes)  # type: ignore[arg-type]


def _person(number: int, right: int, prediction: int | None, *rest: int) -> Result:
    duration_s, submitted_s, attempts_made = rest
    return result(
        person_id=PersonId(1000 - number),
        person_code=f"NV{number:03}",
        points=right,
        right=right,
        prediction=prediction,
        duration_s=duration_s,
        submitted_s=submitted_s,
        attempts_made=attempts_made,
    )


# small ranges, so that ties are common
_FIELDS = (
    st.integers(0, 3),
    st.none() | st.integers(498, 502),
    st.integers(0, 2),
    st.integers(0, 2),
    st.integers(1, 3),
)

RESULTS = st.lists(st.tuples(*_FIELDS), max_size=12).map(
    lambda rows: [_person(number, *row) for number, row in enumerate(rows)]
)
CONTEXTS = st.builds(
    TieContext, truth=st.none() | st.integers(0, 1000), lot_seed=st.none() | st.sampled_from(["a", "b"])
)
