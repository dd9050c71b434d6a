"""Checks of who may take part and of the prizes."""

from collections.abc import Collection

from quizbot.contests.findings import Notes
from quizbot.core.contest import ContestKind


def known(notes: Notes, *, units: Collection[str] | None, groups: Collection[str] | None) -> None:
    """Find units and groups that do not exist."""
    who = notes.contest.who
    if units is not None:
        for index, code in enumerate(who.units):
            if code not in units:
                notes.unknown(("who", "units", index), code, units, what="đơn vị")
    if groups is not None:
        able = {*groups, *(units or ())}
        for index, code in enumerate(who.exclude):
            if code not in able:
                notes.unknown(("who", "exclude", index), code, able, what="nhóm hoặc đơn vị")


def prizes(notes: Notes, *, people: int | None, units: Collection[str] | None) -> None:
    """Find prizes that nobody could win."""
    rules = notes.contest.prizes
    if notes.contest.kind is ContestKind.PRACTICE and (rules.person or rules.unit):
        notes.fault(("prizes",), "contest.practice_prizes")
    to_people = sum(prize.count for prize in rules.person)
    if people is not None and rules.one_per_person and to_people > people:
        notes.fault(
            ("prizes", "person"), "contest.prizes_exceed", prizes=to_people, able=people, whom="người"
        )
    to_units = sum(prize.count for prize in rules.unit)
    able = len(notes.contest.who.units or units or ()) if units is not None else None
    if able is not None and to_units > able:
        notes.fault(("prizes", "unit"), "contest.prizes_exceed", prizes=to_units, able=able, whom="đơn vị")
