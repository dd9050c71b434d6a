"""Attempts as they count once corrections are in force: the figures of the log, mended."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from quizbot.core.attempt import Answer, Attempt, Paper
from quizbot.core.contest import Round
from quizbot.core.corrections import Correction, Corrections
from quizbot.core.ids import AttemptId
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
    if not rulings:
        return attempts
    changes = _changes(work, stored, round_, rulings)
    return (_with(each, changes.get(each.id)) for each in attempts)


def mended_of(
    work: Work,
    stored: StoredContest,
    round_: Round,
    corrections: Corrections,
    attempts: Sequence[AttemptSummary],
) -> Sequence[AttemptSummary]:
    """Give attempts of one person in one round as they count."""
    rulings = corrections.rulings(round_.number)
    if not rulings or not attempts:
        return attempts
    whole = {each.id: each for each in work.attempts.in_round(attempts[0].person_id, round_.id)}
    return [_with(each, change_of(work, stored, whole[each.id], rulings)) for each in attempts]


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


def _with(attempt: AttemptSummary, changed: Change | None) -> AttemptSummary:
    if not changed:
        return attempt
    return replace(
        attempt,
        asked=attempt.asked + changed.asked,
        answered=attempt.answered + changed.answered,
        right=attempt.right + changed.right,
        points=attempt.points + changed.points,
    )
