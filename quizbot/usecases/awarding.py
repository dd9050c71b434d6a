"""What HR takes away: top people and top units, each place with its reason."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.contest import ContestState, Round
from quizbot.core.ids import PersonId
from quizbot.core.prizes import Ranked, Won, give_prizes
from quizbot.core.ranking import Difference
from quizbot.usecases.footnotes import Footnote, footnotes
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.places import reason
from quizbot.usecases.ports import BoardRow, StoredContest, Work
from quizbot.usecases.results import contest_board, round_board
from quizbot.usecases.standings import UnitLine, board_view, find

# as many lines as any prize list needs; a board longer than this is an export, not an award list
MOST = 1000

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


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAward:
    line: UnitLine
    prize: str
    amount: int
    note: str


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


def award_list(work: Work, *, slug: str, now: datetime) -> AwardList:
    """Give the award list of a contest as things stand; it says when it is provisional.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    contest = stored.contest
    people = (
        _people_by_round(work, stored)
        if contest.prizes.per == "round"
        else _people(work, stored, contest_board(stored), already=(), round_number=None)[0]
    )
    return AwardList(
        slug=slug,
        title=contest.title,
        organiser=contest.organiser,
        state=stored.state,
        provisional=stored.state not in FINAL_STATES,
        ties=contest.rank.ties,
        people=tuple(people),
        units=_units(work, stored, now),
        participants=work.standings.size(contest_board(stored)),
        as_of=now,
        notes=footnotes(
            corrections_of(work, stored), rounds=work.contests.rounds(stored.id), inside=True, now=now
        ),
    )


def round_awards(work: Work, stored: StoredContest, round_: Round) -> tuple[PersonAward, ...]:
    """List the people who lead one round, with its prizes where the contest gives prizes by the round."""
    if stored.contest.prizes.per == "round":
        return tuple(each for each in _people_by_round(work, stored) if each.round_number == round_.number)
    rows = list(work.standings.top(round_board(round_.id), limit=stored.contest.results.top))
    better, sizes = _better_row(rows), _sizes(rows)
    return tuple(
        _person_line(
            row,
            None,
            step=reason(row, better.get(row.place), stored.contest.rank.ties),
            shared=sizes[row.place] > 1,
            round_number=round_.number,
            own_window=False,
        )
        for row in rows
    )


def _people_by_round(work: Work, stored: StoredContest) -> list[PersonAward]:
    lines: list[PersonAward] = []
    already: set[PersonId] = set()
    for round_ in work.contests.rounds(stored.id):
        if not round_.closed:
            continue
        found, winners = _people(
            work, stored, round_board(round_.id), already=tuple(already), round_number=round_.number
        )
        lines += found
        if stored.contest.prizes.one_per_person:
            already |= winners
    return lines


def _people(
    work: Work,
    stored: StoredContest,
    board: str,
    *,
    already: Sequence[PersonId],
    round_number: int | None,
) -> tuple[list[PersonAward], set[PersonId]]:
    rules = stored.contest.prizes
    rows = list(work.standings.top(board, limit=MOST))
    ranked = [Ranked(who=row.entry.person_id, place=row.place) for row in rows]
    won = {each.who: each for each in give_prizes(ranked, rules.person, already=already)}
    shown = rows if not rules.person else [row for row in rows if row.entry.person_id in won]
    windowed = corrections_of(work, stored).windowed(round_number)
    by_place = _better_row(rows)
    sizes = _sizes(rows)
    lines = [
        _person_line(
            row,
            won.get(row.entry.person_id),
            step=reason(row, by_place.get(row.place), stored.contest.rank.ties),
            shared=sizes[row.place] > 1,
            round_number=round_number,
            own_window=row.entry.person_id in windowed,
        )
        for row in shown[: max(len(won), stored.contest.results.top)]
    ]
    return lines, {who for who, each in won.items() if each.prize is not None}


def _better_row(rows: Sequence[BoardRow]) -> dict[int, BoardRow]:
    """Give for each place the last row that is better."""
    better: dict[int, BoardRow] = {}
    for above, row in itertools.pairwise(rows):
        if above.place != row.place:
            better[row.place] = above
    return better


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
    shared: bool,
    round_number: int | None,
    own_window: bool,
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
        round_number=round_number,
        own_window=own_window,
    )


def _units(work: Work, stored: StoredContest, now: datetime) -> tuple[UnitAward, ...]:
    view = board_view(work, slug=stored.contest.id, now=now, by="unit", inside=True)
    ranked = [
        Ranked(who=line.result.code, place=line.result.place)
        for line in view.units
        if line.result.place is not None
    ]
    won = {each.who: each for each in give_prizes(ranked, stored.contest.prizes.unit)}
    return tuple(
        UnitAward(
            line=line,
            prize=found.prize.name if found and found.prize else "",
            amount=found.prize.amount if found and found.prize else 0,
            note=found.note if found else "",
        )
        for line in view.units
        for found in (won.get(line.result.code),)
    )
