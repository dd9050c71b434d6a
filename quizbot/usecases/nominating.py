"""Who could be commended: the lines of a contest's boards joined with HR's records and the register of decisions."""

from collections.abc import Sequence
from dataclasses import replace

from quizbot.core.commend.grants import Grant, standing_grants
from quizbot.core.commend.nominees import Nominee, PersonRecord, UnitRecord
from quizbot.core.contest import Round
from quizbot.core.ids import PersonId
from quizbot.usecases.awarding import AwardList
from quizbot.usecases.brackets import bracket_names
from quizbot.usecases.ladders import Ladder
from quizbot.usecases.ports import BoardRow, Person, StoredContest, Work
from quizbot.usecases.results import contest_board, round_board
from quizbot.usecases.unit_standings import UnitLine, unit_lines, unit_standings

ORGANISERS = frozenset({"ban-to-chuc", "to-thu-ky", "ban-de-thi", "quan-tri"})
"""Groups whose members are never commended for a contest they ran, whatever its file says."""


def with_grants(work: Work, slug: str, nominees: Sequence[Nominee]) -> tuple[Nominee, ...]:
    """Join nominees with what the register of decisions says they had, newest first."""
    had: dict[tuple[str, str], list[Grant]] = {}
    for each in reversed(standing_grants(work.awards.grants())):
        had.setdefault((each.grant.subject, each.grant.code), []).append(each.grant)
    return tuple(
        replace(
            each,
            granted=tuple(mine),
            granted_here=tuple(sorted({grant.award for grant in mine if grant.contest == slug})),
        )
        if (mine := had.get((each.subject, each.code)))
        else each
        for each in nominees
    )


def people_nominees(
    work: Work,
    stored: StoredContest,
    *,
    rounds: Sequence[Round],
    awards: AwardList,
    records: dict[str, PersonRecord],
) -> list[Nominee]:
    """List the people of the contest's board.

    Args:
        rounds: those that count.
        records: HR's, by roster code.
    """
    played: dict[PersonId, int] = {}
    for each in rounds:
        for entry in work.standings.entries(round_board(each.id)):
            played[entry.person_id] = played.get(entry.person_id, 0) + 1
    # what everybody gets who reaches a mark distinguishes nobody
    prizes = {each.code for each in awards.people if each.prize and not (each.note or each.everybody)}
    board = contest_board(stored)
    rows = work.standings.top(board, limit=max(1, work.standings.size(board)))
    known = {person.id: person for person in work.people.everybody()}
    kinds = {unit.id: unit.kind for unit in work.people.units()}
    barred = ORGANISERS | frozenset(stored.contest.who.exclude)
    names = bracket_names(work, stored.contest)
    in_block = {
        row.entry.person_id: (row.place, size)
        for block in names
        if (size := work.standings.size(board, bracket=block))
        for row in work.standings.top(board, limit=size, bracket=block)
    }
    return [
        Nominee(
            subject="person",
            code=row.code,
            name=row.name,
            unit=row.unit_name,
            unit_kind=kinds.get(row.entry.unit_id, ""),
            place=row.place,
            block=row.entry.bracket if row.entry.person_id in in_block else "",
            block_name=names.get(row.entry.bracket, ""),
            block_place=in_block.get(row.entry.person_id, (None, 0))[0],
            block_size=in_block.get(row.entry.person_id, (None, 0))[1],
            right=row.entry.right,
            asked=row.entry.asked,
            # rounds taken part in are no answers
            points=None if stored.contest.rank.whole == "rounds" else row.entry.points,
            duration_s=row.entry.duration_s,
            rounds=played.get(row.entry.person_id, 0),
            has_prize=row.code in prizes,
            organiser=_organises(known[row.entry.person_id], row, barred),
            person=records.get(row.code),
        )
        for row in rows
    ]


def _organises(person: Person, row: BoardRow, barred: frozenset[str]) -> bool:
    return bool(barred & set(person.groups)) or row.unit_code in barred


def _unit_blocks(work: Work, stored: StoredContest) -> dict[str, tuple[str, int | None, int]]:
    """Give for each unit that stands in a block the block, its place among the block's units, and their number."""
    found: dict[str, tuple[str, int | None, int]] = {}
    for block in bracket_names(work, stored.contest):
        ladder = Ladder(name="", prizes=(), to="unit", rounds=None, block=block)
        board = unit_standings(work, stored=stored, board=contest_board(stored), round_=None, ladder=ladder)
        lines = unit_lines(work, stored, board, None)
        ranked = sum(each.result.place is not None for each in lines)
        found |= {each.result.code: (block, each.result.place, ranked) for each in lines}
    return found


def unit_nominees(
    work: Work,
    stored: StoredContest,
    *,
    lines: Sequence[UnitLine],
    awards: AwardList,
    records: dict[str, UnitRecord],
) -> list[Nominee]:
    """List the units of the contest's level.

    Args:
        lines: of their board, best first.
        records: HR's, by unit code.
    """
    kinds = {unit.code: unit.kind for unit in work.people.units()}
    names = bracket_names(work, stored.contest)
    blocks = _unit_blocks(work, stored)
    prizes = {
        each.line.result.code for each in awards.units if each.prize and not (each.note or each.everybody)
    }
    return [
        Nominee(
            subject="unit",
            code=each.result.code,
            name=each.name,
            unit_kind=kinds.get(each.result.code, ""),
            place=each.result.place,
            block=(here := blocks.get(each.result.code, ("", None, 0)))[0],
            block_name=names.get(here[0], ""),
            block_place=here[1],
            block_size=here[2],
            roster=each.result.roster,
            participants=each.result.participants,
            mean=round((each.result.mean or 0.0) * 10_000),
            has_prize=each.result.code in prizes,
            group=records.get(each.result.code),
        )
        for each in lines
    ]
