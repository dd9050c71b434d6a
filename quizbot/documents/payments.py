"""Who is paid what, from which of the two purses; they are never mixed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from quizbot.documents.facts import Facts
from quizbot.documents.prize_text import is_certain, prize_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One amount to one receiver, from one purse."""

    name: str
    code: str
    unit: str
    what: str
    amount: int
    # what it is, in whichever round
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """How many get the same amount for the same thing."""

    what: str
    many: int
    amount: int

    @property
    def total(self) -> int:
        """Give the number times the amount."""
        return self.many * self.amount


def summed(payments: Iterable[Payment]) -> tuple[Sum, ...]:
    """Put payments of one kind together over all rounds, as a budget shows them: the dearest first, then by name."""
    found = Counter((each.kind, each.amount) for each in payments)
    sums = (Sum(what=what, many=many, amount=amount) for (what, amount), many in found.items())
    return tuple(sorted(sums, key=lambda each: (-each.amount, each.what)))


def award_payments(facts: Facts) -> tuple[Payment, ...]:
    """List what is paid from the award purse, in the order of the lists that go with the submission."""
    lines = (*facts.lines("unit", ties=False), *facts.lines("person", ties=False))
    return tuple(
        Payment(
            name=each.nominee.name,
            code=each.nominee.code,
            unit=each.nominee.unit,
            what=each.award.plan.title,
            amount=each.amount,
            kind=each.award.plan.title,
        )
        for each in lines
        if each.amount
    )


def prize_payments(facts: Facts) -> tuple[Payment, ...]:
    """List what is paid from the contest's own purse: its prizes, those of units first, as they were won.

    Prizes of one place wait for the committee.
    """
    awards = facts.figures.awards
    people = [
        Payment(
            name=each.name,
            code=each.code,
            unit=each.unit,
            what=prize_text(each, facts.figures.contest),
            amount=each.amount,
            kind=prize_text(each, facts.figures.contest, with_rounds=False),
        )
        for each in awards.people
        if each.amount and is_certain(each)
    ]
    units = [
        Payment(
            name=each.line.name,
            code=each.line.result.code,
            unit="",
            what=prize_text(each, facts.figures.contest),
            amount=each.amount,
            kind=prize_text(each, facts.figures.contest, with_rounds=False),
        )
        for each in awards.units
        if each.amount and is_certain(each)
    ]
    return (*units, *people)
