"""Personal codes: readable on paper, forgiving when typed, stored only as a hash."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.personal_code import ALPHABET, digest, new_code, normal


@given(seed=st.integers())
def test_a_code_typed_as_printed_is_the_code(seed: int) -> None:
    code = new_code(random.Random(seed))

    assert normal(code) == normal(code.lower()) == normal(code.replace("-", " ")) == code


def test_has_no_letters_that_are_misread() -> None:
    assert not set("0O1IL5S8B2ZUV") & set(ALPHABET)


@pytest.mark.parametrize(
    "typed", ["", "K7M4", "K7M4-9QX", "K7M4-9QXDD", "K7M4-9QX0", "xin chào", "ＫＫＫＫ＿"]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert normal(typed) is None


def test_full_width_letters_are_read() -> None:
    assert normal("Ｋ７Ｍ４－９ＱＸＤ") == "K7M4-9QXD"


def test_the_hash_depends_on_the_pepper() -> None:
    assert digest("K7M4-9QXD", pepper="a") != digest("K7M4-9QXD", pepper="b")
    assert "K7M4" not in digest("K7M4-9QXD", pepper="a")
