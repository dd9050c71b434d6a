"""Boards as they stood at an earlier moment, computed from the log and stored nowhere."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from quizbot.core.contest import Contest, Round
from quizbot.core.ids import PersonId, UnitId
from quizbot.core.paper_choice import most_asked
from quizbot.core.points import to_points, unit_of
from quizbot.core.ranking import Result, Standing, rank, whole
from quizbot.core.ties import TieContext
from quizbot.core.units import UnitCount, unit_board
from quizbot.usecases import results
from quizbot.usecases.brackets import board_parts
from quizbot.usecases.facts import unit_heads
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import Person, StandingEntry, StoredContest, Unit, Work
from quizbot.usecases.scene import counted_attempts, scene
from quizbot.usecases.seasons import unit_people
from quizbot.usecases.standings import (
    BoardLine,
    BoardView,
    find,
    find_round,
    points_are_right_answers,
)
from quizbot.usecases.unit_standings import UnitLine


def board_at(
    work: Work,
    *,
    slug: str,
    at: datetime,
    round_number: int | None,
    by: str,
    limit: int,
    block: str | None = None,
) -> BoardView:
    """Give a board as it stood at `at`: only what was handed in, or corrected, before counts.

    Args:
        limit: lines of people, on the board of each bracket.
        block: people of this bracket alone.

    Raises:
        UnknownContest, UnknownRound
    """
    stored = find(work, slug)
    rounds = work.contests.rounds(stored.id)
    trial = stored.contest.rounds.trial
    chosen = (
        [each for each in rounds if each.number > trial]
        if round_number is None
        else [find_round(work, stored, round_number)]
    )
    people = {person.id: person for person in work.people.everybody()}
    found: dict[PersonId, list[Result]] = {}
    brackets: dict[PersonId, str] = {}
    for round_ in chosen:
        for entry in _entries(work, stored, round_, people, at):
            found.setdefault(entry.person_id, []).append(results.result_of(entry))
            brackets[entry.person_id] = entry.bracket
    last = rounds[-1].id if rounds else None
    unit = unit_of(stored.contest.paper)
    together = (
        each[0] if round_number is not None else whole(each, stored.contest.rank, last=last, unit=unit)
        for each in found.values()
    )
    counted = [each for each in together if each is not None]
    context = TieContext(lot_seed=stored.lot_seed)
    boards = [
        (
            name,
            rank(
                [each for each in counted if bracket in (None, brackets[each.person_id])],
                ties=stored.contest.rank.ties,
                context=context,
            ),
        )
        for name, bracket in board_parts(work, stored.contest, block)
    ]
    units = {unit.id: unit for unit in work.people.units()}
    return BoardView(
        contest=slug,
        title=stored.contest.title,
        state=stored.state,
        round_number=round_number,
        rounds=tuple(rounds),
        frozen_since=None,
        hidden_until=None,
        provisional=True,
        lines=tuple(
            _line(each, people, units, contest=stored.contest, block=name)
            for name, board in (boards if by == "person" else ())
            for each in board[:limit]
        ),
        units=_units(work, stored, _begun(work, stored, chosen, at), counted) if by == "unit" else (),
        bands_only=None,
        people=sum(len(board) for _, board in boards),
        asked=most_asked(stored.contest.paper),
        as_of=at,
        unit_score=stored.contest.units.score if by == "unit" else "",
    )


def _begun(work: Work, stored: StoredContest, rounds: Sequence[Round], at: datetime) -> Sequence[Round]:
    corrections = corrections_of(work, stored, until=at)
    held = (each for each in rounds if each.opens_at <= at and not each.left_out)
    found = [each for each in held if not corrections.is_void(each.number)]
    return found or rounds[:1]


def _entries(
    work: Work, stored: StoredContest, round_: Round, people: dict[PersonId, Person], at: datetime
) -> Iterable[StandingEntry]:
    here = scene(work, stored=stored, round_=round_, until=at)
    early = (
        each
        for each in counted_attempts(work, here)
        if each.submitted_at is not None and each.submitted_at < at
    )
    for person_id, group in groupby(early, key=lambda each: each.person_id):
        entry = results.round_entry(here, people[person_id], list(group))
        if entry is not None:
            yield entry


def _line(
    standing: Standing,
    people: dict[PersonId, Person],
    units: Mapping[UnitId, Unit],
    *,
    contest: Contest,
    block: str,
) -> BoardLine:
    result = standing.result
    return BoardLine(
        place=standing.place,
        name=people[result.person_id].name,
        code=result.person_code,
        unit=units[result.unit_id].name,
        points=to_points(result.points, unit_of(contest.paper)),
        right=result.right,
        asked=result.asked,
        duration_s=result.duration_s,
        block=block,
        by_right=points_are_right_answers(contest),
    )


def _units(
    work: Work, stored: StoredContest, rounds: Sequence[Round], counted: Sequence[Result]
) -> tuple[UnitLine, ...]:
    units = {unit.id: unit for unit in work.people.units()}
    heads = unit_heads(units, level=stored.contest.units.level)
    scores: dict[str, list[int]] = {units[head].code: [] for head in heads.values()}
    for result in counted:
        scores[units[heads[result.unit_id]].code].append(result.right * 10_000 // max(1, result.asked))
    roster: dict[str, int] = dict.fromkeys(scores, 0)
    stands = {each.person_id: each.unit_id for each in counted}
    for unit_id, count in unit_people(
        work,
        stored,
        rounds,
        stands_for=lambda people: {each: stands[each] for each in people if each in stands},
    ).items():
        roster[units[heads[unit_id]].code] += count
    board = unit_board(
        (UnitCount.of(code, roster=roster[code], scores=each) for code, each in scores.items()),
        stored.contest.units,
    )
    names = {unit.code: unit.name for unit in units.values()}
    return tuple(UnitLine(result=row, name=names[row.code]) for row in board.rows)
