"""What the channel makes of the platform's events."""

import asyncio
from typing import Any

import pytest

from quizbot.chat.messages import Attachment, Button, Line, Outgoing, Reply
from tests.channels.zalo_oa.rig import ZaloOaRig, zalo_oa
from tests.contracts.channel import said, until
from tests.fakes.virtual_time import clock, simulated
from tests.fakes.zalo_oa.world import as_body

CHOICES = Outgoing(
    lines=(Line(text="Câu 1/2"), Line(text="A. Một", style="option"), Line(text="B. Hai", style="option")),
    buttons=tuple((Button(label=each, token=f"question:4f:0:{each.lower()}", typed=""),) for each in "AB"),
)


async def deliver(rig: ZaloOaRig, *, twice: bool = False) -> list[int]:
    rig.store.chats.heard["zalo_oa", rig.person.id] = clock()
    return await rig.server.deliver(rig.channel.webhook, twice=twice)


class TestButtons:
    @simulated
    async def test_a_tap_comes_back_as_our_token(self) -> None:
        async with zalo_oa() as rig:
            await rig.channel.send(rig.address, CHOICES)
            rig.person.taps("B")
            await deliver(rig)

            (heard,) = rig.answers.heard
            assert (heard.kind, heard.text) == ("choice", "question:4f:0:b")

    @simulated
    async def test_are_hidden_payloads_and_public_links(self) -> None:
        async with zalo_oa() as rig:
            links = (
                (Button(label="Trang thi", url="https://thi.example.gov.vn"),),
                (Button(label="Máy thử", url="http://127.0.0.1:8080"),),
            )
            await rig.channel.send(rig.address, Outgoing(lines=CHOICES.lines, buttons=links))
            await rig.channel.send(rig.address, CHOICES)

            first, second = rig.person.messages()
            assert {title: each["type"] for title, each in first.buttons.items()} == {
                "Trang thi": "oa.open.url"
            }
            assert second.buttons["A"] == {
                "title": "A",
                "type": "oa.query.hide",
                "payload": "#question:4f:0:a",
            }

    @simulated
    async def test_more_letters_than_five_are_typed_only_and_long_lists_draw_five(self) -> None:
        async with zalo_oa() as rig:
            letters = tuple((Button(label=each, token=f"q:{each}", typed=""),) for each in "ABCDEF")
            longer = tuple((Button(label=each, token=f"m:{each}"),) for each in "abcdef")
            await rig.channel.send(rig.address, Outgoing(lines=CHOICES.lines, buttons=letters))
            await rig.channel.send(rig.address, Outgoing(lines=CHOICES.lines, buttons=longer))

            assert [len(sent.buttons) for sent in rig.person.messages()] == [0, 5]

    @simulated
    async def test_can_be_switched_off(self) -> None:
        async with zalo_oa(buttons=False) as rig:
            await rig.channel.send(rig.address, CHOICES)

            assert rig.person.messages()[0].buttons == {}

    @simulated
    async def test_words_that_only_look_like_a_payload_are_words(self) -> None:
        async with zalo_oa() as rig:
            for text in ("# tiêu đề", "#Chào mừng", "question:4f:0:b", "#1"):
                rig.person.types(text)
            await deliver(rig)

            assert {heard.kind for heard in rig.answers.heard} == {"text"}


class TestEvents:
    @simulated
    async def test_follow_opens_and_unfollow_ends(self) -> None:
        async with zalo_oa() as rig:
            rig.person.follows()
            rig.person.unfollows()
            await deliver(rig)

            assert [(heard.kind, heard.address) for heard in rig.answers.heard] == [
                ("start", rig.person.id),
                ("stopped", rig.person.id),
            ]

    @simulated
    async def test_a_picture_is_a_touch(self) -> None:
        async with zalo_oa() as rig:
            rig.person.sends_image()
            await deliver(rig)

            assert [(heard.kind, heard.text) for heard in rig.answers.heard] == [("text", "")]

    @simulated
    async def test_a_file_is_fetched_after_the_webhook_is_confirmed(self) -> None:
        async with zalo_oa() as rig:
            rig.person.sends_file("cau-hoi.yaml", b"questions: []")
            assert await deliver(rig) == [200]
            await until(lambda: bool(rig.answers.heard))

            (heard,) = rig.answers.heard
            assert (heard.kind, heard.file_name, heard.file_bytes) == (
                "file",
                "cau-hoi.yaml",
                b"questions: []",
            )

    @simulated
    async def test_a_file_too_large_comes_empty(self) -> None:
        async with zalo_oa(max_file_bytes=10) as rig:
            rig.person.sends_file("to.yaml", b"x" * 11)
            await deliver(rig)
            await until(lambda: bool(rig.answers.heard))

            assert rig.answers.heard[0].file_bytes == b""

    @pytest.mark.parametrize(("allowed", "heard"), [(False, []), (True, ["Nguyễn Văn An"])])
    def test_a_submitted_form_gives_its_name_where_allowed(self, allowed: bool, heard: list[str]) -> None:
        @simulated
        async def submit() -> None:
            async with zalo_oa(submitted_name=allowed) as rig:
                rig.person.submits(name="Nguyễn Văn An", phone=84901234567, address="Lai Châu")
                await deliver(rig)

                assert [each.text for each in rig.answers.heard] == heard

        submit()

    @simulated
    async def test_unknown_events_are_named_in_the_log_and_echoes_are_not_heard(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO")
        async with zalo_oa(variants={"echoes": True}) as rig:
            await rig.channel.send(rig.address, said("xin chào"))
            rig.server.world.arrive("user_seen_message", sender={"id": "1"}, message={"msg_ids": []})
            rig.server.world.arrive("change_oa_daily_quota", quota={})
            assert await deliver(rig) == [200, 200, 200]

            assert rig.answers.heard == []
            assert "change_oa_daily_quota" in caplog.text

    @simulated
    async def test_two_deliveries_in_any_order_are_answered_once_each(self) -> None:
        async with zalo_oa() as rig:
            rig.answers.reply = lambda incoming: Reply(messages=(said(incoming.text),))
            rig.server.reverse_events = True
            for text in ("1", "2"):
                rig.person.types(text)
            events: list[dict[str, Any]] = rig.server.world.waiting[:]
            await deliver(rig)
            await until(lambda: len(rig.person_reads()) == 2)
            rig.server.world.waiting.extend(events)
            assert await deliver(rig, twice=True) == [200] * 4

            assert sorted(rig.person_reads()) == ["1", "2"]


class TestFiles:
    @simulated
    async def test_go_out_after_the_text(self) -> None:
        async with zalo_oa() as rig:
            board = Attachment(name="bang.csv", content=b"a,b", media_type="text/csv")
            await rig.channel.send(rig.address, Outgoing(lines=(Line(text="Bảng"),), attachment=board))

            text, file = rig.person.messages()
            assert text.text == "Bảng"
            token = file.message["attachment"]["payload"]["token"]
            assert rig.server.world.uploads[token] == ("bang.csv", b"a,b")

    @pytest.mark.parametrize(("name", "size"), [("data.json", 10), ("to.pdf", 5_000_001)])
    def test_of_another_kind_or_size_are_refused(self, name: str, size: int) -> None:
        @simulated
        async def refuse() -> None:
            async with zalo_oa() as rig:
                file = Attachment(name=name, content=b"x" * size, media_type="application/octet-stream")
                rig.answers.reply = lambda incoming: Reply(messages=(Outgoing(lines=(), attachment=file),))
                rig.person.types("B")
                await deliver(rig)
                await asyncio.sleep(5.0)

                assert rig.person.messages() == []

        refuse()


class TestGroups:
    @simulated
    async def test_are_an_option(self) -> None:
        async with zalo_oa(groups=True) as rig:
            rig.server.world.groups.add("g1")
            await rig.channel.send("g1", said("Vòng thi đã mở [@all]"), group=True)
            for text in ("bảng", "/bang", "@Văn_phòng bảng"):
                rig.person.says_in("g1", text)
            await deliver(rig)

            assert rig.server.world.sent[0].text == "Vòng thi đã mở [ @all]"
            assert [(each.address, each.text) for each in rig.answers.heard] == [
                ("g1", "/bang"),
                ("g1", "bảng"),
            ]
            assert rig.answers.heard[0].sender == rig.person.id

    @simulated
    async def test_are_not_heard_otherwise(self) -> None:
        async with zalo_oa() as rig:
            rig.person.says_in("g1", "/bang")
            body = as_body(rig.server.world.waiting[0])
            assert body
            await deliver(rig)

            assert rig.answers.heard == []
