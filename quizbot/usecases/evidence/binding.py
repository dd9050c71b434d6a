"""Before a contest: its rules, bank, keys and draw are bound by hashes that are told to everybody."""

import secrets
from dataclasses import asdict
from datetime import datetime

from quizbot.core.contest import ContestKind, ContestState
from quizbot.core.proof.commitments import SECRET_BYTES, BoundQuestion, bind_questions, commit
from quizbot.usecases.ports import AuditEntry, StoredCommitment, StoredContest, Work


def bind(
    work: Work, stored: StoredContest, *, now: datetime, secret: str | None = None
) -> StoredCommitment | None:
    """Bind the rules and the bank of a contest as they are; None when nothing changed since the last time.

    Practice ranks nobody and binds nothing.

    Args:
        secret: what the numbers behind the hashes are made from, `SECRET_BYTES` in hexadecimal; drawn by
            the operating system unless said. A contest keeps its first.
    """
    if stored.contest.kind is ContestKind.PRACTICE:
        return None
    made = work.proofs.commitments(stored.id)
    secret = work.proofs.secret(stored.id) or secret or secrets.token_hex(SECRET_BYTES)
    questions = _bound(work, secret, made[-1].questions if made else ())
    commitment = commit(secret, rules=stored.contest, questions=questions)
    if made and made[-1].commitment == commitment:
        return None
    new = work.proofs.add_commitment(
        stored.id, StoredCommitment(at=now, commitment=commitment, questions=questions), secret=secret
    )
    work.audit.record(
        AuditEntry(
            at=now,
            actor="system",
            action="contest.bound",
            subject=f"contest:{stored.contest.id}",
            detail={"number": new.number, "questions": len(questions), **asdict(commitment)},
        )
    )
    return new


def bind_running(work: Work, *, now: datetime) -> int:
    """Bind the bank once more for every contest that is open, after it changed; gives for how many."""
    running = [each for each in work.contests.all() if each.state is ContestState.OPEN]
    return sum(bind(work, each, now=now) is not None for each in running)


def _bound(work: Work, secret: str, before: tuple[BoundQuestion, ...]) -> tuple[BoundQuestion, ...]:
    """Bind what may be drawn; what was bound before keeps its leaves."""
    known = {each.shown_hash: each for each in before}
    wanted = [item.shown_hash for item in work.bank.pool() if item.use != "practice"]
    fresh = [work.bank.by_hash(each) for each in wanted if each not in known]
    known |= {each.shown_hash: each for each in bind_questions(secret, fresh)}
    return tuple(
        sorted((known[each] for each in wanted), key=lambda each: (each.question_id, each.shown_hash))
    )
