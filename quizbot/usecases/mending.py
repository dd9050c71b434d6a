"""Attempts as they count once corrections are in force: the figures of the log, mended."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from quizbot.core.attempt import Answer, Attempt, Paper
from quizbot.core.contest import PaperRules, Round
from quizbot.core.corrections import Correction, Corrections
from quizbot.core.essays import essay_result
from quizbot.core.ids import AttemptId
from quizbot.core.paper_choice import essays_for
from quizbot.core.points import unit_of
from quizbot.core.regrade import Change, change
from quizbot.usecases.ports import AttemptSummary, StoredContest, Work


def corrections_of(work: Work, stored: StoredContest, *, until: datetime | None = None) -> Corrections:
    """Give what is in force of a contest's corrections, or was at a moment."""
    return Corrections.of(work.corrections.of(stored.id), until=until)


def mended(
    work: Work, *, stored: StoredContest, round_: Round, corrections: Corrections
) -> Iterator[AttemptSummary]:
    """Stream the attempts of a round as they count, by person and number.

    Without a ruling on a question this is the log itself; only with one are papers and answers read.
    """
    rulings = corrections.rulings(round_.number)
    attempts = work.attempts.summaries(round_.id)
    if not rulings and not stored.contest.paper.essays:
        return attempts
    essays = _essays(work, stored, round_)
    changes = _changes(work, stored, round_, rulings) if rulings else {}
    return (_with(each, changes.get(each.id), essays) for each in attempts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Essays:
    """What the essays of a round come to."""

    # how many units make a point
    unit: int
    # in units, by attempt
    points: Mapping[AttemptId, int]
    missing: Mapping[AttemptId, int]


def _essays(work: Work, stored: StoredContest, round_: Round) -> _Essays:
    return _Essays(
        unit=unit_of(stored.contest.paper),
        points=essay_points(work, stored, round_),
        missing=_all_missing(work, stored, round_),
    )


def _all_missing(work: Work, stored: StoredContest, round_: Round) -> dict[AttemptId, int]:
    rules = stored.contest.paper
    if not any(each.required for each in rules.essays):
        return {}
    written = work.essays.written(round_.id)
    return {
        attempt_id: len(missing)
        for attempt_id, paper in work.attempts.papers(round_.id)
        if (missing := essays_missing(rules, round_, paper, written.get(attempt_id, ())))
    }


def essays_missing(
    rules: PaperRules, round_: Round, paper: Paper, written: Collection[int]
) -> tuple[int, ...]:
    """Name the essays of a paper that are required and have no text, by position.

    Args:
        written: those that have a text.
    """
    asked = essays_for(rules, round_number=round_.number, block=paper.block)
    return tuple(at for at, each in enumerate(asked) if each.required and at not in written)


def missing_of(work: Work, stored: StoredContest, round_: Round, attempt: Attempt) -> tuple[int, ...]:
    """Name the essays of an attempt that are required and have no text, by position."""
    rules = stored.contest.paper
    if not any(each.required for each in rules.essays):
        return ()
    written = {each.position for each in work.essays.of(attempt.id) if each.text}
    return essays_missing(rules, round_, attempt.paper, written)


def essay_points(work: Work, stored: StoredContest, round_: Round) -> dict[AttemptId, int]:
    """Give the points of essays whose marking is done, by attempt, in units."""
    if not stored.contest.paper.essays:
        return {}
    marks = groupby(work.essays.marks(round_.id), key=lambda each: (each.attempt_id, each.position))
    found: dict[AttemptId, int] = {}
    for (attempt_id, _), given in marks:
        result = essay_result(given, rules=stored.contest.paper)
        if result.points:
            found[attempt_id] = found.get(attempt_id, 0) + result.points
    return found


def mended_of(
    work: Work,
    stored: StoredContest,
    round_: Round,
    corrections: Corrections,
    attempts: Sequence[AttemptSummary],
) -> Sequence[AttemptSummary]:
    """Give attempts of one person in one round as they count."""
    rulings = corrections.rulings(round_.number)
    if not attempts or not (rulings or stored.contest.paper.essays):
        return attempts
    whole = {each.id: each for each in work.attempts.in_round(attempts[0].person_id, round_.id)}
    essays = _Essays(
        unit=unit_of(stored.contest.paper),
        points=essay_points(work, stored, round_),
        missing={each: len(missing_of(work, stored, round_, attempt)) for each, attempt in whole.items()},
    )
    return [_with(each, change_of(work, stored, whole[each.id], rulings), essays) for each in attempts]


def rulings_of(work: Work, stored: StoredContest, round_: Round) -> dict[str, Correction]:
    """Give what was said of the questions of a round, by question."""
    return corrections_of(work, stored).rulings(round_.number)


def change_of(
    work: Work, stored: StoredContest, attempt: Attempt, rulings: Mapping[str, Correction]
) -> Change:
    """Give how the figures of one attempt change."""
    if not rulings:
        return Change()
    return _change(work, stored, attempt.paper, _by_position(work.attempts.answers(attempt.id)), rulings)


def _changes(
    work: Work, stored: StoredContest, round_: Round, rulings: Mapping[str, Correction]
) -> dict[AttemptId, Change]:
    answers: dict[AttemptId, dict[int, Answer]] = {}
    for answer in work.attempts.answers_in(round_.id, question_ids=sorted(rulings)):
        answers.setdefault(answer.attempt_id, {})[answer.position] = answer
    found = {}
    for attempt_id, paper in work.attempts.papers(round_.id):
        changed = _change(work, stored, paper, answers.get(attempt_id, {}), rulings)
        if changed:
            found[attempt_id] = changed
    return found


def _change(
    work: Work,
    stored: StoredContest,
    paper: Paper,
    answers: Mapping[int, Answer],
    rulings: Mapping[str, Correction],
) -> Change:
    return change(
        paper.items,
        answers,
        rulings=rulings,
        question_of=work.bank.by_hash,
        score=stored.contest.rank.score,
    )


def _by_position(answers: Iterable[Answer]) -> dict[int, Answer]:
    return {each.position: each for each in answers}


def _with(attempt: AttemptSummary, changed: Change | None, essays: _Essays) -> AttemptSummary:
    changed = changed or Change()
    essay = essays.points.get(attempt.id, 0)
    return replace(
        attempt,
        asked=attempt.asked + changed.asked,
        answered=attempt.answered + changed.answered,
        right=attempt.right + changed.right,
        points=(attempt.points + changed.points) * essays.unit + essay,
        extra=attempt.extra + changed.extra,
        essay=essay,
        essays_missing=essays.missing.get(attempt.id, 0),
    )
