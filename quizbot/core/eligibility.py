"""Who may take part, and in which bracket they are compared. See docs/rules/eligibility.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quizbot.core.conditions import Held, PersonFacts, judge
from quizbot.core.contest import Block, Who

BY_UNIT_TYPE = "by-unit-type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """May a person take part; when not, the first reason in the order of the rules.

    Reasons: `left`, `not_approved`, `no_unit`, `unit_not_invited`, `excluded`, `no_consent`; and of
    `conditions_verdict`: `age`, `residence`, `titles`, `grades`, `attribute`, `no_block`, `not_known`.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The block a person stands in, and what nobody has told yet that would decide it."""

    block: Block | None
    to_confirm: tuple[str, ...] = ()


BLOCK = "block"
"""The attribute that puts a person into a block by hand, whatever its condition says."""


def conditions_verdict(who: Who, facts: PersonFacts, *, day: date) -> Verdict:
    """Tell whether a person meets what the contest asks of age, place, title and block.

    What is not known does not keep a person out, unless the contest says so; `to_confirm` names it.

    Args:
        day: the day on which age counts when the contest names none.
    """
    held, name = judge(who.must, facts, day=day)
    if held is Held.NO:
        return _refused(_reason(name), attribute=name)
    placed = placed_in(who, facts, day=day)
    if who.blocks and placed.block is None:
        return _refused("no_block")
    missing = to_confirm(who, facts, day=day)
    if missing and who.unknown == "refuse":
        return _refused("not_known", attribute=missing[0])
    return ALLOWED


def to_confirm(who: Who, facts: PersonFacts, *, day: date) -> tuple[str, ...]:
    """Name what is not known of a person and decides whether they may take part, and where."""
    held, name = judge(who.must, facts, day=day)
    found = (name,) if held is Held.UNKNOWN else ()
    return tuple(dict.fromkeys((*found, *placed_in(who, facts, day=day).to_confirm)))


def placed_in(who: Who, facts: PersonFacts, *, day: date) -> Placed:
    """Give the first block whose condition holds; before it stand those that might hold.

    Whose block is not known stands in the first that holds for sure, else in the first that might.
    """
    named = facts.traits.get(BLOCK, "")
    for block in who.blocks:
        if named and named == block.id:
            return Placed(block=block)
    missing: list[str] = []
    maybe: Block | None = None
    for block in who.blocks:
        held, name = judge(block.condition, facts, day=day)
        if held is Held.YES:
            return Placed(block=block, to_confirm=tuple(missing))
        if held is Held.UNKNOWN:
            missing.append(name)
            maybe = maybe or block
    return Placed(block=maybe, to_confirm=tuple(missing) if maybe else ())


def divided(who: Who) -> bool:
    """Tell whether people are compared in brackets, each with a board of its own."""
    return bool(who.blocks) or who.brackets == BY_UNIT_TYPE


def bracket_of(who: Who, *, unit_kind: str, placed: Placed | None = None) -> str:
    """Name the bracket in which a person is compared; "" for one board.

    Args:
        unit_kind: of the person's unit.
        placed: where the person stands; needed where the contest has blocks.
    """
    if who.blocks:
        return placed.block.id if placed is not None and placed.block is not None else ""
    return unit_kind if who.brackets == BY_UNIT_TYPE else ""


def unit_block(who: Who, *, lineage: tuple[str, ...], kinds: tuple[str, ...]) -> str:
    """Name the block a unit itself stands in: the first whose units or unit types it is of; "" for none."""
    if not who.blocks:
        return kinds[0] if who.brackets == BY_UNIT_TYPE and kinds else ""
    for block in who.blocks:
        one = block.condition
        in_units = not one.units or bool(set(one.units) & set(lineage))
        of_types = not one.unit_types or bool(set(one.unit_types) & set(kinds))
        if one.about_units and in_units and of_types:
            return block.id
    return ""


def _reason(name: str) -> str:
    known = ("age", "residence", "titles", "grades", "units", "unit_types", "groups")
    if name in ("units", "unit_types"):
        return "unit_not_invited"
    return name if name in known and name != "groups" else "attribute"


def _refused(reason: str, **facts: str) -> Verdict:
    return Verdict(allowed=False, reason=reason, facts=tuple(facts.items()))
