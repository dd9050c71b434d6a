"""Every format both ways: what comes back is what went in, up to the losses that are told."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizbot.bank.exchange.losses import CITATION
from quizbot.bank.exchange.values import Found, Imported
from quizbot.bank.formats import FORMATS, guess
from quizbot.bank.intake.placing import Placing, placed
from quizbot.core.question import Question
from tests.bank.strategies import hard_texts, plain_texts, questions

PLACING = Placing(document="nq57", topic="thu", section="II.1")
# what is told when a field is not the same, by field
TOLD = {
    "name": "mã câu", "kind": "loại câu", "ask": "nội dung câu hỏi", "options": "phương án",
    "targets": "vế phải", "tolerance": "sai số", "explain": "giải thích", "level": "mức độ",
    "keep_order": "giữ nguyên thứ tự", "tags": "thẻ",
}  # fmt: skip
SETTINGS = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
papers = st.lists(
    questions(st.one_of(plain_texts, hard_texts)),
    min_size=1,
    max_size=4,
    unique_by=lambda question: question.id,
)


def right(question: Question | Found) -> object:
    """Give what is right in words, whatever letters the options have."""
    texts = {option.key: option.text for option in question.options}
    targets = {option.key: option.text for option in question.targets}
    if question.kind == "match":
        return {(texts[part[0]], targets[part[1:]]) for part in question.key}
    parts = [texts.get(part, part) for part in question.key]
    return parts if question.kind == "order" else set(parts)


def again(name: str, imported: Imported) -> Imported:
    """Put what was found into the bank, write it and read it once more."""
    stored = [
        placed(found, found.name or f"nq57-t-{at:03d}", PLACING) for at, found in enumerate(imported.found)
    ]
    return FORMATS[name].read("x", FORMATS[name].write(stored).content)


@pytest.mark.parametrize("name", sorted(FORMATS))
class TestEveryFormat:
    @given(paper=papers)
    @SETTINGS
    def test_what_is_not_told_as_lost_comes_back(self, name: str, paper: list[Question]) -> None:
        written = FORMATS[name].write(paper)
        imported = FORMATS[name].read("x", written.content)
        left_out = {loss.question for loss in written.losses if loss.whole}
        kept = [question for question in paper if question.id not in left_out]

        assert len(imported.found) == len(kept)
        assert imported.problems == () or not kept
        for question, found in zip(kept, imported.found, strict=True):
            told = " | ".join(loss.what for loss in written.losses if loss.question == question.id)
            assert CITATION in told
            # words may be told as changed; then the letters are the same
            same_letters = "nội dung phương án" in told and found.key == question.key
            assert same_letters or right(found) == right(question)
            for field, words in TOLD.items():
                before = question.id if field == "name" else getattr(question, field)
                if getattr(found, field) != before:
                    assert words in told, (field, before, getattr(found, field))

    @given(paper=papers)
    @SETTINGS
    def test_a_second_trip_changes_nothing_more(self, name: str, paper: list[Question]) -> None:
        once = FORMATS[name].read("x", FORMATS[name].write(paper).content)
        twice = again(name, once)

        assert [(found.ask, right(found), found.kind) for found in twice.found] == [
            (found.ask, right(found), found.kind) for found in once.found
        ]

    @given(paper=papers)
    @SETTINGS
    def test_a_written_file_is_known_for_what_it_is(self, name: str, paper: list[Question]) -> None:
        written = FORMATS[name].write(paper)
        if any(loss.whole for loss in written.losses):
            return
        file = "de" + FORMATS[name].extensions[0]

        assert guess(file, written.content) == name
