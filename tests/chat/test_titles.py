"""Titles on buttons: cut between words, the part that tells contests apart kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.chat.titles import short_title, shortened

WORDS = st.lists(st.text(alphabet="aệđTW/57,", min_size=1, max_size=9), min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Cuộc thi tuần", "Cuộc thi tuần"),
        (
            "Cuộc thi trực tuyến hằng tuần tìm hiểu Nghị quyết 57-NQ/TW và Nghị quyết 71/NQ-CP",
            "Hằng tuần tìm hiểu Nghị quyết 57-NQ/TW và Nghị quyết…",
        ),
        (
            "Mỗi ngày năm câu hỏi về khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
            "Mỗi ngày năm câu hỏi về khoa học, công nghệ, đổi mới…",
        ),
    ],
)
def test_a_title_keeps_its_whole_words(title: str, short: str) -> None:
    assert short_title(title, 57) == short


def test_nothing_ends_in_a_word_that_leads_on() -> None:
    assert shortened("Nghị quyết 57 và Nghị quyết 71", 20) == "Nghị quyết 57…"
    assert shortened("Nghị quyết 57, Nghị quyết 71", 16) == "Nghị quyết 57…"


@given(words=WORDS, most=st.integers(min_value=10, max_value=60))
def test_it_never_takes_more_room_and_begins_as_the_text_does(words: list[str], most: int) -> None:
    text = " ".join(words)

    short = shortened(text, most)

    assert 0 < len(short) <= max(most, 1)
    assert short == text or text.startswith(short.removesuffix("…"))
