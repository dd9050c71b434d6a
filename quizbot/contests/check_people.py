"""Checks of who may take part."""

from collections.abc import Collection

from quizbot.contests.findings import Notes
from quizbot.forms.known import nearest


def known(notes: Notes, *, units: Collection[str] | None, groups: Collection[str] | None) -> None:
    """Find units and groups that do not exist; a group without people keeps nobody out, which is told only."""
    who = notes.contest.who
    if units is not None:
        for index, code in enumerate(who.units):
            if code not in units:
                notes.unknown(("who", "units", index), code, units, what="đơn vị")
    if groups is not None:
        able = {*groups, *(units or ())}
        for index, code in enumerate(who.exclude):
            if code in able:
                continue
            if nearest(code, able):
                notes.unknown(("who", "exclude", index), code, able, what="nhóm hoặc đơn vị")
            else:
                notes.warn(("who", "exclude", index), "contest.group_empty", given=code)
