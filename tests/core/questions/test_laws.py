"""Laws over the whole shelf of question kinds. See docs/rules/questions.md, "Laws"."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.question import Shown
from quizbot.core.questions import KINDS
from tests.core.questions.samples import QUESTIONS, responses, shown, views

PROSE = Path(__file__).parents[3] / "docs" / "rules" / "questions.md"
ALL = sorted(KINDS)


@pytest.mark.parametrize("kind", ALL)
class TestEveryKind:
    def test_has_a_sound_sample(self, kind: str) -> None:
        assert KINDS[kind].faults(QUESTIONS[kind]) == ()

    def test_has_a_heading_in_the_prose(self, kind: str) -> None:
        assert f"## {kind}\n" in PROSE.read_text(encoding="utf-8")

    def test_has_a_test_of_its_own(self, kind: str) -> None:
        assert (Path(__file__).parent / f"test_{kind}.py").is_file()

    @given(data=st.data())
    def test_reads_back_what_it_shows(self, kind: str, data: st.DataObject) -> None:
        view = data.draw(views(QUESTIONS[kind]))
        response = data.draw(responses(kind))

        typed = KINDS[kind].show(response, view)

        assert KINDS[kind].parse(typed, view) == response

    @given(data=st.data())
    def test_marks_alike_however_the_options_are_shuffled(self, kind: str, data: st.DataObject) -> None:
        asked = QUESTIONS[kind]
        response = data.draw(responses(kind))
        one, other = data.draw(views(asked)), data.draw(views(asked))

        read = [KINDS[kind].parse(KINDS[kind].show(response, view), view) for view in (one, other)]

        assert read == [response, response]
        marks = {KINDS[kind].mark(each, asked) for each in read if each is not None}
        assert len(marks) == 1

    @given(data=st.data())
    def test_gives_a_wrong_answer_no_more_than_a_right_one(self, kind: str, data: st.DataObject) -> None:
        response = data.draw(responses(kind))

        mark = KINDS[kind].mark(response, QUESTIONS[kind])

        assert 0 <= mark.share <= 1
        assert mark.right == (mark.share == 1)

    @given(text=st.text(max_size=60), seed=st.integers(0, 99))
    def test_reads_any_text_as_a_valid_response_or_as_none(self, kind: str, text: str, seed: int) -> None:
        asked = QUESTIONS[kind]
        order = [option.key for option in asked.options]
        random.Random(seed).shuffle(order)
        view = Shown(question=asked, order=tuple(order), target_order=shown(asked).target_order)

        response = KINDS[kind].parse(text, view)

        assert response is None or KINDS[kind].valid(response, asked)

    @given(data=st.data())
    def test_takes_every_response_it_can_show_for_valid(self, kind: str, data: st.DataObject) -> None:
        assert KINDS[kind].valid(data.draw(responses(kind)), QUESTIONS[kind])

    def test_takes_no_answer_at_all_for_no_response(self, kind: str) -> None:
        assert KINDS[kind].parse("   ", shown(QUESTIONS[kind])) is None
        assert not KINDS[kind].valid((), QUESTIONS[kind])

    def test_marks_the_key_right_unless_it_only_predicts(self, kind: str) -> None:
        asked = QUESTIONS[kind]
        key = asked.key or ("7",)

        assert KINDS[kind].mark(key, asked).right is (kind != "prediction")
