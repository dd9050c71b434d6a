"""The form of a contest file: strict models, and what each becomes in the core."""

from datetime import datetime, time, timedelta
from fractions import Fraction
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from quizbot.contests.values import Clock, Count, NotEmpty, RoundMoment, Weekday, Zone
from quizbot.core import contest as core
from quizbot.forms.moments import Moment
from quizbot.forms.types import (
    Duration,
    Flag,
    Form,
    LocalDate,
    LocalTime,
    Percentage,
    Slug,
    Text,
    Whole,
    wrong,
)


def _core_moment(moment: Moment | None) -> core.Moment | None:
    if moment is None:
        return None
    return core.Moment(at=moment.at, weekday=moment.weekday, next_week=moment.next_week)


class RoundsForm(Form):
    """When rounds open and close."""

    first: LocalDate | None = None
    count: Count = 1
    opens: RoundMoment | None = None
    closes: RoundMoment | None = None
    weekdays: Annotated[tuple[Weekday, ...], NotEmpty] = (0, 1, 2, 3, 4)
    skip: Literal["holidays", "none"] = "holidays"
    opens_at: LocalTime | None = None
    closes_at: LocalTime | None = None
    zone: Zone = "Asia/Ho_Chi_Minh"

    def to_core(self) -> core.Schedule:
        """Give the schedule with moments of the zone."""
        zone = ZoneInfo(self.zone)
        first = self.first
        return core.Schedule(
            first=datetime(first.year, first.month, first.day, tzinfo=zone) if first else None,
            count=self.count,
            opens=_core_moment(self.opens),
            closes=_core_moment(self.closes),
            weekdays=tuple(sorted(set(self.weekdays))),
            skip=self.skip,
            opens_at=self.opens_at.replace(tzinfo=zone) if self.opens_at else None,
            closes_at=self.closes_at.replace(tzinfo=zone) if self.closes_at else None,
            zone=self.zone,
        )


class WhoForm(Form):
    """Who may take part."""

    units: Literal["all"] | tuple[Text, ...] = "all"
    exclude: tuple[Text, ...] = ()
    brackets: Literal["none", "by-unit-type"] = "none"
    register_: Annotated[Literal["roster", "open"], Field(alias="register")] = "roster"

    def to_core(self) -> core.Who:
        """Give who may take part; `all` is no list of units."""
        return core.Who(
            units=() if self.units == "all" else tuple(self.units),
            exclude=self.exclude,
            brackets=self.brackets,
            register=self.register_,
        )


class DrawForm(Form):
    """One quota: a number of questions that match every field given, or questions by id."""

    count: Count | None = None
    document: Slug | None = None
    topic: Slug | None = None
    level: Annotated[Whole, Field(ge=1, le=3)] | None = None
    tags: tuple[Text, ...] = ()
    kind: Slug | Text | None = None
    ids: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _counted(self) -> "DrawForm":
        if self.count is None and not self.ids:
            wrong("key.missing", "", key="count")
        if self.ids and self.count not in (None, len(self.ids)):
            wrong("value.choice", self.count, allowed=str(len(self.ids)))
        return self

    def to_core(self) -> core.DrawRule:
        """Give the draw rule; questions by id are as many as are named."""
        return core.DrawRule(
            count=self.count or len(self.ids),
            document=self.document,
            topic=self.topic,
            level=self.level,
            tags=self.tags,
            kind=self.kind,
            ids=self.ids,
        )


class ShuffleForm(Form):
    """What is shown in a random order."""

    questions: Flag = True
    options: Flag = True


class PaperForm(Form):
    """What a paper holds, and how it is taken."""

    draw: Annotated[tuple[DrawForm, ...], NotEmpty]
    shuffle: ShuffleForm = ShuffleForm()
    limit: Duration | None = None
    feedback: core.Feedback = core.Feedback.AFTER_CLOSE
    prediction: core.Prediction = core.Prediction.NONE
    same_for_all: Flag = False
    changeable: Flag = False

    def to_core(self) -> core.PaperRules:
        """Give the rules of the paper."""
        return core.PaperRules(
            draw=tuple(rule.to_core() for rule in self.draw),
            shuffle_questions=self.shuffle.questions,
            shuffle_options=self.shuffle.options,
            limit=self.limit,
            feedback=self.feedback,
            prediction=self.prediction,
            same_for_all=self.same_for_all,
            changeable=self.changeable,
        )


class AttemptsForm(Form):
    """How often one may try, and which try counts."""

    per_round: Count | Literal["unlimited"] = 1
    counted: core.Counted = core.Counted.BEST_THEN_EARLIEST
    complete_only: Flag = False

    def to_core(self) -> core.AttemptRules:
        """Give the attempt rules; `unlimited` is no limit."""
        return core.AttemptRules(
            per_round=None if self.per_round == "unlimited" else self.per_round,
            counted=self.counted,
            complete_only=self.complete_only,
        )


class RankForm(Form):
    """How results become places."""

    score: Text = "right_answers"
    ties: tuple[Text, ...] = ("duration", "submitted_at", "lot")
    lot_source: Text | Literal[""] = ""
    game: Text | None = None


class UnitsForm(Form):
    """How units are compared."""

    score: Text = "size_adjusted_z"
    participation_at_least: Percentage = Fraction(0)
    season: Literal["round", "week", "month", "contest"] = "contest"
    level: Annotated[Whole, Field(ge=0, le=9)] = 1


class ResultsForm(Form):
    """What is published, and when."""

    freeze: Duration = timedelta(0)
    appeal: Duration = timedelta(0)
    publish: tuple[Literal["name", "unit", "score"], ...] = ("name", "unit", "score")
    top: Annotated[Whole, Field(ge=1, le=1000)] = 20


class PrizeForm(Form):
    """A prize as printed; the amount in đồng."""

    name: Text
    count: Count = 1
    amount: Annotated[Whole, Field(ge=0)] = 0

    def to_core(self) -> core.Prize:
        """Give the prize."""
        return core.Prize(name=self.name, count=self.count, amount=self.amount)


class PrizesForm(Form):
    """Prizes for people and for units."""

    person: tuple[PrizeForm, ...] = ()
    unit: tuple[PrizeForm, ...] = ()
    one_per_person: Flag = True
    per: Literal["round", "contest"] = "contest"

    def to_core(self) -> core.PrizeRules:
        """Give the prize rules."""
        return core.PrizeRules(
            person=tuple(prize.to_core() for prize in self.person),
            unit=tuple(prize.to_core() for prize in self.unit),
            one_per_person=self.one_per_person,
            per=self.per,
        )


class RemindForm(Form):
    """What people are told unasked."""

    before_close: tuple[Duration, ...] = ()
    quiet_from: Clock = time(20, 0)
    quiet_until: Clock = time(7, 0)
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
            organiser=self.organiser or "",
            note=self.note or "",
        )
