"""How a place came about, step by step, summing exactly to the score."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quizbot.core.attempt import Answer, Attempt, AttemptStatus
from quizbot.core.calendar import Period
from quizbot.core.contest import Round
from quizbot.core.contest_paper import Points
from quizbot.core.corrections import Correction, Policy, own_time
from quizbot.core.points import step_points, to_points, unit_of
from quizbot.core.question import Question, Shown
from quizbot.core.questions import KINDS
from quizbot.core.ranking import Difference
from quizbot.core.regrade import ruled as with_key
from quizbot.core.regrade import stored_worth, worth
from quizbot.usecases import play, results
from quizbot.usecases.brackets import own_bracket
from quizbot.usecases.mending import corrections_of, essay_points, missing_of
from quizbot.usecases.people import by_code
from quizbot.usecases.places import neighbours, next_better, reason
from quizbot.usecases.ports import Person, StandingEntry, StoredContest, Work
from quizbot.usecases.standings import find


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer, or a question ruled on that was left open: what was asked, answered, when, what it earned."""

    position: int
    question_id: str
    # as this person saw it
    answer: str
    key: str
    right: bool
    points: int
    # None: left open
    received_at: datetime | None
    # from the answer before, or the start
    took: timedelta
    channel: str
    # number of the correction that says what the answer counts for; None: it counts as it was marked
    correction: int | None = None
    # gives no points; decides ties
    extra: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptLine:
    number: int
    status: AttemptStatus
    started_at: datetime
    submitted_at: datetime | None
    answers: tuple[AnswerLine, ...]
    # sum of the answers' points and those for essays: exactly the attempt's
    points: Points
    right: int
    asked: int
    prediction: int | None
    duration_s: int
    # this attempt is the one that counts in its round
    counts: bool
    # points of essays, part of the points
    essay: Points = 0
    # numbers, from 1, of the essays that are required and were left empty: then the attempt cannot count
    essays_missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    number: int
    attempts: tuple[AttemptLine, ...]
    place: int | None
    people: int
    points: Points
    # values of the tie chain, in order
    ties: tuple[tuple[str, Points], ...]
    # what put the next better place above; None: nobody is better
    step: Difference | None
    # the round, or the person's results in it, do not count
    out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    contest: str
    title: str
    code: str
    name: str
    rounds: tuple[RoundLine, ...]
    # sum of the rounds' points: exactly the board's
    points: Points
    place: int | None
    people: int
    step: Difference | None
    # the corrections in force that concern this person's results
    corrections: tuple[Correction, ...] = ()


def explain(work: Work, *, slug: str, code: str) -> Explanation:
    """Explain a person's place in a contest.

    Raises:
        UnknownContest, UnknownPerson
    """
    stored = find(work, slug)
    person = by_code(work, code)
    rounds = tuple(
        line
        for round_ in work.contests.rounds(stored.id)
        if (line := _round(work, stored, person, round_)) is not None
    )
    board = results.contest_board(stored)
    whole = work.standings.entry(board, person.id)
    bracket = own_bracket(work, stored, board, person.id)
    return Explanation(
        contest=slug,
        title=stored.contest.title,
        code=person.code,
        name=person.name,
        rounds=rounds,
        points=_points(stored, whole) if whole is not None else sum(each.points for each in rounds),
        place=work.standings.place(board, person.id, bracket=bracket),
        people=work.standings.size(board, bracket=bracket),
        step=_step(work, stored, board, person),
        corrections=_concerning(work, stored, person),
    )


def _concerning(work: Work, stored: StoredContest, person: Person) -> tuple[Correction, ...]:
    """Give the corrections in force that touch this person: their own, and those on what they played."""
    corrections = corrections_of(work, stored)
    if not corrections.active:
        return ()
    played = work.contests.played_by(stored.id, person.id)
    asked = {
        (round_.number, item.question_id)
        for round_ in played
        for attempt in work.attempts.in_round(person.id, round_.id)
        for item in attempt.paper.items
    }
    return tuple(
        each
        for each in corrections.active
        if each.person_id in (None, person.id)
        and any(
            each.touches(round_.number)
            and (not each.question_id or (round_.number, each.question_id) in asked)
            for round_ in played
        )
    )


def _round(work: Work, stored: StoredContest, person: Person, round_: Round) -> RoundLine | None:
    attempts = work.attempts.in_round(person.id, round_.id)
    if not attempts:
        return None
    board = results.round_board(round_.id)
    entry = work.standings.entry(board, person.id)
    counted = results.result_of(entry).attempt_number if entry is not None else None
    corrections = corrections_of(work, stored)
    number = round_.number
    ruled = _Ruled(
        score=stored.contest.rank.score,
        rulings=corrections.rulings(number),
        removed=corrections.removed(number),
    )
    essays = essay_points(work, stored, round_)
    bracket = own_bracket(work, stored, board, person.id)
    return RoundLine(
        number=number,
        attempts=tuple(
            replace(
                _attempt(
                    work,
                    each,
                    ruled,
                    counts=each.number == counted,
                    essay=to_points(essays.get(each.id, 0), unit_of(stored.contest.paper)),
                ),
                essays_missing=tuple(at + 1 for at in missing_of(work, stored, round_, each)),
            )
            for each in attempts
        ),
        place=work.standings.place(board, person.id, bracket=bracket),
        people=work.standings.size(board, bracket=bracket),
        points=_points(stored, entry) if entry is not None else 0,
        ties=_ties(stored, entry),
        step=_step(work, stored, board, person),
        out=corrections.is_void(number) or person.id in corrections.disqualified(number),
    )


def _points(stored: StoredContest, entry: StandingEntry) -> Points:
    return to_points(entry.points, unit_of(stored.contest.paper))


def _ties(stored: StoredContest, entry: StandingEntry | None) -> tuple[tuple[str, Points], ...]:
    if entry is None:
        return ()
    unit = unit_of(stored.contest.paper)
    values = zip(stored.contest.rank.ties, results.key_of(entry)[1:], strict=True)
    return tuple((step, step_points(step, value, unit)) for step, value in values)


def _step(work: Work, stored: StoredContest, board: str, person: Person) -> Difference | None:
    bracket = own_bracket(work, stored, board, person.id)
    rows = neighbours(work, board, person.id, bracket=bracket, each_side=1)
    mine = next((row for row in rows if row.entry.person_id == person.id), None)
    if mine is None:
        return None
    return reason(mine, next_better(work, board, rows, mine, bracket=bracket), stored.contest)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ruled:
    """What was said of a round since: of its questions, and of its time."""

    score: str
    rulings: Mapping[str, Correction]
    removed: tuple[Period, ...]


def _attempt(work: Work, attempt: Attempt, ruled: _Ruled, *, counts: bool, essay: Points) -> AttemptLine:
    lines = []
    before = attempt.started_at
    answers = {answer.position: answer for answer in work.attempts.answers(attempt.id)}
    asked = attempt.paper.counting
    for position, item in enumerate(attempt.paper.items):
        answer, ruling = answers.get(position), ruled.rulings.get(item.question_id)
        if answer is None and ruling is None:
            continue
        shown = play.shown_at(work, attempt, position)
        line = _line(shown, answer, ruling, score=ruled.score, before=before)
        asked -= ruling is not None and ruling.ruling is Policy.DROP and not item.extra
        if item.extra:
            line = replace(line, points=0, extra=True)
        before = before if answer is None else answer.received_at
        lines.append(replace(line, position=position + 1))
    end = min(attempt.submitted_at or attempt.deadline_at, attempt.deadline_at)
    return AttemptLine(
        number=attempt.number,
        status=attempt.status,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        answers=tuple(lines),
        points=sum(each.points for each in lines) + essay,
        right=sum(each.right for each in lines if not each.extra),
        essay=essay,
        asked=asked,
        prediction=attempt.prediction,
        duration_s=int(own_time(attempt.started_at, end, ruled.removed).total_seconds()),
        counts=counts,
    )


def _line(
    shown: Shown, answer: Answer | None, ruling: Correction | None, *, score: str, before: datetime
) -> AnswerLine:
    question = with_key(shown.question, ruling)
    kind = KINDS[question.kind]
    response = None if answer is None else answer.response
    counts = (
        stored_worth(answer)
        if ruling is None
        else worth(shown.question, response, ruling=ruling, score=score)
    )
    return AnswerLine(
        position=0,
        question_id=question.id,
        answer="" if response is None else kind.show(response, shown),
        key=kind.show(_key(question), shown),
        right=counts.right,
        points=counts.points,
        received_at=None if answer is None else answer.received_at,
        took=timedelta(0) if answer is None else answer.received_at - before,
        channel="" if answer is None else answer.channel,
        correction=None if ruling is None else ruling.number,
    )


def _key(question: Question) -> tuple[str, ...]:
    return question.key[:1] if question.kind == "short_text" else question.key
