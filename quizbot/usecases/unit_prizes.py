"""Who wins among units: prizes given down the board of every ladder of units. See docs/rules/prizes.md."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.ids import UnitId
from quizbot.core.prizes import Ranked, Reached, Won, give_prizes
from quizbot.core.units import UnitBoard, UnitResult
from quizbot.usecases import results
from quizbot.usecases.facts import unit_heads
from quizbot.usecases.ladders import Ladder, ladders, rounds_needed
from quizbot.usecases.ports import StoredContest, Work
from quizbot.usecases.seasons import held
from quizbot.usecases.unit_standings import unit_standings

Rosters = Callable[[Ladder], Mapping[UnitId, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimbedByUnits:
    """A ladder of units with the board it went down and what was won."""

    ladder: Ladder
    board: UnitBoard
    won: tuple[Won[str], ...]


def climb_units(
    work: Work, stored: StoredContest, *, rosters: Rosters | None = None, bare: bool = True
) -> Iterator[ClimbedByUnits]:
    """Give the prizes of every ladder of units, one after the other.

    Args:
        rosters: how many people the units had in the rounds of a ladder; counted from the roster unless told.
        bare: also boards without a prize.
    """
    for ladder in ladders(work, stored, to="unit"):
        if not (ladder.prizes or bare):
            continue
        number = ladder.rounds[0] if ladder.rounds is not None and len(ladder.rounds) == 1 else None
        round_ = None if number is None else work.contests.numbered(stored.id, number)
        compared = unit_standings(
            work,
            stored=stored,
            board=results.contest_board(stored) if round_ is None else results.round_board(round_.id),
            round_=round_,
            ladder=ladder,
            roster=None if rosters is None else rosters(ladder),
        )
        won = tuple(_won(work, stored, ladder, compared.rows))
        yield ClimbedByUnits(ladder=ladder, board=compared, won=won)


def _won(work: Work, stored: StoredContest, ladder: Ladder, rows: Sequence[UnitResult]) -> Iterator[Won[str]]:
    """Give prizes to units; where there are too few for places, those alone that go by a mark."""
    needed = rounds_needed(work, stored, ladder)
    rounds = _rounds_played(work, stored, ladder) if needed else Counter[str]()
    ranked = [
        Ranked(who=row.code, place=row.place or 0, reached=_reached(row, rounds[row.code]))
        for row in rows
        if not row.unranked
    ]
    everybody = [each for each in ladder.prizes if each.count is None]
    yield from give_prizes([each for each in ranked if each.place], ladder.prizes, rounds_at_least=needed)
    yield from give_prizes([each for each in ranked if not each.place], everybody, rounds_at_least=needed)


def _rounds_played(work: Work, stored: StoredContest, ladder: Ladder) -> Counter[str]:
    """Count for each unit that is compared the rounds of a ladder in which some of its people have a result."""
    units = {unit.id: unit for unit in work.people.units()}
    heads = unit_heads(units, level=stored.contest.units.level)
    found: Counter[str] = Counter()
    for each in held(work, stored, ladder.rounds):
        played = work.standings.unit_sums(results.round_board(each.id))
        found.update({units[heads[unit_id]].code for unit_id in played})
    return found


def _reached(row: UnitResult, rounds: int) -> Reached:
    return Reached(
        points=row.figure,
        share=Fraction(str(row.mean or 0)),
        participation=Fraction(row.participants, row.roster) if row.roster else Fraction(0),
        rounds=rounds,
    )
