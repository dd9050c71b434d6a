"""People and units as they stand in a bundle: who belonged where, and how many there were."""

from itertools import groupby
from typing import Any

from quizbot.core.conditions import HOUSEHOLD
from quizbot.core.ids import PersonId
from quizbot.core.proof.commitments import derived
from quizbot.usecases import results
from quizbot.usecases.evidence.reading import season_name
from quizbot.usecases.evidence.subject import Subject
from quizbot.usecases.ladders import ladders
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.scene import WHOLE, scene
from quizbot.usecases.unit_standings import round_people, season_people


def people_lines(subject: Subject) -> list[dict[str, Any]]:
    """Tell of everybody who played or has points entered by hand what boards and prizes look at; no name."""
    units: dict[PersonId, dict[str, list[object]]] = {}
    # what decides somebody's block stays inside: told is the block itself, also of who stands on no board
    blocks: dict[PersonId, dict[str, str]] = {}
    for round_ in subject.rounds:
        here = scene(subject.work, stored=subject.stored, round_=round_)
        summaries = subject.work.attempts.summaries(round_.id)
        for person_id, attempts in groupby(summaries, key=lambda each: each.person_id):
            unit_id = here.unit_of(subject.people[person_id], list(attempts))
            member = person_id in here.members
            units.setdefault(person_id, {})[str(round_.number)] = [subject.units[unit_id], member]
            if subject.stored.contest.who.blocks:
                block = here.bracket(subject.people[person_id], unit_id)
                blocks.setdefault(person_id, {})[str(round_.number)] = block
    _add_standing_blocks(subject, blocks)
    homes, now = _homes(subject), _with_entered(subject)
    found = []
    for person_id in units.keys() | now.keys():
        person = subject.people[person_id]
        told: dict[str, Any] = {
            "person": subject.code(person_id),
            "status": "erased" if person.erased else person.status.value,
            "units": units.get(person_id, {}),
        }
        for name, more in (("blocks", blocks), ("household", homes), ("now", now)):
            told |= {name: more[person_id]} if person_id in more else {}
        found.append(told | ({"roster": person.code} if person_id in subject.drawn else {}))
    return sorted(found, key=lambda each: str(each["person"]))


def _add_standing_blocks(subject: Subject, blocks: dict[PersonId, dict[str, str]]) -> None:
    """Tell in which block people stand on each board, round by round and in the whole contest."""
    if subject.stored.contest.who.blocks:
        for number, board in subject.boards.items():
            for entry in subject.work.standings.entries(board):
                blocks.setdefault(entry.person_id, {})[str(number) if number else WHOLE] = entry.bracket


def _homes(subject: Subject) -> dict[PersonId, str]:
    """Tell who lives together, where prizes look at it; where they live stays inside."""
    if all(each.per_household is None for each in subject.stored.contest.prizes.sets):
        return {}
    homes = {each.id: dict(each.traits).get(HOUSEHOLD) for each in subject.people.values()}
    return {who: derived(subject.secret, f"household/{home}")[:16] for who, home in homes.items() if home}


def _with_entered(subject: Subject) -> dict[PersonId, list[str]]:
    """Tell the unit and bracket in which those stand now who have points entered by hand that win prizes."""
    corrections = corrections_of(subject.work, subject.stored)
    units = {unit.id: unit for unit in subject.work.people.units()}
    sets = [each for each in subject.stored.contest.prizes.sets if each.to == "person"]
    found: dict[PersonId, list[str]] = {}
    for who in {who for each in sets if each.score == "entered" for who in corrections.entered(each.entered)}:
        held = subject.people.get(PersonId(who)) if isinstance(who, int) else None
        if held is not None:
            bracket = results.bracket_now(subject.work, subject.stored, held, units)
            found[held.id] = [units[held.unit_id].code, bracket]
    return found


def unit_lines(subject: Subject) -> list[dict[str, Any]]:
    """Tell of every unit how many people it had in each round, and over rounds that are looked at together."""
    heads = {str(each.number): round_people(subject.work, subject.stored, each) for each in subject.rounds}
    seasons = {each.rounds for each in ladders(subject.work, subject.stored, to="unit")}
    for rounds in {None, *(each for each in seasons if each is not None and len(each) > 1)}:
        heads[season_name(rounds)] = season_people(subject.work, subject.stored, numbers=rounds)
    return [
        {
            "unit": unit.code,
            "kind": unit.kind,
            "parent": None if unit.parent_id is None else subject.units[unit.parent_id],
            "people": {season: counted.get(unit.id, 0) for season, counted in heads.items()},
        }
        for unit in subject.work.people.units()
    ]
