"""Keys of tables: every way of writing them, and no guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.bank.exchange.tables.cells import Cell
from quizbot.bank.exchange.tables.dialects import KeyShape
from quizbot.bank.exchange.tables.keys import read_key

WORDS = {"A": "Hà Nội", "B": "Huế", "C": "Đà Nẵng", "D": "Cần Thơ"}
NUMBERS = {"A": "2", "B": "3", "C": "4", "D": "5"}
TRUTH = {"A": "Đúng", "B": "Sai"}


class TestReadKey:
    @pytest.mark.parametrize(
        ("text", "letters"),
        [
            ("B", "B"),
            ("b", "B"),
            ("B.", "B"),
            ("phương án B", "B"),
            ("Đáp án B", "B"),
            ("B. Huế", "B"),
            ("A, C", "AC"),
            ("A;C", "AC"),
            ("A và C", "AC"),
            ("AC", "AC"),
            ("2", "B"),
            ("2.0", "B"),
            ("1,3", "AC"),
            ("1; 3", "AC"),
            ("đáp án 2", "B"),
            ("Huế", "B"),
            ("huế.", "B"),
            ("Huế; Cần Thơ", "BD"),
            ("Hà Nội, Huế", "AB"),
            ("Hà Nội\nHuế", "AB"),
        ],
    )
    def test_understands_letters_numbers_and_texts(self, text: str, letters: str) -> None:
        assert read_key(Cell(text=text), WORDS).letters == tuple(letters)

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("E", "chỉ phương án E không có nội dung"),
            ("5", "chỉ phương án E không có nội dung"),
            ("0", "ngoài số thứ tự"),
            ("1.3", "không chỉ ra phương án nào"),
            ("13", "không có nội dung"),
            ("A, E", "chỉ phương án E"),
            ("A, A", "hai lần"),
            ("B. Hà Nội", "khác phương án B"),
            ("Hải Phòng", "không chỉ ra phương án nào"),
            ("Huế, Hải Phòng", "không chỉ ra phương án nào"),
        ],
    )
    def test_says_why_a_key_points_at_nothing(self, text: str, why: str) -> None:
        key = read_key(Cell(text=text), WORDS)

        assert key.letters == ()
        assert why in key.wrong

    def test_stops_where_a_number_is_both_a_place_and_a_text(self) -> None:
        key = read_key(Cell(text="2"), NUMBERS)

        assert (
            key.wrong
            == "đáp án “2” hiểu được nhiều cách: theo số thứ tự là phương án B; theo nội dung là phương án A"
        )

    @pytest.mark.parametrize(("shape", "letter"), [("number", "B"), ("text", "A")])
    def test_lets_the_dialect_decide(self, shape: KeyShape, letter: str) -> None:
        assert read_key(Cell(text="2"), NUMBERS, shape=shape).letters == (letter,)

    def test_counts_from_zero_where_the_title_says_so(self) -> None:
        assert read_key(Cell(text="0"), WORDS, shape="number", first=0).letters == ("A",)
        assert read_key(Cell(text="4"), WORDS, shape="number", first=0).wrong

    def test_stops_where_a_letter_is_the_text_of_another_option(self) -> None:
        assert "nhiều cách" in read_key(Cell(text="A"), {"A": "B", "B": "A"}).wrong

    def test_stops_at_a_text_that_two_options_have(self) -> None:
        assert "nhiều phương án" in read_key(Cell(text="HUẾ"), {"A": "Huế", "B": "huế"}).wrong

    @pytest.mark.parametrize(
        ("text", "letter"), [("Đúng", "A"), ("Đ", "A"), ("TRUE", "A"), ("S", "B"), ("false", "B")]
    )
    def test_understands_words_for_true_and_false(self, text: str, letter: str) -> None:
        assert read_key(Cell(text=text), TRUTH).letters == (letter,)

    def test_does_not_take_the_letter_d_for_true(self) -> None:
        assert read_key(Cell(text="D"), TRUTH).wrong

    @pytest.mark.parametrize("text", ["C → A → B → D", "C, A, B, D", "CABD", "3 1 2 4"])
    def test_keeps_the_order_where_it_counts(self, text: str) -> None:
        assert read_key(Cell(text=text), WORDS, ordered=True).letters == ("C", "A", "B", "D")

    @given(text=st.text(max_size=20), first=st.sampled_from((0, 1)), ordered=st.booleans())
    def test_names_known_options_once_or_says_why_not(self, text: str, first: int, ordered: bool) -> None:
        key = read_key(Cell(text=text), WORDS, first=first, ordered=ordered)

        assert bool(key.letters) != bool(key.wrong)
        assert set(key.letters) <= set(WORDS)
        assert len(set(key.letters)) == len(key.letters)
