"""The reference for organizers names every setting there is, and every example of it loads."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from quizbot.contests.check import Surroundings, check_contest
from quizbot.contests.form import ContestForm
from quizbot.contests.load import load_contest
from quizbot.core.calendar import DaysOff
from quizbot.core.contest import Contest

PAGE = (Path(__file__).parents[2] / "docs/how-to/moi-muc-cua-the-le.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z_.]+)` \| `(.+?)` \| (.+?) \|$", PAGE, re.MULTILINE)
BASE: dict[str, Any] = {
    "contest": "vi-du",
    "title": "Ví dụ",
    "kind": "weekly",
    "rounds": {"first": "2025-07-07", "count": 4, "opens": "Mon 08:00", "closes": "Fri 17:00"},
    "paper": {"draw": [{"count": 5}]},
}
OWN_SCHEDULE = ("windows", "sessions", "every", "opens_at", "weekdays")
# told once for what `paper.draw`, `prizes.person` and a condition share
SHARED = (
    r"paper\.(papers\.draw|extra)\.\w+",
    r"prizes\.(unit|sets\.prizes)\.\w+",
)


def settings(form: type[BaseModel], path: str = "") -> Iterator[str]:
    """Name every key of the form, all the way down."""
    for name, field in form.model_fields.items():
        key = f"{path}.{field.alias or name}".lstrip(".")
        parts = [each for each in parts_of(field.annotation) if issubclass(each, BaseModel)]
        if not parts or any(get_args(field.annotation)):
            yield key
        for part in parts:
            yield from settings(part, key)


def parts_of(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for each in get_args(annotation):
        yield from parts_of(each)


def top_level(text: str) -> list[str]:
    """Take apart what commas part outside all brackets and quotes, in front of a new key."""
    depth, parts = 0, [""]
    for at, letter in enumerate(text):
        depth += (letter in "{[") - (letter in "}]")
        if letter == "," and not depth and re.match(r", [a-z]+: ", text[at:]):
            parts.append("")
        else:
            parts[-1] += letter
    return [each.strip() for each in parts]


def example(text: str) -> str:
    """Put an example into a small contest, as a file."""
    # a moment is text here, as the reader of contest files takes it
    quoted = re.sub(r"(\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?)", r'"\1"', text)
    given: dict[str, Any] = {}
    for part in top_level(quoted):
        given |= yaml.safe_load(part)
    whole = {**BASE}
    for name, value in given.items():
        mixed = isinstance(value, dict) and isinstance(whole.get(name), dict)
        whole[name] = {**whole[name], **value} if mixed else value
    if any(each in given.get("rounds", {}) for each in OWN_SCHEDULE):
        whole["rounds"] = given["rounds"]
        if "weekdays" in given["rounds"]:
            whole["rounds"] = {"first": "2025-07-07", **given["rounds"]}
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


class TestReference:
    def test_names_every_setting(self) -> None:
        told = {name for name, _, _ in ROWS}
        shared = {each for each in settings(ContestForm) if any(re.fullmatch(one, each) for one in SHARED)}

        assert set(settings(ContestForm)) - shared - told == set()

    def test_tells_nothing_that_is_not_there(self) -> None:
        parts = {name for each in settings(ContestForm) for name in (each, each.rpartition(".")[0])}

        assert {name for name, _, _ in ROWS} - parts == set()

    @pytest.mark.parametrize(("name", "text"), [(name, text) for name, text, _ in ROWS])
    def test_every_example_is_a_sound_contest(self, name: str, text: str) -> None:
        loaded = load_contest(Path("vi-du.yaml"), text=example(text))

        checked = check_contest(loaded, Surroundings(days_off=DaysOff()))

        assert [each.code for each in checked.faults] == []
        assert name.rpartition(".")[2] in text

    def test_the_whole_example_is_a_sound_contest(self) -> None:
        (text,) = re.findall(r"```yaml\n(contest: .*?)```", PAGE, re.DOTALL)

        checked = check_contest(load_contest(Path("vi-du.yaml"), text=text), Surroundings(days_off=DaysOff()))

        assert (checked.faults, checked.warnings) == ((), ())

    def test_no_part_of_a_contest_is_out_of_reach_of_its_file(self) -> None:
        declared = {field.name for field in dataclasses.fields(Contest)} - {"id"}

        assert declared <= set(ContestForm.model_fields)
