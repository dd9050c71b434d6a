"""The register of decisions: what was granted to whom, for which achievement, by which signed paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from quizbot.core.commend.subject import Subject
from quizbot.core.refusal import Refusal

LONGEST = 500
"""Characters of a text of the register."""


class BadGrant(Refusal):
    """A line of the register lacks something, or says what cannot be."""

    code = "grant.bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One award as the signed decision grants it, to one person or unit."""

    # number of the decision as printed: 123/QĐ-VP
    decision: str
    # local day of signing
    on: date
    # giay-khen, bang-khen ...
    form: str
    # as printed: Giấy khen
    title: str
    subject: Subject
    # roster code of a person, code of a unit
    code: str
    # as the decision has it: a later change of name changes no old decision
    name: str
    unit: str = ""
    # what it was granted for, in words
    achievement: str
    # of a contest kept here: its id, and the award of the policy; empty for what comes from elsewhere
    contest: str = ""
    award: str = ""
    rounds: str = ""
    # đồng
    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedGrant:
    """A line as it stands in the register."""

    number: int
    grant: Grant
    at: datetime
    by: str
    # number of the line this one takes back, putting nothing in its place
    takes_back: int | None = None
    reason: str = ""


def standing_grants(register: Iterable[SignedGrant]) -> tuple[SignedGrant, ...]:
    """Give the lines that hold, by the day of the decision and number."""
    known = list(register)
    back = {each.takes_back for each in known}
    held = [each for each in known if each.takes_back is None and each.number not in back]
    return tuple(sorted(held, key=lambda each: (each.grant.on, each.number)))


def checked_grant(grant: Grant) -> Grant:
    """Refuse a line that is not whole.

    Raises:
        BadGrant
    """
    for name in ("decision", "title", "form", "code", "name", "achievement"):
        if not getattr(grant, name).strip():
            raise BadGrant(field=name, value="")
    for name in ("decision", "title", "name", "unit", "achievement", "rounds"):
        if len(getattr(grant, name)) > LONGEST:
            raise BadGrant(field=name, value=f"{len(getattr(grant, name))} ký tự")
    if not 0 <= grant.amount <= 10**12:
        raise BadGrant(field="amount", value=grant.amount)
    return grant


def award_key(grant: Grant) -> tuple[object, ...]:
    """Give what makes two lines the same award: to the same nominee, by the same decision, for the same thing."""
    return (grant.decision, grant.on, grant.form, grant.subject, grant.code, grant.achievement)
