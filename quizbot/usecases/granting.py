"""The register of decisions: filled once the office's decision is signed, or brought in for earlier years."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from quizbot.core.commend.choosing import Outcome
from quizbot.core.commend.grants import (
    BadGrant,
    Grant,
    SignedGrant,
    award_key,
    checked_grant,
    standing_grants,
)
from quizbot.core.commend.money import BaseSalary, award_money, base_salary
from quizbot.core.lifecycle import Actor
from quizbot.core.refusal import Refusal
from quizbot.core.reporting.periods import ZONE
from quizbot.usecases.paperwork import Commendation
from quizbot.usecases.people import NotAllowed
from quizbot.usecases.ports import AuditEntry, Work

WRITERS = ("hr",)


class GrantsNotFinal(Refusal):
    """Decisions are signed on final results."""

    code = "grant.not_final"


class TiesOpen(Refusal):
    """Equals wait for the council, so the list that was signed is not known."""

    code = "grant.ties_open"


class NothingToGrant(Refusal):
    """Nobody is proposed whose decision is not in the register already."""

    code = "grant.nothing"


class UnknownGrant(Refusal):
    """There is no such line in the register, or it was taken back."""

    code = "grant.unknown"


class GrantReasonMissing(Refusal):
    """Whoever takes a line back says why."""

    code = "grant.reason_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came in, and how many lines stood in the register already."""

    added: tuple[SignedGrant, ...]
    known: int


def grant(
    work: Work,
    found: Commendation,
    *,
    decision: str,
    on: date,
    salaries: Sequence[BaseSalary],
    by: Actor,
    now: datetime,
) -> tuple[SignedGrant, ...]:
    """Write the signed decision into the register: a line for each one proposed who has none yet.

    Args:
        found: the commendation, read in this transaction.
        decision: number as printed, such as 123/QĐ-VP.
        on: day of signing; the base salary of that day makes the amounts.
        salaries: the office's dated table.

    Raises:
        NotAllowed, GrantsNotFinal, TiesOpen, NothingToGrant, BadGrant, NoBaseSalary
    """
    _allowed(by)
    number = " ".join(decision.split())
    if not re.search(r"\d", number):
        raise BadGrant(field="decision", value=number)
    if found.figures.provisional:
        raise GrantsNotFinal()
    open_ = sum(len(award.of(Outcome.TIE)) for award in found.chosen)
    if open_:
        raise TiesOpen(count=open_)
    contest = found.figures.contest
    rounds = ", ".join(str(each.round.number) for each in found.figures.rounds if not each.void)
    made = [
        Grant(
            decision=number,
            on=on,
            form=award.plan.form,
            title=award.plan.title,
            subject=award.plan.subject,
            code=each.nominee.code,
            name=each.nominee.name,
            unit=each.nominee.unit,
            achievement=contest.title,
            contest=found.figures.slug,
            award=award.plan.name,
            rounds=rounds,
            amount=award_money(award.plan.coefficient, base_salary(salaries, on=on).amount)
            if award.plan.coefficient
            else 0,
        )
        for award in found.chosen
        for each in award.proposed
        if award.plan.name not in each.nominee.granted_here
    ]
    if not made:
        raise NothingToGrant()
    return tuple(_add(work, _fit(each, now), by=by, now=now) for each in made)


def bring_in(work: Work, grants: Sequence[Grant], *, by: Actor, now: datetime) -> Imported:
    """Write lines of earlier decisions; a line that stands there already is not written twice.

    Raises:
        NotAllowed, BadGrant
    """
    _allowed(by)
    held = {award_key(each.grant) for each in standing_grants(work.awards.grants())}
    added = []
    for each in grants:
        if award_key(each) in held:
            continue
        added.append(_add(work, _fit(each, now), by=by, now=now))
        held.add(award_key(each))
    return Imported(added=tuple(added), known=len(grants) - len(added))


def take_back_grant(work: Work, number: int, *, reason: str, by: Actor, now: datetime) -> SignedGrant:
    """Take a line of the register back; it stays to be read, and counts no more.

    Raises:
        NotAllowed, UnknownGrant, GrantReasonMissing
    """
    _allowed(by)
    said = " ".join(reason.split())
    if not said:
        raise GrantReasonMissing()
    held = next((each for each in standing_grants(work.awards.grants()) if each.number == number), None)
    if held is None:
        raise UnknownGrant(number=number)
    entry = replace(held, number=0, at=now, by=by.id, takes_back=number, reason=said)
    return _store(work, entry, action="grant.taken_back")


def _allowed(by: Actor) -> None:
    if not by.may(WRITERS):
        raise NotAllowed()


def _fit(given: Grant, now: datetime) -> Grant:
    if given.on > now.astimezone(ZONE).date():
        raise BadGrant(field="on", value=f"{given.on:%d/%m/%Y}")
    return checked_grant(given)


def _add(work: Work, given: Grant, *, by: Actor, now: datetime) -> SignedGrant:
    return _store(work, SignedGrant(number=0, grant=given, at=now, by=by.id), action="grant.written")


def _store(work: Work, entry: SignedGrant, *, action: str) -> SignedGrant:
    stored = work.awards.add_grant(entry)
    work.audit.record(
        AuditEntry(
            at=entry.at,
            actor=entry.by,
            action=action,
            subject=f"grant:{stored.number}",
            detail={
                "decision": entry.grant.decision,
                "code": entry.grant.code,
                "takes_back": entry.takes_back,
            },
        )
    )
    return stored
