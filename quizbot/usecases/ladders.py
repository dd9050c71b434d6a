"""Ladders of prizes: what the rules give, in which rounds and blocks. See docs/rules/prizes.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from quizbot.core.contest import Contest, Prize, Round
from quizbot.usecases.brackets import bracket_names
from quizbot.usecases.ports import StoredContest, Work
from quizbot.usecases.seasons import counting, held, seasons

ALL_BLOCKS = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """One ladder as it is climbed: a set of prizes in one round or over several, in one block or in all."""

    # "" for the prizes every contest has
    name: str
    prizes: tuple[Prize, ...]
    to: str
    # None: the whole contest; one: that round; several: together
    rounds: tuple[int, ...] | None
    # what the list says the round is; None: no single one
    round_number: int | None = None
    # None: everybody on one board
    block: str | None = None
    # empty: units of every type
    unit_types: tuple[str, ...] = ()
    score: str = ""
    entered: str = ""
    family: str = "none"
    per_unit: int | None = None
    per_household: int | None = None
    rounds_at_least: int | None = None
    rounds_share_at_least: Fraction | None = None

    @property
    def goes_on(self) -> bool:
        """Tell whether prizes may be left however many people were passed by."""
        return (self.rounds_at_least, self.rounds_share_at_least) != (None, None) or any(
            each.count is None or each.has_mark for each in self.prizes
        )


def ladders(work: Work, stored: StoredContest, *, to: str) -> list[Ladder]:
    """List the ladders of people (`person`) or of units (`unit`), in the order their prizes are given.

    A round that the early end of the contest left out has no prizes: it never took place.
    """
    contest = stored.contest
    closed = [each for each in counting(work, stored) if each.closed and each.opened]
    found = list(_plain_people(contest, closed) if to == "person" else _plain_units(contest, closed))
    for each in contest.prizes.sets:
        if each.to != to:
            continue
        numbers: list[tuple[int, ...] | None] = (
            [(one.number,) for one in closed if not each.rounds or one.number in each.rounds]
            if each.per == "round"
            else [each.rounds or None]
        )
        for rounds in numbers:
            number = rounds[0] if rounds is not None and each.per == "round" else None
            family = each.family.replace("{round}", "" if number is None else str(number))
            found += [
                Ladder(
                    name=each.name,
                    prizes=each.prizes,
                    to=to,
                    rounds=rounds,
                    round_number=number,
                    block=block,
                    unit_types=each.unit_types,
                    score=each.score,
                    entered=each.entered,
                    family=family,
                    per_unit=each.per_unit,
                    per_household=each.per_household,
                    rounds_at_least=each.rounds_at_least,
                    rounds_share_at_least=each.rounds_share_at_least,
                )
                for block in _blocks(work, stored, each.block)
            ]
    return found


def _plain_people(contest: Contest, closed: Sequence[Round]) -> Iterator[Ladder]:
    rules = contest.prizes
    if not rules.person and rules.sets:
        return
    family = "all" if rules.one_per_person else "none"
    if rules.per == "contest":
        yield Ladder(
            name="",
            prizes=rules.person,
            to="person",
            rounds=None,
            family=family,
            rounds_at_least=rules.rounds_at_least,
            rounds_share_at_least=rules.rounds_share_at_least,
        )
        return
    months = seasons(closed, "month" if rules.one_per == "month" else "round", zone=contest.rounds.zone)
    first = {number: numbers[0] for numbers in months for number in numbers}
    for each in closed:
        apart = f":{first[each.number]}" if rules.one_per_person and rules.one_per == "month" else ""
        yield Ladder(
            name="",
            prizes=rules.person,
            to="person",
            rounds=(each.number,),
            round_number=each.number,
            family=f"{family}{apart}",
        )


def _plain_units(contest: Contest, closed: Sequence[Round]) -> Iterator[Ladder]:
    prizes, season = contest.prizes.unit, contest.units.season
    if season == "contest" or not prizes:
        yield Ladder(name="", prizes=prizes, to="unit", rounds=None)
        return
    for rounds in seasons(closed, season, zone=contest.rounds.zone):
        number = rounds[0] if season == "round" else None
        yield Ladder(name="", prizes=prizes, to="unit", rounds=rounds, round_number=number)


def _blocks(work: Work, stored: StoredContest, block: str) -> list[str | None]:
    if block == ALL_BLOCKS:
        return [None]
    if block != "each":
        return [block]
    return [*bracket_names(work, stored.contest)] or [None]


def rounds_needed(work: Work, stored: StoredContest, ladder: Ladder) -> int:
    """Give how many rounds with a result a ladder asks for; a share of rounds is rounded up."""
    share = ladder.rounds_share_at_least
    rounds = len(held(work, stored, ladder.rounds)) if share else 0
    return max(ladder.rounds_at_least or 0, ceil(share * rounds) if share else 0)
