"""Reading an evidence bundle back into values."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import IO, Any, Final, TypeVar, cast

from quizbot.core.codec import canonical_plain, from_plain
from quizbot.core.conditions import HOUSEHOLD
from quizbot.core.contest import Contest, ContestState, Round
from quizbot.core.corrections import Correction
from quizbot.core.eligibility import BLOCK
from quizbot.core.essays import EssayMark
from quizbot.core.ids import AttemptId, ContestId, PersonId, RoundId, UnitId
from quizbot.core.question import Question
from quizbot.usecases.ports import Person, PersonStatus, StoredContest, Unit
from quizbot.usecases.results import BRACKET_NOW

MEMBERS = (
    "README.txt", "verify_evidence.py", "contest.json", "rules.json", "commitments.json", "questions.jsonl",
    "people.jsonl", "units.jsonl", "corrections.jsonl", "boards/units.json", "manifest.json",
    "essays.jsonl", "prizes.jsonl",
)  # fmt: skip
"""What a bundle holds beside the logs and boards of its rounds."""
_BUFFER: Final = 1 << 18  # bytes
T = TypeVar("T")
Open = Callable[[str], IO[bytes]]
"""Opens a member of the archive for reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEssays:
    """Which essays of an attempt have a text, by position, and the block whose paper it is."""

    block: str
    positions: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A bundle's contents, but for the logs and boards, which are read line by line."""

    stored: StoredContest
    rounds: tuple[Round, ...]
    # as they stand in contest.json and commitments.json
    contest_page: Mapping[str, Any]
    commitments: Mapping[str, Any]
    # by hash, with the nonce of each
    questions: Mapping[str, Question]
    nonces: Mapping[str, str]
    # by opaque code; a person's own code is the roster code where it is told
    people: Mapping[str, Person]
    # by person and round number: unit code, and whether they belonged to it on the round's day
    belongs: Mapping[tuple[PersonId, int], tuple[str, bool]]
    units: tuple[Unit, ...]
    # people by unit, in the rounds that the name of a season tells
    heads: Mapping[str, Mapping[UnitId, int]]
    corrections: tuple[Correction, ...]
    # of essays, by round
    marks: Mapping[RoundId, tuple[EssayMark, ...]]
    # by attempt, where an essay is required
    written: Mapping[AttemptId, WrittenEssays]
    open: Open

    def block_of(self, attempt_id: int) -> str:
        """Name the block whose paper an attempt has, where essays depend on it; "" elsewhere."""
        found = self.written.get(AttemptId(attempt_id))
        return "" if found is None else found.block

    def log(self, number: int) -> Iterator[bytes]:
        """Stream the lines of a round's log."""
        return self._stream(log_name(number))

    def board(self, number: int) -> Iterator[bytes]:
        """Stream the lines of a board; 0 is the whole contest."""
        return self._stream(board_name(number))

    def prizes(self) -> Iterator[bytes]:
        """Stream the lines of prizes."""
        return self._stream("prizes.jsonl")

    def unit_boards(self) -> dict[str, Any]:
        """Give the boards of units."""
        found: dict[str, Any] = strict_json(self.read("boards/units.json"))
        return found

    def read(self, name: str) -> bytes:
        """Give a whole member."""
        return whole(self.open, name)

    def _stream(self, name: str) -> Iterator[bytes]:
        # a buffer of its own: the archive's members find their lines slowly
        with io.BufferedReader(cast("io.RawIOBase", self.open(name)), _BUFFER) as member:
            for line in member:
                yield line.removesuffix(b"\n")


def season_name(rounds: Sequence[int] | None) -> str:
    """Name some rounds together: by their numbers, or the whole contest."""
    return "contest" if rounds is None else ",".join(map(str, rounds))


def log_name(number: int) -> str:
    """Name the member that holds the log of a round."""
    return f"log/{number:04}.jsonl"


def board_name(number: int) -> str:
    """Name the member that holds a board; 0 is the whole contest."""
    return f"boards/{number:04}.jsonl" if number else "boards/contest.jsonl"


def whole(open_member: Open, name: str) -> bytes:
    """Read a member from its beginning to its end."""
    with open_member(name) as member:
        return member.read()


def strict_json(data: bytes) -> Any:
    """Read JSON that has to stand in its one form: no second key of a name, no NaN, no other spelling.

    Raises:
        ValueError: it does not.
    """
    found = json.loads(data)
    if canonical_plain(found) != data.removesuffix(b"\n"):
        raise ValueError(f"not in canonical form: {data[:60]!r}")
    return found


def read_evidence(open_member: Open) -> Evidence:
    """Read a bundle.

    Args:
        open_member: opens a member of the archive.

    Raises:
        KeyError, ValueError, TypeError: a member is missing or not of the form written in docs/rules/proof.md.
    """
    read = partial(whole, open_member)
    page = strict_json(read("contest.json"))
    contest = from_plain(Contest, strict_json(read("rules.json")))
    contest_id = ContestId(page["id"])
    questions = _lines(read("questions.jsonl"), key="hash")
    people_lines = _lines(read("people.jsonl"), key="person")
    units, heads = _units(_lines(read("units.jsonl"), key="unit"))
    unit_ids = {unit.code: unit.id for unit in units}
    people = {
        line["person"]: _person(PersonId(number), line, unit_ids)
        for number, line in enumerate(people_lines, start=1)
    }
    essays = [*map(strict_json, read("essays.jsonl").splitlines())] if contest.paper.essays else []
    return Evidence(
        stored=StoredContest(
            id=contest_id,
            contest=contest,
            state=ContestState(page["state"]),
            rules_hash=page["rules_hash"],
            lot_seed=page["beacon"],
        ),
        rounds=tuple(_round(each, contest_id) for each in page["rounds"]),
        contest_page=page,
        commitments=strict_json(read("commitments.json")),
        questions={line["hash"]: from_plain(Question, line["question"]) for line in questions},
        nonces={line["hash"]: line["nonce"] for line in questions},
        people=people,
        belongs={
            (people[line["person"]].id, int(number)): (unit, member)
            for line in people_lines
            for number, (unit, member) in line["units"].items()
        },
        units=units,
        heads=heads,
        corrections=tuple(
            _correction(line, people) for line in _lines(read("corrections.jsonl"), key="number")
        ),
        marks=_marks([line for line in essays if "written" not in line], page),
        written=_written([line for line in essays if "written" in line]),
        open=open_member,
    )


def _of(kind: type[T], value: object) -> T:
    """Give the value; TypeError unless it is of this very type (true is not 1, 1.0 is not 1)."""
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _lines(data: bytes, *, key: str) -> list[dict[str, Any]]:
    found = [strict_json(line) for line in data.splitlines()]
    if len({line[key] for line in found}) != len(found):
        raise ValueError(f"two lines with one {key}")
    return found


def _round(page: Mapping[str, Any], contest_id: ContestId) -> Round:
    return Round(
        id=RoundId(page["id"]),
        contest_id=contest_id,
        number=page["number"],
        opens_at=datetime.fromisoformat(page["opens"]),
        closes_at=datetime.fromisoformat(page["closes"]),
        opened=_of(bool, page["opened"]),
        closed=page["closed"],
    )


def _person(person_id: PersonId, line: Mapping[str, Any], units: Mapping[str, UnitId]) -> Person:
    erased = line["status"] == "erased"
    # who has points entered by hand is told as they stand now; play looks at the unit of each round alone
    units_played = [unit for unit, _ in line["units"].values()]
    unit, block = line["now"] if "now" in line else (units_played[0], None)
    traits = {f"{BLOCK}@{number}": block for number, block in line.get("blocks", {}).items()}
    traits |= {BRACKET_NOW: block} if block is not None else {}
    traits |= {HOUSEHOLD: line["household"]} if "household" in line else {}
    return Person(
        id=person_id,
        code=line.get("roster", line["person"]),
        name="" if erased else line["person"],
        unit_id=units[unit],
        status=PersonStatus.LEFT if erased else PersonStatus(line["status"]),
        traits=tuple(traits.items()),
    )


def _units(lines: Sequence[Mapping[str, Any]]) -> tuple[tuple[Unit, ...], dict[str, dict[UnitId, int]]]:
    ids = {line["unit"]: UnitId(number) for number, line in enumerate(lines, start=1)}
    above = {line["unit"]: line["parent"] for line in lines}
    for line in lines:
        unit: str | None = line["unit"]
        for _ in lines:
            unit = None if unit is None else above[unit]
        if unit is not None:
            raise ValueError(f"the units above {line['unit']} go round in a circle")
    heads: dict[str, dict[UnitId, int]] = {}
    for line in lines:
        for season, count in line["people"].items():
            if count:
                heads.setdefault(season, {})[ids[line["unit"]]] = _of(int, count)
    units = tuple(
        Unit(
            id=ids[line["unit"]],
            code=line["unit"],
            name=line["unit"],
            kind=line["kind"],
            parent_id=None if line["parent"] is None else ids[line["parent"]],
        )
        for line in lines
    )
    return units, heads


def _written(lines: Iterable[Mapping[str, Any]]) -> dict[AttemptId, WrittenEssays]:
    return {
        AttemptId(_of(int, line["attempt"])): WrittenEssays(
            block=_of(str, line["block"]), positions=frozenset(_of(int, each) for each in line["written"])
        )
        for line in lines
    }


def _marks(
    lines: Iterable[Mapping[str, Any]], page: Mapping[str, Any]
) -> dict[RoundId, tuple[EssayMark, ...]]:
    ids = {each["number"]: RoundId(each["id"]) for each in page["rounds"]}
    found: dict[RoundId, list[EssayMark]] = {}
    for line in lines:
        mark = EssayMark(
            attempt_id=AttemptId(_of(int, line["attempt"])),
            position=_of(int, line["position"]),
            by=line["by"],
            points=_of(int, line["points"]),
            comment="",
            at=datetime.fromisoformat(line["at"]),
        )
        found.setdefault(ids[line["round"]], []).append(mark)
    return {round_id: tuple(marks) for round_id, marks in found.items()}


def _correction(line: Mapping[str, Any], people: Mapping[str, Person]) -> Correction:
    plain = {name: held for name, held in line.items() if name != "person"}
    found = from_plain(Correction, plain)
    person = people.get(line["person"]) if line["person"] is not None else None
    if line["person"] is not None and person is None:
        # about somebody without an attempt: it moves no result
        return replace(found, person_id=PersonId(0))
    return replace(found, person_id=None if person is None else person.id)
