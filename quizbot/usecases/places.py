"""One person's place on a board, one unit's, and why: the step that put others above."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.codec import from_plain
from quizbot.core.contest import Contest, Round
from quizbot.core.ids import PersonId
from quizbot.core.points import unit_of
from quizbot.core.ranking import Difference, Result, Standing, decode_key, why
from quizbot.usecases.brackets import own_bracket
from quizbot.usecases.ports import BoardRow, Person, StoredContest, Work
from quizbot.usecases.results import contest_board, public_board, round_board
from quizbot.usecases.standings import (
    BoardLine,
    board_line,
    frozen_since,
)
from quizbot.usecases.unit_standings import UnitLine, unit_lines, unit_standings

_WINDOW = 200  # rows read at once


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPlace:
    """A person's place on a board, with the neighbours and why."""

    place: int
    people: int
    line: BoardLine
    around: tuple[BoardLine, ...]
    # what separates me from the nearest line that is better; None: nobody is, or scores are not published
    step: Difference | None
    board: str
    contest: str
    round_number: int | None


def my_place(
    work: Work, *, stored: StoredContest, round_: Round | None, person_id: PersonId, now: datetime
) -> MyPlace | None:
    """Tell where a person stands and why; None before their first counted attempt."""
    live = round_board(round_.id) if round_ is not None else contest_board(stored)
    board = public_board(live) if frozen_since(work, stored, round_, now) else live
    bracket = own_bracket(work, stored, board, person_id)
    place = work.standings.place(board, person_id, bracket=bracket)
    if place is None:
        return None
    rows = neighbours(work, board, person_id, bracket=bracket)
    mine = next(row for row in rows if row.entry.person_id == person_id)
    told = "score" in stored.contest.results.publish
    return MyPlace(
        place=place,
        people=work.standings.size(board, bracket=bracket),
        line=board_line(mine, stored.contest, person_id, inside=False),
        around=tuple(board_line(row, stored.contest, person_id, inside=False) for row in rows),
        step=reason(mine, next_better(work, board, rows, mine, bracket=bracket), stored.contest)
        if told
        else None,
        board=board,
        contest=stored.contest.id,
        round_number=round_.number if round_ is not None else None,
    )


def my_unit(
    work: Work, *, stored: StoredContest, round_: Round, person: Person, now: datetime
) -> UnitLine | None:
    """Tell where a person's unit stands in a round; None when it is not on the board."""
    live = round_board(round_.id)
    board = public_board(live) if frozen_since(work, stored, round_, now) else live
    units = unit_standings(work, stored=stored, board=board, round_=round_)
    return next((each for each in unit_lines(work, stored, units, person) if each.mine), None)


def _standing(row: BoardRow) -> Standing:
    result = from_plain(Result, json.loads(row.entry.detail))
    return Standing(place=row.place, result=result, key=decode_key(row.entry.key))


def neighbours(
    work: Work, board: str, person_id: PersonId, *, bracket: str | None, each_side: int = 2
) -> Sequence[BoardRow]:
    """Give a person's row with its neighbours, in their bracket where there are brackets."""
    if bracket is None:
        return work.standings.around(board, person_id, each_side=each_side)
    place = work.standings.place(board, person_id, bracket=bracket) or 1
    start = max(0, place - 1 - each_side)
    rows: list[BoardRow] = []
    # who shares the place may stand before: go on until the person is found
    while True:
        more = work.standings.top(board, limit=_WINDOW, bracket=bracket, offset=start + len(rows))
        rows += more
        at = next((n for n, row in enumerate(rows) if row.entry.person_id == person_id), None)
        if at is not None or len(more) < _WINDOW:
            break
    return rows if at is None else rows[max(0, at - each_side) : at + each_side + 1]


def next_better(
    work: Work, board: str, around: Sequence[BoardRow], mine: BoardRow, *, bracket: str | None = None
) -> BoardRow | None:
    """Give the nearest row that is better than `mine`, past all who share its place; None at the top."""
    better = [row for row in around if row.entry.key < mine.entry.key]
    if better or mine.place == 1:
        return better[-1] if better else None
    return next(iter(work.standings.top(board, limit=1, offset=mine.place - 2, bracket=bracket)), None)


def reason(row: BoardRow, above: BoardRow | None, contest: Contest) -> Difference | None:
    """Give the step that put `above` above `row`; None when they share a place or nobody is above."""
    if above is None:
        return None
    unit = unit_of(contest.paper)
    return why(_standing(above), _standing(row), ties=contest.rank.ties, unit=unit)
