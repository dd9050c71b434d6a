"""How a place came about, step by step, summing exactly to the score."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from quizbot.core.attempt import Attempt, AttemptStatus
from quizbot.core.contest import Round
from quizbot.core.question import Shown
from quizbot.core.questions import KINDS
from quizbot.core.ranking import Difference
from quizbot.usecases import play, results
from quizbot.usecases.people import by_code
from quizbot.usecases.places import next_better, reason
from quizbot.usecases.ports import Person, StandingEntry, StoredContest, Work
from quizbot.usecases.standings import find


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer: what was asked, answered, when it came, what it earned."""

    position: int
    question_id: str
    # as this person saw it
    answer: str
    key: str
    right: bool
    points: int
    received_at: datetime
    # from the answer before, or the start
    took: timedelta
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptLine:
    number: int
    status: AttemptStatus
    started_at: datetime
    submitted_at: datetime | None
    answers: tuple[AnswerLine, ...]
    # sum of the answers' points: exactly the attempt's
    points: int
    right: int
    asked: int
    prediction: int | None
    duration_s: int
    # this attempt is the one that counts in its round
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    number: int
    attempts: tuple[AttemptLine, ...]
    place: int | None
    people: int
    points: int
    # values of the tie chain, in order
    ties: tuple[tuple[str, int], ...]
    # what put the next better place above; None: nobody is better
    step: Difference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    contest: str
    title: str
    code: str
    name: str
    rounds: tuple[RoundLine, ...]
    # sum of the rounds' points: exactly the board's
    points: int
    place: int | None
    people: int
    step: Difference | None


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
    return Explanation(
        contest=slug,
        title=stored.contest.title,
        code=person.code,
        name=person.name,
        rounds=rounds,
        points=sum(each.points for each in rounds),
        place=work.standings.place(board, person.id),
        people=work.standings.size(board),
        step=_step(work, stored, board, person),
    )


def _round(work: Work, stored: StoredContest, person: Person, round_: Round) -> RoundLine | None:
    attempts = work.attempts.in_round(person.id, round_.id)
    if not attempts:
        return None
    board = results.round_board(round_.id)
    entry = work.standings.entry(board, person.id)
    counted = results.result_of(entry).attempt_number if entry is not None else None
    return RoundLine(
        number=round_.number,
        attempts=tuple(_attempt(work, each, counts=each.number == counted) for each in attempts),
        place=work.standings.place(board, person.id),
        people=work.standings.size(board),
        points=entry.points if entry is not None else 0,
        ties=_ties(stored, entry),
        step=_step(work, stored, board, person),
    )


def _ties(stored: StoredContest, entry: StandingEntry | None) -> tuple[tuple[str, int], ...]:
    if entry is None:
        return ()
    values = results.key_of(entry)[1:]
    return tuple(zip(stored.contest.rank.ties, values, strict=True))


def _step(work: Work, stored: StoredContest, board: str, person: Person) -> Difference | None:
    rows = work.standings.around(board, person.id, each_side=1)
    mine = next((row for row in rows if row.entry.person_id == person.id), None)
    if mine is None:
        return None
    return reason(mine, next_better(work, board, rows, mine), stored.contest.rank.ties)


def _attempt(work: Work, attempt: Attempt, *, counts: bool) -> AttemptLine:
    lines = []
    before = attempt.started_at
    for answer in work.attempts.answers(attempt.id):
        shown = play.shown_at(work, attempt, answer.position)
        kind = KINDS[shown.question.kind]
        lines.append(
            AnswerLine(
                position=answer.position + 1,
                question_id=answer.question_id,
                answer=kind.show(answer.response, shown),
                key=kind.show(_key(shown), shown),
                right=answer.right,
                points=answer.points,
                received_at=answer.received_at,
                took=answer.received_at - before,
                channel=answer.channel,
            )
        )
        before = answer.received_at
    end = min(attempt.submitted_at or attempt.deadline_at, attempt.deadline_at)
    return AttemptLine(
        number=attempt.number,
        status=attempt.status,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        answers=tuple(lines),
        points=sum(each.points for each in lines),
        right=sum(each.right for each in lines),
        asked=len(attempt.paper.items),
        prediction=attempt.prediction,
        duration_s=max(0, int((end - attempt.started_at).total_seconds())),
        counts=counts,
    )


def _key(shown: Shown) -> tuple[str, ...]:
    return shown.question.key[:1] if shown.question.kind == "short_text" else shown.question.key
