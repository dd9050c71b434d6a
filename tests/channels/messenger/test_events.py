"""What the channel makes of the platform's events, and how it draws what is offered."""

import asyncio

import pytest

from quizbot.channels.messenger.outgoing import texts
from quizbot.chat.messages import Attachment, Button, Line, Outgoing, Reply
from tests.channels.messenger.rig import MessengerRig, messenger
from tests.contracts.channel import said, until
from tests.fakes.messenger.world import as_body
from tests.fakes.virtual_time import simulated


def letters(count: int) -> Outgoing:
    named = "ABCDEFGHIJKLMNOP"[:count]
    return Outgoing(
        lines=(Line(text="Câu 1/2"), *(Line(text=f"{each}. x", style="option") for each in named)),
        buttons=tuple((Button(label=each, token=f"question:4f:0:{each}", typed=""),) for each in named),
    )


def offered(*labels: str, text: str = "Chọn") -> Outgoing:
    rows = tuple((Button(label=each, token=f"t:{number}"),) for number, each in enumerate(labels))
    return Outgoing(lines=(Line(text=text),), buttons=rows)


async def deliver(rig: MessengerRig, *, twice: bool = False) -> list[int]:
    rig.person.interacts()
    return await rig.server.deliver(rig.channel.webhook, twice=twice)


class TestDrawn:
    @simulated
    async def test_letters_are_quick_replies_and_come_back_as_our_token(self) -> None:
        async with messenger() as rig:
            await rig.channel.send(rig.address, letters(4))
            assert list(rig.person.messages()[-1].quick_replies) == ["A", "B", "C", "D"]
            rig.person.taps("B")
            await deliver(rig)

            (heard,) = rig.answers.heard
            assert (heard.kind, heard.text) == ("choice", "question:4f:0:B")

    @simulated
    async def test_three_short_ones_are_buttons_that_stay(self) -> None:
        async with messenger() as rig:
            await rig.channel.send(rig.address, offered("Bắt đầu", "Thể lệ"))
            await rig.channel.send(rig.address, said("chen vào"))
            rig.person.taps("Bắt đầu")
            await deliver(rig)

            assert (rig.answers.heard[0].kind, rig.answers.heard[0].text) == ("choice", "t:0")

    @simulated
    async def test_links_are_buttons_where_they_fit(self) -> None:
        async with messenger() as rig:
            link = Button(label="Trang thi", url="https://thi.example.gov.vn/")
            await rig.channel.send(rig.address, Outgoing(lines=(Line(text="Mở trang"),), buttons=((link,),)))

            assert rig.person.messages()[0].buttons["Trang thi"]["url"] == "https://thi.example.gov.vn/"

    def test_every_limit_of_the_platform_is_kept(self) -> None:
        cases = [
            letters(13),
            letters(14),
            offered("a", "b", "c"),
            offered("a", "b", "c", "d"),
            offered("một nhãn dài hơn hai mươi ký tự", "hai"),
            offered("a", text="dài " * 170),
            offered(*(f"mục {number}" for number in range(20))),
        ]
        drawn = [texts((case,), buttons=True)[-1] for case in cases]

        counts = [len(each.get("quick_replies", [])) for each in drawn]
        assert counts == [13, 0, 0, 4, 2, 1, 13]
        assert "attachment" in drawn[2]
        assert drawn[1] == {"text": letters(14).plain}
        titles = [each["title"] for one in drawn for each in one.get("quick_replies", [])]
        assert max(map(len, titles)) == 20

    def test_labels_that_begin_alike_are_told_apart_by_their_number(self) -> None:
        labels = ("Cuộc thi tìm hiểu Nghị quyết 57", "Cuộc thi tìm hiểu Nghị quyết 71", "Về")

        (drawn,) = texts((offered(*labels),), buttons=True)

        titles = [each["title"] for each in drawn["quick_replies"]]
        assert titles == ["1. Cuộc thi tìm hiể…", "2. Cuộc thi tìm hiể…", "Về"]

    def test_they_can_be_switched_off(self) -> None:
        assert texts((letters(4),), buttons=False) == [{"text": letters(4).plain}]


class TestEvents:
    @simulated
    async def test_the_button_that_begins_brings_the_payload_of_a_link(self) -> None:
        async with messenger() as rig:
            await rig.channel.start()
            await until(lambda: bool(rig.server.world.profile))
            rig.person.begins()
            rig.person.begins(ref="K7M4-9QXD")
            rig.person.follows_link("NQ57-2026")
            await deliver(rig)

            assert [(each.kind, each.text) for each in rig.answers.heard] == [
                ("start", ""),
                ("start", "K7M4-9QXD"),
                ("start", "NQ57-2026"),
            ]

    @simulated
    async def test_the_button_is_set_though_the_platform_is_out_of_order_at_first(self) -> None:
        from tests.fakes.messenger.server import Fault

        async with messenger() as rig:
            rig.server.break_next("/me/messenger_profile", Fault(kind="error"), times=2)
            await rig.channel.start()
            await until(lambda: bool(rig.server.world.profile))

    @simulated
    async def test_echoes_and_signs_are_known_and_not_heard(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("INFO")
        async with messenger(variants={"echoes": True}) as rig:
            await rig.channel.send(rig.address, said("xin chào"))
            assert await deliver(rig) == [200, 200, 200]
            assert "not for us" not in caplog.text
            rig.server.world.arrive(rig.person.id, brand_new_thing={})
            body = as_body([rig.person.types("B")]).replace(b'"messaging"', b'"standby"')
            rig.server.world.waiting.pop()
            await rig.channel.webhook(rig.server.signed(body), body)
            await deliver(rig)

            assert rig.answers.heard == []
            assert "brand_new_thing" in caplog.text

    @simulated
    async def test_a_sticker_is_a_touch(self) -> None:
        async with messenger() as rig:
            rig.person.sends_sticker()
            await deliver(rig)

            assert [(each.kind, each.text) for each in rig.answers.heard] == [("text", "")]

    @simulated
    async def test_a_broken_event_does_not_take_the_others_along(self) -> None:
        async with messenger(variants={"batches": True}) as rig:
            rig.person.types("A")
            rig.server.world.arrive("", message={"mid": "m_x", "text": "x"})
            rig.person.types("B")
            assert await deliver(rig) == [200]

            assert [each.text for each in rig.answers.heard] == ["A", "B"]

    @simulated
    async def test_one_body_brings_many_people_in_the_order_of_each(self) -> None:
        async with messenger(variants={"batches": True}) as rig:
            rig.server.reverse_events = True
            other = rig.server.person(2)
            for number in range(3):
                rig.person.types(f"a{number}")
                other.types(f"b{number}")
                await asyncio.sleep(0.01)
            assert await deliver(rig, twice=True) == [200, 200]

            mine = [each.text for each in rig.answers.heard if each.address == rig.address]
            assert mine == ["a0", "a1", "a2"]
            assert len(rig.answers.heard) == 6

    @simulated
    async def test_one_that_cannot_be_stored_brings_the_body_again_and_no_double(self) -> None:
        async with messenger(variants={"batches": True}) as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said(incoming.text),))
            rig.answers.troubles = 1
            other = rig.server.person(2)
            rig.person.types("a")
            other.types("b")
            assert await deliver(rig) == [503, 200]
            await until(lambda: len(rig.person_reads()) == 1)
            await asyncio.sleep(5)

            assert (rig.person_reads(), [each.text for each in other.messages()]) == (["a"], ["b"])


class TestFiles:
    @simulated
    async def test_come_in_after_the_webhook_is_confirmed(self) -> None:
        async with messenger() as rig:
            rig.person.sends_file("cau-hoi.yaml", b"questions: []")
            assert await deliver(rig) == [200]
            await until(lambda: bool(rig.answers.heard))

            (heard,) = rig.answers.heard
            assert (heard.kind, heard.file_name) == ("file", "cau-hoi.yaml")
            assert heard.file_bytes == b"questions: []"

    @simulated
    async def test_too_large_ones_come_empty(self) -> None:
        async with messenger(max_file_bytes=10) as rig:
            rig.person.sends_file("to.yaml", b"x" * 11)
            await deliver(rig)
            await until(lambda: bool(rig.answers.heard))

            assert rig.answers.heard[0].file_bytes == b""

    @simulated
    async def test_go_out_after_the_text(self) -> None:
        async with messenger() as rig:
            board = Attachment(name="bảng.pdf", content=b"%PDF", media_type="application/pdf")
            await rig.channel.send(rig.address, Outgoing(lines=(Line(text="Bảng"),), attachment=board))

            text, file = rig.person.messages()
            assert text.text == "Bảng"
            handle = file.message["attachment"]["payload"]["attachment_id"]
            assert rig.server.world.uploads[handle] == ("bảng.pdf", b"%PDF")
