"""A tap whose reply got lost, or on a message of long ago: it leads on, and changes nothing."""

from datetime import timedelta

import pytest

from quizbot.core.contest import Feedback
from tests.build import CLOSES, Chat, Office, buttons, contest, drawn, said


async def begun(office: Office, feedback: Feedback) -> Chat:
    await office.run(contest(feedback=feedback))
    chat = await office.linked("an", channel="telegram")
    await chat.send("contests:start:cuoc-thi")
    return chat


def letters(chat: Chat) -> list[str]:
    return [each.token for each in buttons(chat.last) if each.token.startswith("question:")]


class TestTapOnAnOldMessage:
    async def test_becomes_the_open_question(self, office: Office) -> None:
        chat = await begun(office, Feedback.AFTER_ATTEMPT)
        old = letters(chat)
        await chat.tap("B")
        asked = chat.last.messages

        await chat.send(old[2])

        assert chat.last.replace
        assert chat.last.toast == "Câu 1 đã được ghi; không đổi được nữa."
        assert chat.last.messages == asked
        await chat.tap("C")
        assert "Câu 3/3" in chat.text

    async def test_tells_what_was_told_where_every_answer_is_told_at_once(self, office: Office) -> None:
        chat = await begun(office, Feedback.EACH)
        old = letters(chat)
        await chat.tap("B")
        told, asked = chat.last.messages

        await chat.send(old[2])

        assert chat.last.replace
        assert chat.last.toast
        assert chat.last.messages == (told, asked)

    async def test_asks_no_more_by_buttons_when_the_open_question_has_none(self, office: Office) -> None:
        # else the old buttons stay the last there are, and whoever taps what can be tapped never gets on
        await office.run(contest(draw=drawn("q-01", "k-number")))
        chat = await office.linked("an", channel="telegram")
        await chat.send("contests:start:cuoc-thi")
        old = letters(chat)
        await chat.tap("B")

        await chat.send(old[0])

        assert chat.last.replace
        assert "Câu 2/2" in chat.text
        assert buttons(chat.last) == []

    async def test_of_a_paper_handed_in_leads_to_the_menu(self, office: Office) -> None:
        chat = await begun(office, Feedback.AFTER_ATTEMPT)
        old = letters(chat)
        for letter in "BCD":
            await chat.tap(letter)

        await chat.send(old[0])

        assert chat.last.replace
        assert chat.last.toast == "Bài thi này đã kết thúc."
        assert any(each.token == "results" for each in buttons(chat.last))

    async def test_after_the_time_is_over_tells_the_end(self, office: Office) -> None:
        chat = await begun(office, Feedback.AFTER_ATTEMPT)
        old = letters(chat)
        office.clock.now = CLOSES + timedelta(minutes=1)

        await chat.send(old[0])

        assert "hết giờ" in said(chat.last).lower() or "Đúng" in said(chat.last)


class TestTapThatComesAgain:
    @pytest.mark.parametrize("feedback", [Feedback.AFTER_ATTEMPT, Feedback.EACH])
    async def test_turns_the_tapped_message_as_the_lost_reply_would_have(
        self, office: Office, feedback: Feedback
    ) -> None:
        chat = await begun(office, feedback)
        await chat.tap("B")
        lost = chat.last

        again = await chat.again()

        assert again.replace
        assert again.messages == lost.messages

    async def test_of_a_pick_among_several_is_not_taken_twice(self, office: Office) -> None:
        await office.run(contest(draw=drawn("k-multiple", "q-01")))
        chat = await office.linked("an", channel="telegram")
        await chat.send("contests:start:cuoc-thi")
        await chat.tap("A")
        picked = chat.last.messages

        again = await chat.again()

        assert again.messages == picked
        assert "✓ A." in said(again)
