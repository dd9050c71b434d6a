"""Ladders of prizes: for each the board it goes down, and who wins. See docs/rules/prizes.md."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from quizbot.core.conditions import HOUSEHOLD
from quizbot.core.contest import Contest, Prize, Round
from quizbot.core.ids import PersonId, UnitId
from quizbot.core.points import to_points, unit_of
from quizbot.core.prizes import Limit, Ranked, Reached, Won, give_prizes
from quizbot.core.ranking import Result, encode_key, rank, whole
from quizbot.core.ties import TieContext
from quizbot.usecases import results
from quizbot.usecases.brackets import bracket_names
from quizbot.usecases.facts import line_of, unit_heads
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import BoardRow, Person, StandingEntry, StoredContest, Work
from quizbot.usecases.seasons import counting, held, seasons

# as many lines as any prize list needs; a board longer than this is an export, not an award list
MOST = 1000

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Climbed:
    """A ladder of people with the board it went down and what was won."""

    ladder: Ladder
    rows: Sequence[BoardRow]
    won: tuple[Won[PersonId], ...]


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
    for each in closed:
        yield Ladder(
            name="",
            prizes=rules.person,
            to="person",
            rounds=(each.number,),
            round_number=each.number,
            family=family,
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


def rounds_needed(work: Work, stored: StoredContest, ladder: Ladder) -> int:
    """Give how many rounds with a result a ladder asks for; a share of rounds is rounded up."""
    share = ladder.rounds_share_at_least
    rounds = len(held(work, stored, ladder.rounds)) if share else 0
    return max(ladder.rounds_at_least or 0, ceil(share * rounds) if share else 0)


def _rounds_played(work: Work, stored: StoredContest, ladder: Ladder) -> Counter[PersonId]:
    found: Counter[PersonId] = Counter()
    for each in held(work, stored, ladder.rounds):
        found.update(entry.person_id for entry in work.standings.entries(results.round_board(each.id)))
    return found


def unit_rounds(work: Work, stored: StoredContest, ladder: Ladder) -> Counter[str]:
    """Count for each unit that is compared the rounds of a ladder in which some of its people have a result."""
    units = {unit.id: unit for unit in work.people.units()}
    heads = unit_heads(units, level=stored.contest.units.level)
    found: Counter[str] = Counter()
    for each in held(work, stored, ladder.rounds):
        played = work.standings.unit_sums(results.round_board(each.id))
        found.update({units[heads[unit_id]].code for unit_id in played})
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


def rows_of(work: Work, stored: StoredContest, ladder: Ladder) -> Sequence[BoardRow]:
    """Give the board a ladder of people goes down, best first."""
    if ladder.score == "entered":
        return _entered_rows(work, stored, ladder)
    board = _board(work, stored, ladder.rounds)
    if board is not None and not ladder.unit_types:
        most = max(MOST, work.standings.size(board, bracket=ladder.block)) if ladder.goes_on else MOST
        return work.standings.top(board, limit=most, bracket=ladder.block)
    entries = together(work, stored, ladder.rounds or ()) if board is None else work.standings.entries(board)
    able = of_types(work, ladder.unit_types)
    found = _rows(
        work,
        [each for each in entries if ladder.block in (None, each.bracket) and each.unit_id in able],
    )
    return found if ladder.goes_on else found[:MOST]


def of_types(work: Work, unit_types: tuple[str, ...]) -> frozenset[UnitId]:
    """Give the units of these types, and those below one; every unit where none is named."""
    units = {unit.id: unit for unit in work.people.units()}
    return frozenset(
        each
        for each in units
        if not unit_types or {above.kind for above in line_of(units, each)} & set(unit_types)
    )


def _board(work: Work, stored: StoredContest, rounds: tuple[int, ...] | None) -> str | None:
    """Name the stored board of these rounds; None when there is none for just them."""
    if rounds is None:
        return results.contest_board(stored)
    if len(rounds) > 1:
        return None
    found = work.contests.numbered(stored.id, rounds[0])
    return None if found is None else results.round_board(found.id)


def together(work: Work, stored: StoredContest, rounds: Sequence[int]) -> list[StandingEntry]:
    """Rank people by some rounds together, as the contest puts its rounds together."""
    found: dict[PersonId, list[StandingEntry]] = {}
    for number in rounds:
        round_ = work.contests.numbered(stored.id, number)
        for entry in work.standings.entries(results.round_board(round_.id)) if round_ else ():
            found.setdefault(entry.person_id, []).append(entry)
    contest = stored.contest
    last = work.contests.numbered(stored.id, max(rounds, default=0))
    summed: dict[PersonId, tuple[Result, StandingEntry]] = {}
    for person_id, entries in found.items():
        result = whole(
            [results.result_of(each) for each in entries],
            contest.rank,
            last=last.id if last else None,
            unit=unit_of(contest.paper),
        )
        if result is not None:
            summed[person_id] = result, entries[-1]
    board = rank(
        [result for result, _ in summed.values()],
        ties=contest.rank.ties,
        context=TieContext(lot_seed=stored.lot_seed),
    )
    return [
        replace(
            summed[line.result.person_id][1],
            board="",
            key=encode_key(line.key),
            points=line.result.points,
            right=line.result.right,
            asked=line.result.asked,
            duration_s=line.result.duration_s,
            detail=results.detail_of(line.result),
        )
        for line in board
    ]


def _entered_rows(work: Work, stored: StoredContest, ladder: Ladder) -> Sequence[BoardRow]:
    points = corrections_of(work, stored).entered(ladder.entered)
    units = {unit.id: unit for unit in work.people.units()}
    entries = []
    for person in work.people.everybody():
        given = points.get(person.id, 0) * unit_of(stored.contest.paper)
        if given <= 0:
            continue
        blank = Result(
            person_id=person.id,
            person_code=person.code,
            unit_id=person.unit_id,
            round_id=None,
            attempt_number=0,
            attempts_made=0,
            points=given,
            right=0,
            asked=0,
            answered=0,
            prediction=None,
            duration_s=0,
            submitted_s=0,
        )
        entries.append(
            StandingEntry(
                board="",
                person_id=person.id,
                unit_id=person.unit_id,
                bracket=results.bracket_now(work, stored, person, units),
                key=encode_key((-given, *(0 for _ in stored.contest.rank.ties))),
                points=given,
                right=0,
                asked=0,
                duration_s=0,
                detail=results.detail_of(blank),
            )
        )
    able = of_types(work, ladder.unit_types)
    return _rows(
        work,
        [each for each in entries if ladder.block in (None, each.bracket) and each.unit_id in able],
    )


def _rows(work: Work, entries: Sequence[StandingEntry]) -> list[BoardRow]:
    people = {each.id: each for each in work.people.everybody()}
    units = {unit.id: unit for unit in work.people.units()}
    ordered = sorted(entries, key=lambda each: (each.key, people[each.person_id].code))
    found: list[BoardRow] = []
    for number, entry in enumerate(ordered, start=1):
        same = bool(found) and found[-1].entry.key == entry.key
        found.append(
            BoardRow(
                place=found[-1].place if same else number,
                entry=entry,
                name=people[entry.person_id].name,
                code=people[entry.person_id].code,
                unit_code=units[entry.unit_id].code,
                unit_name=units[entry.unit_id].name,
            )
        )
    return found


def winners_by_unit(work: Work, stored: StoredContest) -> Counter[UnitId]:
    """Count the prizes of people, by the unit they won them for."""
    counts: Counter[UnitId] = Counter()
    for climbed in climb(work, stored):
        units = {row.entry.person_id: row.entry.unit_id for row in climbed.rows}
        counts.update(units[each.who] for each in climbed.won if each.prize is not None)
    return counts
