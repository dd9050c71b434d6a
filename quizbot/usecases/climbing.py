"""Who wins: prizes given down the boards of every ladder of people, one after the other. See docs/rules/prizes.md."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.conditions import HOUSEHOLD
from quizbot.core.ids import PersonId, UnitId
from quizbot.core.points import to_points, unit_of
from quizbot.core.prizes import Limit, Ranked, Reached, Won, give_prizes
from quizbot.usecases import results
from quizbot.usecases.facts import unit_heads
from quizbot.usecases.ladder_boards import rows_of
from quizbot.usecases.ladders import Ladder, ladders, rounds_needed
from quizbot.usecases.ports import BoardRow, Person, StoredContest, Work
from quizbot.usecases.seasons import held


@dataclass(frozen=True, slots=True, kw_only=True)
class Climbed:
    """A ladder of people with the board it went down and what was won."""

    ladder: Ladder
    rows: Sequence[BoardRow]
    won: tuple[Won[PersonId], ...]


def climb(work: Work, stored: StoredContest) -> list[Climbed]:
    """Give the prizes of every ladder of people, one after the other; families are looked after."""
    people = {each.id: each for each in work.people.everybody()}
    every = {unit.id: unit for unit in work.people.units()}
    heads = unit_heads(every, level=stored.contest.units.level)
    families: dict[str, set[PersonId]] = {}
    found = []
    for ladder in ladders(work, stored, to="person"):
        rows = rows_of(work, stored, ladder)
        units = {row.entry.person_id: every[heads[row.entry.unit_id]].code for row in rows}
        limits = _limits(ladder, people, units)
        had = families.setdefault(ladder.family, set()) if ladder.family != "none" else set()
        needed = rounds_needed(work, stored, ladder)
        rounds = _rounds_played(work, stored, ladder) if needed else Counter()
        won = give_prizes(
            [
                Ranked(
                    who=row.entry.person_id,
                    place=row.place,
                    reached=_reached(row, rounds[row.entry.person_id], unit=unit_of(stored.contest.paper)),
                )
                for row in rows
            ],
            ladder.prizes,
            already=had,
            limits=limits,
            rounds_at_least=needed,
        )
        if ladder.family != "none":
            had |= {each.who for each in won if each.prize is not None}
        found.append(Climbed(ladder=ladder, rows=rows, won=won))
    return found


def _rounds_played(work: Work, stored: StoredContest, ladder: Ladder) -> Counter[PersonId]:
    found: Counter[PersonId] = Counter()
    for each in held(work, stored, ladder.rounds):
        found.update(entry.person_id for entry in work.standings.entries(results.round_board(each.id)))
    return found


def _reached(row: BoardRow, rounds: int, *, unit: int) -> Reached:
    entry = row.entry
    return Reached(
        points=to_points(entry.points, unit),
        right=entry.right,
        share=Fraction(entry.right, entry.asked) if entry.asked else Fraction(0),
        rounds=rounds,
    )


def _limits(
    ladder: Ladder, people: Mapping[PersonId, Person], units: Mapping[PersonId, str]
) -> list[Limit[PersonId]]:
    found: list[Limit[PersonId]] = []
    if ladder.per_unit is not None:
        found.append(Limit(most=ladder.per_unit, group=units.get, note="unit_full"))
    if ladder.per_household is not None:
        homes = {each.id: home for each in people.values() if (home := dict(each.traits).get(HOUSEHOLD))}
        found.append(Limit(most=ladder.per_household, group=homes.get, note="household_full"))
    return found


def winners_by_unit(work: Work, stored: StoredContest) -> Counter[UnitId]:
    """Count the prizes of people, by the unit they won them for."""
    counts: Counter[UnitId] = Counter()
    for climbed in climb(work, stored):
        units = {row.entry.person_id: row.entry.unit_id for row in climbed.rows}
        counts.update(units[each.who] for each in climbed.won if each.prize is not None)
    return counts
