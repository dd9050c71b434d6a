"""Whatever stands in a file of questions: findings inside the file, never another error."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizbot.bank.review import review_bank
from quizbot.bank.rules import Rules

PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(), st.sampled_from(["A", "no", "Đúng", "''", "50.5", "[[]]"])
)
VALUE = st.one_of(
    PLAIN, st.lists(PLAIN, max_size=3), st.dictionaries(st.sampled_from("ABZ1"), PLAIN, max_size=3)
)
FIELDS = (
    *("id", "ask", "options", "targets", "answer", "tolerance", "explain", "cite", "level", "kind"),
    *("keep_order", "tags", "use", "status", "since", "until", "translations", "weight", "other"),
)
KINDS = st.sampled_from(["single", "multiple", "true_false", "number", "order", "short_text", "match"])


def written(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(written(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
    return (
        {None: "null", True: "true", False: "false"}.get(value, str(value))
        if value in (None, True, False)
        else str(value)
    )


class TestAnyBank:
    @given(cut=st.integers(0, 2500), length=st.integers(0, 30), put=st.text(max_size=4))
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_with_a_piece_torn_out_is_told_of(self, folder: Path, cut: int, length: int, put: str) -> None:
        whole = (folder / "d1" / "a.yaml").read_text()
        text = whole[:cut] + put + whole[cut + length :]
        (folder / "d1" / "b.yaml").write_text(text, errors="replace", newline="")

        for each in review_bank(folder, rules=Rules()).findings:
            assert each.fault.line >= 1
            assert (
                each.fault.line <= text.count("\n") + text.count("\r") + 1 or "b.yaml" not in each.fault.file
            )

    @pytest.mark.parametrize("field", FIELDS)
    @given(kind=KINDS, value=VALUE)
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_with_any_value_anywhere_is_told_of(
        self, folder: Path, field: str, kind: str, value: object
    ) -> None:
        fields = {
            "id": "d1-b-001",
            "ask": "Hỏi gì ở đây?",
            "kind": kind,
            "options": "{A: Đúng, B: Sai}",
            "answer": "A",
            "cite": "{section: I, facts: [D1-01]}",
            "level": "1",
            field: written(value),
        }
        lines = "\n    ".join(f"{name}: {text}" for name, text in fields.items())
        (folder / "d1" / "b.yaml").write_text(f"document: d1\ntopic: t\nquestions:\n  - {lines}\n")

        assert len(review_bank(folder, rules=Rules()).bank.questions) in (7, 8)
