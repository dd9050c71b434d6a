"""A contest as its file declares it, its rounds, and its phases as a pure function of time.

The parts that say when, who, what and for which prizes stand in `contest_time`, `contest_people`,
`contest_paper` and `contest_prizes`, and are given on from here.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction

from quizbot.core.contest_paper import (
    AttemptRules,
    Counted,
    DrawRule,
    Essay,
    Feedback,
    PaperRules,
    PaperVariant,
    Prediction,
)
from quizbot.core.contest_people import (
    Block,
    EntryCode,
    Who,
)
from quizbot.core.contest_prizes import (
    Entered,
    Prize,
    PrizeRules,
    PrizeSet,
    Stage,
)
from quizbot.core.contest_time import (
    Hours,
    Moment,
    Schedule,
    Session,
    Window,
)
from quizbot.core.ids import ContestId, RoundId

__all__ = [
    "AttemptRules",
    "Block",
    "Contest",
    "ContestKind",
    "ContestState",
    "Counted",
    "DrawRule",
    "Entered",
    "EntryCode",
    "Essay",
    "Feedback",
    "GroupPosts",
    "Hours",
    "Moment",
    "PaperRules",
    "PaperVariant",
    "Phase",
    "Prediction",
    "Prize",
    "PrizeRules",
    "PrizeSet",
    "RankRules",
    "RemindRules",
    "ResultRules",
    "Round",
    "Schedule",
    "Session",
    "Stage",
    "UnitRules",
    "Who",
    "Window",
    "phase_at",
    "results_told",
]


class ContestKind(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    SINGLE = "single"
    LIVE = "live"
    PRACTICE = "practice"


class ContestState(StrEnum):
    """The life of a contest; each step is recorded, and reversible only with a reason."""

    DRAFT = "draft"
    CHECKED = "checked"
    OPEN = "open"
    CLOSED = "closed"
    PROVISIONAL = "provisional"
    APPEAL = "appeal"
    FINAL = "final"
    ANNOUNCED = "announced"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class RankRules:
    # name of an official rule on the shelf `core/scoring`
    score: str = "right_answers"
    # names on the shelf `core/ties`, in order
    ties: tuple[str, ...] = ("duration", "submitted_at", "lot")
    # which public value decides the lots: where and when everybody can read it, as printed
    lot_source: str = ""
    # name of a game rule on the shelf `core/scoring`; None: no game points
    game: str | None = None
    # over several rounds: sum | best (of `best_of` rounds) | last (the last round alone) | rounds (how many)
    whole: str = "sum"
    best_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRules:
    # size_adjusted_z | empirical_bayes | mean | per_head | participation
    score: str = "size_adjusted_z"
    # share of the dated roster that must take part for a unit to be ranked
    participation_at_least: Fraction = Fraction(0)
    # round | week | month | contest
    season: str = "contest"
    # level of the unit tree that is compared; people below it count for it. 0 = the root
    level: int = 1
    # with rate_and_quality: the weight of the participation; the mean has the rest
    participation_weight: Fraction = Fraction(1, 2)
    # with entered: which points
    entered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRules:
    # this long before a round closes the public board stands still
    freeze: timedelta = timedelta(0)
    appeal: timedelta = timedelta(0)
    # what the public board may show: name, unit, score
    publish: tuple[str, ...] = ("name", "unit", "score")
    # how many places the public board shows
    top: int = 20
    # everybody may have the evidence bundle once the results are announced; else it is for who asks the organizers
    evidence: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindRules:
    """Reminders to people who have not answered, this long before the round closes."""

    before_close: tuple[timedelta, ...] = ()
    # no message is begun outside these local hours
    quiet_from: time = time(20, 0)
    quiet_until: time = time(7, 0)
    # tell people when a round opens
    invite: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPosts:
    """What is posted to linked group chats."""

    opening: bool = False
    results: bool = False
    # a native quiz poll of one question with each opening, where the channel has polls
    poll: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """Everything a thể lệ says."""

    id: str
    title: str
    kind: ContestKind
    rounds: Schedule
    paper: PaperRules
    who: Who = field(default_factory=Who)
    attempts: AttemptRules = field(default_factory=AttemptRules)
    rank: RankRules = field(default_factory=RankRules)
    units: UnitRules = field(default_factory=UnitRules)
    results: ResultRules = field(default_factory=ResultRules)
    prizes: PrizeRules = field(default_factory=PrizeRules)
    remind: RemindRules = field(default_factory=RemindRules)
    groups: GroupPosts = field(default_factory=GroupPosts)
    stages: tuple[Stage, ...] = ()
    entered: tuple[Entered, ...] = ()
    # who organises it, as printed: "Văn phòng UBND tỉnh Lai Châu"
    organiser: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: half-open, `[opens_at, closes_at)`, aware UTC."""

    id: RoundId
    contest_id: ContestId
    # from 1
    number: int
    opens_at: datetime
    closes_at: datetime
    # set when the opening has been carried out (people told), and the closing (results computed)
    opened: bool = False
    closed: bool = False

    @property
    def left_out(self) -> bool:
        """Tell whether an early end of the contest left the round out: closed, and never opened."""
        return self.closed and not self.opened


def results_told(contest: Contest, round_: Round, *, now: datetime) -> bool:
    """Tell whether a person may know what was right: after closing, where the contest says so."""
    return contest.paper.feedback is not Feedback.AFTER_CLOSE or now >= round_.closes_at


class Phase(StrEnum):
    """Where a round stands at a moment."""

    UPCOMING = "upcoming"
    OPEN = "open"
    # open, and the public board stands still
    FROZEN = "frozen"
    CLOSED = "closed"


def phase_at(round_: Round, *, freeze: timedelta = timedelta(0), now: datetime) -> Phase:
    """Tell the phase of a round at `now`.

    The round is upcoming before `opens_at`, open from `opens_at` on, frozen from `freeze` before
    the end, and closed from `closes_at` on. The four half-open periods cover all of time.
    """
    if now < round_.opens_at:
        return Phase.UPCOMING
    if now >= round_.closes_at:
        return Phase.CLOSED
    if freeze and now >= max(round_.opens_at, round_.closes_at - freeze):
        return Phase.FROZEN
    return Phase.OPEN
