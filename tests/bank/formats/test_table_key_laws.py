"""No table gives a wrong key: whatever way its keys are written, a key is right or the question is stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizbot.bank.exchange.values import Imported
from tests.bank.formats.table_books import read_book

LETTERS = "ABCD"
_ODD = (
    "1",
    "2",
    "3",
    "4",
    "0",
    "A",
    "B",
    "C",
    "D",
    "1,3",
    "A và B",
    "AB",
    "Đúng",
    "Sai",
    "50%",
    "50",
    "2.0",
    "đ",
    "một",
)
options = st.lists(
    st.sampled_from((*_ODD, "Hà Nội", "Huế", "Đà Nẵng")), min_size=2, max_size=4, unique_by=str.casefold
)


@dataclass(frozen=True)
class Row:
    """A question of a table with the places of its right options."""

    options: Sequence[str]
    right: Sequence[int]


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Draw options and which of them are right."""
    said = draw(options)
    right = draw(st.lists(st.integers(0, len(said) - 1), min_size=1, max_size=2, unique=True))
    return Row(options=said, right=sorted(right))


WAYS: dict[str, tuple[str, Callable[[Row], str]]] = {
    "letters": ("Đáp án", lambda row: ", ".join(LETTERS[at] for at in row.right)),
    "run of letters": ("Đáp án", lambda row: "".join(LETTERS[at] for at in row.right)),
    "letters told": ("Đáp án (A/B/C/D)", lambda row: ",".join(LETTERS[at] for at in row.right)),
    "numbers": ("Đáp án", lambda row: ",".join(str(at + 1) for at in row.right)),
    "numbers told": ("Đáp án (1-4)", lambda row: ",".join(str(at + 1) for at in row.right)),
    "numbers from zero told": ("Đáp án (0-3)", lambda row: ",".join(str(at) for at in row.right)),
    "texts": ("Đáp án", lambda row: "; ".join(row.options[at] for at in row.right)),
    "texts on lines": ("Đáp án", lambda row: "\n".join(row.options[at] for at in row.right)),
    "letter and text": ("Đáp án", lambda row: f"{LETTERS[row.right[0]]}. {row.options[row.right[0]]}"),
}


def _read(title: str, table: Sequence[Row], key: Callable[[Row], str]) -> Imported:
    lines = [
        (f"Câu nào {at}?", *row.options, *[None] * (4 - len(row.options)), key(row))
        for at, row in enumerate(table)
    ]
    return read_book(("Câu hỏi", *LETTERS, title), *lines)


@pytest.mark.parametrize("way", sorted(WAYS))
class TestKeys:
    @settings(max_examples=120)
    @given(table=st.lists(rows(), min_size=1, max_size=5))
    def test_are_right_or_stopped(self, way: str, table: list[Row]) -> None:
        title, key = WAYS[way]

        read = _read(title, table, key)

        assert len(read.found) + len(read.problems) == len(table)
        for found in read.found:
            row = table[int(found.ask.removeprefix("Câu nào ").rstrip("?"))]
            meant = [row.options[at] for at in (row.right[:1] if way == "letter and text" else row.right)]
            assert [option.text for option in found.options if option.key in found.key] == meant


class TestNumbersFromZero:
    @settings(max_examples=120)
    @given(table=st.lists(rows(), min_size=1, max_size=5))
    def test_are_doubted_where_nothing_tells_that_they_are(self, table: list[Row]) -> None:
        read = _read("Đáp án", table, lambda row: ",".join(str(at) for at in row.right))

        for found in read.found:
            row = table[int(found.ask.removeprefix("Câu nào ").rstrip("?"))]
            meant = [row.options[at] for at in row.right]
            chosen = [option.text for option in found.options if option.key in found.key]
            as_text = [str(at) for at in row.right]
            assert sorted(chosen) in (sorted(meant), sorted(as_text)) or found.doubts
