"""Boards counted again, and compared with those in the bundle."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from quizbot.core.codec import canonical, canonical_plain
from quizbot.core.corrections import Corrections
from quizbot.core.ids import UnitId
from quizbot.core.units import UnitCount, unit_board
from quizbot.usecases import results
from quizbot.usecases.evidence.bundle import standing_line
from quizbot.usecases.evidence.reading import Evidence, board_name
from quizbot.usecases.facts import unit_heads
from quizbot.usecases.ports import StandingEntry


def wrong_lines(
    evidence: Evidence, number: int, entries: Sequence[StandingEntry]
) -> Iterator[tuple[str, str]]:
    """Find the lines of a board that come out otherwise."""
    name = board_name(number)
    pairs = zip_longest(evidence.board(number), board_again(evidence, entries))
    for place, (told, counted) in enumerate(pairs, start=1):
        if told is None or counted is None:
            yield f"{name}:{place}", "boards.length"
            return
        if told != counted:
            yield f"{name}:{place}", "boards.differs"


def board_again(evidence: Evidence, entries: Sequence[StandingEntry]) -> Iterator[bytes]:
    """Write a board that was computed again, line by line, in the form it has in the bundle."""
    ties = evidence.stored.contest.rank.ties
    codes = {person.id: code for code, person in evidence.people.items()}
    units = {unit.id: unit.code for unit in evidence.units}
    listed = sorted(
        ((results.key_of(each), codes[each.person_id], each) for each in entries), key=lambda each: each[:2]
    )
    lot = ties.index("lot") if "lot" in ties else len(ties)
    hidden = evidence.stored.lot_seed is not None
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
        line = standing_line(entry, place=place, person=code, unit=units[entry.unit_id], ties=values)
        yield canonical_plain(line)


def unit_board_again(
    evidence: Evidence, number: int, entries: Sequence[StandingEntry], *, winners: Mapping[UnitId, int]
) -> tuple[str, bytes]:
    """Compute a board of units again; gives its name in the bundle, and its canonical form.

    Args:
        winners: prizes that people won for each unit.
    """
    name = str(number) if number else "contest"
    return name, canonical(_unit_board(evidence, name, entries, winners))


def wrong_units(evidence: Evidence, counted: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Find the boards of units that come out otherwise, are missing, or belong to no board."""
    told = {name: canonical_plain(board) for name, board in evidence.unit_boards().items()}
    for name in sorted(told.keys() | counted.keys()):
        if told.get(name) != counted.get(name):
            yield f"boards/units.json {name}", "units.differs"


def _unit_board(
    evidence: Evidence, name: str, entries: Sequence[StandingEntry], winners: Mapping[UnitId, int]
) -> object:
    rules = evidence.stored.contest.units
    units = {unit.id: unit for unit in evidence.units}
    heads = unit_heads(units, level=rules.level)
    roster: Counter[str] = Counter()
    for unit_id, people in evidence.heads.get(name, {}).items():
        roster[units[heads[unit_id]].code] += people
    scores: dict[str, list[int]] = {code: [] for code in roster}
    for entry in entries:
        score = entry.right * 10_000 // entry.asked if entry.asked else 0
        scores.setdefault(units[heads[entry.unit_id]].code, []).append(score)
    figures: Counter[str] = Counter()
    for unit_id, prizes in winners.items():
        figures[units[heads[unit_id]].code] += prizes
    if rules.score == "entered":
        codes = {unit.code: unit.id for unit in evidence.units}
        for code, points in Corrections.of(evidence.corrections).entered(rules.entered).items():
            if isinstance(code, str):
                figures[units[heads[codes[code]]].code] += points
    counts = (
        UnitCount.of(code, roster=roster[code], scores=scores.get(code, ()), figure=figures[code])
        for code in scores.keys() | figures.keys()
    )
    return unit_board(counts, rules)
