"""The bank in the running product: compare, apply, look up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quizbot.core.paper import pool_item
from quizbot.core.question import Question
from quizbot.core.refusal import Refusal
from quizbot.core.vietnamese import fold
from quizbot.usecases.evidence import binding
from quizbot.usecases.holding_back import Held, holding_back
from quizbot.usecases.ports import AuditEntry, BankChange, Work


class KeyChangeUnconfirmed(Refusal):
    """A right answer would become another one; that needs a confirmation of its own."""

    code = "bank.key_change_unconfirmed"


class BankMovedOn(Refusal):
    """A question is no longer as it was when the person looked at it."""

    code = "bank.moved_on"


def compare(work: Work, questions: Sequence[Question], *, whole: bool) -> BankChange:
    """Tell what applying would change."""
    return work.bank.compare(questions, whole=whole)


def apply(
    work: Work,
    questions: Sequence[Question],
    *,
    whole: bool,
    confirm_keys: bool,
    source_hash: str,
    by: str,
    now: datetime,
    file: str = "",
) -> BankChange:
    """Make these questions the current ones. Papers already drawn keep what they show.

    Args:
        file: what the file was called that they came from, for the record.

    Raises:
        KeyChangeUnconfirmed: a key changes and `confirm_keys` is not set.
    """
    change = work.bank.compare(questions, whole=whole)
    if change.key_changed and not confirm_keys:
        raise KeyChangeUnconfirmed(questions=", ".join(change.key_changed))
    if change == BankChange():
        return change
    work.bank.apply(questions, whole=whole)
    binding.bind_running(work, now=now)
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by,
            action="bank.applied",
            subject="bank",
            detail={
                "source": source_hash,
                **({"file": file} if file else {}),
                "added": len(change.added),
                "changed": list(change.changed),
                "key_changed": list(change.key_changed),
                "removed": list(change.removed),
            },
        )
    )
    return change


def take_in(
    work: Work,
    seen: Sequence[tuple[Question | None, Question]],
    *,
    source_hash: str,
    file: str,
    by: str,
    now: datetime,
) -> BankChange:
    """Take in questions that a person has looked at one by one, with every key change among them.

    Args:
        seen: what the person saw as the present version (None: a new question), and what is to stand.

    Raises:
        BankMovedOn: a present version is another one by now; nothing was taken in.
    """
    moved = [question.id for before, question in seen if work.bank.current(question.id) != before]
    if moved:
        raise BankMovedOn(questions=", ".join(moved))
    return apply(
        work,
        [question for _, question in seen],
        whole=False,
        confirm_keys=True,
        source_hash=source_hash,
        by=by,
        now=now,
        file=file,
    )


def note_reading(
    work: Work,
    *,
    question_id: str,
    read: str,
    agrees: bool,
    verdict: str,
    passes: bool,
    by: str,
    now: datetime,
) -> bool:
    """Give a question the status that a blind reading earns it; what people see of it stays as it is.

    Args:
        read: how the `shown_hash` of the question began when it was read.

    Returns:
        Whether the question still is as it was read.
    """
    current = work.bank.current(question_id)
    fresh = current is not None and current.status != "retired" and current.shown_hash.startswith(read)
    status = "reviewed" if passes else "draft"
    if fresh and current is not None and current.status != status:
        work.bank.apply([replace(current, status=status)], whole=False)
    detail = {"question": question_id, "read": read, "agrees": agrees, "verdict": verdict}
    work.audit.record(AuditEntry(at=now, actor=by, action="bank.read_blind", subject="bank", detail=detail))
    return fresh


def note_taken_out(work: Work, *, format_: str, questions: int, by: str, now: datetime) -> None:
    """Put on record that somebody took the bank, with its keys, out as a file."""
    detail = {"format": format_, "questions": questions}
    work.audit.record(AuditEntry(at=now, actor=by, action="bank.exported", subject="bank", detail=detail))


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """What the bank has on some words."""

    questions: tuple[Question, ...]
    # among the best matches: what a round that is open may ask, so that its answer is not told
    held: tuple[tuple[Question, Held], ...] = ()


def search(work: Work, text: str, *, now: datetime, limit: int = 3) -> LookedUp:
    """Find the questions whose text and explanation share most words with `text`.

    Only questions that may be practised are found: a reserved item is never shown. What a round that is
    open may ask is held back from everybody.
    """
    wanted = {word for word in fold(text).split() if len(word) > 1}
    scored = []
    for question in work.bank.everything() if wanted else ():
        if question.use == "contest" or question.status == "retired":
            continue
        words = set(fold(f"{question.ask} {question.explain}").split())
        shared = len(wanted & words)
        if shared * 2 >= len(wanted) and shared:
            scored.append((-shared, len(words), question.id, question))
    matching = [question for *_, question in sorted(scored)]
    holding = holding_back(work, now=now)
    free: list[Question] = []
    held = []
    for place, question in enumerate(matching):
        if len(free) == limit:
            break
        why = holding.holds(pool_item(question))
        if why is None:
            free.append(question)
        elif place < limit:
            held.append((question, why))
    return LookedUp(questions=tuple(free), held=tuple(held))
