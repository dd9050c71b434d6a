"""A contest as its file declares it, its rounds, and its phases as a pure function of time."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction

from quizbot.core.conditions import Condition
from quizbot.core.ids import ContestId, RoundId


class ContestKind(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    SINGLE = "single"
    LIVE = "live"
    PRACTICE = "practice"


class Feedback(StrEnum):
    """When a person learns what was right."""

    EACH = "each"
    AFTER_ATTEMPT = "after_attempt"
    AFTER_CLOSE = "after_close"


class Prediction(StrEnum):
    """What the extra question asks people to predict."""

    NONE = "none"
    PERFECT_PAPERS = "perfect_papers"
    PARTICIPANTS = "participants"
    # attempts of all people, counted or not
    ATTEMPTS = "attempts"


class Counted(StrEnum):
    """Which of a person's attempts in a round counts."""

    FIRST = "first"
    LAST = "last"
    BEST = "best"
    BEST_THEN_EARLIEST = "best_then_earliest"


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
class Moment:
    """A time of day, on a weekday when one is named (0 = Monday), local to the contest's zone."""

    at: time
    weekday: int | None = None
    # "next Mon 09:00": the weekday of the week after the one the round opens in
    next_week: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One round of a list: exactly from `opens_at` to `closes_at`."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One of several rounds in a day (times alone) or in a week (times with a weekday)."""

    opens: Moment
    closes: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours of the day in which a paper may be begun, on these weekdays; half-open."""

    opens: time
    closes: time
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When rounds open and close, before holidays are taken out.

    daily: `first` is the first day, a round on every day of `weekdays` from `opens` to `closes`
    (closes at or before opens means the next day). weekly: from `opens` (weekday, time) to `closes`.
    single: exactly `opens_at` to `closes_at`.
    """

    first: datetime | None = None
    count: int = 1
    opens: Moment | None = None
    closes: Moment | None = None
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    # days off are skipped: "holidays" | "none"
    skip: str = "holidays"
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    zone: str = "Asia/Ho_Chi_Minh"
    # the rounds one by one; then nothing else says when
    windows: tuple[Window, ...] = ()
    # several rounds in each day or week; `count` counts days or weeks
    sessions: tuple[Session, ...] = ()
    # month | quarter: from `opens_day` of the period to `closes_day` of its last month (31: the last day)
    every: str = ""
    opens_day: int = 1
    closes_day: int = 31
    # a paper may be begun only in these hours; empty: at any time of the round
    hours: tuple[Hours, ...] = ()
    # so many rounds at the beginning are for trying out: no place, no prize
    trial: int = 0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRule:
    """Take `count` questions that match every field given."""

    count: int
    document: str | None = None
    topic: str | None = None
    level: int | None = None
    tags: tuple[str, ...] = ()
    kind: str | None = None
    # exactly these, in this order; then `count` is their number
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperVariant:
    """Another draw for some rounds, some blocks, or some rounds of some blocks."""

    draw: tuple[DrawRule, ...]
    # numbers from 1; empty: every round
    rounds: tuple[int, ...] = ()
    # empty: every block
    blocks: tuple[str, ...] = ()
    # the theme, as printed
    title: str = ""
    # None: as the contest says
    limit: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay:
    """A question answered in prose and marked by people."""

    ask: str
    # the most it can give, added to the official points
    points: int
    # 0: no limit
    words: int = 0
    # numbers from 1; empty: every round
    rounds: tuple[int, ...] = ()
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRules:
    draw: tuple[DrawRule, ...]
    shuffle_questions: bool = True
    shuffle_options: bool = True
    # own clock from the person's first question; None: until the round closes
    limit: timedelta | None = None
    feedback: Feedback = Feedback.AFTER_CLOSE
    prediction: Prediction = Prediction.NONE
    # everybody in a round gets the same questions
    same_for_all: bool = False
    # answers may be changed until the paper is handed in
    changeable: bool = False
    # the first that fits the round and the person's block takes the place of `draw`
    papers: tuple[PaperVariant, ...] = ()
    # asked after the others: they give no points and decide ties (step `extra`)
    extra: tuple[DrawRule, ...] = ()
    essays: tuple[Essay, ...] = ()
    # marks of two people further apart than this call for a third
    essay_gap: int = 1
    # contest: of everybody · block: of the person's own block
    prediction_of: str = "contest"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRules:
    # None: as many as one likes
    per_round: int | None = 1
    counted: Counted = Counted.BEST_THEN_EARLIEST
    # only papers with every question answered count
    complete_only: bool = False
    # None: no limit of its own
    per_day: int | None = None
    in_all: int | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Prize:
    """A prize: its name as printed (Giải Nhất), how many, and the amount in đồng (0: none)."""

    name: str
    count: int
    amount: int = 0
    # the paper that comes with it, as printed: Giấy chứng nhận
    certificate: str = ""


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
    # round | contest
    per: str = "contest"
    # further ladders: for a block, for some rounds, for articles
    sets: tuple[PrizeSet, ...] = ()


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
