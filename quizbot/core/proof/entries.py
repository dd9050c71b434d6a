"""The log as it is published: one line for each finished attempt, and the receipt of a line."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from quizbot.core.attempt import Answer, AttemptStatus, Paper
from quizbot.core.codec import canonical_plain

RECEIPT_DIGITS = 16
"""Hexadecimal digits of a receipt: 64 bits, too many to find a second line with the same."""


def instant(at: datetime) -> str:
    """Write a moment in the one form that is hashed: UTC, ISO 8601."""
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat()


def attempt_line(
    *,
    attempt_id: int,
    person: str,
    round_number: int,
    number: int,
    status: AttemptStatus,
    started_at: datetime,
    deadline_at: datetime,
    submitted_at: datetime | None,
    prediction: int | None,
    paper: Paper,
    answers: Iterable[Answer],
) -> bytes:
    """Write a finished attempt with its paper and the answers that count, in canonical JSON.

    Args:
        person: the opaque code.
        answers: the counting answers, by position.
    """
    return canonical_plain(
        {
            "attempt": attempt_id,
            "person": person,
            "round": round_number,
            "number": number,
            "status": status.value,
            "started": instant(started_at),
            "deadline": instant(deadline_at),
            "submitted": None if submitted_at is None else instant(submitted_at),
            "prediction": prediction,
            "seed": paper.seed,
            "paper": [
                [item.question_id, item.shown_hash, list(item.order), list(item.target_order)]
                + ([True] if item.extra else [])
                for item in paper.items
            ],
            # position, response, whether right, points, received
            "answers": [
                [each.position, list(each.response), each.right, each.points, instant(each.received_at)]
                for each in answers
            ],
        }
    )


def receipt(leaf: bytes) -> str:
    """Give the receipt of a line: the beginning of its leaf, in groups of four digits.

    One receipt stands for every answer of the attempt: change one and the receipt changes.
    """
    return grouped(leaf.hex()[:RECEIPT_DIGITS])


def grouped(digits: str) -> str:
    """Write digits as people copy them: "3F7A-91C2-44D0-18BE"."""
    upper = digits.upper()
    return "-".join(upper[start : start + 4] for start in range(0, len(upper), 4))


def plain_receipt(text: str) -> str:
    """Read a receipt however it was copied; the number of an answer behind a stroke is left aside."""
    return "".join(ch for ch in text.split("/")[0].lower() if ch in "0123456789abcdef")


def find_receipt(leaves: Sequence[bytes], text: str) -> int | None:
    """Find the leaf that a receipt belongs to; None when there is none."""
    wanted = plain_receipt(text)
    if len(wanted) < RECEIPT_DIGITS:
        return None
    return next((at for at, leaf in enumerate(leaves) if leaf.hex().startswith(wanted)), None)
