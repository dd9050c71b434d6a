"""What is in force of a log of corrections, and time without what was removed. See docs/rules/corrections.md."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.calendar import Period
from quizbot.core.codec import canonical, from_plain, to_plain
from quizbot.core.corrections import (
    CannotUndo,
    Correction,
    CorrectionKind,
    Corrections,
    Policy,
    ReasonMissing,
    needed_reason,
    own_time,
    prolonged,
)
from quizbot.core.ids import PersonId

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def said(kind: CorrectionKind, number: int = 1, **more: Any) -> Correction:
    return Correction(
        kind=kind, number=number, at=AT + number * MINUTE, by="account:1", reason="Lý do", **more
    )


def ruling(policy: Policy, number: int, *, round_number: int | None = None, key: str = "") -> Correction:
    return said(
        CorrectionKind.REGRADE, number, question_id="q-01", policy=policy, round_number=round_number,
        key=(key,) if key else (),
    )  # fmt: skip


def undo(number: int, *, of: int) -> Correction:
    return said(CorrectionKind.UNDO, number, undoes=of)


class TestRulings:
    def test_the_last_word_on_a_question_holds(self) -> None:
        log = [ruling(Policy.REKEY, 1, key="B"), ruling(Policy.DROP, 2)]

        assert Corrections.of(log).rulings(1)["q-01"].ruling is Policy.DROP

    def test_taken_back_the_word_before_holds_again(self) -> None:
        log = [ruling(Policy.REKEY, 1, key="B"), ruling(Policy.DROP, 2), undo(3, of=2)]

        found = Corrections.of(log)

        assert found.rulings(1)["q-01"].key == ("B",)
        assert found.undone == {2: 3}

    def test_of_one_round_leave_the_others_alone(self) -> None:
        found = Corrections.of([ruling(Policy.DROP, 1, round_number=2)])

        assert [bool(found.rulings(number)) for number in (1, 2)] == [False, True]

    def test_a_void_question_is_dropped_and_a_void_round_is_not_a_ruling(self) -> None:
        question = said(CorrectionKind.VOID, 1, question_id="q-02")
        whole = said(CorrectionKind.VOID, 2, round_number=2)
        found = Corrections.of([question, whole])

        assert found.rulings(1)["q-02"].ruling is Policy.DROP
        assert (found.is_void(1), found.is_void(2)) == (False, True)


class TestPeople:
    def test_are_out_of_one_round_or_of_all(self) -> None:
        one, two = PersonId(1), PersonId(2)
        found = Corrections.of(
            [
                said(CorrectionKind.DISQUALIFY, 1, person_id=one),
                said(CorrectionKind.DISQUALIFY, 2, person_id=two, round_number=2),
            ]
        )

        assert found.disqualified(1) == {one}
        assert found.disqualified(2) == {one, two}

    def test_play_in_the_last_window_they_were_given(self) -> None:
        who = PersonId(1)
        windows = [(AT, AT + MINUTE), (AT + MINUTE, AT + 5 * MINUTE)]
        log = [
            said(CorrectionKind.OVERRIDE, number, person_id=who, starts_at=starts, ends_at=ends)
            for number, (starts, ends) in enumerate(windows, start=1)
        ]
        found = Corrections.of(log)

        assert found.window(who, 1) == windows[1]
        assert found.windows(who, 1) == tuple(windows)
        assert found.window(PersonId(2), 1) is None


class TestLog:
    def test_until_a_moment_leaves_out_what_was_said_later(self) -> None:
        log = [ruling(Policy.DROP, 1), undo(2, of=1)]

        assert Corrections.of(log, until=AT + MINUTE).rulings(1)
        assert not Corrections.of(log).rulings(1)

    def test_without_anything_is_false(self) -> None:
        assert not Corrections.of([])
        assert Corrections.of([ruling(Policy.DROP, 1), undo(2, of=1)])

    @pytest.mark.parametrize("number", [2, 3, 9])
    def test_gives_only_what_is_in_force(self, number: int) -> None:
        found = Corrections.of([ruling(Policy.DROP, 1), ruling(Policy.DROP, 2), undo(3, of=2)])

        assert found.numbered(1).number == 1
        with pytest.raises(CannotUndo):
            found.numbered(number)

    def test_is_the_same_after_it_was_written_and_read(self) -> None:
        each = ruling(Policy.REKEY, 1, key="B", round_number=2)

        assert from_plain(Correction, to_plain(each)) == each
        assert canonical(from_plain(Correction, to_plain(each))) == canonical(each)


class TestReasons:
    def test_lose_their_blanks(self) -> None:
        assert needed_reason("  Đáp án \n in sai ") == "Đáp án in sai"

    @pytest.mark.parametrize("reason", ["", "   a  ", "x" * 501])
    def test_are_needed(self, reason: str) -> None:
        with pytest.raises(ReasonMissing):
            needed_reason(reason)


minutes = st.integers(0, 120).map(lambda n: AT + n * MINUTE)
periods = st.tuples(minutes, st.integers(1, 40)).map(lambda pair: (pair[0], pair[0] + pair[1] * MINUTE))


def removed(found: list[Period]) -> tuple[Period, ...]:
    log = [
        said(CorrectionKind.OUTAGE, number, starts_at=starts, ends_at=ends)
        for number, (starts, ends) in enumerate(found, start=1)
    ]
    return Corrections.of(log).removed(1)


class TestTime:
    def test_without_an_outage_in_the_middle(self) -> None:
        outage = [(AT + 2 * MINUTE, AT + 5 * MINUTE)]

        assert own_time(AT, AT + 10 * MINUTE, outage) == 7 * MINUTE
        assert own_time(AT + 3 * MINUTE, AT + 4 * MINUTE, outage) == timedelta(0)
        assert prolonged(AT, 4 * MINUTE, outage) == AT + 7 * MINUTE
        assert prolonged(AT + 3 * MINUTE, 4 * MINUTE, outage) == AT + 9 * MINUTE
        assert prolonged(AT + 5 * MINUTE, 4 * MINUTE, outage) == AT + 9 * MINUTE

    @given(st.lists(periods, max_size=6))
    def test_outages_that_overlap_count_once(self, found: list[Period]) -> None:
        merged = removed(found)

        for (_, stops), (begins, _) in pairwise(merged):
            assert stops < begins
        inside = {n for n in range(200) if any(a <= AT + n * MINUTE < b for a, b in found)}
        assert len(inside) == sum((b - a) // MINUTE for a, b in merged)

    @given(st.lists(periods, max_size=6), minutes, st.integers(0, 60))
    def test_a_prolonged_clock_holds_exactly_the_time_allowed(
        self, found: list[Period], starts: datetime, allowed: int
    ) -> None:
        merged = removed(found)

        ends = prolonged(starts, allowed * MINUTE, merged)

        assert own_time(starts, ends, merged) == allowed * MINUTE
