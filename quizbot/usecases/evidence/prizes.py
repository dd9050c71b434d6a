"""Prizes in the bundle: told line by line, and given once more from the boards and rules that stand in it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any, TypeVar, cast

from quizbot.core.codec import canonical_plain
from quizbot.core.contest import Round
from quizbot.core.corrections import Correction
from quizbot.core.ids import ContestId, PersonId, RoundId, UnitId
from quizbot.core.prizes import Won
from quizbot.core.ranking import Result, encode_key
from quizbot.usecases import results
from quizbot.usecases.climbing import climb, winners_by_unit
from quizbot.usecases.evidence.reading import Evidence, season_name
from quizbot.usecases.ladders import Ladder
from quizbot.usecases.ports import BoardRow, Person, StandingEntry, StoredContest, Unit, Work
from quizbot.usecases.unit_prizes import Rosters, climb_units

T = TypeVar("T", str, PersonId)
MEMBER = "prizes.jsonl"


def prize_lines(
    work: Work, stored: StoredContest, *, code: Callable[[PersonId], str], rosters: Rosters | None = None
) -> Iterator[dict[str, Any]]:
    """Tell who won what, and who was passed over: ladder by ladder, by place and code.

    Args:
        code: what stands for a person.
        rosters: as of `climb_units`.
    """
    for climbed in climb(work, stored):
        yield from _lines(climbed.ladder, [(code(each.who), each) for each in climbed.won])
    for by_units in climb_units(work, stored, rosters=rosters, bare=False):
        yield from _lines(by_units.ladder, [(each.who, each) for each in by_units.won])


def _lines(ladder: Ladder, won: Iterable[tuple[str, Won[T]]]) -> Iterator[dict[str, Any]]:
    for who, each in sorted(won, key=lambda pair: (pair[1].place, pair[0])):
        # what is for people to decide is nobody's yet
        decided = each.prize is not None and not each.note
        yield {
            "ladder": ladder.name,
            "to": ladder.to,
            "rounds": None if ladder.rounds is None else list(ladder.rounds),
            "block": ladder.block,
            "place": each.place,
            "who": who,
            "prize": each.prize.name if each.prize is not None and decided else None,
            "note": each.note,
        }


def wrong_prizes(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Find the lines of prizes that come out otherwise."""
    work = cast("Work", _Told(evidence))
    codes = {person.id: code for code, person in evidence.people.items()}
    again = prize_lines(
        work,
        evidence.stored,
        code=codes.__getitem__,
        rosters=lambda ladder: evidence.heads.get(season_name(ladder.rounds), {}),
    )
    told = evidence.prizes()
    for number, (line, found) in enumerate(zip_longest(told, map(canonical_plain, again)), start=1):
        if line is None or found is None:
            yield f"{MEMBER}:{number}", "prizes.length"
            return
        if line != found:
            yield f"{MEMBER}:{number}", "prizes.differs"


def winners_again(evidence: Evidence) -> Mapping[UnitId, int]:
    """Count the prizes of people once more, by the unit they won them for."""
    return winners_by_unit(cast("Work", _Told(evidence)), evidence.stored)


class _Told:
    """What giving prizes reads of a unit of work, from the bundle: its boards were counted again before."""

    def __init__(self, evidence: Evidence) -> None:
        self.people = _People(evidence)
        self.contests = _Contests(evidence)
        self.corrections = _Corrections(evidence)
        self.standings = _Standings(evidence)


@dataclass(frozen=True, slots=True)
class _People:
    _evidence: Evidence

    def everybody(self) -> Sequence[Person]:
        return list(self._evidence.people.values())

    def units(self) -> Sequence[Unit]:
        return self._evidence.units


@dataclass(frozen=True, slots=True)
class _Contests:
    _evidence: Evidence

    def rounds(self, _contest_id: ContestId) -> Sequence[Round]:
        return self._evidence.rounds

    def numbered(self, _contest_id: ContestId, number: int) -> Round | None:
        return next((each for each in self._evidence.rounds if each.number == number), None)


@dataclass(frozen=True, slots=True)
class _Corrections:
    _evidence: Evidence

    def of(self, _contest_id: ContestId) -> Sequence[Correction]:
        return self._evidence.corrections


class _Standings:
    """The boards of the bundle, read line by line."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._numbers = {results.round_board(each.id): each.number for each in evidence.rounds}
        self._rounds: Mapping[int, RoundId] = {each.number: each.id for each in evidence.rounds}
        self._units = {unit.code: unit for unit in evidence.units}
        self._by_id = {unit.id: unit for unit in evidence.units}
        self._people = {person.id: person for person in evidence.people.values()}

    def entries(self, board: str) -> Iterator[StandingEntry]:
        number = self._numbers.get(board, 0)
        # its form was looked at when the board was counted again
        return (self._entry(board, number, json.loads(line)) for line in self._evidence.board(number))

    def top(self, board: str, *, limit: int, bracket: str | None = None) -> Sequence[BoardRow]:
        found = (each for each in self.entries(board) if bracket in (None, each.bracket))
        rows: list[BoardRow] = []
        for number, entry in enumerate(islice(found, limit), start=1):
            same = bool(rows) and rows[-1].entry.key == entry.key
            rows.append(self._row(rows[-1].place if same else number, entry))
        return rows

    def unit_sums(self, board: str) -> Mapping[UnitId, tuple[int, int, int]]:
        sums: dict[UnitId, tuple[int, int, int]] = {}
        for entry in self.entries(board):
            score = entry.right * 10_000 // entry.asked if entry.asked else 0
            people, total, squares = sums.get(entry.unit_id, (0, 0, 0))
            sums[entry.unit_id] = (people + 1, total + score, squares + score**2)
        return sums

    def _entry(self, board: str, number: int, line: Mapping[str, Any]) -> StandingEntry:
        names = self._evidence.stored.contest.rank.ties
        # a lot that is not told decides nothing
        values = [0 if each is None else each for each in line["ties"]]
        steps = dict(zip(names, values, strict=True))
        person = self._evidence.people[line["person"]]
        unit = self._units[line["unit"]]
        result = Result(
            person_id=person.id,
            person_code=person.code,
            unit_id=unit.id,
            round_id=self._rounds.get(number),
            attempt_number=line["attempt"],
            attempts_made=line["attempts"],
            points=line["points"],
            right=line["right"],
            asked=line["asked"],
            answered=line["answered"],
            prediction=line["prediction"],
            duration_s=line["duration"],
            submitted_s=line["submitted"],
            extra=-steps.get("extra", 0),
            essay=-steps.get("essay", 0),
        )
        return StandingEntry(
            board=board,
            person_id=person.id,
            unit_id=unit.id,
            bracket=line["bracket"],
            key=encode_key((-result.points, *values)),
            points=result.points,
            right=result.right,
            asked=result.asked,
            duration_s=result.duration_s,
            detail=results.detail_of(result),
        )

    def _row(self, place: int, entry: StandingEntry) -> BoardRow:
        person, unit = self._people[entry.person_id], self._by_id[entry.unit_id]
        return BoardRow(
            place=place,
            entry=entry,
            name=person.name,
            code=person.code,
            unit_code=unit.code,
            unit_name=unit.name,
        )
