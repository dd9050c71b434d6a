"""Boards counted again, and compared with those in the bundle."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quizbot.core.codec import to_plain
from quizbot.core.units import UnitCount, unit_board
from quizbot.usecases import results
from quizbot.usecases.evidence.bundle import standing_line
from quizbot.usecases.evidence.reading import Evidence
from quizbot.usecases.ports import StandingEntry
from quizbot.usecases.standings import unit_heads


def wrong_boards(
    evidence: Evidence, boards: Mapping[int, Sequence[StandingEntry]]
) -> Iterator[tuple[str, str]]:
    """Find the lines of boards that come out otherwise."""
    for number, entries in boards.items():
        name = f"boards/{number:04}.jsonl" if number else "boards/contest.jsonl"
        told, counted = evidence.board(number), board_again(evidence, entries)
        if len(told) != len(counted):
            yield name, "boards.length"
        for place, (one, other) in enumerate(zip(told, counted, strict=False), start=1):
            if one != other:
                yield f"{name}:{place}", "boards.differs"


def board_again(evidence: Evidence, entries: Sequence[StandingEntry]) -> list[dict[str, Any]]:
    """Write a board that was computed again, in the form it has in the bundle."""
    ties = evidence.stored.contest.rank.ties
    codes = {person.id: code for code, person in evidence.people.items()}
    units = {unit.id: unit.code for unit in evidence.units}
    listed = sorted(
        ((results.key_of(each), codes[each.person_id], each) for each in entries), key=lambda each: each[:2]
    )
    lot = ties.index("lot") if "lot" in ties else len(ties)
    hidden = evidence.stored.lot_seed is not None
    found: list[dict[str, Any]] = []
    before: tuple[int, ...] | None = None
    shared = Counter(key[: lot + 1] for key, _, _ in listed)
    place = 0
    for position, (key, code, entry) in enumerate(listed, start=1):
        # a lot that decides nothing is left out, whatever it was
        alone = hidden and evidence.people[code].code == code
        if alone and shared[key[: lot + 1]] > 1:
            raise ValueError(f"{code}: the lot decides and no roster code is told")
        place, before = (place if key == before else position), key
        values = [None if at == lot and alone else value for at, value in enumerate(key[1:])]
        found.append(standing_line(entry, place=place, person=code, unit=units[entry.unit_id], ties=values))
    return found


def wrong_units(
    evidence: Evidence, boards: Mapping[int, Sequence[StandingEntry]]
) -> Iterator[tuple[str, str]]:
    """Find the boards of units that come out otherwise."""
    told = evidence.unit_boards()
    for number, entries in boards.items():
        name = str(number) if number else "contest"
        if to_plain(_unit_board(evidence, number or 1, entries)) != told.get(name):
            yield f"boards/units.json {name}", "units.differs"


def _unit_board(evidence: Evidence, day: int, entries: Sequence[StandingEntry]) -> object:
    rules = evidence.stored.contest.units
    units = {unit.id: unit for unit in evidence.units}
    heads = unit_heads(units, level=rules.level)
    roster: Counter[str] = Counter()
    for unit_id, people in evidence.heads.get(day, {}).items():
        roster[units[heads[unit_id]].code] += people
    scores: dict[str, list[int]] = {code: [] for code in roster}
    for entry in entries:
        score = entry.right * 10_000 // entry.asked if entry.asked else 0
        scores.setdefault(units[heads[entry.unit_id]].code, []).append(score)
    counts = (UnitCount.of(code, roster=roster[code], scores=each) for code, each in scores.items())
    return unit_board(counts, rules)
