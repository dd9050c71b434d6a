"""The award policy as its file declares it: `awards.yaml`, see docs/rules/awards.md."""

import dataclasses
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from quizbot.core.awards import AWARDS, AwardRule
from quizbot.core.commend.choosing import AwardPlan, Policy
from quizbot.core.commend.money import COEFFICIENTS
from quizbot.documents.office import SAMPLE
from quizbot.forms.checked import read_form
from quizbot.forms.messages import FORMS, Table
from quizbot.forms.types import Form, Number, Percentage, Slug, Text, Whole, wrong

MESSAGES: Table = {
    **FORMS,
    "awards.rule_unknown": {
        "vi": ("không có quy tắc tên “{rule}”", "chọn một trong: {known}"),
        "en": ("there is no rule named “{rule}”", "choose one of: {known}"),
    },
    "awards.setting_unknown": {
        "vi": ("quy tắc “{rule}” không có mục “{name}”", "các mục của quy tắc này: {known}"),
        "en": ("the rule “{rule}” has no setting “{name}”", "its settings: {known}"),
    },
    "awards.setting_missing": {
        "vi": ("quy tắc “{rule}” cần có mục “{name}”", "thêm “{name}” vào phần with"),
        "en": ("the rule “{rule}” needs the setting “{name}”", "add “{name}” under with"),
    },
    "awards.setting_wrong": {
        "vi": ("mục “{name}” cần {kind}", "sửa giá trị của “{name}”"),
        "en": ("the setting “{name}” needs {kind}", "mend the value of “{name}”"),
    },
    "awards.name_twice": {
        "vi": (
            "hai hình thức cùng tên “{name}”",
            "đặt tên (name) khác nhau: ý kiến Hội đồng ghi theo tên này",
        ),
        "en": ("two awards are named “{name}”", "give each its own name: the council's decisions go by it"),
    },
    "awards.coefficient_missing": {
        "vi": (
            "hình thức “{form}” không có hệ số tiền thưởng sẵn",
            "thêm coefficient, ví dụ 0.3; không có tiền thì ghi 0",
        ),
        "en": (
            "the form “{form}” has no known coefficient",
            "add coefficient, for example 0.3; 0 for no money",
        ),
    },
}


class AwardForm(Form):
    """One award: what, to whom, by which rule."""

    name: Slug
    title: Text
    form: Slug
    for_: Annotated[Literal["person", "unit"], Field(alias="for")]
    rule: Text
    with_: Annotated[dict[str, Whole | Percentage], Field(alias="with", default_factory=dict)]
    women_first: bool = True
    coefficient: Annotated[Number, Field(ge=0, le=100)] | None = None
    # a block of the contest: this award is for it alone
    block: Slug | None = None

    @model_validator(mode="after")
    def _sound(self) -> "AwardForm":
        if self.rule not in AWARDS:
            wrong("awards.rule_unknown", self.rule, rule=self.rule, known=", ".join(AWARDS))
        self.make_rule()
        if self.coefficient is None and (self.form, self.for_) not in COEFFICIENTS:
            wrong("awards.coefficient_missing", self.form, form=self.form)
        return self

    def make_rule(self) -> AwardRule:
        """Give the rule with its settings."""
        kind = AWARDS[self.rule]
        fields: dict[str, Any] = {each.name: each for each in dataclasses.fields(kind)}  # type: ignore[arg-type]
        for name, value in self.with_.items():
            if name not in fields:
                wrong("awards.setting_unknown", name, rule=self.rule, name=name, known=", ".join(fields))
            share = fields[name].type is Fraction
            if share != isinstance(value, Fraction):
                wanted = "tỷ lệ như 80%" if share else "số nguyên"
                wrong("awards.setting_wrong", value, name=name, kind=wanted)
        for name, each in fields.items():
            if name not in self.with_ and each.default is dataclasses.MISSING:
                wrong("awards.setting_missing", name, rule=self.rule, name=name)
        return kind(**self.with_)

    def to_core(self) -> AwardPlan:
        """Give the plan of this award."""
        coefficient = (
            COEFFICIENTS[self.form, self.for_] if self.coefficient is None else Fraction(self.coefficient)
        )
        return AwardPlan(
            name=self.name,
            title=self.title,
            form=self.form,
            subject=self.for_,
            rule=self.make_rule(),
            women_first=self.women_first,
            coefficient=coefficient,
            block=self.block or "",
        )


class PolicyForm(Form):
    """A whole policy file."""

    awards: Annotated[tuple[AwardForm, ...], Field(min_length=1)]
    once: bool = True
    leave_out_prize_winners: bool = False
    spare: Annotated[Whole, Field(ge=0, le=50)] = 3

    @model_validator(mode="after")
    def _named_apart(self) -> "PolicyForm":
        names = [each.name for each in self.awards]
        for name in names:
            if names.count(name) > 1:
                wrong("awards.name_twice", name, name=name)
        return self

    def to_core(self) -> Policy:
        """Give the policy."""
        return Policy(
            awards=tuple(each.to_core() for each in self.awards),
            once=self.once,
            leave_out_prize_winners=self.leave_out_prize_winners,
            spare=self.spare,
        )


def load_policy(path: Path | None = None) -> Policy:
    """Read `awards.yaml`; without one, the shipped sample.

    Raises:
        FormFaults: every fault, with line and column.
    """
    return read_form(path or SAMPLE / "awards.yaml", PolicyForm, table=MESSAGES).to_core()
