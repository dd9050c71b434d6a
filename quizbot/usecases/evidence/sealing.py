"""When a round has closed: the log as it is published, its Merkle root, and everybody's receipts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from quizbot.core.attempt import Answer, Attempt, AttemptStatus, Paper
from quizbot.core.contest import Round
from quizbot.core.ids import AttemptId
from quizbot.core.proof.commitments import opaque_code
from quizbot.core.proof.entries import attempt_line, receipt
from quizbot.core.proof.merkle import Tree, leaf_hash
from quizbot.usecases.ports import AttemptSummary, AuditEntry, Seal, StoredContest, Work

_FINISHED = (AttemptStatus.SUBMITTED, AttemptStatus.EXPIRED)


def seal(work: Work, *, stored: StoredContest, round_: Round, now: datetime) -> Seal | None:
    """Seal the finished attempts of a round; None when the last seal still holds, or nothing was bound.

    What is sealed was made when each attempt was handed in: a row that was changed since does not agree
    with it. A paper that comes after the closing, in a window of somebody's own, makes a further seal;
    the earlier ones stay on record.
    """
    secret = work.proofs.secret(stored.id)
    if secret is None:
        return None
    tree, fresh = Tree(), dict[AttemptId, bytes]()
    for attempt_id, leaf, kept in leaves(work, round_=round_, secret=secret):
        tree.add(leaf)
        if not kept:
            fresh[attempt_id] = leaf
    for attempt_id, leaf in fresh.items():
        work.attempts.keep_leaf(attempt_id, leaf)
    before = work.proofs.seals(round_.id)
    if before and before[-1].root == tree.root().hex():
        return None
    new = work.proofs.add_seal(round_.id, Seal(at=now, size=tree.size, root=tree.root().hex()))
    work.audit.record(
        AuditEntry(
            at=now,
            actor="system",
            action="round.sealed",
            subject=f"contest:{stored.contest.id}",
            detail={"round": round_.number, "seal": new.number, "attempts": new.size, "root": new.root},
        )
    )
    return new


def seal_closed(work: Work, *, stored: StoredContest, now: datetime) -> None:
    """Seal every closed round of a contest once more where its log has grown."""
    for round_ in work.contests.rounds(stored.id):
        if round_.closed:
            seal(work, stored=stored, round_=round_, now=now)


def leaves(work: Work, *, round_: Round, secret: str) -> Iterator[tuple[AttemptId, bytes, bool]]:
    """Give what a seal holds of the finished attempts of a round, by id, and whether it was kept.

    It was not where attempts were put together with another person's since.
    """
    for attempt_id, kept in work.attempts.leaves(round_.id):
        if kept is not None:
            yield attempt_id, kept, True
            continue
        attempt = work.attempts.get(attempt_id)
        if attempt is not None:
            yield attempt_id, leaf_hash(_own_line(work, attempt, round_, secret)), False


def leaf_of(
    work: Work, *, stored: StoredContest, round_: Round, attempt: Attempt, status: AttemptStatus, at: datetime
) -> bytes | None:
    """Give what seals will hold of an attempt that ends so; None when nothing was bound.

    Args:
        attempt: as read, or moved on, in the same transaction.
    """
    secret = work.proofs.secret(stored.id)
    if secret is None:
        return None
    return leaf_hash(_own_line(work, replace(attempt, status=status, submitted_at=at), round_, secret))


def receipt_of(work: Work, *, stored: StoredContest, round_: Round, attempt: Attempt) -> str | None:
    """Give the receipt of a finished attempt; None while it runs, or when nothing was bound."""
    secret = work.proofs.secret(stored.id) if attempt.status in _FINISHED else None
    if secret is None:
        return None
    return receipt(work.attempts.leaf(attempt.id) or leaf_hash(_own_line(work, attempt, round_, secret)))


def finished_ids(work: Work, round_: Round) -> frozenset[AttemptId]:
    """Name the finished attempts of a round: those that stand in its log."""
    return frozenset(each.id for each in work.attempts.summaries(round_.id) if each.status in _FINISHED)


def log_lines(work: Work, *, round_: Round, secret: str) -> Iterator[bytes]:
    """Stream the log of a round as it is published: finished attempts, by id."""
    return (line for _, line in logged(work, round_=round_, secret=secret))


def logged(work: Work, *, round_: Round, secret: str) -> Iterator[tuple[Paper, bytes]]:
    """Stream the log of a round, each line with the paper it is of."""
    finished = {each.id: each for each in work.attempts.summaries(round_.id) if each.status in _FINISHED}
    answers = _by_attempt(work.attempts.answers_in(round_.id))
    at: tuple[AttemptId, list[Answer]] | None = next(answers, None)
    for attempt_id, paper in work.attempts.papers(round_.id):
        while at is not None and at[0] < attempt_id:
            at = next(answers, None)
        if attempt_id in finished:
            given = at[1] if at is not None and at[0] == attempt_id else []
            yield paper, _line(finished[attempt_id], paper, given, round_=round_, secret=secret)


def _by_attempt(answers: Iterator[Answer]) -> Iterator[tuple[AttemptId, list[Answer]]]:
    for attempt_id, given in groupby(answers, key=lambda each: each.attempt_id):
        yield attempt_id, list(given)


def _own_line(work: Work, attempt: Attempt, round_: Round, secret: str) -> bytes:
    answers = list(work.attempts.answers(attempt.id))
    return _line(attempt, attempt.paper, answers, round_=round_, secret=secret)


def _line(
    attempt: AttemptSummary | Attempt, paper: Paper, answers: list[Answer], *, round_: Round, secret: str
) -> bytes:
    return attempt_line(
        attempt_id=attempt.id,
        person=opaque_code(secret, attempt.person_id),
        round_number=round_.number,
        number=attempt.number,
        status=attempt.status,
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        submitted_at=attempt.submitted_at,
        prediction=attempt.prediction,
        paper=paper,
        answers=answers,
    )
