"""First touch: consent, personal code, self-registration, leaving."""

from dataclasses import replace

import pytest

from quizbot.chat.turn import ChatSettings
from quizbot.usecases import people
from quizbot.usecases.ports import PersonStatus
from tests.build import CLOSES, MINUTE, Chat, Office, buttons, contest, opened


async def agreed(office: Office, address: str = "moi") -> Chat:
    chat = office.chat(address)
    await chat.begin()
    await chat.tap("welcome:yes")
    return chat


class TestFirstTouch:
    async def test_tells_who_asks_and_offers_two_equal_answers(self, office: Office) -> None:
        chat = office.chat("moi")

        reply = await chat.begin()

        assert "Văn phòng thử nghiệm" in chat.text
        assert [[each.token for each in row] for row in reply.messages[0].buttons] == [
            ["welcome:yes", "welcome:no"]
        ]

    async def test_refused_consent_keeps_nothing_and_leaves_the_door_open(self, office: Office) -> None:
        chat = office.chat("moi")
        await chat.begin()

        await chat.tap("welcome:no")
        assert "không lưu gì" in chat.text
        await chat.say("bảng")
        assert "Bạn có đồng ý" in chat.text
        await chat.say("đồng ý")
        assert "Bạn là ai" in chat.text

    @pytest.mark.parametrize("typed", ["Đồng ý", "dong y", "có", "1", "OK", "yes"])
    async def test_consent_may_be_typed(self, small_office: Office, typed: str) -> None:
        chat = small_office.chat("moi")
        await chat.begin()

        await chat.say(typed)

        assert "Bạn là ai" in chat.text

    async def test_nothing_but_consent_is_heard_before_it(self, small_office: Office) -> None:
        await small_office.run(contest())
        chat = small_office.chat("moi")

        for token in ("contests:start:cuoc-thi", "boards", "menu", "organizer", "mydata:export"):
            await chat.send(token)
            assert "Bạn có đồng ý" in chat.text, token
        await chat.say(small_office.codes["an"])
        assert "Bạn có đồng ý" in chat.text


class TestPersonalCode:
    async def test_links_the_account_and_records_the_consent(self, office: Office) -> None:
        chat = await agreed(office)

        await chat.say(office.codes["an"].lower().replace("-", " "))

        assert "Nguyễn Văn An" in chat.text
        consents = await office.write(lambda work: work.people.consents(office.people["an"].id))
        assert [(each.purpose, each.given, each.version) for each in consents] == [
            ("take_part", True, office.dialogue.settings.consent_version)
        ]

    async def test_comes_with_a_link_and_waits_for_consent(self, office: Office) -> None:
        chat = office.chat("moi")
        await chat.begin(office.codes["binh"])

        await chat.tap("welcome:yes")

        assert "Trần Thị Bình" in chat.text

    async def test_wrong_ones_are_counted_and_then_have_to_wait(self, office: Office) -> None:
        chat = await agreed(office)
        for _ in range(people.CODE_TRIES):
            await chat.say("AAAA-AAAA")
            assert "Không đúng mã" in chat.text

        await chat.say(office.codes["an"])
        assert "quá nhiều lần" in chat.text
        office.clock.on(minutes=2)
        await chat.say(office.codes["an"])
        assert "Nguyễn Văn An" in chat.text

    async def test_of_somebody_who_left_is_nobodys(self, office: Office) -> None:
        gone = replace(office.people["an"], status=PersonStatus.LEFT)
        await office.write(lambda work: work.people.update(gone, on=office.clock().date()))
        chat = await agreed(office)

        await chat.say(office.codes["an"])

        assert "Không đúng mã" in chat.text


class TestSelfRegistration:
    async def test_by_name_and_part_of_the_unit_waits_for_approval(self, office: Office) -> None:
        await office.run(contest())
        chat = await agreed(office)
        await chat.tap("join:register")
        await chat.say("A")
        assert "từ 2 đến 60" in chat.text
        await chat.say("Ngô  Bảo Châu")
        await chat.say("tong hop")
        assert "đang chờ" in chat.text

        await chat.send("contests:start:cuoc-thi")
        assert "duyệt" in chat.text
        organizer = await office.linked("lan")
        await organizer.say("/btc")
        await organizer.tap("organizer:pending")
        await organizer.tap("Duyệt Ngô Bảo Châu")
        assert "Đã duyệt Ngô Bảo Châu" in organizer.text

        await chat.send("contests:start:cuoc-thi")
        assert "Câu 1/3" in chat.text

    async def test_redelivered_name_is_not_taken_for_a_code(self, office: Office) -> None:
        chat = await agreed(office)
        await chat.tap("join:register")
        await chat.say("Ngô Bảo Châu")

        await chat.again()
        assert "đơn vị nào" in chat.text
        await chat.say("Tổng hợp")

        assert "Xin chào Ngô Bảo Châu" in chat.text

    async def test_a_mistyped_name_can_be_typed_again(self, small_office: Office) -> None:
        chat = await agreed(small_office)
        await chat.tap("join:register")
        await chat.say("Ngô Bảo Chau")
        await chat.tap("register:name")
        await chat.say("Ngô Bảo Châu")

        await chat.say("Tổng hợp")

        assert "Xin chào Ngô Bảo Châu" in chat.text

    async def test_may_practise_while_waiting(self, small_office: Office) -> None:
        from tests.build import ContestKind, Feedback, drawn

        await small_office.run(
            contest("on-tap", kind=ContestKind.PRACTICE, draw=drawn("p-01"), feedback=Feedback.EACH)
        )
        chat = await agreed(small_office)
        await chat.tap("join:register")
        await chat.say("Ngô Bảo Châu")
        await chat.say("Tổng hợp")

        await chat.say("ôn tập")
        await chat.tap("contests:start:on-tap")

        assert "Câu 1/1" in chat.text

    async def test_can_be_switched_off(self) -> None:
        settings = ChatSettings(office="VP", pepper="x", self_registration=False)
        async with opened("sqlite://", settings=settings) as office:
            chat = await agreed(office)

            assert [each for each in buttons(chat.last) if each.token == "join:register"] == []
            await chat.send("join:register")
            assert "mã cá nhân" in chat.text


class TestConsentVersion:
    async def test_that_is_new_is_asked_before_anything_else(self, office: Office) -> None:
        await office.run(contest())
        chat = await office.linked("an")
        await chat.send("contests:start:cuoc-thi")
        assert "Câu 1/3" in chat.text
        office.dialogue.settings = replace(office.dialogue.settings, consent_version="2027-01")

        for token in ("menu", "boards", "question:1:0:A"):
            await chat.send(token)
            assert "Bạn có đồng ý" in chat.text, token
        await chat.say("B")
        assert "Bạn có đồng ý" in chat.text
        attempt = await office.write(lambda work: work.attempts.open_of(office.people["an"].id))
        assert attempt is not None
        assert attempt.answered == 0

        await chat.tap("welcome:yes")
        assert "Câu 1/3" in chat.text
        consents = await office.write(lambda work: work.people.consents(office.people["an"].id))
        assert [each.version for each in consents] == ["2027-01"]

    async def test_given_in_one_channel_holds_in_every_other(self, office: Office) -> None:
        one, other = await office.linked("an"), await office.linked("an", channel="telegram")
        office.dialogue.settings = replace(office.dialogue.settings, consent_version="2027-01")
        await one.say("menu")
        await one.tap("welcome:yes")

        await other.say("menu")

        assert "Xin chào Nguyễn Văn An" in other.text

    async def test_refused_leaves_help_and_the_rights_over_ones_data(self, office: Office) -> None:
        chat = await office.linked("an")
        office.dialogue.settings = replace(office.dialogue.settings, consent_version="2027-01")
        await chat.say("menu")

        await chat.tap("welcome:no")
        await chat.say("/menu")
        assert "Bạn có đồng ý" in chat.text
        await chat.say("/dulieu")
        assert "NV001" in chat.text
        await chat.say("/trogiup")
        assert "Trợ giúp" in chat.text
        consents = await office.write(lambda work: work.people.consents(office.people["an"].id))
        assert [each.given for each in consents] == [False]


class TestLeaving:
    async def test_my_data_is_shown_and_exported(self, office: Office) -> None:
        await office.run(contest())
        chat = await office.played("an", "cuoc-thi", "B", "C", "D")

        await chat.say("/dulieu")
        await chat.tap("mydata:export")

        attachment = chat.last.messages[0].attachment
        assert attachment is not None
        assert "Nguyễn Văn An" in attachment.content.decode()

    async def test_export_does_not_tell_hidden_results(self, office: Office) -> None:
        from tests.build import Feedback

        await office.run(contest(feedback=Feedback.AFTER_CLOSE))
        chat = await office.played("an", "cuoc-thi", "B", "C", "D")

        await chat.send("mydata:export")
        assert '"right": null' in chat.text
        office.clock.now = CLOSES
        await office.tick()
        await chat.send("mydata:export")
        assert '"right": 3' in chat.text

    async def test_export_does_not_tell_of_a_paper_that_runs(self, office: Office) -> None:
        from tests.build import Feedback

        await office.run(contest(feedback=Feedback.AFTER_ATTEMPT))
        chat = await office.played("an", "cuoc-thi", "B", "C")

        await chat.send("mydata:export")
        assert '"right": null' in chat.text
        await chat.say("câu")
        await chat.say("D")
        await chat.send("mydata:export")
        assert '"right": 3' in chat.text

    async def test_unlinking_keeps_results_and_lets_people_come_back(self, office: Office) -> None:
        await office.run(contest())
        chat = await office.played("an", "cuoc-thi", "B", "C", "D")
        await chat.send("mydata:unlink")
        await chat.tap("mydata:unlink_now")
        assert "Đã ngừng" in chat.text

        await chat.say("bảng")
        assert "Bạn có đồng ý" in chat.text
        await chat.say("có")
        await chat.say(office.codes["an"])
        await chat.say("kết quả")
        assert "đúng 3/3" in chat.text

    async def test_erasing_takes_the_person_off_every_board_and_keeps_no_account(
        self, office: Office
    ) -> None:
        stored = await office.run(contest())
        chat = await office.played("an", "cuoc-thi", "B", "C", "D")
        other = await office.played("binh", "cuoc-thi", "B", "C", "A")

        await chat.send("mydata:erase")
        await chat.tap("mydata:erase_now")
        await other.send("boards:person:cuoc-thi")

        assert "Nguyễn" not in other.text
        assert "Hạng 1 trong 1 người" in other.text
        session = await office.write(lambda work: work.chats.session("webchat", "an@webchat"))
        assert (session.person_id, session.heard_at, session.data) == (None, None, {})
        counts = await office.write(lambda work: work.attempts.counts(work.contests.rounds(stored.id)[0].id))
        assert counts["people"] == 2

    async def test_nothing_of_it_happens_before_it_is_confirmed(self, office: Office) -> None:
        chat = await office.linked("an")

        await chat.send("mydata:erase")
        await chat.tap("mydata")
        office.clock.now += MINUTE
        await chat.say("menu")

        assert "Nguyễn Văn An" in chat.text
