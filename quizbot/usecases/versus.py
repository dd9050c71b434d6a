"""Why one person stands above another: every step of the order side by side, and the one that decided."""

from dataclasses import dataclass
from datetime import datetime

from quizbot.core.contest import Contest, Round
from quizbot.core.contest_paper import Points
from quizbot.core.ids import PersonId
from quizbot.core.points import step_points, unit_of
from quizbot.core.ranking import Difference
from quizbot.core.refusal import Refusal
from quizbot.usecases import results
from quizbot.usecases.brackets import own_bracket
from quizbot.usecases.people import by_code
from quizbot.usecases.places import neighbours, reason
from quizbot.usecases.ports import BoardRow, StoredContest, Work
from quizbot.usecases.standings import BoardLine, board_line, find, find_round, frozen_since


class NotOnBoard(Refusal):
    """Somebody who was asked about has no counted result there."""

    code = "board.not_on_it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One step of the order: both values, and whether it decided. Smaller goes first, but for points and right."""

    step: str
    above: Points
    below: Points
    decides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Versus:
    """Two people of one board; `above` has the better place, or shares it."""

    contest: str
    title: str
    round_number: int | None
    above: BoardLine
    below: BoardLine
    steps: tuple[Compared, ...]
    # None: they share the place
    decided: Difference | None


def versus(work: Work, *, slug: str, one: str, other: str, round_number: int | None = None) -> Versus:
    """Compare two people by roster code, as organizers see them.

    Raises:
        UnknownContest, UnknownRound, UnknownPerson
        NotOnBoard: one of them has no counted result there.
    """
    stored = find(work, slug)
    round_ = find_round(work, stored, round_number) if round_number is not None else None
    board = results.round_board(round_.id) if round_ is not None else results.contest_board(stored)
    rows = []
    for code in (one, other):
        person = by_code(work, code)
        row = _row(work, board, person.id)
        if row is None:
            raise NotOnBoard(person=code)
        rows.append(row)
    rows.sort(key=lambda row: row.entry.key)
    above, below = rows
    return Versus(
        contest=slug,
        title=stored.contest.title,
        round_number=round_number,
        above=board_line(above, stored.contest, None, inside=True),
        below=board_line(below, stored.contest, None, inside=True),
        steps=compared(above, below, stored.contest),
        decided=reason(below, above, stored.contest),
    )


def compared(above: BoardRow, below: BoardRow, contest: Contest) -> tuple[Compared, ...]:
    """Put every step of two rows side by side."""
    unit = unit_of(contest.paper)
    pairs = zip(
        ("points", *contest.rank.ties), results.key_of(above.entry), results.key_of(below.entry), strict=True
    )
    found, open_ = [], True
    for step, high, low in pairs:
        decides = open_ and high != low
        values = (step_points(step, abs(value), unit) for value in (high, low))
        found.append(Compared(step=step, above=next(values), below=next(values), decides=decides))
        open_ = open_ and not decides
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A line near mine, and what put the better of the two above the other; None: we share the place."""

    line: BoardLine
    # the neighbour stands above me, or shares my place
    better: bool
    step: Difference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyWhy:
    """My own place, every step of it, and the neighbours."""

    title: str
    place: int
    people: int
    # (step, my value)
    mine: tuple[tuple[str, Points], ...]
    # empty where scores are not published: a step would tell them
    neighbours: tuple[Neighbour, ...]


def my_why(
    work: Work, *, stored: StoredContest, round_: Round | None, person_id: PersonId, now: datetime
) -> MyWhy | None:
    """Explain a person's place to them, on the board that everybody sees; None before their first result."""
    live = results.round_board(round_.id) if round_ is not None else results.contest_board(stored)
    board = results.public_board(live) if frozen_since(work, stored, round_, now) else live
    bracket = own_bracket(work, stored, board, person_id)
    near = neighbours(work, board, person_id, bracket=bracket)
    mine = next((row for row in near if row.entry.person_id == person_id), None)
    if mine is None:
        return None
    others = [row for row in near if row.entry.person_id != person_id]
    return MyWhy(
        title=stored.contest.title,
        place=mine.place,
        people=work.standings.size(board, bracket=bracket),
        mine=tuple((each.step, each.above) for each in compared(mine, mine, stored.contest)),
        neighbours=tuple(
            Neighbour(
                line=board_line(row, stored.contest, person_id, inside=False),
                better=(better := row.entry.key <= mine.entry.key),
                step=reason(*((mine, row) if better else (row, mine)), stored.contest),
            )
            for row in others
            if "score" in stored.contest.results.publish
        ),
    )


def _row(work: Work, board: str, person_id: PersonId) -> BoardRow | None:
    rows = work.standings.around(board, person_id, each_side=0)
    return next((row for row in rows if row.entry.person_id == person_id), None)
