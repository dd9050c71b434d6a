"""Attempts: what may be done when, at the very boundaries."""

from datetime import UTC, datetime, timedelta

import pytest

from quizbot.core.attempt import (
    AlreadyAnswered,
    Attempt,
    AttemptOver,
    AttemptStatus,
    AttemptsUsedUp,
    NotThisQuestion,
    Paper,
    PaperItem,
    RoundClosed,
    RoundNotOpen,
    deadline,
    duration,
    may_answer,
    may_start,
)
from quizbot.core.contest import (
    AttemptRules,
    Contest,
    ContestKind,
    DrawRule,
    Feedback,
    PaperRules,
    Phase,
    Round,
    Schedule,
    phase_at,
    results_told,
)
from quizbot.core.ids import AttemptId, ContestId, PersonId, RoundId

OPENS = datetime(2026, 3, 2, 3, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=5)
MOMENT = timedelta(microseconds=1)
ROUND = Round(id=RoundId(1), contest_id=ContestId(1), number=1, opens_at=OPENS, closes_at=CLOSES)


def contest(
    *, limit: timedelta | None = timedelta(minutes=10), feedback: Feedback = Feedback.EACH
) -> Contest:
    return Contest(
        id="thi",
        title="Thi",
        kind=ContestKind.SINGLE,
        rounds=Schedule(),
        paper=PaperRules(draw=(DrawRule(count=3),), limit=limit, feedback=feedback),
        attempts=AttemptRules(per_round=2),
    )


def attempt(*, answered: int = 0, status: AttemptStatus = AttemptStatus.OPEN) -> Attempt:
    items = tuple(PaperItem(question_id=f"q{n}", shown_hash=f"h{n}") for n in range(3))
    return Attempt(
        id=AttemptId(1),
        round_id=RoundId(1),
        person_id=PersonId(1),
        number=1,
        paper=Paper(items=items),
        started_at=OPENS,
        deadline_at=OPENS + timedelta(minutes=10),
        status=status,
        answered=answered,
    )


class TestPhase:
    @pytest.mark.parametrize(
        ("now", "phase"),
        [
            (OPENS - MOMENT, Phase.UPCOMING),
            (OPENS, Phase.OPEN),
            (CLOSES - timedelta(hours=1) - MOMENT, Phase.OPEN),
            (CLOSES - timedelta(hours=1), Phase.FROZEN),
            (CLOSES - MOMENT, Phase.FROZEN),
            (CLOSES, Phase.CLOSED),
        ],
    )
    def test_begins_with_its_first_moment(self, now: datetime, phase: Phase) -> None:
        assert phase_at(ROUND, freeze=timedelta(hours=1), now=now) is phase

    def test_is_frozen_from_the_opening_when_the_freeze_is_longer_than_the_round(self) -> None:
        assert phase_at(ROUND, freeze=timedelta(days=9), now=OPENS) is Phase.FROZEN
        assert phase_at(ROUND, freeze=timedelta(days=9), now=OPENS - MOMENT) is Phase.UPCOMING

    def test_tells_results_after_closing_where_the_contest_says_so(self) -> None:
        hidden = contest(feedback=Feedback.AFTER_CLOSE)

        assert [results_told(hidden, ROUND, now=now) for now in (CLOSES - MOMENT, CLOSES)] == [False, True]
        assert results_told(contest(), ROUND, now=OPENS)


class TestStarting:
    def test_is_refused_outside_the_round_and_beyond_the_limit(self) -> None:
        with pytest.raises(RoundNotOpen):
            may_start(contest(), ROUND, used=0, now=OPENS - MOMENT)
        with pytest.raises(RoundClosed):
            may_start(contest(), ROUND, used=0, now=CLOSES)
        with pytest.raises(AttemptsUsedUp):
            may_start(contest(), ROUND, used=2, now=OPENS)
        may_start(contest(), ROUND, used=1, now=CLOSES - MOMENT)

    def test_sets_the_own_clock_or_the_end_of_the_round_whichever_is_first(self) -> None:
        late = CLOSES - timedelta(minutes=3)

        assert deadline(contest().paper, ROUND, started_at=OPENS) == OPENS + timedelta(minutes=10)
        assert deadline(contest().paper, ROUND, started_at=late) == CLOSES
        assert deadline(contest(limit=None).paper, ROUND, started_at=OPENS) == CLOSES


class TestAnswering:
    def test_at_the_deadline_is_late(self) -> None:
        one = attempt()
        may_answer(one, position=0, changeable=False, received_at=one.deadline_at - MOMENT)

        with pytest.raises(AttemptOver):
            may_answer(one, position=0, changeable=False, received_at=one.deadline_at)

    @pytest.mark.parametrize("status", [AttemptStatus.SUBMITTED, AttemptStatus.EXPIRED, AttemptStatus.VOID])
    def test_a_finished_paper_is_refused(self, status: AttemptStatus) -> None:
        with pytest.raises(AttemptOver):
            may_answer(attempt(status=status), position=0, changeable=True, received_at=OPENS)

    @pytest.mark.parametrize("position", [-1, 2, 3])
    def test_out_of_turn_is_refused(self, position: int) -> None:
        with pytest.raises(NotThisQuestion):
            may_answer(attempt(answered=1), position=position, changeable=True, received_at=OPENS)

    def test_again_is_refused_unless_answers_may_be_changed(self) -> None:
        with pytest.raises(AlreadyAnswered):
            may_answer(attempt(answered=1), position=0, changeable=False, received_at=OPENS)
        may_answer(attempt(answered=1), position=0, changeable=True, received_at=OPENS)


class TestDuration:
    def test_is_whole_seconds_and_never_more_than_the_clock_allowed(self) -> None:
        from dataclasses import replace

        handed_in = replace(attempt(), submitted_at=OPENS + timedelta(seconds=61, milliseconds=999))
        late = replace(attempt(), submitted_at=OPENS + timedelta(hours=2))

        assert duration(handed_in) == timedelta(seconds=61)
        assert duration(late) == duration(attempt()) == timedelta(minutes=10)

    def test_the_next_question_is_the_first_without_an_answer(self) -> None:
        assert [attempt(answered=n).next_position for n in (0, 2, 3)] == [0, 2, None]
