"""Who is paid what, from which of the two purses; they are never mixed."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizbot.core.vietnamese import name_key
from quizbot.documents.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One amount to one receiver, from one purse."""

    name: str
    code: str
    unit: str
    what: str
    amount: int


def award_payments(facts: Facts) -> tuple[Payment, ...]:
    """List what is paid from the award purse."""
    lines = (*facts.lines("unit", ties=False), *facts.lines("person", ties=False))
    return _sorted(
        Payment(
            name=each.nominee.name,
            code=each.nominee.code,
            unit=each.nominee.unit,
            what=each.award.plan.title,
            amount=each.amount,
        )
        for each in lines
        if each.amount
    )


def prize_payments(facts: Facts) -> tuple[Payment, ...]:
    """List what is paid from the contest's own purse: its prizes; those of one place wait for the committee."""
    awards = facts.figures.awards
    people = [
        Payment(
            name=each.name,
            code=each.code,
            unit=each.unit,
            what=each.prize + (f" (vòng {each.round_number})" if each.round_number else ""),
            amount=each.amount,
        )
        for each in awards.people
        if each.prize and each.amount and not each.note
    ]
    units = [
        Payment(name=each.line.name, code=each.line.result.code, unit="", what=each.prize, amount=each.amount)
        for each in awards.units
        if each.prize and each.amount and not each.note
    ]
    return _sorted((*units, *people))


def _sorted(payments: Iterable[Payment]) -> tuple[Payment, ...]:
    # unit by unit, as they come to be paid
    return tuple(sorted(payments, key=lambda each: (each.unit, name_key(each.name), each.code)))
