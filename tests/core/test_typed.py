"""See docs/rules/questions.md, "Several answers in one message"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.questions import KINDS
from quizbot.core.typed import bare_answer, split_answers
from tests.core.questions.samples import QUESTIONS, shown


class TestSplitAnswers:
    @pytest.mark.parametrize(
        ("typed", "answers"),
        [
            ("1A 2C 3D", ((1, "A"), (2, "C"), (3, "D"))),
            ("1A2C3D", ((1, "A"), (2, "C"), (3, "D"))),
            ("1a, 2c, 3d", ((1, "a"), (2, "c"), (3, "d"))),
            ("1. A; 2. C", ((1, "A"), (2, "C"))),
            ("1-A\n2-C", ((1, "A"), (2, "C"))),
            ("câu 3 b", ((3, "b"),)),
            ("cau 3 b", ((3, "b"),)),
            ("Câu 3: B", ((3, "B"),)),
            ("Câu hỏi số 4: C", ((4, "C"),)),
            ("câu 3 đáp án b", ((3, "b"),)),
            ("Câu 1: A, câu 2: B", ((1, "A"), (2, "B"))),
            ("3B", ((3, "B"),)),
            ("3 b", ((3, "b"),)),
            ("3. AC", ((3, "AC"),)),
            ("1. A, C; 2. B", ((1, "A, C"), (2, "B"))),
            ("1 đúng 2 sai", ((1, "đúng"), (2, "sai"))),
            ("câu 3 2", ((3, "2"),)),
            ("câu 3 50%", ((3, "50%"),)),
            ("câu 3: chuyển đổi số", ((3, "chuyển đổi số"),)),
            ("１Ａ ２Ｂ", ((1, "A"), (2, "B"))),
        ],
    )
    def test_understands_numbered_answers(self, typed: str, answers: tuple[tuple[int, str], ...]) -> None:
        assert split_answers(typed) == answers

    @pytest.mark.parametrize(
        "typed",
        ["B", "2", "2030", "1.234,5", "57-NQ/TW", "57 NQ", "5 km", "5 ha", "3 năm", "Câu 1 của Nghị quyết", "0A", "1A 1B", "1A và gì nữa",
         "chuyển đổi số", "2 1 3", "A2 B1 C3", ""],
    )  # fmt: skip
    def test_leaves_anything_else_whole(self, typed: str) -> None:
        assert split_answers(typed) == ((None, typed),)

    @pytest.mark.parametrize(
        ("typed", "answers"),
        [
            ("3D", ((None, "3D"),)),
            ("1A 2C", ((None, "1A 2C"),)),
            ("câu 3: in 3D", ((3, "in 3D"),)),
            ("Câu 1 a câu 2 b", ((1, "a"), (2, "b"))),
        ],
    )
    def test_splits_what_names_its_question_while_a_short_text_is_open(
        self, typed: str, answers: tuple[tuple[int | None, str], ...]
    ) -> None:
        assert split_answers(typed, named_only=True) == answers

    @given(
        answers=st.lists(st.sampled_from("ABCD"), min_size=1, max_size=20),
        gap=st.sampled_from(["", " ", ", ", "; ", "\n"]),
    )
    def test_reads_back_a_whole_paper(self, answers: list[str], gap: str) -> None:
        typed = gap.join(f"{number}{letter}" for number, letter in enumerate(answers, start=1))

        assert split_answers(typed) == tuple(enumerate(answers, start=1))

    @given(text=st.text(max_size=80))
    def test_is_defined_for_any_text(self, text: str) -> None:
        found = split_answers(text)

        assert found == ((None, text),) or all(number and number > 0 and answer for number, answer in found)

    @pytest.mark.parametrize("kind", ["single", "multiple", "true_false", "number", "order"])
    def test_takes_nothing_that_the_open_question_understands(self, kind: str) -> None:
        view = shown(QUESTIONS[kind])

        assert KINDS[kind].parse("3B", view) is None
        assert KINDS[kind].parse("1A 2C 3D", view) is None


class TestBareAnswer:
    def test_strips_what_says_nothing(self) -> None:
        assert bare_answer(" Em chọn đáp án (B) nhé! ") == "b"

    def test_leaves_nothing_of_a_flood(self) -> None:
        assert bare_answer("chọn " * 1000 + "b") == ""

    @given(text=st.text(max_size=40))
    def test_changes_nothing_the_second_time(self, text: str) -> None:
        assert bare_answer(bare_answer(text)) == bare_answer(text)
