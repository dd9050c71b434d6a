"""What is known of a person where rules ask for it: units, groups, title, attributes."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from quizbot.core.conditions import Condition, PersonFacts
from quizbot.core.eligibility import Placed, placed_in, to_confirm
from quizbot.core.ids import UnitId
from quizbot.usecases.ports import Person, StoredContest, Unit, Work

NOBODYS_DAY = date(1970, 1, 1)


def line_of(units: Mapping[UnitId, Unit], unit_id: UnitId) -> tuple[Unit, ...]:
    """Give a unit and every unit above it, the unit itself first."""
    found = []
    unit = units.get(unit_id)
    while unit is not None:
        found.append(unit)
        unit = units.get(unit.parent_id) if unit.parent_id is not None else None
    return tuple(found)


def unit_heads(units: Mapping[UnitId, Unit], *, level: int) -> dict[UnitId, UnitId]:
    """Tell for every unit the one that is compared: its ancestor `level` steps below the root."""
    heads = {}
    for unit_id in units:
        lineage = [unit_id]
        parent = units[unit_id].parent_id
        while parent is not None:
            lineage.append(parent)
            parent = units[parent].parent_id
        heads[unit_id] = lineage[max(0, len(lineage) - 1 - level)]
    return heads


def facts_of(person: Person, units: Mapping[UnitId, Unit], *, unit_id: UnitId | None = None) -> PersonFacts:
    """Give what is known of a person.

    Args:
        unit_id: the unit they are looked at in; their present one unless said.
    """
    line = line_of(units, unit_id or person.unit_id)
    return PersonFacts(
        lineage=tuple(unit.code for unit in line),
        kinds=tuple(unit.kind for unit in line),
        groups=person.groups,
        title=person.title,
        traits=dict(person.traits),
    )


def age_day(work: Work, stored: StoredContest) -> date:
    """Give the day on which age counts where the contest names none: the local day the first round opens.

    Rules that look at no condition are spared the reading.
    """
    if not stored.contest.who.blocks and stored.contest.who.must == Condition():
        return NOBODYS_DAY
    rounds = work.contests.rounds(stored.id)
    zone = ZoneInfo(stored.contest.rounds.zone)
    return rounds[0].opens_at.astimezone(zone).date() if rounds else NOBODYS_DAY


def block_of(work: Work, stored: StoredContest, person: Person) -> Placed:
    """Tell the block a person stands in now."""
    who = stored.contest.who
    if not who.blocks:
        return Placed(block=None)
    units = {unit.id: unit for unit in work.people.units()}
    return placed_in(who, facts_of(person, units), day=age_day(work, stored))


def unconfirmed(work: Work, stored: StoredContest, person: Person) -> tuple[str, ...]:
    """Name what has to be confirmed of a person before their result holds."""
    units = {unit.id: unit for unit in work.people.units()}
    return to_confirm(stored.contest.who, facts_of(person, units), day=age_day(work, stored))
