"""See docs/rules/questions.md, "single"."""

import dataclasses

import pytest

from quizbot.core.questions.single import KIND
from tests.core.questions.samples import QUESTIONS, options, question, shown

ASKED = QUESTIONS["single"]
# A Chuyển đổi số · B Năm 2030 · C 50% · D Năm 2045
VIEW = shown(ASKED, "CADB")


class TestParse:
    @pytest.mark.parametrize(
        "typed",
        ["B", "b.", "b)", "(b)", "2", "2.", "số 2", "đáp án B", "dap an b", "Đáp án: B", "chọn b", "Ｂ", "B ạ",
         "phương án b", "Em chọn đáp án B nhé", "Năm 2030", "nam 2030", "NĂM 2030.", "B. Năm 2030"],
    )  # fmt: skip
    def test_understands_every_sensible_form(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) == ("A",)

    @pytest.mark.parametrize("typed", ["", "E", "5", "0", "á", "A B", "câu 3 b", "B. Năm 2045", "không biết"])
    def test_asks_again_rather_than_guess(self, typed: str) -> None:
        assert KIND.parse(typed, VIEW) is None

    def test_does_not_guess_whether_a_number_is_a_place_or_the_text_of_another_option(self) -> None:
        view = shown(question("single", ("A",), "5", "3", "2", "9"))

        assert KIND.parse("2", view) is None
        assert KIND.parse("C", view) == ("C",)
        assert KIND.parse("9", view) == ("D",)

    def test_reads_no_marks_only_where_one_option_fits(self) -> None:
        view = shown(question("single", ("A",), "Đáng", "Đang"))

        assert KIND.parse("dang", view) is None
        assert KIND.parse("đáng", view) == ("A",)


class TestMark:
    def test_gives_all_or_nothing(self) -> None:
        assert KIND.mark(("C",), ASKED).right
        assert KIND.mark(("A",), ASKED).share == 0


class TestFaults:
    def test_names_each_fault_by_field_and_code(self) -> None:
        broken = dataclasses.replace(
            ASKED, ask=" ", options=options("Một", "một ."), key=("A", "E"), weight=0, targets=options("x")
        )

        found = {(fault.field, fault.code) for fault in KIND.faults(broken)}

        assert found == {
            ("ask", "ask.empty"),
            ("weight", "weight.below_one"),
            ("options", "options.repeated_text"),
            ("answer", "answer.unknown_option"),
            ("answer", "answer.one_only"),
            ("targets", "field.not_for_this_kind"),
        }

    def test_wants_two_options_and_an_answer(self) -> None:
        broken = dataclasses.replace(ASKED, options=options("Một"), key=())

        assert [fault.code for fault in KIND.faults(broken)] == ["options.too_few", "answer.missing"]
