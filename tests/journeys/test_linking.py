"""One person, many addresses: link codes, twins, leaving one of them, and accounts that change hands."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.ids import PersonId
from quizbot.core.link_code import LASTS, new_link_code, read_link_code
from quizbot.core.personal_code import ALPHABET, normal
from quizbot.usecases import addresses
from quizbot.usecases.ports import Message, Work
from tests.build import OPENS, PEPPER, Chat, Office, contest

CHANNELS = ("telegram", "zalo_bot", "zalo_oa", "messenger", "webchat")
MOMENTS = st.integers(0, 365 * 86_400).map(lambda seconds: OPENS + timedelta(seconds=seconds))


def code_in(text: str) -> str:
    return next(word for word in text.split() if word.startswith("L") and "-" in word)


def _with_twin(chat: Chat, twin: str) -> Chat:
    chat.twin = twin
    return chat


async def coded(chat: Chat) -> str:
    await chat.say("/lienket")
    return code_in(chat.text)


async def came(office: Office, channel: str, address: str, code: str) -> Chat:
    """Open another chat and type a code there."""
    chat = office.chat(address, channel=channel)
    await chat.begin()
    await chat.say("đồng ý")
    await chat.say(code)
    return chat


class TestLinkCode:
    @given(st.integers(1, 10**9), MOMENTS, st.integers(0, 599))
    def test_says_who_made_it_for_ten_minutes(self, person: int, at: datetime, seconds: int) -> None:
        code = new_link_code(PersonId(person), pepper="p", rng=Random(person), now=at)
        later = at + timedelta(seconds=seconds)

        found = read_link_code(code.lower().replace("-", " "), pepper="p", now=later)
        assert found is not None
        assert found.person_id == person
        assert read_link_code(code, pepper="p", now=at + 2 * LASTS) is None
        assert read_link_code(code, pepper="another", now=at) is None
        assert normal(code) is None

    @given(st.integers(1, 10**6), st.integers(0, 20), st.sampled_from(ALPHABET))
    def test_is_bound_letter_by_letter(self, person: int, place: int, letter: str) -> None:
        code = new_link_code(PersonId(person), pepper="p", rng=Random(person), now=OPENS)
        place = 1 + place % (len(code) - 1)
        changed = code[:place] + letter + code[place + 1 :]
        found = read_link_code(changed, pepper="p", now=OPENS)

        assert found is None or changed.replace("-", "") == code.replace("-", "")

    @pytest.mark.parametrize("typed", ["", "L", "L-", "L3", "LLLLLLLL", "L" + "7" * 40, "K7M4-9QXD", "Lan"])
    def test_other_words_are_none(self, typed: str) -> None:
        assert read_link_code(typed, pepper="p", now=OPENS) is None


class TestLinking:
    @pytest.mark.parametrize("first", CHANNELS)
    async def test_an_attempt_begun_on_one_ends_on_every_other(
        self, small_office: Office, first: str
    ) -> None:
        office = small_office
        await office.run(contest())
        one = await office.linked("an", channel=first)
        await one.send("contests:start:cuoc-thi")
        assert "Câu 1/3" in one.text
        others = [each for each in CHANNELS if each != first]

        for number, channel in enumerate(others[:3], start=1):
            chat = await came(office, channel, f"moi-{number}", await coded(one))
            assert f"Câu {number}/3" in chat.text, channel
            await chat.say("A")

        done = await office.write(lambda work: work.attempts.open_of(office.people["an"].id))
        assert done is None

    async def test_a_code_works_once(self, office: Office) -> None:
        code = await coded(await office.linked("an"))
        await came(office, "messenger", "m1", code)

        other = await came(office, "messenger", "m2", code)

        assert "Không đúng mã" in other.text

    async def test_a_code_ends(self, office: Office) -> None:
        code = await coded(await office.linked("an"))
        office.clock.on(minutes=20)

        chat = await came(office, "messenger", "m1", code)

        assert "Không đúng mã" in chat.text

    async def test_a_code_of_somebody_who_left_is_nobody_s(self, office: Office) -> None:
        from quizbot.usecases.ports import PersonStatus

        code = await coded(await office.linked("an"))
        gone = replace(office.people["an"], status=PersonStatus.LEFT)
        await office.write(lambda work: work.people.update(gone, on=office.clock().date()))

        assert "Không đúng mã" in (await came(office, "messenger", "m1", code)).text

    async def test_a_deep_link_carries_the_code(self, office: Office) -> None:
        code = await coded(await office.linked("an"))
        chat = office.chat("m1", channel="messenger")
        await chat.begin(code)

        await chat.say("đồng ý")

        assert "Nguyễn Văn An" in chat.text

    async def test_the_channels_that_there_are_are_named_with_their_links(self, office: Office) -> None:
        links = {"messenger": "https://m.me/100?ref={code}", "telegram": "https://t.me/bot?start={code}"}
        office.dialogue.settings = replace(office.dialogue.settings, deep_links=links)
        chat = await office.linked("an", channel="telegram")
        code = await coded(chat)

        assert f"https://m.me/100?ref={code}" in chat.text
        assert "t.me" not in chat.text

    async def test_a_code_of_another_person_asks_which_of_both_is_here(self, office: Office) -> None:
        chat = await office.linked("an", channel="telegram")
        await chat.begin(office.codes["binh"])
        assert "đang là Nguyễn Văn An" in chat.text
        assert "Bình" not in chat.text

        await chat.tap("Vẫn là Nguyễn Văn An")
        assert "Nguyễn Văn An" in chat.text
        await chat.begin(office.codes["binh"])
        await chat.tap("Dùng mã vừa mở")
        assert "Trần Thị Bình" in chat.text

    async def test_other_payloads_of_known_people_are_let_be(self, office: Office) -> None:
        chat = await office.linked("an", channel="messenger")

        for payload in ("dot1", office.codes["an"], "AAAA-AAAA"):
            await chat.begin(payload)
            assert "Xin chào Nguyễn Văn An" in chat.text


class TestMyAddresses:
    async def test_are_listed_and_one_can_be_dropped_from_another(self, office: Office) -> None:
        one = await office.linked("an", channel="telegram")
        other = await came(office, "messenger", "m1", await coded(one))
        await one.say("/dulieu")
        assert "Telegram (đang dùng)" in one.text
        assert "• Messenger, nối từ" in one.text

        await one.tap("Bỏ nối Messenger")
        assert "Đã bỏ nối Messenger" in one.text
        await other.say("menu")
        assert "Bạn có đồng ý" in other.text
        await one.say("menu")
        assert "Nguyễn Văn An" in one.text

    async def test_leaving_here_leaves_the_others(self, office: Office) -> None:
        one = await office.linked("an", channel="telegram")
        other = await came(office, "messenger", "m1", await coded(one))
        await one.send("mydata:unlink_now")
        await one.say("menu")
        assert "Bạn có đồng ý" in one.text

        await other.say("menu")
        assert "Nguyễn Văn An" in other.text


class TestTwins:
    async def test_of_zalo_are_one_person_whichever_was_first(self, office: Office) -> None:
        chat = await office.linked("an", channel="zalo_oa")
        at = chat.address
        await _with_twin(chat, "zalo_oa-77").say("menu")
        page = office.chat("zalo_oa-77", channel="webchat")
        await page.begin()
        assert "Nguyễn Văn An" in page.text

        second = office.chat("zalo_oa-78", channel="webchat")
        await second.begin(office.codes["binh"])
        await second.say("đồng ý")
        fresh = office.chat("u78", channel="zalo_oa")
        await _with_twin(fresh, "zalo_oa-78").say("xin chào")
        assert "Trần Thị Bình" in fresh.text
        assert at != "u78"

    async def test_are_left_together(self, office: Office) -> None:
        chat = await office.linked("an", channel="zalo_oa")
        await _with_twin(chat, "zalo_oa-77").say("menu")
        await chat.send("mydata:unlink_now")
        await _with_twin(chat, "zalo_oa-77").say("menu")
        assert "Bạn có đồng ý" in chat.text

        held = await office.write(lambda work: work.people.addresses(office.people["an"].id))
        assert held == []

    async def test_are_shown_as_one(self, office: Office) -> None:
        chat = await office.linked("an", channel="zalo_oa")
        await _with_twin(chat, "zalo_oa-77").say("menu")
        await chat.say("/dulieu")

        assert chat.text.count("nối từ") == 1


class TestChangeOfHands:
    async def test_a_long_silence_asks_who_it_is_and_shows_nothing_of_the_former(
        self, office: Office
    ) -> None:
        chat = await office.linked("an", channel="telegram")
        await chat.say("menu")
        office.clock.on(days=181)

        await chat.say("menu")

        assert "hỏi lại bạn là ai" in chat.text
        assert "Nguyễn Văn An" not in chat.text
        await chat.say("đồng ý")
        await chat.say(office.codes["binh"])
        assert "Trần Thị Bình" in chat.text

    async def test_the_same_person_is_back_by_their_code(self, office: Office) -> None:
        chat = await office.linked("an", channel="telegram")
        await chat.say("menu")
        office.clock.on(days=181)
        await chat.say("menu")
        await chat.say("đồng ý")

        await chat.say(office.codes["an"])

        assert "Nguyễn Văn An" in chat.text

    async def test_a_shorter_silence_asks_nothing(self, office: Office) -> None:
        chat = await office.linked("an", channel="telegram")
        await chat.say("menu")
        office.clock.on(days=179)

        await chat.say("menu")

        assert "Nguyễn Văn An" in chat.text

    async def test_the_rule_can_be_switched_off(self, office: Office) -> None:
        office.dialogue.settings = replace(office.dialogue.settings, ask_again_after=None)
        chat = await office.linked("an", channel="telegram")
        await chat.say("menu")
        office.clock.on(days=2000)

        await chat.say("menu")

        assert "Nguyễn Văn An" in chat.text

    async def test_an_account_used_elsewhere_was_not_silent(self, office: Office) -> None:
        chat = await office.linked("an", channel="zalo_oa")
        await _with_twin(chat, "zalo_oa-77").say("menu")
        page = office.chat("zalo_oa-77", channel="webchat")
        await page.begin()
        for _ in range(3):
            office.clock.on(days=90)
            await chat.say("menu")

        await page.say("menu")

        assert "Nguyễn Văn An" in page.text

    async def test_a_coordinator_detaches(self, office: Office) -> None:
        chat = await office.linked("an", channel="telegram")
        await came(office, "messenger", "m1", await coded(chat))
        khoa = await office.linked("khoa")
        await khoa.say("/golienket NV001")
        assert "Nguyễn Văn An (NV001): 2 tài khoản" in khoa.text

        await khoa.tap("Gỡ hết của Nguyễn Văn An")
        assert "Đã gỡ 2 nơi nối" in khoa.text
        await chat.say("menu")
        assert "Bạn có đồng ý" in chat.text
        recorded = await office.write(
            lambda work: [each.actor for each in work.audit.entries() if each.action == "people.unlinked"]
        )
        assert recorded == [f"person:{office.people['khoa'].id}"] * 2

    async def test_what_was_queued_for_the_former_holder_is_not_shown_to_the_next(
        self, office: Office
    ) -> None:
        from quizbot.usecases import reach
        from quizbot.usecases.standings import find

        await office.run(contest())
        chat = await office.linked("an", channel="telegram")

        def queue(work: Work) -> list[Message]:
            stored = find(work, "cuoc-thi")
            (round_,) = work.contests.rounds(stored.id)
            reach.invite(work, stored=stored, round_=round_, now=office.clock())
            now, lease = office.clock() + timedelta(days=1), timedelta(minutes=2)
            return list(work.outbox.claim("telegram", now=now, limit=10, lease=lease, holder="one"))

        (message,) = await office.write(queue)
        assert await office.write(lambda work: office.drawer(work, message)) is not None
        await chat.send("mydata:unlink_now")

        assert await office.write(lambda work: office.drawer(work, message)) is None

    async def test_others_may_not(self, office: Office) -> None:
        await office.linked("binh", channel="telegram")
        chat = await office.linked("an")

        await chat.send("detach:all:NV002")

        held = await office.write(lambda work: work.people.addresses(office.people["binh"].id))
        assert len(held) == 1


def test_shown_leaves_pages_of_their_own() -> None:
    from quizbot.usecases.ports import Address

    def at(channel: str, address: str) -> Address:
        return Address(channel=channel, address=address, person_id=PersonId(1), linked_at=OPENS)

    held = [
        at("telegram", "7"),
        at("webchat", "telegram-7"),
        at("webchat", "w-abc"),
        at("webchat", "zalo_oa-9"),
    ]

    assert [each.address for each in addresses.shown(held)] == ["7", "w-abc", "zalo_oa-9"]
    assert PEPPER
