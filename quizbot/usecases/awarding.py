"""What HR takes away: top people and top units, each place with its reason."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from quizbot.core.conditions import Condition
from quizbot.core.contest import Contest, ContestState, Round
from quizbot.core.contest_paper import Points
from quizbot.core.ids import PersonId
from quizbot.core.points import to_points, unit_of
from quizbot.core.prizes import Won
from quizbot.core.ranking import Difference
from quizbot.usecases.brackets import board_parts, bracket_names
from quizbot.usecases.climbing import Climbed, climb
from quizbot.usecases.facts import unconfirmed
from quizbot.usecases.footnotes import Footnote, footnotes
from quizbot.usecases.ladders import Ladder
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.places import reason
from quizbot.usecases.ports import BoardRow, StoredContest, Work
from quizbot.usecases.results import contest_board, round_board
from quizbot.usecases.standings import find, find_round, points_are_right_answers
from quizbot.usecases.unit_prizes import climb_units
from quizbot.usecases.unit_standings import UnitLine, unit_lines

FINAL_STATES = (ContestState.FINAL, ContestState.ANNOUNCED, ContestState.ARCHIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAward:
    """One line of the list of people."""

    place: int
    code: str
    name: str
    unit: str
    right: int
    asked: int
    duration_s: int
    # "" when no prize is declared for the place
    prize: str
    amount: int
    # what put the next better place above this one; None at the top or among equals
    step: Difference | None
    shared: bool
    note: str
    round_number: int | None
    # played a round in a window of their own
    own_window: bool = False
    # "" for the prizes every contest has; else the name of the set
    ladder: str = ""
    # the block the prize is for; "" for a board of everybody
    block: str = ""
    # the paper that comes with the prize
    certificate: str = ""
    # official points, or those entered by hand where the set goes by them
    points: Points = 0
    # points are no more than the number of right answers
    by_right: bool = True
    # what is not known of the person and decides whether they may win: age, residence ...
    to_confirm: tuple[str, ...] = ()
    # everybody who reaches the mark gets the prize
    everybody: bool = False
    # what put this one above the next worse place; None at the end or where nobody is worse
    lead: Difference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAward:
    line: UnitLine
    prize: str
    amount: int
    note: str
    # as of PersonAward
    ladder: str = ""
    block: str = ""
    # None: the whole contest
    rounds: tuple[int, ...] | None = None
    # the first day of the month the prize is for; None: it is not a prize of a month
    month: date | None = None
    # as of PersonAward
    everybody: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardList:
    slug: str
    title: str
    organiser: str
    state: ContestState
    # anything may still change
    provisional: bool
    ties: tuple[str, ...]
    people: tuple[PersonAward, ...]
    units: tuple[UnitAward, ...]
    # people who have a counted result
    participants: int
    as_of: datetime
    # what was corrected; names nobody
    notes: tuple[Footnote, ...] = ()
    # what brackets are called
    blocks: dict[str, str] = field(default_factory=dict)


def award_list(work: Work, *, slug: str, now: datetime) -> AwardList:
    """Give the award list of a contest as things stand; it says when it is provisional.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    contest = stored.contest
    rounds = work.contests.rounds(stored.id)
    return AwardList(
        slug=slug,
        title=contest.title,
        organiser=contest.organiser,
        state=stored.state,
        provisional=stored.state not in FINAL_STATES,
        ties=contest.rank.ties,
        people=tuple(_people(work, stored)),
        units=_units(work, stored),
        participants=work.standings.size(contest_board(stored)),
        as_of=now,
        notes=footnotes(
            corrections_of(work, stored), rounds=rounds, every_round=rounds, inside=True, now=now
        ),
        blocks=bracket_names(work, contest),
    )


def round_awards(work: Work, stored: StoredContest, round_: Round) -> tuple[PersonAward, ...]:
    """List the people who lead one round, with its prizes where the contest gives prizes by the round."""
    found = [each for each in climb(work, stored) if each.ladder.round_number == round_.number]
    if not found:
        found = [_leading(work, stored, round_, bracket) for _, bracket in board_parts(work, stored.contest)]
    return tuple(line for each in found for line in _lines(work, stored, each))


def _leading(work: Work, stored: StoredContest, round_: Round, bracket: str | None) -> Climbed:
    """Give who leads a round in a bracket, where no prizes are given by the round."""
    rows = work.standings.top(round_board(round_.id), limit=stored.contest.results.top, bracket=bracket)
    ladder = Ladder(
        name="", prizes=(), to="person", rounds=(round_.number,), round_number=round_.number, block=bracket
    )
    return Climbed(ladder=ladder, rows=rows, won=())


def _people(work: Work, stored: StoredContest) -> list[PersonAward]:
    found: list[PersonAward] = []
    for climbed in climb(work, stored):
        found += _lines(work, stored, climbed)
    return found


def _lines(work: Work, stored: StoredContest, climbed: Climbed) -> list[PersonAward]:
    ladder, rows = climbed.ladder, climbed.rows
    won = {each.who: each for each in climbed.won}
    shown = rows if not ladder.prizes else [row for row in rows if row.entry.person_id in won]
    windowed = corrections_of(work, stored).windowed(ladder.round_number)
    by_place, after = _better_row(rows), _worse_row(rows)
    sizes = _sizes(rows)
    return [
        _person_line(
            row,
            won.get(row.entry.person_id),
            step=reason(row, by_place.get(row.place), stored.contest),
            lead=reason(after[row.place], row, stored.contest) if row.place in after else None,
            shared=sizes[row.place] > 1,
            ladder=ladder,
            own_window=row.entry.person_id in windowed,
            confirm=_to_confirm(work, stored, row),
            contest=stored.contest,
        )
        for row in shown[: max(len(won), stored.contest.results.top)]
    ]


def _to_confirm(work: Work, stored: StoredContest, row: BoardRow) -> tuple[str, ...]:
    """Name what nobody has told of a person and decides whether they may win."""
    who = stored.contest.who
    if not who.blocks and who.must == Condition():
        return ()
    person = work.people.person(row.entry.person_id)
    return () if person is None else unconfirmed(work, stored, person)


def _better_row(rows: Sequence[BoardRow]) -> dict[int, BoardRow]:
    """Give for each place the last row that is better."""
    better: dict[int, BoardRow] = {}
    for above, row in itertools.pairwise(rows):
        if above.place != row.place:
            better[row.place] = above
    return better


def _worse_row(rows: Sequence[BoardRow]) -> dict[int, BoardRow]:
    """Give for each place the first row that is worse."""
    return {above.place: row for above, row in itertools.pairwise(rows) if above.place != row.place}


def _sizes(rows: Sequence[BoardRow]) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for row in rows:
        sizes[row.place] = sizes.get(row.place, 0) + 1
    return sizes


def _person_line(
    row: BoardRow,
    won: Won[PersonId] | None,
    *,
    step: Difference | None,
    lead: Difference | None,
    shared: bool,
    ladder: Ladder,
    own_window: bool,
    confirm: tuple[str, ...],
    contest: Contest,
) -> PersonAward:
    prize = won.prize if won is not None else None
    return PersonAward(
        place=row.place,
        code=row.code,
        name=row.name,
        unit=row.unit_name,
        right=row.entry.right,
        asked=row.entry.asked,
        duration_s=row.entry.duration_s,
        prize=prize.name if prize else "",
        amount=prize.amount if prize else 0,
        step=step,
        shared=shared,
        note=won.note if won else "",
        round_number=ladder.round_number,
        own_window=own_window,
        ladder=ladder.name,
        block=row.entry.bracket if ladder.block is not None else "",
        certificate=prize.certificate if prize else "",
        points=to_points(row.entry.points, unit_of(contest.paper)),
        by_right=points_are_right_answers(contest) and ladder.score != "entered",
        to_confirm=confirm,
        everybody=prize is not None and prize.count is None,
        lead=lead,
    )


def _units(work: Work, stored: StoredContest) -> tuple[UnitAward, ...]:
    found: list[UnitAward] = []
    for climbed in climb_units(work, stored):
        ladder, won = climbed.ladder, {each.who: each for each in climbed.won}
        lines = unit_lines(work, stored, climbed.board, None)
        shown = lines if not ladder.name else [line for line in lines if line.result.code in won]
        month = _month(work, stored, ladder)
        found += [_unit_award(line, won.get(line.result.code), ladder, month) for line in shown]
    return tuple(found)


def _month(work: Work, stored: StoredContest, ladder: Ladder) -> date | None:
    """Give the month that a prize of units by the month is for."""
    if stored.contest.units.season != "month" or ladder.name or not ladder.rounds:
        return None
    zone = ZoneInfo(stored.contest.rounds.zone)
    opens_at = find_round(work, stored, ladder.rounds[0]).opens_at
    return opens_at.astimezone(zone).date().replace(day=1)


def _unit_award(line: UnitLine, won: Won[str] | None, ladder: Ladder, month: date | None) -> UnitAward:
    return UnitAward(
        line=line,
        prize=won.prize.name if won and won.prize else "",
        amount=won.prize.amount if won and won.prize else 0,
        note=won.note if won else "",
        ladder=ladder.name,
        block=ladder.block or "",
        rounds=ladder.rounds,
        everybody=bool(won and won.prize and won.prize.count is None),
        month=month,
    )
