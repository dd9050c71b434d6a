import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.chat.channel import Channel, DeliveryFailed
from quizbot.chat.messages import Attachment, Button, Incoming, Line, Outgoing, Reply
from quizbot.core.delivery import Failure
from quizbot.usecases.ports import TranscriptEntry
from quizbot.web.bubbles import Choice, fold, pack_said, pack_shown, spoken
from quizbot.web.webchat import Act, WebChat
from tests.web.fakes import START, FakeClock, FakeDialogue, MemoryStore


@pytest.fixture
def chat(store: MemoryStore, dialogue: FakeDialogue, clock: FakeClock) -> WebChat:
    return WebChat(answer=dialogue, store=store, clock=clock)  # type: ignore[arg-type]


def entry(seq: int, message: Outgoing, replaces: int | None = None) -> TranscriptEntry:
    return TranscriptEntry(seq=seq, direction="out", payload=pack_shown(message, replaces=replaces), at=START)


def question(*labels: str, options: tuple[str, ...] = ("A. Một", "B. Hai")) -> Outgoing:
    return Outgoing(
        lines=(
            Line(text="Hỏi?"),
            *(Line(text=each, style="option") for each in options),
            Line(text="Gõ chữ cái."),
        ),
        buttons=(tuple(Button(label=label, token=f"t:{label}") for label in labels),),
    )


class TestSend:
    async def test_appends_to_the_transcript_and_wakes_the_open_pages(self, chat: WebChat) -> None:
        channel: Channel = chat
        with chat.listening("w-1") as bell:
            number = await channel.send("w-1", Outgoing(lines=(Line(text="Vòng thi đã mở"),)))

            assert bell.rung.is_set()
        assert number == "1"

    async def test_refuses_a_file_that_is_too_large(self, chat: WebChat) -> None:
        large = Attachment(name="a", content=b"x" * 1_000_001, media_type="text/plain")

        with pytest.raises(DeliveryFailed) as failed:
            await chat.send("w-1", Outgoing(lines=(), attachment=large))

        assert failed.value.failure is Failure.REFUSED


class TestAPageThatActs:
    async def test_is_not_told_again_by_its_stream_what_the_answer_brings(self, chat: WebChat) -> None:
        act = Act(kind="text", text="xin chào", key="k")
        with chat.listening("w-1", "p") as own, chat.listening("w-1", "q") as other:
            heard = await chat.hear("w-1", act, after=0, page="p")

            assert own.told == heard.entries[-1].seq
            assert not own.rung.is_set()
            assert other.rung.is_set()

    async def test_looks_again_when_news_came_while_it_acted(
        self, chat: WebChat, dialogue: FakeDialogue
    ) -> None:
        async def slowly(incoming: Incoming) -> Reply:
            chat.wake("w-1")
            return await dialogue(incoming)

        chat.answer = slowly
        with chat.listening("w-1", "p") as own:
            await chat.hear("w-1", Act(kind="text", text="xin chào", key="k"), after=0, page="p")

            assert own.rung.is_set()

    async def test_looks_again_when_its_act_failed(self, chat: WebChat) -> None:
        async def fails(incoming: Incoming) -> Reply:
            raise OSError(incoming.text)

        chat.answer = fails
        with chat.listening("w-1", "p") as own:
            with pytest.raises(OSError, match="xin chào"):
                await chat.hear("w-1", Act(kind="text", text="xin chào", key="k"), after=0, page="p")

            assert own.rung.is_set()

    async def test_gets_from_its_stream_what_did_not_fit_into_the_answer(self, chat: WebChat) -> None:
        for number in range(120):
            await chat.send("w-1", Outgoing(lines=(Line(text=f"Tin {number}"),)))
        with chat.listening("w-1", "p") as own:
            heard = await chat.hear("w-1", Act(kind="text", text="xin chào", key="k"), after=0, page="p")

            assert own.told == heard.entries[-1].seq == 100
            assert own.rung.is_set()


class TestHear:
    async def test_appends_the_same_act_once_even_when_it_comes_twice_at_once(
        self, chat: WebChat, store: MemoryStore
    ) -> None:
        act = Act(kind="text", text="xin chào", key="k")

        await asyncio.gather(chat.hear("w-1", act), chat.hear("w-1", act))

        assert [each.direction for each in store.chats.entries["w-1"]] == ["in", "out"]


class TestFold:
    def test_draws_a_replaced_message_in_its_old_place(self) -> None:
        entries = (entry(1, question("A", "B")), entry(2, question()), entry(3, question(), replaces=1))

        bubbles = fold(entries)

        assert [(each.seq, each.drawn) for each in bubbles] == [(1, 3), (2, 2)]

    def test_joins_options_with_their_letters(self) -> None:
        (bubble,) = fold((entry(1, question("A", "✓B")),))

        assert [(each.mark, each.text, each.picked) for each in bubble.choices] == [
            ("A", "Một", False),
            ("✓B", "Hai", True),
        ]
        assert [line.text for line in bubble.lines] == ["Hỏi?"]
        assert [line.text for line in bubble.after] == ["Gõ chữ cái."]

    def test_reads_a_choice_aloud_by_its_hint_and_keeps_the_visible_words_in_every_name(self) -> None:
        choice = Choice(
            mark="B", text="Hai", button=Button(label="B", token="t", hint="Chọn phương án B: Hai")
        )

        assert choice.lead + choice.text == "Chọn phương án B: Hai"
        assert spoken(Button(label="Xong", hint="Nộp bài")) == "Xong: Nộp bài"
        assert spoken(Button(label="Xong", hint="Bấm xong để nộp")) == "Bấm xong để nộp"

    def test_shows_an_option_without_button_as_text(self) -> None:
        (bubble,) = fold((entry(1, question("B")),))

        assert [each.button is not None for each in bubble.choices] == [False, True]

    def test_leaves_other_buttons_and_numbered_lines_alone(self) -> None:
        (bubble,) = fold((entry(1, question("A–1", "A–2", options=("A. Một", "1. Hai"))),))

        assert bubble.choices == ()
        assert len(bubble.lines) == 4
        assert len(bubble.rows[0]) == 2

    @given(text=st.text(max_size=60))
    def test_gives_back_what_was_said(self, text: str) -> None:
        said = TranscriptEntry(seq=1, direction="in", payload=pack_said(text, key="k"), at=START)

        (bubble,) = fold((said,))

        assert bubble.mine
        assert len(bubble.lines[0].text) == len(text)
