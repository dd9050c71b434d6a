"""A line of a log is read in the one form that `attempt_line` writes, and in no other."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.attempt import Answer, AttemptStatus, Paper, PaperItem
from quizbot.core.codec import canonical_plain
from quizbot.core.ids import AttemptId
from quizbot.core.proof.entries import attempt_line
from quizbot.usecases.evidence.logged import read_attempt

START = datetime(2026, 3, 2, 3, tzinfo=UTC)
# every character that JSON can carry: quotes, control characters, what lies beyond the basic plane
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
KEYS = st.lists(TEXTS, max_size=3).map(tuple)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=3)).map(lambda each: START + each)
NUMBERS = st.integers(-(10**12), 10**12)
ITEMS = st.builds(
    PaperItem,
    question_id=TEXTS,
    shown_hash=st.text("0123456789abcdef", min_size=64, max_size=64),
    order=KEYS,
    target_order=KEYS,
    extra=st.booleans(),
)


@st.composite
def lines(draw: st.DrawFn) -> bytes:
    """Write an attempt with whatever an attempt may hold."""
    items = draw(st.lists(ITEMS, max_size=3))
    answers = [
        Answer(
            attempt_id=AttemptId(1),
            position=at,
            revision=0,
            question_id=item.question_id,
            shown_hash=item.shown_hash,
            response=draw(KEYS),
            right=draw(st.booleans()),
            points=draw(NUMBERS),
            received_at=draw(MOMENTS),
            channel="",
        )
        for at, item in enumerate(items)
    ]
    return attempt_line(
        attempt_id=draw(st.integers(1, 10**9)),
        person=draw(TEXTS),
        round_number=draw(st.integers(1, 500)),
        number=draw(st.integers(1, 99)),
        status=draw(st.sampled_from([AttemptStatus.SUBMITTED, AttemptStatus.EXPIRED])),
        started_at=draw(MOMENTS),
        deadline_at=draw(MOMENTS),
        submitted_at=draw(st.none() | MOMENTS),
        prediction=draw(st.none() | st.integers(0, 10**12)),
        paper=Paper(items=tuple(items), seed=draw(TEXTS)),
        answers=answers,
    )


class TestReadAttempt:
    @given(lines())
    def test_reads_whatever_is_written(self, line: bytes) -> None:
        told = json.loads(line)
        attempt = read_attempt(line)

        assert (attempt.paper, attempt.answers) == (told["paper"], told["answers"])
        assert (attempt.person, attempt.seed, attempt.prediction) == (
            told["person"],
            told["seed"],
            told["prediction"],
        )

    @given(lines(), st.integers(0, 10_000), st.integers(0, 255))
    def test_never_reads_what_is_not_canonical(self, line: bytes, place: int, byte: int) -> None:
        place %= len(line)
        other = line[:place] + bytes([byte]) + line[place + 1 :]
        try:
            read_attempt(other)
        except ValueError:
            return

        assert canonical_plain(json.loads(other)) == other

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b'"attempt":', b'"attempt": '),
            (b'{"answers"', b'{"attempt":1,"answers"'),
            (b'"number":1', b'"number":01'),
            (b'"number":1', b'"number":true'),
            (b'"number":1', b'"number":1.0'),
            (b'"number":1', b'"number":-0'),
            (b'"person":"p"', b'"person":"\\u0070"'),
            (b'"person":"p"', b'"person":"\\/"'),
            (b'"person":"p"', b'"person":"\xed\xa0\x80"'),
            (b'"status":"submitted"', b'"status":"open"'),
            (b"+00:00", b"+07:00"),
            (b'"prediction":null', b'"prediction":NaN'),
            (b"}", b"} "),
        ],
    )
    def test_refuses_another_spelling(self, old: bytes, new: bytes) -> None:
        line = attempt_line(
            attempt_id=1,
            person="p",
            round_number=1,
            number=1,
            status=AttemptStatus.SUBMITTED,
            started_at=START,
            deadline_at=START,
            submitted_at=START,
            prediction=None,
            paper=Paper(items=()),
            answers=(),
        )
        read_attempt(line)

        assert old in line
        with pytest.raises(ValueError, match=r"no line of a log|codec|utf"):
            read_attempt(line.replace(old, new, 1))
