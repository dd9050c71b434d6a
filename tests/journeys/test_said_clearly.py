"""What a newcomer has to be told in time, and once."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from quizbot.chat.channel import Limits
from quizbot.chat.delivery import Courier
from quizbot.chat.messages import Outgoing
from quizbot.core.contest import ContestKind, RankRules
from quizbot.core.question import Question
from quizbot.usecases import reach
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


@dataclass(slots=True)
class Platform:
    name: str = "webchat"
    limits: Limits = field(default_factory=lambda: Limits(text=4096))
    sent: list[str] = field(default_factory=list)

    async def send(self, address: str, message: Outgoing, *, group: bool = False) -> str:
        self.sent.append(address)
        return f"m{len(self.sent)}"

    async def start(self) -> None:
        return None

    async def stop(self) -> None:
        return None


async def test_an_invitation_waits_until_the_clock_has_run_out(office: Office) -> None:
    await office.run(contest())
    other = await office.run(contest("hai", title="Cuộc thi thứ hai", limit=None))
    playing, free = await office.linked("an"), await office.linked("binh")
    await free.say("menu")
    await playing.send("contests:start:cuoc-thi")
    platform = Platform()
    courier = Courier(
        store=office.store, channels={"webchat": platform}, draw=office.drawer, clock=office.clock, holder="t"
    )
    (round_,) = await office.rounds(other)
    await office.write(lambda work: reach.invite(work, stored=other, round_=round_, now=office.clock()))

    await courier.drain_once(office.clock())
    assert platform.sent == [free.address]
    office.clock.on(minutes=9)
    await courier.drain_once(office.clock())
    assert platform.sent == [free.address]
    office.clock.on(minutes=1)
    await courier.drain_once(office.clock())
    assert platform.sent == [free.address, playing.address]


async def test_nobody_waits_for_a_paper_without_a_clock(small_office: Office) -> None:
    await small_office.run(contest(limit=None))
    other = await small_office.run(contest("hai", title="Cuộc thi thứ hai"))
    chat = await small_office.linked("an")
    await chat.send("contests:start:cuoc-thi")
    platform = Platform()
    courier = Courier(
        store=small_office.store,
        channels={"webchat": platform},
        draw=small_office.drawer,
        clock=small_office.clock,
        holder="t",
    )
    (round_,) = await small_office.rounds(other)
    now = small_office.clock()
    await small_office.write(lambda work: reach.invite(work, stored=other, round_=round_, now=now))

    await courier.drain_once(now)

    assert platform.sent == [chat.address]


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
