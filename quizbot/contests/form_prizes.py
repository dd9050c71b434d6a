"""The part of a contest file that says what is won, and who goes on."""

from typing import Annotated, Literal

from pydantic import Field

from quizbot.contests.form_paper import RoundNumber
from quizbot.contests.values import Count, NotEmpty
from quizbot.core import contest as core
from quizbot.forms.types import Flag, Form, Percentage, Slug, Text, Whole


class PrizeForm(Form):
    """A prize as printed; the amount in đồng."""

    name: Text
    count: Count | Literal["all"] = 1
    amount: Annotated[Whole, Field(ge=0)] = 0
    certificate: Text | Literal[""] = ""
    points_at_least: Annotated[Whole, Field(ge=-1_000_000)] | None = None
    right_at_least: Annotated[Whole, Field(ge=0)] | None = None
    share_at_least: Percentage | None = None
    participation_at_least: Percentage | None = None

    def to_core(self) -> core.Prize:
        """Give the prize; `all` is no number."""
        return core.Prize(**{**dict(self), "count": None if self.count == "all" else self.count})


class PrizeSetForm(Form):
    """One more ladder of prizes."""

    name: Text
    prizes: Annotated[tuple[PrizeForm, ...], NotEmpty]
    to: Literal["person", "unit"] = "person"
    per: Literal["round", "contest"] = "contest"
    rounds: tuple[RoundNumber, ...] = ()
    block: Slug = "all"
    unit_types: tuple[Text, ...] = ()
    score: Text | Literal[""] = ""
    entered: Slug | Literal[""] = ""
    family: Text = "all"
    per_unit: Count | None = None
    per_household: Count | None = None
    rounds_at_least: Count | None = None
    rounds_share_at_least: Percentage | None = None

    def to_core(self) -> core.PrizeSet:
        """Give the ladder."""
        return core.PrizeSet(
            name=self.name,
            prizes=tuple(prize.to_core() for prize in self.prizes),
            to=self.to,
            per=self.per,
            rounds=tuple(sorted(set(self.rounds))),
            block=self.block,
            unit_types=self.unit_types,
            score=self.score,
            entered=self.entered,
            family=self.family,
            per_unit=self.per_unit,
            per_household=self.per_household,
            rounds_at_least=self.rounds_at_least,
            rounds_share_at_least=self.rounds_share_at_least,
        )


class EnteredForm(Form):
    """Points entered by hand."""

    id: Slug
    name: Text
    to: Literal["people", "units"] = "units"

    def to_core(self) -> core.Entered:
        """Give the declaration."""
        return core.Entered(id=self.id, name=self.name, to=self.to)


class StageForm(Form):
    """Rounds open only to those who did well before."""

    name: Text
    rounds: Annotated[tuple[RoundNumber, ...], NotEmpty]
    after: Annotated[tuple[RoundNumber, ...], NotEmpty]
    top: Count | None = None
    per_unit: Count | None = None
    per_block: Count | None = None
    right_at_least: Annotated[Whole, Field(ge=0)] | None = None
    points_at_least: Annotated[Whole, Field(ge=-1_000_000)] | None = None

    def to_core(self) -> core.Stage:
        """Give the stage."""
        return core.Stage(
            name=self.name,
            rounds=tuple(sorted(set(self.rounds))),
            after=tuple(sorted(set(self.after))),
            top=self.top,
            per_unit=self.per_unit,
            per_block=self.per_block,
            right_at_least=self.right_at_least,
            points_at_least=self.points_at_least,
        )


class PrizesForm(Form):
    """Prizes for people and for units."""

    person: tuple[PrizeForm, ...] = ()
    unit: tuple[PrizeForm, ...] = ()
    one_per_person: Flag = True
    one_per: Literal["contest", "month"] = "contest"
    per: Literal["round", "contest"] = "contest"
    rounds_at_least: Count | None = None
    rounds_share_at_least: Percentage | None = None
    sets: tuple[PrizeSetForm, ...] = ()

    def to_core(self) -> core.PrizeRules:
        """Give the prize rules."""
        return core.PrizeRules(
            person=tuple(prize.to_core() for prize in self.person),
            unit=tuple(prize.to_core() for prize in self.unit),
            one_per_person=self.one_per_person,
            one_per=self.one_per,
            per=self.per,
            rounds_at_least=self.rounds_at_least,
            rounds_share_at_least=self.rounds_share_at_least,
            sets=tuple(each.to_core() for each in self.sets),
        )
