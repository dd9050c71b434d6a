"""Blocks: how many of each take part, against the target."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.contest import Block, ContestState
from quizbot.core.eligibility import placed_in
from quizbot.usecases.admission import NotEligible, refuse_if_not_eligible
from quizbot.usecases.facts import age_day, facts_of
from quizbot.usecases.ports import PersonStatus, Work
from quizbot.usecases.standings import find


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRate:
    """One block: people on the roster who may play, those who took part in any round, those to confirm."""

    block: Block
    people: int
    took_part: int
    to_confirm: int

    @property
    def rate(self) -> Fraction:
        return Fraction(self.took_part, self.people) if self.people else Fraction(0)

    @property
    def reached(self) -> bool:
        """Tell whether the target is met."""
        return self.rate >= self.block.participation_target


def block_rates(work: Work, *, slug: str) -> tuple[BlockRate, ...]:
    """Count participation block by block.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    who, day = stored.contest.who, age_day(work, stored)
    units = {unit.id: unit for unit in work.people.units()}
    played: set[int] = set()
    if stored.state not in (ContestState.DRAFT, ContestState.CHECKED):
        for round_ in work.contests.rounds(stored.id):
            played |= work.attempts.taken_part(round_.id)
    counts: dict[str, Counter[str]] = {each.id: Counter() for each in who.blocks}
    for person in work.people.everybody():
        if person.status is not PersonStatus.ACTIVE:
            continue
        try:
            refuse_if_not_eligible(
                person=person, contest=stored.contest, units=tuple(units.values()), day=day
            )
        except NotEligible:
            continue
        placed = placed_in(who, facts_of(person, units), day=day)
        if placed.block is not None:
            counts[placed.block.id].update(
                people=1, took_part=int(person.id in played), to_confirm=int(bool(placed.to_confirm))
            )
    return tuple(
        BlockRate(
            block=each,
            people=counts[each.id]["people"],
            took_part=counts[each.id]["took_part"],
            to_confirm=counts[each.id]["to_confirm"],
        )
        for each in who.blocks
    )
