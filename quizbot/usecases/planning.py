"""What a correction would do, before it is done: who gains and loses which points, places and prizes."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.contest_paper import Points
from quizbot.core.corrections import Correction
from quizbot.core.ids import PersonId
from quizbot.core.points import to_points, unit_of
from quizbot.usecases.awarding import AwardList, PersonAward, award_list
from quizbot.usecases.ports import Person, StandingEntry, StoredContest, Work
from quizbot.usecases.results import contest_board, round_board
from quizbot.usecases.supposed import suppose


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where somebody stands on a board, with what prize."""

    place: int
    points: Points
    right: int
    asked: int
    duration_s: int
    # "" · as printed
    prize: str = ""
    amount: int = 0
    # as `core.prizes.Won.note`
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """What changes for one person on one board; None: not on it."""

    code: str
    name: str
    unit: str
    # None: the board of the whole contest
    round_number: int | None
    before: Spot | None
    after: Spot | None

    @property
    def prize_changes(self) -> bool:
        """Tell whether a prize is won, lost or another one."""
        return _prize(self.before) != _prize(self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSpot:
    """Where a unit stands, with what prize."""

    place: int | None
    band: int | None
    participants: int
    mean: float | None
    prize: str = ""
    amount: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    code: str
    name: str
    before: UnitSpot | None
    after: UnitSpot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How many people gain and lose by a correction on the board of the whole contest."""

    more_points: int = 0
    fewer_points: int = 0
    better_place: int = 0
    worse_place: int = 0
    # on any board
    more_prizes: int = 0
    fewer_prizes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a correction would do, or did."""

    contest: str
    title: str
    correction: Correction
    rounds: int
    people: tuple[PersonChange, ...]
    units: tuple[UnitChange, ...]
    # distinct people for whom anything changes, and how many stand on the board of the contest
    touched: int
    on_board: int
    # SHA-256 over all boards of the contest, as they are and as they would be
    boards_before: str
    boards_after: str

    @property
    def shift(self) -> Shift:
        """Count who gains and who loses; who is on one side of the comparison alone is counted by prizes only."""
        moves = [
            (each.before, each.after)
            for each in self.people
            if each.round_number is None and each.before is not None and each.after is not None
        ]
        prizes = [(_prize(each.before), _prize(each.after)) for each in self.people]
        return Shift(
            more_points=sum(old.points < new.points for old, new in moves),
            fewer_points=sum(old.points > new.points for old, new in moves),
            better_place=sum(new.place < old.place for old, new in moves),
            worse_place=sum(new.place > old.place for old, new in moves),
            more_prizes=sum(not old[0] and bool(new[0]) for old, new in prizes),
            fewer_prizes=sum(bool(old[0]) and not new[0] for old, new in prizes),
        )


def plan(work: Work, *, stored: StoredContest, correction: Correction, now: datetime) -> Plan:
    """Compute what a correction would do; writes nothing."""
    supposed = suppose(work, stored, correction)
    slug = stored.contest.id
    before = _Picture(work, stored, award_list(work, slug=slug, now=now))
    after = _Picture(supposed, stored, award_list(supposed, slug=slug, now=now))
    people = tuple(_people(work, before, after))
    return Plan(
        contest=slug,
        title=stored.contest.title,
        correction=correction,
        rounds=work.contests.count_rounds(stored.id),
        people=people,
        units=tuple(_units(before.awards, after.awards)),
        touched=len({each.code for each in people}),
        on_board=work.standings.size(contest_board(stored)),
        boards_before=boards_hash(work, stored),
        boards_after=boards_hash(supposed, stored),
    )


def boards_hash(work: Work, stored: StoredContest) -> str:
    """Hash every board of a contest, byte for byte."""
    digest = hashlib.sha256()
    for _, board in _boards(work, stored):
        for entry in sorted(work.standings.entries(board), key=lambda each: each.person_id):
            digest.update(entry_bytes(entry))
    return digest.hexdigest()


def entry_bytes(entry: StandingEntry) -> bytes:
    """Give the one byte form of a standing: its fields between tabs, a line."""
    fields = (
        entry.board,
        entry.person_id,
        entry.unit_id,
        entry.bracket,
        entry.key.hex(),
        entry.points,
        entry.right,
        entry.asked,
        entry.duration_s,
        # canonical JSON: no tab, no line end
        entry.detail,
    )
    return ("\t".join(map(str, fields)) + "\n").encode()


def _boards(work: Work, stored: StoredContest) -> Iterator[tuple[int | None, str]]:
    for round_ in work.contests.rounds(stored.id):
        yield round_.number, round_board(round_.id)
    yield None, contest_board(stored)


class _Picture:
    """A contest's boards and prizes at one side of the comparison."""

    def __init__(self, work: Work, stored: StoredContest, awards: AwardList) -> None:
        self.awards = awards
        self._unit = unit_of(stored.contest.paper)
        self._prizes: dict[tuple[int | None, str], list[PersonAward]] = {}
        for each in awards.people:
            self._prizes.setdefault((each.round_number, each.code), []).append(each)
        self.boards: dict[int | None, dict[PersonId, tuple[int, StandingEntry]]] = {
            number: dict(_placed(work.standings.entries(board))) for number, board in _boards(work, stored)
        }

    def spot(self, round_number: int | None, person: Person) -> Spot | None:
        found = self.boards[round_number].get(person.id)
        if found is None:
            return None
        place, entry = found
        awards = self._prizes.get((round_number, person.code), [])
        return Spot(
            place=place,
            points=to_points(entry.points, self._unit),
            right=entry.right,
            asked=entry.asked,
            duration_s=entry.duration_s,
            prize=" + ".join(each.prize for each in awards if each.prize),
            amount=sum(each.amount for each in awards),
            note=" + ".join(dict.fromkeys(each.note for each in awards if each.note)),
        )


def _placed(entries: Iterator[StandingEntry]) -> Iterator[tuple[PersonId, tuple[int, StandingEntry]]]:
    place, key = 0, b""
    for number, entry in enumerate(entries, start=1):
        if entry.key != key:
            place, key = number, entry.key
        yield entry.person_id, (place, entry)


def _people(work: Work, before: _Picture, after: _Picture) -> Iterator[PersonChange]:
    people = {each.id: each for each in work.people.everybody()}
    units = {each.id: each for each in work.people.units()}
    for number, board in before.boards.items():
        changes = []
        for person_id in {**board, **after.boards[number]}:
            person = people[person_id]
            old, new = before.spot(number, person), after.spot(number, person)
            if old != new:
                entry = (after.boards[number].get(person_id) or board[person_id])[1]
                changes.append(
                    PersonChange(
                        code=person.code,
                        name=person.name,
                        unit=units[entry.unit_id].name,
                        round_number=number,
                        before=old,
                        after=new,
                    )
                )
        yield from sorted(changes, key=_most_telling)


def _most_telling(change: PersonChange) -> tuple[bool, int, str]:
    """Put prizes won and lost first, then by the better of both places."""
    places = [spot.place for spot in (change.before, change.after) if spot is not None]
    return not change.prize_changes, min(places), change.code


def _prize(spot: Spot | None) -> tuple[str, int, str]:
    return ("", 0, "") if spot is None else (spot.prize, spot.amount, spot.note)


def _units(before: AwardList, after: AwardList) -> Iterator[UnitChange]:
    old, new = _unit_spots(before), _unit_spots(after)
    names = {each.line.result.code: each.line.name for each in (*before.units, *after.units)}
    for key in {**new, **old}:
        if old.get(key) != new.get(key):
            code = key.rpartition("\t")[2]
            yield UnitChange(code=code, name=names[code], before=old.get(key), after=new.get(key))


def _unit_spots(awards: AwardList) -> Mapping[str, UnitSpot]:
    return {
        f"{each.ladder}\t{each.rounds}\t{each.line.result.code}": UnitSpot(
            place=each.line.result.place,
            band=each.line.result.band,
            participants=each.line.result.participants,
            mean=each.line.result.mean,
            prize=each.prize,
            amount=each.amount,
            note=each.note,
        )
        for each in awards.units
    }
