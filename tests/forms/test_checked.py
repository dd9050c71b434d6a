"""Checking forms against models: every fault at its place."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Literal

import pytest

from quizbot.forms.checked import read_checked, read_form
from quizbot.forms.faults import FormFaults
from quizbot.forms.moments import Moment, read_moment
from quizbot.forms.schema import json_schema
from quizbot.forms.types import (
    Duration,
    Flag,
    Form,
    LocalDate,
    LocalTime,
    Number,
    Percentage,
    Slug,
    Text,
    WeekMoment,
    Whole,
)


class Part(Form):
    count: Whole
    of: list[Slug] | Slug = "all"


class Model(Form):
    title: Text
    kind: Literal["daily", "weekly"] = "daily"
    opens: WeekMoment | None = None
    limit: Duration | None = None
    share: Percentage | None = None
    on: LocalDate | None = None
    at: LocalTime | None = None
    amount: Number | None = None
    flag: Flag = False
    parts: list[Part] = []  # noqa: RUF012
    names: dict[Slug, Text] = {}  # noqa: RUF012


def read(text: str) -> Model:
    return read_form(Path("f"), Model, text=text)


def faults(text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(FormFaults) as refused:
        read(text)
    return [(each.code, each.line, each.column) for each in refused.value.faults]


class TestValues:
    def test_are_read_into_the_model(self) -> None:
        form = read(
            "title: 57\nkind: weekly\nopens: next Mon 09:00\nlimit: 10m\nshare: 80%\non: 07/07/2025\n"
            "at: 2025-07-07 10:00\namount: 0.5\nflag: true\nparts: [{count: 2, of: a}]\nnames: {a: no}\n"
        )

        assert form.title == "57"
        assert form.opens == Moment(at=time(9), weekday=0, next_week=True)
        assert form.limit == timedelta(minutes=10)
        assert form.share == Fraction(4, 5)
        assert form.on == date(2025, 7, 7)
        assert form.at == datetime(2025, 7, 7, 10)  # noqa: DTZ001
        assert form.names == {"a": "no"}

    def test_keep_their_places(self) -> None:
        checked = read_checked(Path("f"), Model, text="title: a\nparts:\n  - count: 1\n")

        assert checked.places.value(("parts", 0, "count")) == (3, 12)


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("titel: a", ("key.unknown_near", 1, 1)),
            ("kind: daily", ("key.missing", 1, 1)),
            ("title: a\nzzzzzz: 1", ("key.unknown", 2, 1)),
            ("title: [a]", ("value.text", 1, 8)),
            ("title:", ("text.empty", 1, 7)),
            ("title: ' a'", ("text.edges", 1, 8)),
            ("title: a\u200bb", ("text.invisible", 1, 8)),
            ("title: a\nkind: dayly", ("value.choice_near", 2, 7)),
            ("title: a\nkind: 7", ("value.choice", 2, 7)),
            ("title: a\nopens: Mon 25:00", ("value.moment", 2, 8)),
            ("title: a\nlimit: 10", ("value.duration", 2, 8)),
            ("title: a\nshare: 101%", ("value.percentage", 2, 8)),
            ("title: a\non: 31/02/2025", ("value.date", 2, 5)),
            ("title: a\nat: 2025-07-07", ("value.local_time", 2, 5)),
            ("title: a\namount: x", ("value.number", 2, 9)),
            ("title: a\nflag: no", ("value.flag", 2, 7)),
            ("title: a\nparts: x", ("value.list", 2, 8)),
            ("title: a\nparts: [x]", ("value.mapping", 2, 9)),
            ("title: a\nparts:\n  - {count: 1.5}", ("value.whole", 3, 13)),
            ("title: a\nparts:\n  - {cuont: 1}", ("key.unknown_near", 3, 6)),
            ("title: a\nparts:\n  - {cuont: 1}", ("key.missing", 3, 5)),
            ("title: a\nnames: {A b: x}", ("value.slug", 2, 9)),
        ],
    )
    def test_stand_where_they_are(self, text: str, expected: tuple[str, int, int]) -> None:
        assert expected in faults(text)

    def test_come_together(self) -> None:
        assert len(faults("titel: a\nkind: x\nlimit: 1\nflag: on\non: x\ntitel: b")) == 7

    def test_of_a_union_come_once(self) -> None:
        assert faults("title: a\nparts: [{count: 1, of: [a, B c]}]") == [("value.slug", 2, 28)]


class TestMoments:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("08:00", Moment(at=time(8))),
            ("8h30", Moment(at=time(8, 30))),
            ("Mon 10:00", Moment(at=time(10), weekday=0)),
            ("T2 10:00", Moment(at=time(10), weekday=0)),
            ("Thứ 2 10:00", Moment(at=time(10), weekday=0)),
            ("Thứ hai 10:00", Moment(at=time(10), weekday=0)),
            ("thứ bảy 10:00", Moment(at=time(10), weekday=5)),
            ("Thu 10:00", Moment(at=time(10), weekday=3)),
            ("CN 10:00", Moment(at=time(10), weekday=6)),
            ("next Mon 09:00", Moment(at=time(9), weekday=0, next_week=True)),
            ("Thứ 2 tuần sau 09:00", Moment(at=time(9), weekday=0, next_week=True)),
            ("24:00", None),
            ("T9 10:00", None),
            ("10", None),
        ],
    )
    def test_are_read_in_both_languages(self, text: str, expected: Moment | None) -> None:
        assert read_moment(text) == expected


class TestJsonSchema:
    def test_names_every_key(self) -> None:
        schema = json_schema(Model, title="Mẫu")

        assert set(schema["properties"]) == set(Model.model_fields)
        assert schema["additionalProperties"] is False
