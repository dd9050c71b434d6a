"""Word and plain text: what is written is read back the same, up to the losses told."""

import io

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from quizbot.bank.exchange.losses import losses_between
from quizbot.bank.formats import FORMATS, guess
from quizbot.core.question import Question
from tests.bank.strategies import plain_texts, questions

papers = st.lists(questions(plain_texts), min_size=1, max_size=4, unique_by=lambda each: each.id)


@pytest.mark.parametrize("name", ["docx", "plain_text"])
@settings(max_examples=40)
@given(asked=st.one_of(papers, st.lists(questions(), min_size=1, max_size=3, unique_by=lambda each: each.id)))
def test_what_is_written_is_read_back_up_to_the_losses(name: str, asked: list[Question]) -> None:
    written = FORMATS[name].write(asked)
    left_out = {loss.question for loss in written.losses if loss.whole}
    kept = [question for question in asked if question.id not in left_out]

    read = FORMATS[name].read("de", written.content)

    assert read.problems == () or not kept
    assert [found.key for found in read.found] == [question.key for question in kept]
    told = [loss for loss in written.losses if not loss.whole]
    again = [
        loss
        for question, found in zip(kept, read.found, strict=True)
        for loss in losses_between(question, found)
    ]
    assert again == told


@pytest.mark.parametrize("name", ["docx", "plain_text"])
@given(asked=papers)
@settings(max_examples=10)
def test_the_same_questions_give_the_same_bytes(name: str, asked: list[Question]) -> None:
    assert FORMATS[name].write(asked).content == FORMATS[name].write(asked).content


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "không phải .docx"),
        (b"PK\x03\x04broken", "không phải .docx"),
        (b"\xd0\xcf\x11\xe0old", "kiểu cũ"),
        (b"plain words", "không phải .docx"),
    ],
)
def test_a_broken_word_file_is_a_problem(content: bytes, what: str) -> None:
    imported = FORMATS["docx"].read("de.docx", content)

    assert what in imported.problems[0].what


def test_a_word_file_cut_short_is_a_problem() -> None:
    raw = io.BytesIO()
    Document().save(raw)
    whole = raw.getvalue()

    for end in range(0, len(whole), 997):
        assert FORMATS["docx"].read("de.docx", whole[:end]).problems


def test_a_word_file_is_known_whatever_its_name() -> None:
    raw = io.BytesIO()
    Document().save(raw)

    assert guess("tep-khong-duoi", raw.getvalue()) == "docx"
    assert guess("de.doc", b"\xd0\xcf\x11\xe0old") == "docx"
    assert guess("de.txt", "Câu 1: Ai?\nA. Một\nB. Hai\nĐáp án: A".encode()) == "plain_text"
