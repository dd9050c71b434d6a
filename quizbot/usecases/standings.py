"""Boards as people see them: by person and by unit, live, frozen or final, and why each place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from quizbot.core.contest import Contest, ContestKind, ContestState, Feedback, Round
from quizbot.core.contest_paper import Points
from quizbot.core.ids import PersonId
from quizbot.core.paper_choice import asked
from quizbot.core.points import to_points, unit_of
from quizbot.core.ranking import Difference, decode_key, first_difference
from quizbot.core.refusal import Refusal
from quizbot.usecases.brackets import board_parts
from quizbot.usecases.deciding import PREDICTION, deciding, predicted_truth, tie_values
from quizbot.usecases.footnotes import Footnote, footnotes
from quizbot.usecases.freeze import stands_still_from
from quizbot.usecases.ladders import Ladder
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import BoardRow, StoredContest, Work
from quizbot.usecases.results import contest_board, public_board, round_board
from quizbot.usecases.unit_standings import UnitLine, unit_lines, unit_standings
from quizbot.usecases.windows import open_round


class UnknownContest(Refusal):
    code = "contest.unknown"


class UnknownRound(Refusal):
    code = "round.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One person on a board; what the contest does not publish is empty for outsiders."""

    place: int
    name: str
    code: str
    unit: str
    # official points
    points: Points
    right: int
    asked: int
    duration_s: int
    me: bool = False
    # points are no more than the number of right answers, which stands beside
    by_right: bool = True
    # what put the next better line above; None: nobody is better, or scores are not shown
    step: Difference | None = None
    # what the bracket whose board the line is of is called; "" where there is one board
    block: str = ""
    # values of the tie keys; empty where scores are not shown
    ties: Mapping[str, Points] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    contest: str
    title: str
    state: ContestState
    # None: the whole contest
    round_number: int | None
    rounds: tuple[Round, ...]
    # since when the public board stands still; None: it is live
    frozen_since: datetime | None
    # results of this round are told only from this moment on
    hidden_until: datetime | None
    # results may still change
    provisional: bool
    lines: tuple[BoardLine, ...]
    units: tuple[UnitLine, ...]
    # too few units to give places; None: a board of people
    bands_only: bool | None
    # people on the board
    people: int
    # questions of a paper
    asked: int
    as_of: datetime
    # what was corrected; names nobody
    notes: tuple[Footnote, ...] = ()
    # tie keys that decided among the lines, beside what every board shows
    deciding: tuple[str, ...] = ()
    # what was to be predicted, where predictions decided: of everybody (""), or of each bracket by its name
    truths: Mapping[str, int] = field(default_factory=dict)
    # by what units are compared; "" on a board of people
    unit_score: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestView:
    slug: str
    title: str
    kind: ContestKind
    state: ContestState
    rounds: int
    # the round that is open, or None
    open_round: Round | None
    next_round: Round | None


def _open_round(work: Work, stored: StoredContest, viewer: PersonId | None, now: datetime) -> Round | None:
    if viewer is not None:
        return open_round(work, stored, person_id=viewer, now=now)
    return work.contests.round_at(stored.id, now=now) if stored.state is ContestState.OPEN else None


def find(work: Work, slug: str) -> StoredContest:
    """Find a contest by its id.

    Raises:
        UnknownContest
    """
    stored = work.contests.by_slug(slug)
    if stored is None:
        raise UnknownContest(contest=slug)
    return stored


def find_round(work: Work, stored: StoredContest, number: int) -> Round:
    """Find a round by its number.

    Raises:
        UnknownRound
    """
    round_ = work.contests.numbered(stored.id, number)
    if round_ is None:
        raise UnknownRound(contest=stored.contest.id, round=number)
    return round_


def contests_view(work: Work, *, now: datetime, viewer: PersonId | None = None) -> tuple[ContestView, ...]:
    """List contests that people may know of, running ones first.

    Args:
        viewer: whose own windows count as open rounds.
    """
    views = []
    for stored in work.contests.all():
        if stored.state in (ContestState.DRAFT, ContestState.CHECKED):
            continue
        running = stored.state is ContestState.OPEN
        views.append(
            ContestView(
                slug=stored.contest.id,
                title=stored.contest.title,
                kind=stored.contest.kind,
                state=stored.state,
                rounds=work.contests.count_rounds(stored.id),
                open_round=_open_round(work, stored, viewer, now),
                next_round=work.contests.next_round(stored.id, now=now) if running else None,
            )
        )
    return tuple(sorted(views, key=lambda view: (view.open_round is None, view.slug)))


def board_view(
    work: Work,
    *,
    slug: str,
    now: datetime,
    round_number: int | None = None,
    by: str = "person",
    viewer: PersonId | None = None,
    inside: bool = False,
    limit: int | None = None,
    block: str | None = None,
) -> BoardView:
    """Give a board.

    Args:
        round_number: a round, or None for the whole contest.
        by: "person" or "unit".
        viewer: whose line and unit are marked.
        inside: organizers and HR: unfrozen, and with every field.
        limit: lines of people; the contest's own number unless said.
        block: people and units of this block alone, among themselves.

    Raises:
        UnknownContest, UnknownRound
    """
    stored = find(work, slug)
    contest = stored.contest
    rounds = work.contests.rounds(stored.id)
    round_ = find_round(work, stored, round_number) if round_number is not None else None
    live = round_board(round_.id) if round_ is not None else contest_board(stored)
    frozen = frozen_since(work, stored, round_, now)
    board = live if inside or frozen is None else public_board(live)
    mine = work.people.person(viewer) if viewer is not None else None
    lines: tuple[BoardLine, ...] = ()
    shown: dict[str, Sequence[BoardRow]] = {}
    for name, bracket in board_parts(work, contest, block) if by == "person" else ():
        rows = work.standings.top(board, limit=limit or contest.results.top, bracket=bracket)
        shown[name] = rows
        lines += _lines(rows, contest, viewer, inside=inside, block=name)
    ladder = None if block is None else Ladder(name="", prizes=(), to="unit", rounds=None, block=block)
    units = (
        unit_standings(work, stored=stored, board=board, round_=round_, ladder=ladder)
        if by == "unit"
        else None
    )
    decided = deciding(contest.rank.ties, (each.step for each in lines))
    return BoardView(
        contest=contest.id,
        title=contest.title,
        state=stored.state,
        round_number=round_number,
        rounds=tuple(each for each in rounds if not each.left_out and (inside or each.opens_at <= now)),
        frozen_since=None if inside else frozen,
        hidden_until=None if inside else _hidden_until(contest, round_, now),
        provisional=stored.state not in (ContestState.FINAL, ContestState.ANNOUNCED, ContestState.ARCHIVED),
        lines=lines,
        units=() if units is None else unit_lines(work, stored, units, mine),
        bands_only=None if units is None else units.bands_only,
        people=work.standings.size(board, bracket=block),
        asked=asked(contest.paper, round_number=round_number or 1, block=_first_block(contest)),
        as_of=frozen if frozen is not None and not inside else now,
        unit_score=contest.units.score if by == "unit" else "",
        notes=footnotes(
            corrections_of(work, stored),
            rounds=rounds if round_ is None else [round_],
            every_round=rounds,
            inside=inside,
            now=now,
        ),
        deciding=decided,
        truths=_truths(shown, contest) if PREDICTION in decided else {},
    )


def _truths(shown: Mapping[str, Sequence[BoardRow]], contest: Contest) -> dict[str, int]:
    """Give what was to be predicted, bracket by bracket where each has its own figure."""
    if contest.paper.prediction_of != "block":
        shown = {"": [row for rows in shown.values() for row in rows]}
    found = {name: predicted_truth(rows, contest) for name, rows in shown.items()}
    return {name: truth for name, truth in found.items() if truth is not None}


def _lines(
    rows: Sequence[BoardRow], contest: Contest, viewer: PersonId | None, *, inside: bool, block: str
) -> tuple[BoardLine, ...]:
    """Draw the rows from the top, each with what put the next better one above it."""
    told = inside or "score" in contest.results.publish
    lines: list[BoardLine] = []
    better: bytes | None = None
    for at, row in enumerate(rows):
        if at and rows[at - 1].entry.key != row.entry.key:
            better = rows[at - 1].entry.key
        line = replace(board_line(row, contest, viewer, inside=inside), block=block)
        step = (
            first_difference(
                decode_key(better),
                decode_key(row.entry.key),
                contest.rank.ties,
                unit=unit_of(contest.paper),
            )
            if told and better
            else None
        )
        lines.append(replace(line, step=step, ties=tie_values(row, contest) if told else {}))
    return tuple(lines)


def _first_block(contest: Contest) -> str:
    return contest.who.blocks[0].id if contest.who.blocks else ""


def frozen_since(work: Work, stored: StoredContest, round_: Round | None, now: datetime) -> datetime | None:
    """Give the moment since which a public board stands still; the whole contest's with its open round."""
    open_ = round_ or work.contests.round_at(stored.id, now=now)
    return None if open_ is None else stands_still_from(stored.contest, open_, now=now)


def _hidden_until(contest: Contest, round_: Round | None, now: datetime) -> datetime | None:
    if round_ is None or contest.paper.feedback is not Feedback.AFTER_CLOSE:
        return None
    return round_.closes_at if now < round_.closes_at else None


def points_are_right_answers(contest: Contest) -> bool:
    """Tell whether the points of a result are the number of right answers, so that one of the two says all."""
    rank = contest.rank
    return rank.score == "right_answers" and rank.whole != "rounds" and not contest.paper.essays


def board_line(row: BoardRow, contest: Contest, viewer: PersonId | None, *, inside: bool) -> BoardLine:
    """Give a row as this viewer may see it: their own whole, of others what the contest publishes."""
    publish = contest.results.publish
    me = row.entry.person_id == viewer
    shown = inside or me
    return BoardLine(
        place=row.place,
        name=row.name if shown or "name" in publish else "",
        code=row.code if shown else "",
        unit=row.unit_name if shown or "unit" in publish else "",
        points=to_points(row.entry.points, unit_of(contest.paper)) if shown or "score" in publish else 0,
        right=row.entry.right if shown or "score" in publish else 0,
        asked=row.entry.asked,
        duration_s=row.entry.duration_s if shown or "score" in publish else 0,
        me=me,
        by_right=points_are_right_answers(contest),
    )
