"""Who may take part, and in which bracket they are compared. See docs/rules/eligibility.md."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizbot.core.contest import Who

BY_UNIT_TYPE = "by-unit-type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """May a person take part; when not, the first reason in the order of the rules.

    Reasons: `left`, `not_approved`, `no_unit`, `unit_not_invited`, `excluded`, `no_consent`.
    """

    allowed: bool
    reason: str = ""
    facts: tuple[tuple[str, str], ...] = ()


ALLOWED = Verdict(allowed=True)


def entry_verdict(
    who: Who,
    *,
    status: str,
    unit_lineage: tuple[str, ...],
    groups: Iterable[str] = (),
    ranked: bool = True,
    consented: bool = True,
) -> Verdict:
    """Tell whether a person may take part.

    Args:
        who: the rules of the contest.
        status: `active`, `pending` (not yet approved) or `left`.
        unit_lineage: codes of the person's unit and of every unit above it, own unit first.
        groups: groups the person belongs to, such as `ban-to-chuc`.
        ranked: false for practice, which is open to people not yet approved.
        consented: the person agreed to the use of their data.
    """
    if status == "left":
        return _refused("left")
    if ranked and status != "active":
        return _refused("not_approved", status=status)
    if not unit_lineage:
        return _refused("no_unit")
    if who.units and not set(who.units) & set(unit_lineage):
        return _refused("unit_not_invited", unit=unit_lineage[0])
    barred = {*groups, *unit_lineage} & set(who.exclude)
    if ranked and barred:
        return _refused("excluded", group=min(barred))
    if not consented:
        return _refused("no_consent")
    return ALLOWED


def bracket_of(who: Who, *, unit_kind: str) -> str:
    """Name the bracket in which people of a unit of this kind are compared; "" for one board."""
    return unit_kind if who.brackets == BY_UNIT_TYPE else ""


def _refused(reason: str, **facts: str) -> Verdict:
    return Verdict(allowed=False, reason=reason, facts=tuple(facts.items()))
