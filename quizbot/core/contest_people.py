"""Who takes part in a contest, and in which block."""

from dataclasses import dataclass, field
from fractions import Fraction

from quizbot.core.conditions import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """People (and units) that are ranked and given prizes among themselves."""

    id: str
    # as printed: Khối cán bộ, công chức
    name: str
    # who belongs to it; people stand in the first block whose condition holds
    condition: Condition = field(default_factory=Condition)
    # share of its people that should take part; 0: none declared
    participation_target: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCode:
    """A code that all people of a unit register with."""

    code: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who may take part. Empty `units` means everybody on the roster."""

    units: tuple[str, ...] = ()
    # group names (people or unit codes) that may not take part: ban-to-chuc, to-thu-ky
    exclude: tuple[str, ...] = ()
    # none | by-unit-type
    brackets: str = "none"
    # roster: only people on the roster are ranked · open: self-registration, ranked once approved
    register: str = "roster"
    # age, residence, titles, grades, attributes
    must: Condition = field(default_factory=Condition)
    # confirm: plays, and stands on every list as "to be confirmed" · refuse
    unknown: str = "confirm"
    # who fits none of them does not take part
    blocks: tuple[Block, ...] = ()
    entry_codes: tuple[EntryCode, ...] = ()
