"""The published schema and the authors' page say what the code does."""

import json
from pathlib import Path

import pytest

from quizbot.bank.messages import BANK
from quizbot.bank.schema import FileForm, bank_json_schema
from quizbot.core.questions import KINDS
from quizbot.forms.checked import read_form
from quizbot.forms.faults import FormFaults
from quizbot.forms.shipped import shipped

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "viet-cau-hoi.md"
# not of the bank's form
ELSEWHERE = {
    "value.duration",
    "value.percentage",
    "value.moment",
    "value.local_time",
    "answer.not_for_this_kind",
}


class TestBankJsonSchema:
    def test_is_the_one_committed(self) -> None:
        committed = json.loads((shipped("questions") / "schema.json").read_text())

        assert committed == bank_json_schema()

    def test_knows_the_kinds_of_the_shelf(self) -> None:
        named = bank_json_schema()["$defs"]["QuestionForm"]["properties"]["kind"]["enum"]

        assert set(named) == set(KINDS) - {"prediction"}

    def test_describes_every_shipped_file(self) -> None:
        for path in sorted(shipped("questions").glob("*/*.yaml")):
            if path.parent.name not in ("facts", "readings"):
                assert read_form(path, FileForm, table=BANK).questions

    def test_refuses_what_the_form_refuses(self) -> None:
        with pytest.raises(FormFaults):
            read_form(Path("f"), FileForm, text="document: d\ntopic: t\nquestions: []", table=BANK)


class TestAuthorsPage:
    def test_explains_every_fault(self) -> None:
        text = PAGE.read_text()

        assert [code for code in BANK if code not in ELSEWHERE and f"`{code}`" not in text] == []

    def test_words_every_fault_in_both_languages(self) -> None:
        assert all(set(texts) == {"vi", "en"} for texts in BANK.values())
