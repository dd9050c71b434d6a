"""Replies: edited in place, confirmed always, in order, within Telegram's limits."""

import asyncio

import pytest

from quizbot.chat.channel import DeliveryFailed
from quizbot.chat.commands import CommandMenu
from quizbot.chat.messages import Attachment, Button, Incoming, Line, Outgoing, Reply
from quizbot.core.delivery import Failure
from tests.channels.telegram.rig import TelegramRig, telegram
from tests.contracts.channel import said, until
from tests.fakes.bot_api.refusals import too_many
from tests.fakes.bot_api.server import Fault
from tests.fakes.virtual_time import simulated

CHOICES = ((Button(label="A", token="a.1"), Button(label="B", token="a.2")),)


def question(text: str) -> Outgoing:
    return Outgoing(lines=(Line(text=text, style="title"),), buttons=CHOICES)


def replacing(incoming: Incoming) -> Reply:
    if incoming.kind != "choice":
        return Reply(messages=(question("Câu 1"),))
    return Reply(messages=(question("Câu 2"),), replace=True, toast=f"Đã ghi {incoming.text}")


async def asked(rig: TelegramRig) -> None:
    """Bring the person to the first question."""
    rig.answers.reply = replacing
    await rig.channel.start()
    rig.person_types("/start")
    await until(lambda: len(rig.person.messages()) == 1)


class TestReplace:
    @simulated
    async def test_edits_the_question_in_place_and_confirms_the_tap(self) -> None:
        async with telegram() as rig:
            await asked(rig)
            tap = rig.person.taps("B")
            await until(lambda: rig.person.messages()[0].edits == 1)
            await until(lambda: tap in rig.server.world.confirmed)

            assert rig.person_reads() == ["Câu 2"]
            assert rig.server.world.confirmed[tap] == "Đã ghi a.2"

    @simulated
    async def test_takes_an_unchanged_message_as_done(self) -> None:
        async with telegram() as rig:
            await asked(rig)
            for _ in range(2):
                rig.person.taps("B")
                await asyncio.sleep(3.0)

            assert rig.person_reads() == ["Câu 2"]
            refused = [call.error for call in rig.server.called("editMessageText") if call.error]
            assert len(refused) == 1
            assert "not modified" in str(refused[0])

    @simulated
    async def test_sends_anew_what_can_no_longer_be_edited(self) -> None:
        async with telegram() as rig:
            await asked(rig)
            rig.person.messages()[0].too_old = True
            rig.person.taps("B")
            await until(lambda: len(rig.person.messages()) == 2)

            assert rig.person_reads() == ["Câu 1", "Câu 2"]

    @simulated
    async def test_lets_a_tap_be_that_waited_too_long(self, caplog: pytest.LogCaptureFixture) -> None:
        async with telegram() as rig:
            await asked(rig)
            rig.answers.takes_s = 20.0
            rig.person.taps("B")
            await until(lambda: rig.person_reads() == ["Câu 2"])
            await asyncio.sleep(1.0)

            assert "query is too old" in str(rig.server.called("answerCallbackQuery")[-1].error)
            assert "could not be confirmed" not in caplog.text

    @simulated
    async def test_cuts_a_toast_to_200(self) -> None:
        async with telegram() as rig:
            await asked(rig)
            rig.answers.reply = lambda incoming: Reply(toast="đ" * 300)
            tap = rig.person.taps("A")
            await until(lambda: tap in rig.server.world.confirmed)

            assert rig.server.world.confirmed[tap].startswith("đ" * 50)


class TestPace:
    @simulated
    async def test_never_hears_too_many_requests(self) -> None:
        async with telegram() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("một"), said("hai")))
            people = [rig.server.person(1000 + number) for number in range(60)]
            await rig.channel.start()
            for person in people:
                person.types("/start")
            await until(lambda: all(len(person.messages()) == 2 for person in people))

            assert rig.server.flood is not None
            assert rig.server.flood.refused == 0

    @simulated
    async def test_brings_everything_even_where_edits_are_counted_too(self) -> None:
        async with telegram() as rig:
            rig.server.flood_edits = True
            rig.answers.reply = replacing
            people = [rig.server.person(1000 + number) for number in range(60)]
            await rig.channel.start()
            for person in people:
                person.types("/start")
            await until(lambda: all(person.messages() for person in people))
            for person in people:
                person.taps("B")
            await until(lambda: all(person.messages()[-1].edits for person in people))

            refused = [call for call in rig.server.called("sendMessage") if call.error]
            assert refused == []

    @simulated
    async def test_posts_to_a_group_at_twenty_a_minute(self) -> None:
        async with telegram() as rig:
            group = rig.server.group()
            for number in range(25):
                await rig.channel.send(str(group.id), said(f"{number}"), group=True)

            assert len(group.messages()) == 25
            assert rig.server.flood is not None
            assert rig.server.flood.refused == 0

    @simulated
    async def test_holds_everything_back_when_asked_to_wait(self) -> None:
        async with telegram(flood=False) as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said(incoming.text),))
            other = rig.server.person(901)
            await rig.channel.start()
            rig.server.break_next("sendMessage", Fault(kind="refuse", refusal=too_many(9)))
            rig.person_types("1")
            await until(lambda: bool(rig.server.called("sendMessage")))
            other.types("2")
            await until(lambda: bool(other.messages()) and bool(rig.person.messages()))

            first, *later = rig.server.called("sendMessage")
            assert all(round(call.at - first.at, 3) >= 9.0 for call in later), later
            assert rig.store.leases.recall("pause:telegram") is not None

    @simulated
    async def test_tries_again_when_telegram_is_out_of_order(self) -> None:
        async with telegram() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("xong"),))
            rig.server.break_next("sendMessage", Fault(kind="error"), times=2)
            await rig.channel.start()
            rig.person_types("B")
            await until(lambda: rig.person_reads() == ["xong"])

            assert len(rig.server.called("sendMessage")) == 3


class TestLoss:
    @simulated
    async def test_of_a_reply_does_not_stop_the_chat(self, caplog: pytest.LogCaptureFixture) -> None:
        async with telegram() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said(incoming.text),))
            rig.server.break_next("sendMessage", Fault(kind="truncate"))
            await rig.channel.start()
            rig.person_types("1")
            rig.person_types("2")
            await until(lambda: rig.person_reads() == ["1", "2"])

            assert "a reply was not sent" in caplog.text

    @simulated
    async def test_of_a_fault_of_ours_is_logged_and_the_chat_goes_on(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with telegram() as rig:
            too_long = ((Button(label="A", token="x" * 65),),)

            def reply(incoming: Incoming) -> Reply:
                buttons = too_long if incoming.text == "1" else ()
                return Reply(messages=(Outgoing(lines=(Line(text="a"),), buttons=buttons),))

            rig.answers.reply = reply
            await rig.channel.start()
            rig.person_types("1")
            rig.person_types("2")
            await until(lambda: rig.person_reads() == ["a"])

            assert "A reply could not be made" in caplog.text

    @simulated
    async def test_follows_a_group_that_moved(self) -> None:
        async with telegram() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said("chào"),))
            group = rig.server.group()
            rig.person.types("/help", chat=group.chat)
            new = group.migrates(-2002, by=rig.person, told=False)
            await rig.channel.start()
            await until(lambda: bool(group.messages()))

            assert group.messages()[0].chat_id == new.id
            assert rig.store.chats.moves == [("telegram", "-1001", "-2002")]


class TestSend:
    @simulated
    async def test_sends_a_file(self) -> None:
        async with telegram() as rig:
            file = Attachment(name="ket-qua.xlsx", content=b"PK..", media_type="application/x")
            await rig.channel.send(rig.address, Outgoing(lines=(Line(text="Kết quả"),), attachment=file))

            assert rig.person.messages()[0].file == b"PK.."
            assert rig.person_reads() == ["Kết quả"]

    @simulated
    async def test_says_where_a_group_moved(self) -> None:
        async with telegram() as rig:
            group = rig.server.group()
            group.migrates(-2002, by=rig.person, told=False)

            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.send("-1001", said("a"), group=True)

            assert caught.value.moved_to == "-2002"

    @simulated
    async def test_says_that_a_message_half_sent_is_in_doubt(self) -> None:
        async with telegram() as rig:
            long = Outgoing(lines=(Line(text="a" * 4000), Line(text="b" * 4000)))
            rig.server.break_next("sendMessage", Fault(kind="slow", seconds=0.1))
            rig.server.break_next("sendMessage", Fault(kind="error"), times=4)

            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.send(rig.address, long)

            assert caught.value.failure is Failure.UNKNOWN

    @simulated
    async def test_lets_calls_go_one_by_one_after_a_wait(self) -> None:
        async with telegram() as rig:
            people = [rig.server.person(1000 + number) for number in range(100)]
            for person in people:
                person.chat.started = True
            rig.server.break_next("sendMessage", Fault(kind="refuse", refusal=too_many(5)))
            with pytest.raises(DeliveryFailed):
                await rig.channel.send(rig.address, said("a"))
            await asyncio.gather(*(rig.channel.send(str(person.id), said("a")) for person in people))

            assert rig.server.flood is not None
            assert rig.server.flood.refused == 0

    @simulated
    async def test_knows_who_the_bot_is(self) -> None:
        async with telegram() as rig:
            assert await rig.channel.probe() == "quiz_bot"


class TestMenus:
    @simulated
    async def test_are_published_at_the_start(self) -> None:
        menus = (
            CommandMenu(commands=(("homnay", "Câu hỏi hôm nay"),)),
            CommandMenu(language="en", commands=(("today", "Today's questions"),)),
            CommandMenu(audience="group", commands=(("bang", "Bảng xếp hạng"),)),
        )
        async with telegram(menus=menus) as rig:
            await rig.channel.start()

            assert list(rig.server.world.commands) == [
                ('{"type": "all_private_chats"}', ""),
                ('{"type": "all_private_chats"}', "en"),
                ('{"type": "all_group_chats"}', ""),
            ]
