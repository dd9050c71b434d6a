"""Aiken, and what people make of it."""

import pytest

from quizbot.bank.exchange.values import Imported
from quizbot.bank.formats import FORMATS, guess

ONE = "Cơ quan nào ban hành?\nA. Quốc hội\nB. Bộ Chính trị\nC. Chính phủ\nANSWER: B\n"


def read(text: str | bytes) -> Imported:
    return FORMATS["aiken"].read("de.aiken", text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(
    "text",
    [
        ONE, ONE.replace(".", ")"), ONE.replace("\n", "\r\n"), ONE.replace("ANSWER: B", "answer: b"),
        ONE.replace("ANSWER: B", "ANSWER:B."), ONE.replace("ANSWER: B", "ĐÁP ÁN: B"), ONE.replace(". ", "."),
        ONE.replace("A. ", "a) ").replace("B. ", "b) ").replace("C. ", "c) "), ONE.replace("\n", "\n\n"),
        "\ufeff" + ONE, ONE.replace("hành?", "hành\n nghị quyết?"), ONE.replace("ANSWER: B", "ANSWER: B)"),
    ],
)  # fmt: skip
def test_every_spelling_gives_the_same_key(text: str) -> None:
    imported = read(text)

    assert imported.problems == ()
    assert [option.text for option in imported.found[0].options] == ["Quốc hội", "Bộ Chính trị", "Chính phủ"]
    assert imported.found[0].key == ("B",)


@pytest.mark.parametrize(
    "text",
    [
        ONE.replace("ANSWER: B", "ANSWER: D"), ONE.replace("ANSWER: B", "ANSWER: A, B"),
        ONE.replace("ANSWER: B", "ANSWER:"), ONE.replace("ANSWER: B", ""), ONE.replace("C. ", "B. "),
        ONE.replace("A. ", "C. ").replace("C. Ch", "A. Ch"), ONE.replace("B. Bộ Chính trị\nC. Chính phủ\n", ""),
        ONE.replace("Cơ quan nào ban hành?\n", ""), ONE.replace("B. Bộ", "B. \nBộ"),
        ONE.replace("Chính phủ", "Quốc hội"), ONE.replace("ANSWER: B", "ANSWER: Bộ Chính trị"),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_refused_at_its_line(text: str) -> None:
    imported = read(text)

    assert imported.found == ()
    assert all(problem.place.startswith("dòng ") and problem.fix for problem in imported.problems)
    assert imported.problems


def test_a_broken_question_takes_no_other_with_it() -> None:
    imported = read(ONE.replace("ANSWER: B", "") + "\n" + ONE.replace("nào", "gì") + "\nANSWER: C\n")

    assert [found.ask for found in imported.found] == ["Cơ quan gì ban hành?"]
    assert len(imported.problems) == 2


def test_the_question_may_begin_like_an_option() -> None:
    assert read("A. Einstein sinh năm nào?\nA. 1879\nB. 1880\nANSWER: A").found[0].key == ("A",)


def test_a_text_file_of_aiken_is_known() -> None:
    assert guess("de.txt", ONE.encode()) == "aiken"
    assert guess("de.txt", ONE.replace("ANSWER", "Answer").encode()) == "aiken"
