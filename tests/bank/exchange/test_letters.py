"""A text without looks makes the same line, letter by letter or whole."""

from hypothesis import given
from hypothesis import strategies as st

from quizbot.bank.exchange.paper.letters import letters_of, line_of, plain_line

pieces = st.sampled_from(
    ["A", ". ", "Chính", " ", "\u00a0", "\t", "e\u0302\u0301", "đ", "\u200b", "  " * 9, "\u3000", "\ufeff"]
)


@given(st.lists(pieces, max_size=12).map("".join))
def test_both_ways_give_the_same_line(text: str) -> None:
    one, other = plain_line(text, "dòng 1"), line_of(letters_of(text), "dòng 1")

    assert one.text.split() == other.text.split()
    assert (one.place, one.looks) == (other.place, other.looks)
