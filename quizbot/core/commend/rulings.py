"""What a council decided of somebody on a list: written once, taken back only by a further entry. See docs/rules/awards.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizbot.core.commend.subject import Subject


class Verdict(StrEnum):
    """What the council says of one nominee for one award. Values are stored."""

    APPROVE = "approve"
    LEAVE_OUT = "leave_out"
    HOLD = "hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One decision of the council; it touches papers and sums, never a standing."""

    # name of the award in the policy file
    award: str
    subject: Subject
    # roster code of a person, code of a unit
    code: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRuling:
    """A ruling as it is kept."""

    number: int
    contest: str
    ruling: Ruling
    at: datetime
    by: str
    # number of the ruling this entry takes back, putting nothing in its place
    takes_back: int | None = None


Rulings = Mapping[tuple[str, str], Ruling]
"""What holds, by award and code."""


def holding(entries: Iterable[SignedRuling]) -> tuple[SignedRuling, ...]:
    """Give the rulings that hold: not taken back, and the last of each nominee for each award, by number."""
    known = sorted(entries, key=lambda each: each.number)
    back = {each.takes_back for each in known}
    last = {
        (each.ruling.award, each.ruling.subject, each.ruling.code): each
        for each in known
        if each.takes_back is None and each.number not in back
    }
    return tuple(sorted(last.values(), key=lambda each: each.number))


def rulings_of(entries: Iterable[SignedRuling]) -> dict[tuple[str, str], Ruling]:
    """Give what holds, for the walk down a list."""
    return {(each.ruling.award, each.ruling.code): each.ruling for each in holding(entries)}
