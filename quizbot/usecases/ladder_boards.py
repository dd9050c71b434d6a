"""The boards that ladders of people go down, and how several rounds are ranked together. See docs/rules/prizes.md."""

from collections.abc import Sequence
from dataclasses import replace

from quizbot.core.ids import PersonId, UnitId
from quizbot.core.points import unit_of
from quizbot.core.ranking import Result, encode_key, rank, whole
from quizbot.core.ties import TieContext
from quizbot.usecases import results
from quizbot.usecases.facts import line_of
from quizbot.usecases.ladders import Ladder
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import BoardRow, StandingEntry, StoredContest, Work

# as many lines as any prize list needs; a board longer than this is an export, not an award list
MOST = 1000
EVERYBODY = 1_000_000_000


def rows_of(work: Work, stored: StoredContest, ladder: Ladder) -> Sequence[BoardRow]:
    """Give the board a ladder of people goes down, best first."""
    if ladder.score == "entered":
        return _entered_rows(work, stored, ladder)
    board = _board(work, stored, ladder.rounds)
    if board is not None and not ladder.unit_types:
        limit = EVERYBODY if ladder.goes_on else MOST
        return work.standings.top(board, limit=limit, bracket=ladder.block)
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
