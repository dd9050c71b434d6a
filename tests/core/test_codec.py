"""The codec gives back what it was given, in one byte form."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.codec import canonical, content_hash, from_plain, to_plain
from quizbot.core.contest import (
    Contest,
    ContestKind,
    DrawRule,
    Feedback,
    Moment,
    PaperRules,
    Prize,
    PrizeRules,
    RemindRules,
    Schedule,
    UnitRules,
)
from quizbot.core.question import Question
from tests.core.questions.samples import QUESTIONS

LENGTHS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)).map(
    lambda length: timedelta(seconds=int(length.total_seconds()))
)
CONTESTS = st.builds(
    Contest,
    id=st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
    title=st.text(max_size=30),
    kind=st.sampled_from(ContestKind),
    rounds=st.builds(
        Schedule,
        first=st.datetimes(timezones=st.just(UTC)),
        opens=st.builds(Moment, at=st.times(), weekday=st.none() | st.integers(0, 6)),
        weekdays=st.lists(st.integers(0, 6), max_size=7).map(tuple),
    ),
    paper=st.builds(
        PaperRules,
        draw=st.lists(st.builds(DrawRule, count=st.integers(1, 9), tags=st.just(("a", "b")))).map(tuple),
        limit=st.none() | LENGTHS,
        feedback=st.sampled_from(Feedback),
    ),
    units=st.builds(UnitRules, participation_at_least=st.fractions(0, 1, max_denominator=100)),
    prizes=st.builds(PrizeRules, person=st.just((Prize(name="Giải Nhất", count=1, amount=1_000_000),))),
    remind=st.builds(
        RemindRules, before_close=st.lists(LENGTHS, max_size=3).map(tuple), quiet_from=st.times()
    ),
)


@given(contest=CONTESTS)
def test_a_contest_comes_back_as_it_was(contest: Contest) -> None:
    plain = json.loads(json.dumps(to_plain(contest)))

    assert from_plain(Contest, plain) == contest


@given(contest=CONTESTS)
def test_the_hash_is_that_of_what_comes_back(contest: Contest) -> None:
    assert content_hash(from_plain(Contest, to_plain(contest))) == content_hash(contest)


def test_every_kind_of_question_comes_back() -> None:
    for question in QUESTIONS.values():
        assert from_plain(Question, json.loads(canonical(question))) == question


def test_what_equals_its_default_is_left_out() -> None:
    assert to_plain(Prize(name="Giải Ba", count=2)) == {"name": "Giải Ba", "count": 2}


def test_single_values_are_written_plainly() -> None:
    at = datetime(2026, 3, 2, 3, tzinfo=UTC)
    values = (
        Decimal("1.50"),
        Fraction(1, 3),
        timedelta(minutes=1),
        time(7),
        date(2026, 3, 2),
        at,
        {"b", "a"},
    )

    assert to_plain(values) == [
        "1.50", "1/3", 60.0, "07:00:00", "2026-03-02", "2026-03-02T03:00:00+00:00", ["a", "b"],
    ]  # fmt: skip


def test_the_byte_form_has_sorted_keys_and_no_spaces() -> None:
    assert canonical({"b": "ệ", "a": [1, None]}) == '{"a":[1,null],"b":"ệ"}'.encode()
