"""What a newcomer has to be told in time, and once."""

from datetime import timedelta

import pytest

from quizbot.core.contest import ContestKind, RankRules
from quizbot.core.question import Question
from tests.build import OPENS, TEXTS, Office, buttons, contest, drawn, question


class TestTheStart:
    async def test_tells_that_answers_stay_and_that_time_counts(self, small_office: Office) -> None:
        await small_office.run(contest())
        chat = await small_office.linked("an")

        await chat.send("contests:show:cuoc-thi")

        assert "Mỗi câu chỉ trả lời một lần" in chat.text
        assert "Khi bằng nhau có xét thời gian làm bài, nhanh hơn xếp trên" in chat.text

    async def test_tells_nothing_that_the_rules_do_not_say(self, small_office: Office) -> None:
        await small_office.run(contest("hai", changeable=True, rank=RankRules(ties=("lot",))))
        await small_office.run(contest("ba", rank=RankRules(ties=("submitted_at", "lot"))))
        await small_office.run(contest("on", kind=ContestKind.PRACTICE))
        chat = await small_office.linked("an")

        await chat.send("contests:show:hai")
        assert "Sửa được câu đã trả lời trước khi nộp bài" in chat.text
        assert "một lần" not in chat.text
        assert "nhanh hơn" not in chat.text
        await chat.send("contests:show:ba")
        assert "thời điểm nộp bài, sớm hơn xếp trên" in chat.text
        assert "nhanh hơn" not in chat.text
        await chat.send("contests:show:on")
        assert "xếp trên" not in chat.text


FOUR = ("Một", "Hai", "Ba", "Bốn")


@pytest.mark.parametrize("by_typing", [False, True])
@pytest.mark.parametrize(
    "asked",
    [
        question("e-match", "match", ("A1", "B2", "C3", "D4"), *FOUR, targets=tuple("EGHK")),
        question("e-wide", "match", ("A1", "B2"), *FOUR[:2], targets=tuple("EGHK")),
        question("e-narrow", "match", ("A1", "B2", "C2", "D1"), *FOUR, targets=tuple("EG")),
        question("e-order", "order", ("B", "A", "D", "C"), *FOUR),
        question("e-two", "order", ("B", "A"), *FOUR[:2]),
    ],
    ids=lambda each: each.id,
)
async def test_the_example_of_a_question_is_an_answer_to_it(
    small_office: Office, asked: Question, by_typing: bool
) -> None:
    await small_office.write(lambda work: work.bank.apply((asked,), whole=False))
    await small_office.run(contest(draw=drawn(asked.id, "q-01")))
    chat = await small_office.linked("an", channel="zalo_oa" if by_typing else "webchat")
    await chat.send("contests:start:cuoc-thi")
    example = chat.text.rsplit("“", 1)[1].split("”")[0]

    await chat.say(example)

    assert "Câu 2/2" in chat.text


async def test_looking_up_waits_until_the_paper_is_handed_in(small_office: Office) -> None:
    await small_office.run(contest())
    chat = await small_office.linked("an")
    await chat.send("contests:start:cuoc-thi")

    await chat.say("/hoidap")

    assert "Bạn đang làm bài" in chat.text
    assert "Hãy gõ vài từ" not in chat.text
    assert "Câu 1/3" in chat.text
    small_office.clock.on(minutes=11)
    await chat.say("/hoidap")
    assert "Hãy gõ vài từ" in chat.text


async def test_somebody_who_comes_is_greeted_once(small_office: Office) -> None:
    await small_office.run(contest())
    chat = small_office.chat("moi")
    await chat.begin()
    await chat.tap(TEXTS["vi"]("welcome.yes"))

    await chat.say(small_office.codes["an"])

    assert chat.text.count("Xin chào") == 1
    assert "Xin chào Nguyễn Văn An (Phòng Hành chính)!" in chat.text
    assert any(each.token == "boards" for each in buttons(chat.last))


async def test_the_board_of_units_names_the_place_of_ones_own(small_office: Office) -> None:
    await small_office.run(contest())
    chat = await small_office.played("an", "cuoc-thi", "B", "C", "D")

    await chat.send("boards:unit:cuoc-thi")

    assert "Đơn vị của bạn, Phòng Hành chính: " in chat.text


async def test_an_answer_is_told_with_its_text(small_office: Office) -> None:
    await small_office.run(contest(draw=drawn("k-multiple", "q-01", "k-order")))
    chat = await small_office.linked("an")
    await chat.send("contests:start:cuoc-thi")

    await chat.say("c a")
    assert "Bạn trả lời: A. Khoa học; C. Công nghệ" in chat.text
    await chat.say("B")
    assert "Bạn trả lời: B. Hai 1" in chat.text
    small_office.clock.now = OPENS + timedelta(minutes=5)
    await chat.say("c a b")
    await chat.tap(TEXTS["vi"]("finish.review"))
    assert "bạn trả lời C. Bước một → A. Bước hai → B. Bước ba" in chat.text
