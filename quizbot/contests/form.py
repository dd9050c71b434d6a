"""The form of a contest file: strict models, and what each becomes in the core."""

from datetime import time, timedelta
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from quizbot.contests.form_paper import PaperForm
from quizbot.contests.form_prizes import EnteredForm, PrizesForm, StageForm
from quizbot.contests.form_when import RoundsForm
from quizbot.contests.form_who import WhoForm
from quizbot.contests.values import Clock, ClosingClock, Count
from quizbot.core import contest as core
from quizbot.forms.types import Duration, Flag, Form, Percentage, Slug, Text, Whole


class AttemptsForm(Form):
    """How often one may try, and which try counts."""

    per_round: Count | Literal["unlimited"] = 1
    counted: core.Counted = core.Counted.BEST_THEN_EARLIEST
    complete_only: Flag = False
    per_day: Count | None = None
    in_all: Count | None = None

    def to_core(self) -> core.AttemptRules:
        """Give the attempt rules; `unlimited` is no limit."""
        return core.AttemptRules(
            per_round=None if self.per_round == "unlimited" else self.per_round,
            counted=self.counted,
            complete_only=self.complete_only,
            per_day=self.per_day,
            in_all=self.in_all,
        )


class RankForm(Form):
    """How results become places."""

    score: Text = "right_answers"
    ties: tuple[Text, ...] = ("duration", "submitted_at", "lot")
    lot_source: Text | Literal[""] = ""
    game: Text | None = None
    whole: Literal["sum", "best", "last", "rounds"] = "sum"
    best_of: Count | None = None


class UnitsForm(Form):
    """How units are compared."""

    score: Text = "size_adjusted_z"
    participation_at_least: Percentage = Fraction(0)
    season: Literal["round", "week", "month", "contest"] = "contest"
    level: Annotated[Whole, Field(ge=0, le=9)] = 1
    participation_weight: Percentage = Fraction(1, 2)
    entered: Slug | Literal[""] = ""


class ResultsForm(Form):
    """What is published, and when."""

    freeze: Duration = timedelta(0)
    appeal: Duration = timedelta(0)
    publish: tuple[Literal["name", "unit", "score"], ...] = ("name", "unit", "score")
    top: Annotated[Whole, Field(ge=1, le=1000)] = 20
    evidence: Flag = True


class RemindForm(Form):
    """What people are told unasked."""

    before_close: tuple[Duration, ...] = ()
    quiet_from: Clock = time(20, 0)
    quiet_until: ClosingClock = time(7, 0)
    invite: Flag = True


class GroupsForm(Form):
    """What is posted to linked group chats."""

    opening: Flag = False
    results: Flag = False
    poll: Flag = False


class ContestForm(Form):
    """A whole contest file."""

    # it stands in the tokens of buttons, which hold 64 bytes
    contest: Annotated[Slug, Field(max_length=40)]
    title: Text
    kind: core.ContestKind
    organiser: Text | None = None
    note: Text | None = None
    rounds: RoundsForm
    who: WhoForm = WhoForm()
    paper: PaperForm
    attempts: AttemptsForm = AttemptsForm()
    rank: RankForm = RankForm()
    units: UnitsForm = UnitsForm()
    results: ResultsForm = ResultsForm()
    prizes: PrizesForm = PrizesForm()
    remind: RemindForm = RemindForm()
    groups: GroupsForm = GroupsForm()
    stages: tuple[StageForm, ...] = ()
    entered: tuple[EnteredForm, ...] = ()

    def to_contest(self) -> core.Contest:
        """Give the contest that the file declares."""
        return core.Contest(
            id=self.contest,
            title=self.title,
            kind=self.kind,
            rounds=self.rounds.to_core(),
            paper=self.paper.to_core(),
            who=self.who.to_core(),
            attempts=self.attempts.to_core(),
            rank=core.RankRules(**dict(self.rank)),
            units=core.UnitRules(**dict(self.units)),
            results=core.ResultRules(**dict(self.results)),
            prizes=self.prizes.to_core(),
            remind=core.RemindRules(**dict(self.remind)),
            groups=core.GroupPosts(**dict(self.groups)),
            stages=tuple(each.to_core() for each in self.stages),
            entered=tuple(each.to_core() for each in self.entered),
            organiser=self.organiser or "",
            note=self.note or "",
        )
