"""Boards of units: what is counted of each, and how they compare. See docs/rules/units.md."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from quizbot.core.contest import Round, UnitRules
from quizbot.core.eligibility import unit_block
from quizbot.core.ids import UnitId
from quizbot.core.units import UnitBoard, UnitCount, UnitResult, by_chance, unit_board
from quizbot.usecases.climbing import winners_by_unit
from quizbot.usecases.facts import line_of, unit_heads
from quizbot.usecases.ladder_boards import of_types, together
from quizbot.usecases.ladders import Ladder
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import Person, StandingEntry, StoredContest, Unit, Work
from quizbot.usecases.results import contest_board, round_board
from quizbot.usecases.seasons import StandsFor, begun, held, unit_people


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit on a board: its figures, its name, and whether it is the viewer's own."""

    result: UnitResult
    name: str
    mine: bool = False
    # 9 times of 10 the mean of a unit of this size lies between these if all units were equally good
    by_chance: tuple[float, float] | None = None


def unit_standings(
    work: Work,
    *,
    stored: StoredContest,
    board: str,
    round_: Round | None,
    ladder: Ladder | None = None,
    roster: Mapping[UnitId, int] | None = None,
) -> UnitBoard:
    """Compare the units of the contest's level; people below a unit count for it.

    Args:
        ladder: prizes that are given by other rounds together, in a block, or by another score.
        roster: how many people the units had; counted from the roster of the rounds unless told.
    """
    rules = stored.contest.units
    if ladder is not None and ladder.score:
        rules = replace(rules, score=ladder.score, entered=ladder.entered)
    units = {unit.id: unit for unit in work.people.units()}
    heads = unit_heads(units, level=rules.level)
    numbers = None if ladder is None else ladder.rounds
    season = _season(work, stored, numbers)
    if roster is None:
        rounds = [round_] if round_ is not None else begun(held(work, stored, numbers))
        roster = unit_people(work, stored, rounds, stands_for=_stands_for(work, board, season))
    people: Counter[UnitId] = Counter()
    for unit_id, count in roster.items():
        people[heads[unit_id]] += count
    sums: dict[UnitId, tuple[int, int, int]] = {}
    for unit_id, found in _sums(work, board, season).items():
        before = sums.get(heads[unit_id], (0, 0, 0))
        sums[heads[unit_id]] = (before[0] + found[0], before[1] + found[1], before[2] + found[2])
    figures = _figures(work, stored, rules, heads)
    block = ladder.block if ladder is not None else None
    able = of_types(work, () if ladder is None else ladder.unit_types)
    return unit_board(
        (
            UnitCount(
                code=units[head].code,
                roster=people[head],
                participants=sums.get(head, (0, 0, 0))[0],
                total=sums.get(head, (0, 0, 0))[1],
                squares=sums.get(head, (0, 0, 0))[2],
                figure=figures[head],
            )
            for head in set(people) | set(sums) | set(figures)
            if (block is None or block == _block_of_unit(stored, units, head)) and head in able
        ),
        rules,
    )


def round_people(work: Work, stored: StoredContest, round_: Round) -> Counter[UnitId]:
    """Count the people of every unit in one round."""
    stands_for = partial(work.standings.stands_for, round_board(round_.id))
    return unit_people(work, stored, [round_], stands_for=stands_for)


def season_people(
    work: Work, stored: StoredContest, *, numbers: tuple[int, ...] | None, excluded: bool = False
) -> Counter[UnitId]:
    """Count the people of every unit over some rounds together.

    Args:
        numbers: of the rounds; None: the whole contest.
        excluded: count those whom the rules exclude as well.
    """
    stands_for = _stands_for(work, contest_board(stored), _season(work, stored, numbers))
    rounds = begun(held(work, stored, numbers))
    return unit_people(work, stored, rounds, stands_for=stands_for, excluded=excluded)


def _season(
    work: Work, stored: StoredContest, numbers: tuple[int, ...] | None
) -> Sequence[StandingEntry] | None:
    """Rank some rounds together; None where a stored board is for just them."""
    return together(work, stored, numbers) if numbers is not None and len(numbers) > 1 else None


def _stands_for(work: Work, board: str, season: Sequence[StandingEntry] | None) -> StandsFor:
    if season is None:
        return partial(work.standings.stands_for, board)
    stands = {each.person_id: each.unit_id for each in season}
    return lambda people: {each: stands[each] for each in people if each in stands}


def _sums(
    work: Work, board: str, season: Sequence[StandingEntry] | None
) -> Mapping[UnitId, tuple[int, int, int]]:
    if season is None:
        return work.standings.unit_sums(board)
    sums: dict[UnitId, tuple[int, int, int]] = {}
    for entry in season:
        score = entry.right * 10_000 // entry.asked if entry.asked else 0
        people, total, squares = sums.get(entry.unit_id, (0, 0, 0))
        sums[entry.unit_id] = (people + 1, total + score, squares + score**2)
    return sums


def _figures(
    work: Work, stored: StoredContest, rules: UnitRules, heads: Mapping[UnitId, UnitId]
) -> Counter[UnitId]:
    """Give what some scores look at beside play: prizes of a unit's people, points entered for it."""
    found: Counter[UnitId] = Counter()
    if rules.score == "winners":
        for unit_id, prizes in winners_by_unit(work, stored).items():
            found[heads[unit_id]] += prizes
    if rules.score == "entered":
        ids = {unit.code: unit.id for unit in work.people.units()}
        for code, points in corrections_of(work, stored).entered(rules.entered).items():
            if isinstance(code, str) and code in ids:
                found[heads[ids[code]]] += points
    return found


def _block_of_unit(stored: StoredContest, units: Mapping[UnitId, Unit], unit_id: UnitId) -> str:
    line = line_of(units, unit_id)
    return unit_block(
        stored.contest.who,
        lineage=tuple(unit.code for unit in line),
        kinds=tuple(unit.kind for unit in line),
    )


def own_unit(work: Work, stored: StoredContest, person: Person) -> str:
    """Give the code of the unit that stands on the boards of units for a person."""
    units = {unit.id: unit for unit in work.people.units()}
    return units[unit_heads(units, level=stored.contest.units.level)[person.unit_id]].code


def unit_lines(
    work: Work, stored: StoredContest, board: UnitBoard, viewer: Person | None
) -> tuple[UnitLine, ...]:
    """Give units their names, and mark the viewer\'s own."""
    units = {unit.id: unit for unit in work.people.units()}
    own = None if viewer is None else own_unit(work, stored, viewer)
    names = {unit.code: unit.name for unit in units.values()}
    return tuple(
        UnitLine(
            result=row,
            name=names[row.code],
            mine=row.code == own,
            by_chance=by_chance(board, row.participants),
        )
        for row in board.rows
    )
