"""What is won in a contest, and who goes on to its next stage."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Prize:
    """A prize: its name as printed (Giải Nhất), how many, the amount in đồng (0: none), and its mark.

    The mark is all that is asked below it together; where nothing is, the place alone decides.
    """

    name: str
    # None: everybody who reaches the mark
    count: int | None
    amount: int = 0
    # the paper that comes with it, as printed: Giấy chứng nhận
    certificate: str = ""
    # points of the board; of units, those they are compared by (prizes won, entered by hand)
    points_at_least: int | None = None
    # right answers, and their share of the questions; of units, the mean of the shares
    right_at_least: int | None = None
    share_at_least: Fraction | None = None
    # units: the share of their people who took part
    participation_at_least: Fraction | None = None

    @property
    def has_mark(self) -> bool:
        """Tell whether something has to be reached."""
        asked = (
            self.points_at_least,
            self.right_at_least,
            self.share_at_least,
            self.participation_at_least,
        )
        return any(each is not None for each in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeSet:
    """One more ladder of prizes, down a board of its own."""

    # as printed: Giải tuần khối công chức
    name: str
    prizes: tuple[Prize, ...]
    # person | unit
    to: str = "person"
    # round | contest
    per: str = "contest"
    # numbers from 1: only these; with `contest` they are ranked together. Empty: every round that counts
    rounds: tuple[int, ...] = ()
    # all: one board · each: a ladder for every block · the id of a block
    block: str = "all"
    # only units of these types (or below one), and their people; empty: all
    unit_types: tuple[str, ...] = ()
    # units: how they are compared; empty: as the contest says. People: `entered`
    score: str = ""
    # with score entered: which points
    entered: str = ""
    # sets of one family give a person one prize at most; "none": as many as they win. {round} is the round's number
    family: str = "all"
    # at most so many of the set to people of one unit, and of one household; None: no limit
    per_unit: int | None = None
    per_household: int | None = None
    # over several rounds: how many of them one needs a result in, as a number and as a share; None: any
    rounds_at_least: int | None = None
    rounds_share_at_least: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Points that the organizers enter by hand, each time with a reason: articles, spreading, organising."""

    id: str
    # as printed: bài viết tuyên truyền
    name: str
    # people | units
    to: str = "units"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Rounds that are open only to those who did well before."""

    # as printed: Vòng chung kết
    name: str
    # numbers from 1
    rounds: tuple[int, ...]
    # whose results decide, together; every one before the first of `rounds`
    after: tuple[int, ...]
    # the first so many: of all, of each unit, of each block. Several are met one beside the other
    top: int | None = None
    per_unit: int | None = None
    per_block: int | None = None
    # right answers and points in `after` together that are needed beside
    right_at_least: int | None = None
    points_at_least: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeRules:
    person: tuple[Prize, ...] = ()
    unit: tuple[Prize, ...] = ()
    one_per_person: bool = True
    # contest | month: within what a person gets one of the prizes given after each round
    one_per: str = "contest"
    # round | contest
    per: str = "contest"
    # for `person` over the whole contest: as of a set
    rounds_at_least: int | None = None
    rounds_share_at_least: Fraction | None = None
    # further ladders: for a block, for some rounds, for articles
    sets: tuple[PrizeSet, ...] = ()
