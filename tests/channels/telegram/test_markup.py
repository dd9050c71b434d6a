"""Messages as Telegram's HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.channels.telegram.errors import ApiFailed
from quizbot.channels.telegram.markup import pages, units
from quizbot.channels.telegram.outgoing import TokenTooLong, edits, sends
from quizbot.chat.messages import Attachment, Button, Line, Outgoing, Poll
from tests.fakes.bot_api.html import parsed
from tests.fakes.bot_api.html import units as strict_units

lines = st.lists(
    st.builds(
        Line,
        text=st.text(st.sampled_from("aâ ệ.😀<&>\n"), max_size=300),
        style=st.sampled_from(["title", "body", "option", "muted", "good", "bad", "table", "link"]),
    ),
    max_size=12,
)


def message(*texts: str, **more: object) -> Outgoing:
    return Outgoing(lines=tuple(Line(text=text) for text in texts), **more)  # type: ignore[arg-type]


class TestPages:
    @given(lines, st.integers(10, 400))
    def test_fit_and_lose_nothing(self, written: list[Line], limit: int) -> None:
        parts = pages(Outgoing(lines=tuple(written)), limit=limit)

        texts = [parsed(part) for part in parts]
        assert all(strict_units(text) <= limit for text in texts)
        marks = [mark for line in written for mark in line.text if not mark.isspace()]
        assert [mark for text in texts for mark in text if not mark.isspace()] == marks

    def test_mark_titles_small_print_and_tables(self) -> None:
        written = (
            Line(text="Câu 3/10", style="title"),
            Line(text="A. 5 < 6", style="option"),
            Line(text="còn 2 phút", style="muted"),
            Line(text="1  An", style="table"),
            Line(text="2  Bình", style="table"),
        )

        assert pages(Outgoing(lines=written), limit=4096) == [
            "<b>Câu 3/10</b>\nA. 5 &lt; 6\n<i>còn 2 phút</i>\n<pre>1  An\n2  Bình</pre>"
        ]

    def test_break_at_lines_first(self) -> None:
        assert pages(message("a" * 60, "b" * 60), limit=100) == ["a" * 60, "b" * 60]

    def test_break_a_long_line_after_a_sentence(self) -> None:
        text = "Một câu dài hơn một nửa. " + "từ " * 10

        assert pages(message(text), limit=40)[0] == "Một câu dài hơn một nửa."

    def test_count_utf16(self) -> None:
        assert units("a😀ệ") == 4


class TestSends:
    def test_puts_the_buttons_under_the_last_part(self) -> None:
        calls = sends("9", message("a" * 4000, "b" * 4000, buttons=((Button(label="A", token="t"),),)))

        assert [call.reply_markup is not None for call in calls] == [False, True]

    def test_refuses_a_token_over_64_bytes(self) -> None:
        with pytest.raises(TokenTooLong):
            sends("9", message("a", buttons=((Button(label="A", token="é" * 33),),)))

    def test_writes_an_address_of_this_machine_as_text(self) -> None:
        button = Button(label="Mở", url="http://127.0.0.1:8080/x")
        calls = sends("9", message("a", buttons=((button,),)))

        assert calls[0].reply_markup is None
        assert "Mở: http://127.0.0.1:8080/x" in calls[0].text  # type: ignore[union-attr]

    def test_opens_our_page_inside_the_app(self) -> None:
        page = "https://thi.example.gov.vn/mini/telegram"
        button = Button(label="Mở trang thi", url=page, signed_in=True)
        markup = sends("9", message("a", buttons=((button,),)))[0].reply_markup

        (drawn,) = markup.inline_keyboard[0]  # type: ignore[union-attr]
        assert drawn.web_app is not None
        assert (drawn.web_app.url, drawn.url, drawn.callback_data) == (page, None, None)

    def test_breaks_rows_of_more_than_eight(self) -> None:
        row = tuple(Button(label=str(n), token=str(n)) for n in range(10))
        markup = sends("9", message("a", buttons=(row,)))[0].reply_markup

        assert [len(drawn) for drawn in markup.inline_keyboard] == [8, 2]  # type: ignore[union-attr]

    def test_refuses_an_empty_message(self) -> None:
        with pytest.raises(ApiFailed):
            sends("9", message(""))

    def test_refuses_an_address_that_is_none(self) -> None:
        with pytest.raises(ApiFailed):
            sends("an", message("a"))

    def test_sends_a_long_text_before_the_file(self) -> None:
        file = Attachment(name="a.xlsx", content=b"x", media_type="application/x")

        assert [type(call).__name__ for call in sends("9", message("a" * 1025, attachment=file))] == [
            "SendMessage",
            "SendDocument",
        ]

    def test_cannot_edit_a_file_into_a_text(self) -> None:
        file = Attachment(name="a.xlsx", content=b"x", media_type="application/x")

        assert edits("9", "12", message("a", attachment=file)) is None


class TestPoll:
    def kinds(self, poll: Poll, *texts: str) -> list[str]:
        return [type(call).__name__ for call in sends("-1", message(*texts, poll=poll))]

    def test_is_native_where_it_fits(self) -> None:
        assert self.kinds(Poll(question="?", options=("a", "b"), right=(1,))) == ["SendPoll"]

    def test_is_a_post_where_it_does_not_fit(self) -> None:
        fits = {"question": "?", "options": ("a", "b"), "right": (0,)}
        for change in (
            {"question": "q" * 301},
            {"options": ("a" * 101, "b")},
            {"options": tuple("abcdefghijklm")},
            {"explanation": "e" * 201},
            {"right": ()},
            {"open_s": 1},
        ):
            assert self.kinds(Poll(**{**fits, **change}), "Câu hỏi") == ["SendMessage"]  # type: ignore[arg-type]

    def test_as_a_post_shows_the_options_and_no_key(self) -> None:
        poll = Poll(question="q" * 301, options=("một", "hai"), right=(1,), explanation="vì thế")
        text = sends("-1", message(poll=poll))[0].text  # type: ignore[union-attr]

        assert "A. một\nB. hai" in text
        assert "vì thế" not in text
