"""Messages as plain text that a platform carries."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from quizbot.chat.messages import Line, Outgoing
from quizbot.chat.pages import pages, units

LIMIT = 200
WORDS = st.lists(st.text("abcđêưz😀", min_size=1, max_size=12), min_size=1, max_size=60).map(" ".join)
LINES = st.builds(Line, text=WORDS, style=st.sampled_from(["title", "body", "option", "muted"]))
MESSAGES = st.lists(
    st.lists(LINES, min_size=1, max_size=8).map(lambda lines: Outgoing(lines=tuple(lines))),
    min_size=1,
    max_size=4,
)


def question(*, ask: str, options: int = 4) -> Outgoing:
    listed = tuple(Line(text=f"{'ABCDEFGH'[each]}. phương án", style="option") for each in range(options))
    return Outgoing(
        lines=(
            Line(text="Câu 3/10", style="title"),
            Line(text=ask),
            *listed,
            Line(text="Gõ một chữ cái.", style="muted"),
        )
    )


class TestLaws:
    @given(messages=MESSAGES)
    def test_no_text_is_empty_or_too_long(self, messages: list[Outgoing]) -> None:
        for text in pages(messages, limit=LIMIT):
            assert 1 <= units(text) <= LIMIT
            assert text.strip()

    @given(messages=MESSAGES)
    def test_no_word_is_lost_or_moved(self, messages: list[Outgoing]) -> None:
        wanted = "".join("".join(message.plain.split()) for message in messages)

        assert "".join("".join(pages(messages, limit=LIMIT)).split()) == unicodedata.normalize("NFC", wanted)


class TestQuestion:
    def test_is_one_text_when_it_fits(self) -> None:
        (text,) = pages([question(ask="Hỏi gì?")], limit=LIMIT)

        assert text.startswith("Câu 3/10\nHỏi gì?\nA. ")

    def test_begins_a_new_text_rather_than_being_cut(self) -> None:
        verdict = Outgoing(lines=(Line(text="đúng " * 30),))

        first, second = pages([verdict, question(ask="Hỏi gì đây?")], limit=LIMIT)

        assert first.startswith("đúng")
        assert second.startswith("Câu 3/10")
        assert second.endswith("Gõ một chữ cái.")

    def test_keeps_its_options_together_with_the_end_of_the_question(self) -> None:
        *_, last = pages([question(ask="Nội dung dài. " * 40)], limit=LIMIT)

        assert last.count("phương án") == 4
        assert "Nội dung dài." in last

    def test_short_messages_share_one_text(self) -> None:
        told = Outgoing(lines=(Line(text="Bạn trả lời: B"),))

        assert pages([told, question(ask="Hỏi gì?")], limit=LIMIT)[0].startswith("Bạn trả lời: B\n\nCâu 3")

    def test_every_question_of_a_sheet_stays_whole(self) -> None:
        lines = [
            line
            for number in range(1, 11)
            for line in (
                Line(text=f"{number}. {'Nội dung ' * 9}?", style="title"),
                *(Line(text=f"{letter}. phương án của câu {number}", style="option") for letter in "ABCD"),
            )
        ]

        texts = pages([Outgoing(lines=tuple(lines))], limit=2 * LIMIT)

        for number in range(1, 11):
            (home,) = [text for text in texts if text.startswith(f"{number}. ") or f"\n{number}. " in text]
            assert home.count(f"phương án của câu {number}\n") + home.endswith(f"câu {number}") == 4
