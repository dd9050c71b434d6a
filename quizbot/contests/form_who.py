"""The part of a contest file that says who."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from quizbot.core import contest as core
from quizbot.core.conditions import Condition, Trait
from quizbot.forms.types import Form, LocalDate, Percentage, Slug, Text, Whole

Age = Annotated[Whole, Field(ge=1, le=120)]
Names = tuple[Text, ...]


class PersonForm(Form):
    """What a person must be: age, place, title, attributes."""

    groups: Names = ()
    titles: Names = ()
    grades: Names = ()
    residence: Names = ()
    age_at_least: Age | None = None
    age_at_most: Age | None = None
    age_on: LocalDate | None = None
    unit_types: Names = ()
    traits: dict[Slug, tuple[Text, ...]] = Field(default_factory=dict)

    def condition(self, *, units: Names = ()) -> Condition:
        """Give the condition."""
        return Condition(
            units=units,
            unit_types=self.unit_types,
            groups=self.groups,
            titles=self.titles,
            grades=self.grades,
            residence=self.residence,
            age_at_least=self.age_at_least,
            age_at_most=self.age_at_most,
            age_on=self.age_on,
            traits=tuple(Trait(name=name, values=values) for name, values in sorted(self.traits.items())),
        )


class BlockForm(PersonForm):
    """One block: who belongs to it."""

    block: Annotated[Slug, Field(max_length=40)]
    name: Text
    units: Names = ()
    participation_target: Percentage = Fraction(0)

    def to_core(self) -> core.Block:
        """Give the block."""
        return core.Block(
            id=self.block,
            name=self.name,
            condition=self.condition(units=self.units),
            participation_target=self.participation_target,
        )


class EntryCodeForm(Form):
    """A code that everybody of a unit registers with."""

    code: Annotated[Text, Field(min_length=4, max_length=40)]
    unit: Text


class WhoForm(PersonForm):
    """Who may take part."""

    units: Literal["all"] | tuple[Text, ...] = "all"
    exclude: tuple[Text, ...] = ()
    brackets: Literal["none", "by-unit-type"] = "none"
    register_: Annotated[Literal["roster", "open"], Field(alias="register")] = "roster"

    unknown: Literal["confirm", "refuse"] = "confirm"
    blocks: tuple[BlockForm, ...] = ()
    entry_codes: tuple[EntryCodeForm, ...] = ()

    def to_core(self) -> core.Who:
        """Give who may take part; `all` is no list of units."""
        return core.Who(
            units=() if self.units == "all" else tuple(self.units),
            exclude=self.exclude,
            brackets=self.brackets,
            register=self.register_,
            must=self.condition(),
            unknown=self.unknown,
            blocks=tuple(each.to_core() for each in self.blocks),
            entry_codes=tuple(core.EntryCode(code=each.code, unit=each.unit) for each in self.entry_codes),
        )
