"""What the prizes of a contest will cost, before it is known who wins them: number times amount."""

from collections.abc import Iterator
from dataclasses import dataclass

from quizbot.core.contest import Prize, PrizeSet
from quizbot.usecases.paperwork import ContestFigures
from quizbot.usecases.seasons import seasons


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPrize:
    """A prize with the number of times that its ladder is gone down: in rounds, seasons, brackets."""

    # the set it is of; "" for the prizes every contest has
    ladder: str
    # person | unit
    to: str
    prize: Prize
    times: int

    @property
    def many(self) -> int | None:
        """Give how many there are at most; None: as many as reach the mark."""
        return None if self.prize.count is None else self.times * self.prize.count

    @property
    def total(self) -> int:
        """Give the number times the amount, of prizes whose number is known."""
        return (self.many or 0) * self.prize.amount


def planned_prizes(figures: ContestFigures) -> tuple[PlannedPrize, ...]:
    """List the prizes of money, in the order of the rules."""
    return tuple(each for each in _every(figures) if each.prize.amount)


def _every(figures: ContestFigures) -> Iterator[PlannedPrize]:
    contest = figures.contest
    rounds = [each for each in figures.calendar if each.number > contest.rounds.trial]
    rules, season = contest.prizes, contest.units.season
    times = len(rounds) if rules.per == "round" else 1
    yield from (PlannedPrize(ladder="", to="person", prize=each, times=times) for each in rules.person)
    periods = 1 if season == "contest" else len(seasons(rounds, season, zone=contest.rounds.zone))
    yield from (PlannedPrize(ladder="", to="unit", prize=each, times=periods) for each in rules.unit)
    for one in rules.sets:
        given = sum(not one.rounds or each.number in one.rounds for each in rounds)
        times = (given if one.per == "round" else 1) * _brackets(figures, one)
        yield from (PlannedPrize(ladder=one.name, to=one.to, prize=each, times=times) for each in one.prizes)


def _brackets(figures: ContestFigures, one: PrizeSet) -> int:
    return max(1, len(figures.awards.blocks)) if one.block == "each" else 1
