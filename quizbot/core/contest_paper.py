"""What a paper holds, how it is taken, and how often."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction

Points = int | Fraction
"""Points; a whole number is always an `int`, so that what is stored of it has one form."""


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
    points: Points
    # 0: no limit
    words: int = 0
    # numbers from 1; empty: every round
    rounds: tuple[int, ...] = ()
    blocks: tuple[str, ...] = ()
    # a paper that leaves it empty does not count
    required: bool = False


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
    essay_gap: Points = 1
    # marks are multiples of this: 1, 1/2, 1/4, 1/10
    essay_step: Points = 1
    # of two marks. step: rounded to a multiple of `essay_step`, halves up · exact: not rounded
    essay_mean: str = "step"
    # contest: of everybody · block: of the person's own block
    prediction_of: str = "contest"
    # round: the figure of the round · contest: of the whole contest, asked in every round, the last one counts
    prediction_over: str = "round"


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
