"""People say where they want to get messages, by tapping and by typing."""

from collections.abc import AsyncIterator

import pytest

from quizbot.usecases.doors import in_order
from tests.build import MINUTE, Office, opened


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with opened("sqlite://") as found:
        yield found


async def everywhere(office: Office) -> None:
    for channel in ("webchat", "zalo_oa", "telegram"):
        await office.linked("an", channel=channel)
        office.clock.now += MINUTE


async def order(office: Office) -> list[str]:
    person = office.people["an"]
    held = await office.write(lambda work: work.people.addresses(person.id))
    return [each.channel for each in in_order(held)]


class TestReceive:
    async def test_begins_with_the_chat_linked_last_and_ends_with_the_page(self, office: Office) -> None:
        await everywhere(office)

        assert await order(office) == ["telegram", "zalo_oa", "webchat"]

    @pytest.mark.parametrize(
        ("said", "first"),
        [
            ("nhận tin ở Zalo", "zalo_oa"),
            ("Nhận tin qua trang web", "webchat"),
            ("/nhantin zalo", "zalo_oa"),
            ("nhan tin o telegram", "telegram"),
            ("receive on zalo", "zalo_oa"),
        ],
    )
    async def test_takes_a_sentence(self, office: Office, said: str, first: str) -> None:
        await everywhere(office)
        chat = office.chat("an@telegram", channel="telegram")
        await chat.say(said)

        assert (await order(office))[0] == first

    async def test_takes_a_tap_and_gives_it_back(self, office: Office) -> None:
        await everywhere(office)
        chat = office.chat("an@telegram", channel="telegram")
        await chat.send("receive")
        await chat.tap("Đưa Zalo lên đầu")
        assert await order(office) == ["zalo_oa", "telegram", "webchat"]

        await chat.tap("Để phần mềm chọn")
        assert await order(office) == ["telegram", "zalo_oa", "webchat"]

    async def test_a_channel_by_its_name_alone_is_enough_there(self, office: Office) -> None:
        await everywhere(office)
        chat = office.chat("an@telegram", channel="telegram")
        await chat.say("nơi nhận tin")
        await chat.say("/nhantin")
        await chat.say("Zalo")

        assert (await order(office))[0] == "zalo_oa"

    async def test_says_when_the_channel_is_not_linked(self, office: Office) -> None:
        chat = await office.linked("an", channel="telegram")
        await chat.say("nhận tin ở Messenger")

        assert "chưa nối Messenger" in chat.text

    async def test_linking_again_does_not_undo_the_choice(self, office: Office) -> None:
        await everywhere(office)
        chat = office.chat("an@zalo_oa", channel="zalo_oa")
        await chat.say("nhận tin ở Zalo")
        await office.linked("an", channel="zalo_oa")
        await office.linked("an", channel="messenger")

        assert (await order(office))[0] == "zalo_oa"

    async def test_an_address_that_goes_to_somebody_else_takes_no_choice_along(self, office: Office) -> None:
        await everywhere(office)
        await office.chat("an@zalo_oa", channel="zalo_oa").say("nhận tin ở Zalo")
        binh = office.people["binh"]
        from quizbot.usecases import people

        await office.write(
            lambda work: people.link(
                work, binh, channel="zalo_oa", address="an@zalo_oa", now=office.clock.now
            )
        )
        held = await office.write(lambda work: work.people.addresses(binh.id))

        assert [each.chosen_at for each in held] == [None]
