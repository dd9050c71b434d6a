"""Playing: starting an attempt, answering, handing in. The hot path of the product."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quizbot.core.attempt import (
    Answer,
    Attempt,
    AttemptOver,
    AttemptStatus,
    NotAnAnswer,
    NotThisQuestion,
    deadline,
    may_answer,
    may_start,
)
from quizbot.core.contest import Contest, ContestKind, Prediction, Round
from quizbot.core.corrections import Corrections
from quizbot.core.eligibility import entry_verdict
from quizbot.core.ids import AttemptId, PersonId, UnitId
from quizbot.core.ledger import official_lines
from quizbot.core.paper import draw
from quizbot.core.question import Question, Response, Shown
from quizbot.core.questions import KINDS, Mark
from quizbot.core.refusal import Refusal
from quizbot.core.scoring import MarkedAnswer
from quizbot.usecases import results
from quizbot.usecases.evidence.drawing import bound_seed
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import Person, StoredContest, Unit, Work
from quizbot.usecases.windows import may_play, own_round


class NotEligible(Refusal):
    """The person may not take part; the facts name the check that said no."""

    code = "contest.not_eligible"


class ContestNotOpen(Refusal):
    """The contest has not been opened, or is closed, whatever the times of its rounds say."""

    code = "contest.not_open"


class AttemptUnknown(Refusal):
    """There is no such attempt of this person."""

    code = "attempt.unknown"


class PredictionMissing(Refusal):
    code = "attempt.prediction_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What one answer did."""

    attempt: Attempt
    question: Question
    shown: Shown
    response: Response
    mark: Mark
    points: int
    # every question has its answer now
    complete: bool


def start(
    work: Work, *, person: Person, stored: StoredContest, round_: Round, now: datetime, rng: random.Random
) -> Attempt:
    """Start an attempt, or give the open one of this round again.

    Raises:
        ContestNotOpen, NotEligible, RoundNotOpen, RoundClosed, AttemptsUsedUp, BankTooSmall
    """
    contest = stored.contest
    earlier = work.attempts.in_round(person.id, round_.id)
    for attempt in earlier:
        if attempt.status is AttemptStatus.OPEN and now < attempt.deadline_at:
            return attempt
        if attempt.status is AttemptStatus.OPEN:
            _finish(work, attempt, stored, round_, status=AttemptStatus.EXPIRED, at=attempt.deadline_at)
    corrections = corrections_of(work, stored)
    if not may_play(stored, round_, corrections=corrections, person_id=person.id):
        raise ContestNotOpen(contest=contest.id)
    own = own_round(round_, corrections=corrections, person_id=person.id)
    may_start(contest, own, used=len(earlier), now=now)
    refuse_if_not_eligible(person=person, contest=contest, units=work.people.units())
    _refuse_if_corrected(person, round_, corrections)
    seed = bound_seed(work, stored=stored, round_=round_, person_id=person.id, number=len(earlier) + 1)
    if seed is None:
        seed = f"{round_.id}/{person.code}/{len(earlier) + 1}/{rng.getrandbits(64):016x}"
        if contest.paper.same_for_all:
            seed = f"{stored.rules_hash}/{round_.number}"
    paper = draw(
        contest.paper,
        work.bank.pool(),
        seen={} if contest.paper.same_for_all else work.bank.seen_by(person.id),
        rng=random.Random(seed),
        seed_text=seed,
        use="practice" if contest.kind is ContestKind.PRACTICE else "contest",
    )
    return work.attempts.start(
        round_id=round_.id,
        person_id=person.id,
        number=len(earlier) + 1,
        paper=paper,
        started_at=now,
        deadline_at=deadline(contest, own, started_at=now),
    )


def _refuse_if_corrected(person: Person, round_: Round, corrections: Corrections) -> None:
    if corrections.is_void(round_.number):
        raise NotEligible(reason="round_void")
    if person.id in corrections.disqualified(round_.number):
        raise NotEligible(reason="disqualified")


def refuse_if_not_eligible(*, person: Person, contest: Contest, units: Sequence[Unit]) -> None:
    """Refuse a person whom the contest does not admit.

    Args:
        units: all units, for the person's line from their own unit up to the root.

    Raises:
        NotEligible
    """
    verdict = entry_verdict(
        contest.who,
        status=person.status.value,
        unit_lineage=_lineage(person, {unit.id: unit for unit in units}),
        groups=person.groups,
        ranked=contest.kind is not ContestKind.PRACTICE,
    )
    if not verdict.allowed:
        raise NotEligible(reason=verdict.reason, **dict(verdict.facts))


def _lineage(person: Person, units: Mapping[UnitId, Unit]) -> tuple[str, ...]:
    codes = []
    unit = units.get(person.unit_id)
    while unit is not None:
        codes.append(unit.code)
        unit = units.get(unit.parent_id) if unit.parent_id is not None else None
    return tuple(codes)


def shown_at(work: Work, attempt: Attempt, position: int) -> Shown:
    """Give the question at a position as this person sees it."""
    item = attempt.paper.items[position]
    return Shown(
        question=work.bank.by_hash(item.shown_hash), order=item.order, target_order=item.target_order
    )


def own_attempt(work: Work, *, attempt_id: AttemptId, person_id: PersonId) -> Attempt:
    """Give an attempt of this person.

    Raises:
        AttemptUnknown: there is none, or it is somebody else's.
    """
    attempt = work.attempts.get(attempt_id)
    if attempt is None or attempt.person_id != person_id:
        raise AttemptUnknown()
    return attempt


def answer(
    work: Work,
    *,
    attempt: Attempt,
    contest: Contest,
    position: int,
    response: Response,
    received_at: datetime,
    channel: str,
) -> Answered:
    """Store one answer and move the attempt on.

    `attempt` is what `own_attempt` gave in the same transaction.

    Raises:
        AttemptOver: handed in, or the clock ran out before the answer was received.
        AlreadyAnswered, NotThisQuestion: another question is open.
        NotAnAnswer: the response does not fit the question.
    """
    changeable = contest.paper.changeable
    may_answer(attempt, position=position, changeable=changeable, received_at=received_at)
    shown = shown_at(work, attempt, position)
    kind = KINDS[shown.question.kind]
    if not kind.valid(response, shown.question):
        raise NotAnAnswer(position=position + 1)
    mark = kind.mark(response, shown.question)
    before = _answer_before(work, attempt, position)
    marked = MarkedAnswer(right=mark.right, share=mark.share, weight=shown.question.weight)
    points = official_lines(rule=contest.rank.score, answers=(marked,))[0]
    stored = Answer(
        attempt_id=attempt.id,
        position=position,
        revision=before.revision + 1 if before else 0,
        question_id=shown.question.id,
        shown_hash=attempt.paper.items[position].shown_hash,
        response=response,
        right=mark.right,
        points=points,
        received_at=received_at,
        channel=channel,
    )
    moved = replace(
        attempt,
        answered=attempt.answered + (before is None),
        right=attempt.right + mark.right - (before.right if before else False),
        points=attempt.points + points - (before.points if before else 0),
    )
    work.attempts.record(stored, answered=moved.answered, right=moved.right, points=moved.points)
    return Answered(
        attempt=moved,
        question=shown.question,
        shown=shown,
        response=response,
        mark=mark,
        points=points,
        complete=moved.answered == len(moved.paper.items),
    )


def _answer_before(work: Work, attempt: Attempt, position: int) -> Answer | None:
    if position >= attempt.answered:
        return None
    return next(each for each in work.attempts.answers(attempt.id) if each.position == position)


def predict(work: Work, *, attempt: Attempt, contest: Contest, value: int, received_at: datetime) -> Attempt:
    """Store the prediction; the first one a person gives in a round is the one that counts.

    Raises:
        AttemptOver, NotThisQuestion: the contest asks for none.
    """
    if contest.paper.prediction is Prediction.NONE:
        raise NotThisQuestion(position=0)
    if attempt.status is not AttemptStatus.OPEN or received_at >= attempt.deadline_at:
        raise AttemptOver(status=attempt.status.value)
    locked = locked_prediction(work, attempt)
    value = value if locked is None else locked
    work.attempts.set_prediction(attempt.id, value)
    return replace(attempt, prediction=value)


def locked_prediction(work: Work, attempt: Attempt) -> int | None:
    """Give what the person predicted before in this round, or None."""
    for earlier in work.attempts.in_round(attempt.person_id, attempt.round_id):
        if earlier.prediction is not None:
            return earlier.prediction
    return None


def submit(work: Work, *, attempt: Attempt, stored: StoredContest, round_: Round, now: datetime) -> Attempt:
    """Hand the paper in and bring the boards up to date. Handing in twice changes nothing.

    Args:
        now: when the server got the message that hands in; a message that was overtaken by an answer
            hands in with that answer.

    Raises:
        PredictionMissing: the contest asks for a prediction and there is none yet.
    """
    if attempt.status is not AttemptStatus.OPEN:
        return attempt
    if now >= attempt.deadline_at:
        return _finish(work, attempt, stored, round_, status=AttemptStatus.EXPIRED, at=attempt.deadline_at)
    if stored.contest.paper.prediction is not Prediction.NONE and attempt.prediction is None:
        raise PredictionMissing()
    return _finish(
        work, attempt, stored, round_, status=AttemptStatus.SUBMITTED, at=_after_answers(work, attempt, now)
    )


def _after_answers(work: Work, attempt: Attempt, now: datetime) -> datetime:
    return max((now, *(each.received_at for each in work.attempts.answers(attempt.id))))


def end_round(work: Work, *, stored: StoredContest, round_: Round, at: datetime) -> int:
    """Close the attempts that are open in a round which ends at `at`; gives how many."""
    running = [each for each in work.attempts.summaries(round_.id) if each.status is AttemptStatus.OPEN]
    for each in running:
        attempt = work.attempts.get(each.id)
        if attempt is not None:
            at_most = min(at, attempt.deadline_at)
            _finish(work, attempt, stored, round_, status=AttemptStatus.EXPIRED, at=at_most)
    return len(running)


def prolong_round(work: Work, *, stored: StoredContest, round_: Round) -> None:
    """Give the attempts that are open in a round the time its end and its outages allow now."""
    corrections = corrections_of(work, stored)
    removed = corrections.removed(round_.number)
    for each in list(work.attempts.summaries(round_.id)):
        if each.status is AttemptStatus.OPEN:
            own = own_round(round_, corrections=corrections, person_id=each.person_id)
            until = deadline(stored.contest, own, started_at=each.started_at, removed=removed)
            work.attempts.set_deadline(each.id, until)


def expire_overdue(work: Work, *, now: datetime, limit: int = 500) -> int:
    """Close attempts whose clock has run out; what was answered counts. Gives how many."""
    overdue = work.attempts.overdue(now=now, limit=limit)
    for attempt in overdue:
        round_ = work.contests.round(attempt.round_id)
        stored = work.contests.get(round_.contest_id)
        _finish(work, attempt, stored, round_, status=AttemptStatus.EXPIRED, at=attempt.deadline_at)
    return len(overdue)


def _finish(
    work: Work,
    attempt: Attempt,
    stored: StoredContest,
    round_: Round,
    *,
    status: AttemptStatus,
    at: datetime,
) -> Attempt:
    if work.attempts.finish(attempt.id, status=status, at=at):
        if round_.closed:
            # a late paper, in a window of its own, moves what was counted at closing
            results.rebuild(work, stored=stored)
        else:
            results.update_person(work, stored=stored, round_=round_, person_id=attempt.person_id)
    return replace(attempt, status=status, submitted_at=at)
