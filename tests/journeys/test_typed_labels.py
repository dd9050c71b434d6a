"""Whatever can be tapped can be typed: the words of every button, with and without diacritics."""

import re
from datetime import timedelta

import pytest

from quizbot.chat.offers import bare
from tests.build import CLOSES, OPENS, Chat, Office, buttons, contest

# each screen, by the token that leads to it
SCREENS = (
    "menu",
    "contests",
    "contests:show:cuoc-thi",
    "contests:rules:cuoc-thi",
    "boards:person:cuoc-thi",
    "boards:unit:cuoc-thi",
    "boards:person:cuoc-thi:1",
    "why:cuoc-thi",
    "results",
    "practice",
    "ask",
    "mydata",
    "help",
    "slip",
    "appeal",
    "receive",
    "link",
    "language",
    "ghost",
)


async def seen(chat: Chat, screen: str) -> list[tuple[str, str]]:
    """Open a screen; give each label that leads on with its token."""
    await chat.send(screen)
    return [(each.label, each.token) for each in buttons(chat.last) if each.token and each.typed is None]


def uncoded(text: str) -> str:
    """Leave out codes that are made anew each time."""
    return re.sub(r"\b[A-Z0-9]{4}-[A-Z0-9]{4,6}\b", "…", text)


@pytest.mark.parametrize("screen", SCREENS)
async def test_typing_a_label_is_tapping_it(small_office: Office, screen: str) -> None:
    await small_office.run(contest(per_round=9), (OPENS, CLOSES), (CLOSES, CLOSES + timedelta(days=7)))
    await small_office.played("binh", "cuoc-thi", "A", "A", "A")
    chat = await small_office.played("an", "cuoc-thi", "B", "C", "D")
    small_office.clock.now = OPENS + timedelta(hours=2)

    for label, token in await seen(chat, screen):
        await chat.send(token)
        tapped = uncoded(chat.text)
        for typed in (label, bare(label), bare(label).upper(), f"{bare(label)}?"):
            await chat.send(screen)
            await chat.say(typed)
            assert uncoded(chat.text) == tapped, typed


async def test_a_paper_is_handed_in_and_looked_at_by_words(small_office: Office) -> None:
    await small_office.run(contest(changeable=True))
    chat = await small_office.linked("an")
    await chat.say("làm bài")
    await chat.say("bat dau")
    assert "Câu 1/3" in chat.text

    await chat.say("1B 2C 3D")
    await chat.say("nộp bài")
    assert "Đã nộp bài (3/3 câu)" in chat.text
    await chat.say("xem lai bai")

    assert "Câu 3/3" in chat.text
    assert "Giải thích q-03." in chat.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("thể lệ", "THỂ LỆ"),
        ("the le", "THỂ LỆ"),
        ("/thele", "THỂ LỆ"),
        ("📜 Thể lệ", "THỂ LỆ"),
        ("vì sao", "Thứ hạng xét lần lượt"),
        ("vi sao?", "Thứ hạng xét lần lượt"),
        ("vì sao tôi hạng này", "Thứ hạng xét lần lượt"),
        ("Vì sao tôi đứng ở đó?", "Thứ hạng xét lần lượt"),
    ],
)
async def test_what_people_ask_for_is_understood_anywhere(
    small_office: Office, typed: str, told: str
) -> None:
    await small_office.run(contest())
    chat = await small_office.played("an", "cuoc-thi", "B", "C", "D")
    await chat.say("ngonngu")

    await chat.say(typed)

    assert told.casefold() in chat.text.casefold()


async def test_the_words_of_answers_stay_answers(small_office: Office) -> None:
    await small_office.run(contest())
    chat = await small_office.linked("an")
    await chat.say("menu")
    await chat.send("contests:start:cuoc-thi")

    await chat.say("B")

    assert "Câu 2/3" in chat.text
