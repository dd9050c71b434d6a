"""The part of a contest file that says what a paper holds."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from quizbot.contests.values import Count, NotEmpty, PointsNumber
from quizbot.core import contest as core
from quizbot.core.contest_paper import Points
from quizbot.forms.types import Duration, Flag, Form, Slug, Text, Whole, wrong

STEPS = (1, Fraction(1, 2), Fraction(1, 4), Fraction(1, 10))
"""What marks of essays may be multiples of; the mean of two is then exact to the thousandth."""
RoundNumber = Annotated[Whole, Field(ge=1, le=10_000)]


class DrawForm(Form):
    """One quota: a number of questions that match every field given, or questions by id."""

    count: Count | None = None
    document: Slug | None = None
    topic: Slug | Text | None = None
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


class VariantForm(Form):
    """Another draw for some rounds or some blocks."""

    draw: Annotated[tuple[DrawForm, ...], NotEmpty]
    rounds: tuple[RoundNumber, ...] = ()
    blocks: tuple[Slug, ...] = ()
    title: Text | Literal[""] = ""
    limit: Duration | None = None

    def to_core(self) -> core.PaperVariant:
        """Give the variant."""
        return core.PaperVariant(
            draw=tuple(rule.to_core() for rule in self.draw),
            rounds=tuple(sorted(set(self.rounds))),
            blocks=self.blocks,
            title=self.title,
            limit=self.limit,
        )


def _step(value: Points) -> Points:
    return value if value in STEPS else wrong("value.choice", float(value), allowed="1, 0.5, 0.25, 0.1")


class EssayForm(Form):
    """A question answered in prose."""

    ask: Text
    points: Annotated[PointsNumber, Field(gt=0, le=1000)]
    words: Annotated[Whole, Field(ge=0, le=10_000)] = 0
    rounds: tuple[RoundNumber, ...] = ()
    blocks: tuple[Slug, ...] = ()
    required: Flag = False

    def to_core(self) -> core.Essay:
        """Give the essay question."""
        return core.Essay(
            ask=self.ask,
            points=self.points,
            words=self.words,
            rounds=tuple(sorted(set(self.rounds))),
            blocks=self.blocks,
            required=self.required,
        )


class ShuffleForm(Form):
    """What is shown in a random order."""

    questions: Flag = True
    options: Flag = True


class PaperForm(Form):
    """What a paper holds, and how it is taken."""

    draw: Annotated[tuple[DrawForm, ...], NotEmpty] = ()
    shuffle: ShuffleForm = ShuffleForm()
    limit: Duration | None = None
    feedback: core.Feedback = core.Feedback.AFTER_CLOSE
    prediction: core.Prediction = core.Prediction.NONE
    same_for_all: Flag = False
    changeable: Flag = False

    papers: tuple[VariantForm, ...] = ()
    extra: tuple[DrawForm, ...] = ()
    essays: tuple[EssayForm, ...] = ()
    essay_gap: Annotated[PointsNumber, Field(ge=0, le=1000)] = 1
    essay_step: Annotated[PointsNumber, AfterValidator(_step)] = 1
    essay_mean: Literal["step", "exact"] = "step"
    prediction_of: Literal["contest", "block"] = "contest"
    prediction_over: Literal["round", "contest"] = "round"

    @model_validator(mode="after")
    def _drawn(self) -> "PaperForm":
        if not self.draw and not self.papers:
            wrong("key.missing", "", key="draw")
        return self

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
            papers=tuple(each.to_core() for each in self.papers),
            extra=tuple(rule.to_core() for rule in self.extra),
            essays=tuple(each.to_core() for each in self.essays),
            essay_gap=self.essay_gap,
            essay_step=self.essay_step,
            essay_mean=self.essay_mean,
            prediction_of=self.prediction_of,
            prediction_over=self.prediction_over,
        )
