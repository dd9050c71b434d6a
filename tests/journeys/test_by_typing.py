"""A channel without buttons: whatever can be tapped elsewhere is numbered, and typed."""

from dataclasses import replace

import pytest

from quizbot.chat.channel import Limits
from quizbot.chat.messages import Button, Line, Outgoing
from quizbot.chat.offers import numbered, pack, picked
from quizbot.chat.pace import spend
from quizbot.chat.screens import SCREENS
from quizbot.core.delivery import Allowance, Period, Quota
from quizbot.core.vietnamese import fold
from quizbot.usecases import reach
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import find
from tests.build import KINDS_ASKED, MINUTE, SINGLES, TEXTS, Chat, Office, contest, drawn

CHANNEL = "zalo_bot"


async def arrived(office: Office, name: str = "an") -> Chat:
    await office.run(contest(draw=drawn(*(each.id for each in KINDS_ASKED))))
    return await office.linked(name, channel=CHANNEL)


def number_of(chat: Chat, label: str) -> str:
    found = [line.split(".")[0] for line in chat.text.splitlines() if label in line and line[:1].isdigit()]
    assert found, f"{label!r} is not offered in:\n{chat.text}"
    return found[-1]


class TestOffers:
    def test_are_numbered_through_a_reply(self) -> None:
        rows = ((Button(label="Một", token="a"), Button(label="Trang", url="https://thi.vn")),)
        messages = [Outgoing(lines=(Line(text="x"),), buttons=rows)] * 2

        shown, offered = numbered(messages, TEXTS["vi"])

        assert shown[0].plain == "x\nGõ số để chọn:\n1. Một\nTrang: https://thi.vn"
        assert "2. Một" in shown[1].plain
        assert [each.token for each in offered] == ["a", "a"]

    def test_leave_out_what_the_text_says_already(self) -> None:
        rows = ((Button(label="A", token="q:a", typed=""), Button(label="Xem", token="r", typed="/xem")),)

        shown, offered = numbered([Outgoing(lines=(Line(text="A. Hà Nội"),), buttons=rows)], TEXTS["vi"])

        assert shown[0].plain == "A. Hà Nội\nXem: gõ “/xem”"
        assert offered == ()

    @pytest.mark.parametrize("typed", ["2", " 2. ", "2)", "Về trang chính", "ve trang chinh"])
    def test_are_picked_by_number_or_label(self, typed: str) -> None:
        rows = ((Button(label="Bảng", token="boards"), Button(label="⬅️ Về trang chính", token="menu")),)
        _, offered = numbered([Outgoing(lines=(), buttons=rows)], TEXTS["vi"])

        assert picked(pack(offered), typed) == "menu"

    @pytest.mark.parametrize("typed", ["3", "0", "", "B", "2 3", "-1"])
    def test_leave_other_words_alone(self, typed: str) -> None:
        assert picked([["boards", "Bảng"], ["menu", "Về"]], typed) is None


class TestByTyping:
    async def test_every_screen_can_be_left_and_entered(self, office: Office) -> None:
        chat = await arrived(office)
        for name in ("boards", "results", "practice", "ask", "mydata", "help"):
            await chat.say("menu")
            label = TEXTS["vi"](f"menu.{'my_data' if name == 'mydata' else name}")
            await chat.say(number_of(chat, label))
            assert chat.text
            await chat.say(number_of(chat, TEXTS["vi"]("back")))

    async def test_a_whole_paper_is_answered_in_one_message(self, office: Office) -> None:
        chat = await arrived(office)
        await chat.say("thi")
        await chat.say("1")
        await chat.say(number_of(chat, "Bắt đầu"))
        assert "Câu 1/7" in chat.text

        await chat.say("1C 2AC 3Đ")

        assert "Câu 4/7" in chat.text

    async def test_a_sheet_is_handed_on_whole_and_answered_in_one_message(self, office: Office) -> None:
        talk = office.dialogue.settings
        office.dialogue.settings = replace(talk, frugal=frozenset({CHANNEL}))
        await office.run(contest(draw=drawn(*(each.id for each in SINGLES))))
        chat = await office.linked("an", channel=CHANNEL)
        await chat.say("thi")
        await chat.say("1")
        await chat.say(number_of(chat, "Bắt đầu"))

        # the channel cuts it where a question ends
        assert len(chat.last.messages) == 1
        assert "12. Câu hỏi q-12?" in chat.text
        await chat.say(" ".join(f"{number}B" for number in range(1, 13)))
        assert "Đã nộp bài (12/12 câu)" in chat.text

    async def test_a_letter_belongs_to_the_question_and_a_number_to_what_is_offered(
        self, office: Office
    ) -> None:
        chat = await arrived(office)
        await chat.say("thi")
        await chat.say("1")
        await chat.say(number_of(chat, "Bắt đầu"))
        await chat.say("trogiup")
        back = number_of(chat, TEXTS["vi"]("back"))

        await chat.say(back)
        assert "Câu 1/7" in chat.text
        await chat.say("1")

        assert "Câu 2/7" in chat.text

    async def test_a_number_shown_long_ago_means_nothing(self, office: Office) -> None:
        chat = await arrived(office)
        await chat.say("menu")
        await chat.say("thi")
        await chat.say("1")
        await chat.say(number_of(chat, "Bắt đầu"))

        await chat.say("9")

        assert "Chưa rõ" in chat.text

    async def test_redelivery_changes_nothing(self, office: Office) -> None:
        chat = await arrived(office)
        await chat.say("thi")
        await chat.say("1")
        await chat.say(number_of(chat, "Bắt đầu"))
        await chat.say("C")

        await chat.again()

        assert "Câu 2/7" in chat.text

    async def test_an_erasure_asked_for_by_number_is_confirmed_by_number(self, office: Office) -> None:
        chat = await arrived(office)
        await chat.say("dulieu")
        await chat.say(number_of(chat, TEXTS["vi"]("mydata.unlink")))
        await chat.say(number_of(chat, TEXTS["vi"]("mydata.unlink_sure")))

        assert (await office.write(lambda work: work.people.by_address(CHANNEL, chat.address))) is None


class TestRunningOut:
    async def test_is_said_while_there_is_time(self, office: Office) -> None:
        quota = Quota(messages=10, period=Period.MONTH, kept=3)
        limits = Limits(text=1_900, allowance=Allowance(quotas=(quota,)))
        office.dialogue.settings = replace(
            office.dialogue.settings, base_url="https://thi.example.vn", counted={CHANNEL: limits}
        )
        chat = await office.linked("an", channel=CHANNEL)

        async def spent(count: int) -> str:
            now = office.clock()
            await office.write(lambda work: spend(work, channel=CHANNEL, limits=limits, count=count, now=now))
            await chat.say("menu")
            return chat.text

        assert "chỉ còn" not in await spent(6)
        assert "Kênh này chỉ còn 3 tin đến 00:00 ngày 01/04/2026" in await spent(1)
        assert "https://thi.example.vn" in chat.text


class TestFiles:
    async def played(self, office: Office, channel: str) -> Chat:
        await office.run(contest())
        await office.played("an", "cuoc-thi", "B", "C", "D")
        chat = await office.linked("lan", channel=channel)
        await chat.say("btc")
        return chat

    async def test_an_organizer_gets_the_board_as_a_file(self, office: Office) -> None:
        chat = await self.played(office, "zalo_oa")
        await chat.say(number_of(chat, "Bảng CSV"))

        file = chat.last.messages[0].attachment
        assert file is not None
        assert file.name == "bang-cuoc-thi-2026-03-02.csv"
        head, first = file.content.decode("utf-8-sig").splitlines()[:2]
        assert head == "Hạng,Họ và tên,Đơn vị,Số câu đúng,Số câu,Thời gian (giây)"
        assert first.startswith("1,Nguyễn Văn An,Phòng Hành chính,")

    async def test_a_channel_without_files_says_where_it_is(self, office: Office) -> None:
        chat = await self.played(office, "zalo_bot")
        await chat.say(number_of(chat, "Bảng CSV"))

        assert chat.last.messages[0].attachment is None
        assert "Tệp bang-cuoc-thi-2026-03-02.csv không gửi được qua kênh này" in chat.text


class TestProactive:
    async def test_an_invitation_says_what_to_type_and_numbers_nothing(self, office: Office) -> None:
        chat = await arrived(office)
        stored = await office.write(lambda work: find(work, "cuoc-thi"))

        def queued(work: Work) -> list[str]:
            (round_,) = work.contests.rounds(stored.id)
            now = office.clock()
            reach.invite(work, stored=stored, round_=round_, now=now)
            claimed = work.outbox.claim(CHANNEL, now=now, limit=9, lease=MINUTE, holder="x")
            return [shown.plain for each in claimed if (shown := office.drawer(work, each))]

        (text, *_) = await office.write(queued)

        assert "gõ “/thi cuoc-thi”" in text
        await chat.say("/thi cuoc-thi")
        assert "Bắt đầu" in chat.text

    async def test_an_invitation_has_the_facts_that_templates_are_filled_with(self, office: Office) -> None:
        await arrived(office)
        stored = await office.write(lambda work: find(work, "cuoc-thi"))

        def facts(work: Work) -> dict[str, object]:
            (round_,) = work.contests.rounds(stored.id)
            reach.invite(work, stored=stored, round_=round_, now=office.clock())
            (first, *_) = work.outbox.claim(CHANNEL, now=office.clock(), limit=9, lease=MINUTE, holder="x")
            shown = office.drawer(work, first)
            assert shown is not None
            return shown.facts

        found = await office.write(facts)

        assert found["kind"] == "invitation"
        assert {"title", "round", "count", "closes"} <= set(found)

    def test_what_is_to_be_typed_is_a_command(self) -> None:
        commands = {command for screen in SCREENS.values() for command in screen.commands}

        assert {"thi", "ketqua", "khieunai"} <= commands
        assert all(fold(command) == command for command in commands)
