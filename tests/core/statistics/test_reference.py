"""The figures equal those of numpy, scipy and pingouin to 1e-9 (reference.json holds them)."""

import json
from pathlib import Path
from typing import Any

import pytest

from quizbot.core.statistics.items import item_statistics
from quizbot.core.statistics.papers import paper_statistics
from quizbot.core.statistics.sheets import Sheet, Sheets

SETS = json.loads(Path(__file__).with_name("reference.json").read_text(encoding="utf-8"))["sets"]


def _sheets(data: dict[str, Any]) -> Sheets:
    names = [f"q{number:02}" for number in range(len(data["weights"]))]
    return Sheets(
        [
            Sheet(person=f"p{number:03}", marks=dict(zip(names, map(int, row), strict=True)))
            for number, row in enumerate(data["marks"])
        ],
        most=dict(zip(names, data["weights"], strict=True)),
    )


@pytest.mark.parametrize("data", SETS, ids=[each["name"] for each in SETS])
class TestAgainstOtherLibraries:
    def test_figures_of_the_paper(self, data: dict[str, Any]) -> None:
        found = paper_statistics(_sheets(data))
        for name, value in data["paper"].items():
            assert getattr(found, name) == pytest.approx(value, abs=1e-9), name

    def test_figures_of_every_question(self, data: dict[str, Any]) -> None:
        sheets = _sheets(data)
        for item, expected in zip(sheets.items, data["items"], strict=True):
            found = item_statistics(sheets, item)
            for name, value in expected.items():
                assert getattr(found, name) == pytest.approx(value, abs=1e-9), (item, name)
