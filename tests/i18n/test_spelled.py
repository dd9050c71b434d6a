"""Amounts in words (docs/rules/awards.md, "Money in words")."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.i18n.spelled import dong, spelled

NAMES = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}


def read(words: str) -> int:
    """Read a number in words below a thousand billions, by another way than it is written."""
    total = group = billions = 0
    digit = None
    for word in words.split():
        if word in NAMES:
            digit = NAMES[word]
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group, digit = group + (digit or 0) * 10, None
        elif word == "trăm":
            group, digit = group + (digit or 0) * 100, None
        elif word in ("nghìn", "triệu", "tỷ"):
            size = {"nghìn": 1_000, "triệu": 1_000_000, "tỷ": 1}[word]
            total, group, digit = total + (group + (digit or 0)) * size, 0, None
            if word == "tỷ":
                billions, total = total, 0
    return billions * 10**9 + total + group + (digit or 0)


class TestDong:
    @pytest.mark.parametrize(
        ("amount", "words"),
        [
            (0, "Không đồng"),
            (760_000, "Bảy trăm sáu mươi nghìn đồng"),
            (1_520_000, "Một triệu năm trăm hai mươi nghìn đồng"),
            (7_590_000, "Bảy triệu năm trăm chín mươi nghìn đồng"),
            (21_015_000, "Hai mươi mốt triệu không trăm mười lăm nghìn đồng"),
            (1_001, "Một nghìn không trăm linh một đồng"),
            (105, "Một trăm linh năm đồng"),
            (25, "Hai mươi lăm đồng"),
            (1_000_000_001, "Một tỷ không trăm linh một đồng"),
        ],
    )
    def test_writes_amounts_as_payment_papers_do(self, amount: int, words: str) -> None:
        assert dong(amount) == words

    @given(st.integers(0, 999_999_999_999))
    def test_can_be_read_back(self, number: int) -> None:
        assert read(spelled(number)) == number
