"""Playing a closed round once more, against everybody who played it: outside all ledgers, and never stored.

See docs/rules/play.md, "As a ghost".
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from quizbot.core.attempt import Attempt, AttemptStatus
from quizbot.core.contest import ContestKind, Round, results_told
from quizbot.core.corrections import Correction
from quizbot.core.ids import AttemptId, RoundId
from quizbot.core.ledger import official_lines
from quizbot.core.points import unit_of
from quizbot.core.question import Question, Response
from quizbot.core.questions import KINDS
from quizbot.core.ranking import Key, Result, decode_key, sort_key
from quizbot.core.refusal import Refusal
from quizbot.core.regrade import worth
from quizbot.core.scoring import MarkedAnswer
from quizbot.usecases import results
from quizbot.usecases.mending import corrections_of, rulings_of
from quizbot.usecases.ports import Person, StoredContest, Work
from quizbot.usecases.scene import scene

# steps that say something of a paper played at another time: the rest lies in the past
COMPARABLE = ("points", "right", "duration", "extra", "attempts")


class NoGhost(Refusal):
    """The round cannot be played as a ghost: it is not closed, or nobody stands on its board."""

    code = "ghost.none"


@dataclass(frozen=True, slots=True, kw_only=True)
class GhostScore:
    """What a paper played as a ghost would have come to."""

    right: int
    asked: int
    points: int
    duration_s: int
    # from the best to the worst place it may have had: later steps cannot be played again
    first: int
    last: int
    # people on the board, without the ghost
    people: int


def offered(work: Work, *, now: datetime, limit: int = 8) -> tuple[tuple[StoredContest, Round], ...]:
    """List closed rounds that can be played as a ghost, the latest first."""
    closed = [
        (stored, round_)
        for stored in work.contests.all()
        if stored.contest.kind is not ContestKind.PRACTICE
        for round_ in work.contests.rounds(stored.id)
        if round_.closed
    ]
    closed.sort(key=lambda pair: (pair[1].closes_at, pair[0].id), reverse=True)
    # looked at one by one: of many rounds only the latest are asked for
    found = (pair for pair in closed if _open_to_ghosts(work, *pair, now))
    return tuple(islice(found, limit))


def _open_to_ghosts(work: Work, stored: StoredContest, round_: Round, now: datetime) -> bool:
    return (
        round_.closed
        and now >= round_.closes_at
        and results_told(stored.contest, round_, now=now)
        and _last_window(work, stored, round_) <= now
        and work.standings.size(results.round_board(round_.id)) > 0
    )


def _last_window(work: Work, stored: StoredContest, round_: Round) -> datetime:
    """Give when the last person who may play the round in a window of their own has to be done."""
    windows = (
        each.ends_at
        for each in corrections_of(work, stored).active
        if each.kind == "override" and each.touches(round_.number) and each.ends_at is not None
    )
    return max((round_.closes_at, *windows))


def ghost_paper(work: Work, *, round_id: RoundId, now: datetime, rng: random.Random) -> Attempt:
    """Choose a paper that somebody had in the round; whose it was is told to nobody.

    Raises:
        NoGhost
    """
    round_ = work.contests.round(round_id)
    stored = work.contests.get(round_.contest_id)
    if not _open_to_ghosts(work, stored, round_, now):
        raise NoGhost()
    board = results.round_board(round_id)
    row = work.standings.top(board, limit=1, offset=rng.randrange(work.standings.size(board)))[0]
    finished = [
        each
        for each in work.attempts.in_round(row.entry.person_id, round_id)
        if each.status in (AttemptStatus.SUBMITTED, AttemptStatus.EXPIRED)
    ]
    return rng.choice(finished)


def paper_again(work: Work, *, attempt_id: AttemptId, now: datetime) -> Attempt:
    """Give the paper that was chosen.

    Raises:
        NoGhost: the round can be played as a ghost no longer.
    """
    attempt = work.attempts.get(attempt_id)
    if attempt is None:
        raise NoGhost()
    round_ = work.contests.round(attempt.round_id)
    if not _open_to_ghosts(work, work.contests.get(round_.contest_id), round_, now):
        raise NoGhost()
    return attempt


def ghost_score(
    work: Work, *, person: Person, paper: Attempt, responses: Sequence[Response | None], duration_s: int
) -> GhostScore:
    """Mark the responses by the keys in force, and find the place among the real results; writes nothing.

    Args:
        paper: whose paper was played.
        responses: by position; None: left open. What is missing at the end was left open.
    """
    round_ = work.contests.round(paper.round_id)
    stored = work.contests.get(round_.contest_id)
    rulings = rulings_of(work, stored, round_)
    asked = answered = right = points = extra = 0
    for position, item in enumerate(paper.paper.items):
        response = responses[position] if position < len(responses) else None
        question = work.bank.by_hash(item.shown_hash)
        counts, is_right, worth_points = _marked(question, response, rulings, stored.contest.rank.score)
        if item.extra:
            extra += is_right
            continue
        asked += counts
        answered += counts and response is not None
        right += is_right
        points += worth_points
    result = Result(
        person_id=person.id,
        person_code=person.code,
        unit_id=person.unit_id,
        round_id=round_.id,
        attempt_number=1,
        attempts_made=1,
        points=points * unit_of(stored.contest.paper),
        right=right,
        asked=asked,
        answered=answered,
        prediction=None,
        duration_s=duration_s,
        submitted_s=0,
        extra=extra,
    )
    first, last, people = _places(work, stored, round_, result)
    return GhostScore(
        right=right, asked=asked, points=points, duration_s=duration_s, first=first, last=last, people=people
    )


def _marked(
    question: Question, response: Response | None, rulings: Mapping[str, Correction], score: str
) -> tuple[bool, bool, int]:
    ruling = rulings.get(question.id)
    if ruling is not None:
        found = worth(question, response, ruling=ruling, score=score)
        return found.asked, found.right, found.points
    if response is None:
        return True, False, 0
    mark = KINDS[question.kind].mark(response, question)
    marked = MarkedAnswer(right=mark.right, share=mark.share, weight=question.weight)
    return True, mark.right, official_lines(rule=score, answers=(marked,))[0]


def _places(work: Work, stored: StoredContest, round_: Round, result: Result) -> tuple[int, int, int]:
    ties = stored.contest.rank.ties
    here = scene(work, stored=stored, round_=round_, person_id=result.person_id)
    steps = ("points", *ties)
    known = next((at for at, step in enumerate(steps) if step not in COMPARABLE), len(steps))
    mine = sort_key(result, ties=ties, context=here.context)[:known]
    board = results.round_board(round_.id)
    people = work.standings.size(board)
    first = _ahead(work, board, people, mine, also_equal=False) + 1
    if known == len(steps):
        # equal in every step means sharing the place
        return first, first, people
    return first, _ahead(work, board, people, mine, also_equal=True) + 1, people


def _ahead(work: Work, board: str, people: int, mine: Key, *, also_equal: bool) -> int:
    """Count who is ahead by the first steps of their keys; the board is in order, so few rows are read."""
    low, high = 0, people
    while low < high:
        middle = (low + high) // 2
        row = work.standings.top(board, limit=1, offset=middle)[0]
        theirs = decode_key(row.entry.key)[: len(mine)]
        if theirs < mine or (also_equal and theirs == mine):
            low = middle + 1
        else:
            high = middle
    return low
