"""Small tools of a turn: labels, numbers in tokens, messages every channel can carry."""

from hypothesis import given
from hypothesis import strategies as st

from quizbot.chat.messages import Attachment, Line, Outgoing
from quizbot.chat.turn import LONGEST_LABEL, LONGEST_TEXT, button, fitted, long, short

TEXTS = st.lists(st.text(alphabet="aệ ", max_size=3 * 50), min_size=1, max_size=12)


@given(number=st.integers(min_value=0, max_value=2**63))
def test_a_number_comes_back_from_a_token(number: int) -> None:
    assert long(short(number)) == number
    assert short(number).isascii()


def test_what_is_no_number_is_none() -> None:
    assert long("không") is None


def test_a_long_label_is_cut() -> None:
    assert len(button("x" * 200, "menu").label) == LONGEST_LABEL
    assert button("x" * LONGEST_LABEL, "menu").label == "x" * LONGEST_LABEL


@given(texts=TEXTS)
def test_a_long_message_is_cut_and_nothing_is_lost(texts: list[str]) -> None:
    whole = Outgoing(
        lines=tuple(Line(text=each) for each in texts),
        buttons=((button("A", "menu"),),),
        attachment=Attachment(name="a", content=b"", media_type="x"),
    )

    parts = fitted(whole, most=100)

    assert all(len(each.plain) <= 100 for each in parts)
    assert "".join(line.text for each in parts for line in each.lines) == "".join(texts)
    assert [each.buttons for each in parts[:-1]] == [()] * (len(parts) - 1)
    assert (parts[-1].buttons, parts[-1].attachment) == (whole.buttons, whole.attachment)


def test_a_message_that_fits_stays_as_it_is() -> None:
    whole = Outgoing(lines=(Line(text="x" * LONGEST_TEXT),))

    assert fitted(whole) == (whole,)


def test_a_long_line_is_cut_after_a_word() -> None:
    line = " ".join(f"từ{number}" for number in range(100))

    parts = fitted(Outgoing(lines=(Line(text=line),)), most=50)

    words = [word for part in parts for word in part.plain.split()]
    assert words == line.split()
