"""Playing: starting an attempt, answering, handing in. The hot path of the product."""

import random
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

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
from quizbot.core.contest import Contest, ContestKind, PaperRules, Prediction, Round
from quizbot.core.corrections import Corrections
from quizbot.core.ids import AttemptId, PersonId
from quizbot.core.ledger import official_lines
from quizbot.core.paper import draw
from quizbot.core.paper_choice import paper_for
from quizbot.core.question import Question, Response, Shown
from quizbot.core.questions import KINDS, Mark
from quizbot.core.refusal import Refusal
from quizbot.core.scoring import MarkedAnswer
from quizbot.usecases import results
from quizbot.usecases.admission import NotEligible, refuse_if_not_eligible
from quizbot.usecases.evidence.drawing import bound_seed
from quizbot.usecases.evidence.sealing import leaf_of
from quizbot.usecases.facts import age_day, block_of
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import Person, StoredContest, Work
from quizbot.usecases.stages import refuse_if_not_qualified
from quizbot.usecases.windows import may_play, own_round


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
    may_start(
        contest,
        own,
        used=len(earlier),
        now=now,
        today=_made(work, stored, person, on=now),
        in_all=_made(work, stored, person),
    )
    units = work.people.units()
    refuse_if_not_eligible(person=person, contest=contest, units=units, day=age_day(work, stored))
    _refuse_if_corrected(person, round_, corrections)
    refuse_if_not_qualified(work, stored=stored, round_=round_, person=person)
    placed = block_of(work, stored, person).block
    block = placed.id if placed is not None else ""
    rules = paper_for(contest.paper, round_number=round_.number, block=block)
    seed = bound_seed(work, stored=stored, round_=round_, person_id=person.id, number=len(earlier) + 1)
    if seed is None:
        seed = f"{round_.id}/{person.code}/{len(earlier) + 1}/{rng.getrandbits(64):016x}"
        if contest.paper.same_for_all:
            seed = f"{stored.rules_hash}/{round_.number}"
    paper = draw(
        rules,
        work.bank.pool(),
        seen={} if contest.paper.same_for_all else work.bank.seen_by(person.id),
        rng=random.Random(seed),
        seed_text=seed,
        use="practice" if contest.kind is ContestKind.PRACTICE else "contest",
    )
    paper = replace(paper, block=block)
    return work.attempts.start(
        round_id=round_.id,
        person_id=person.id,
        number=len(earlier) + 1,
        paper=paper,
        started_at=now,
        deadline_at=deadline(rules, own, started_at=now),
    )


def _made(work: Work, stored: StoredContest, person: Person, *, on: datetime | None = None) -> int:
    """Count a person's attempts in a contest, or those of one local day, where the rules limit them."""
    limits = stored.contest.attempts
    if (limits.per_day if on is not None else limits.in_all) is None:
        return 0
    zone = ZoneInfo(stored.contest.rounds.zone)
    made = (
        each
        for round_ in work.contests.played_by(stored.id, person.id)
        for each in work.attempts.in_round(person.id, round_.id)
    )
    if on is None:
        return sum(1 for _ in made)
    day = on.astimezone(zone).date()
    return sum(each.started_at.astimezone(zone).date() == day for each in made)


def paper_rules(stored: StoredContest, round_: Round, attempt: Attempt) -> PaperRules:
    """Give the rules of the paper that an attempt has."""
    return paper_for(stored.contest.paper, round_number=round_.number, block=attempt.paper.block)


def _refuse_if_corrected(person: Person, round_: Round, corrections: Corrections) -> None:
    if corrections.is_void(round_.number):
        raise NotEligible(reason="round_void")
    if person.id in corrections.disqualified(round_.number):
        raise NotEligible(reason="disqualified")


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
    extra = attempt.paper.items[position].extra
    points = 0 if extra else official_lines(rule=contest.rank.score, answers=(marked,))[0]
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
    gained = mark.right - (before.right if before else False)
    moved = replace(
        attempt,
        answered=attempt.answered + (before is None),
        right=attempt.right + (0 if extra else gained),
        points=attempt.points + points - (before.points if before else 0),
        extra=attempt.extra + (gained if extra else 0),
    )
    work.attempts.record(
        stored, answered=moved.answered, right=moved.right, points=moved.points, extra=moved.extra
    )
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
            attempt = work.attempts.get(each.id)
            if attempt is not None:
                rules = paper_rules(stored, round_, attempt)
                until = deadline(rules, own, started_at=each.started_at, removed=removed)
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
    leaf = leaf_of(work, stored=stored, round_=round_, attempt=attempt, status=status, at=at)
    if work.attempts.finish(attempt.id, status=status, at=at, leaf=leaf):
        if round_.closed:
            # a late paper, in a window of its own, moves what was counted at closing
            results.rebuild(work, stored=stored)
        else:
            results.update_person(work, stored=stored, round_=round_, person_id=attempt.person_id)
    return replace(attempt, status=status, submitted_at=at)
