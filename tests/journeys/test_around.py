"""Around the paper: menu, boards, help, languages, groups, and the organizer's work."""

from datetime import timedelta

import pytest

from quizbot.chat.messages import Reply
from quizbot.chat.screens import SCREENS
from quizbot.core.contest import ContestKind, DrawRule, Feedback, GroupPosts, ResultRules
from quizbot.i18n.formats import moment
from quizbot.usecases.ports import Work
from tests.build import CLOSES, OPENS, SECOND, WEEK, Office, buttons, contest, drawn, faults_of

LONG = "Cuộc thi trực tuyến tìm hiểu Nghị quyết số 57-NQ/TW của Bộ Chính trị về đột phá phát triển khoa học"
FILE = """document: nq57
topic: chung
questions:
  - id: moi-01
    ask: Nghị quyết 57 ban hành năm nào?
    options: {A: 2023, B: 2024, C: 2025}
    answer: B
    explain: Ban hành ngày 22/12/2024.
    cite: {section: "I"}
    level: 1
"""


class TestMenu:
    async def test_shows_what_is_open_and_what_is_done(self, office: Office) -> None:
        await office.run(contest(title=LONG))
        chat = await office.linked("an")
        await chat.say("menu")
        assert "mở đến 10:00 ngày 08/03/2026" in chat.text

        await chat.tap("▶️")
        await chat.tap("Bắt đầu")
        await chat.say("1B 2C 3D")
        await chat.say("menu")

        assert "bạn đã làm bài" in chat.text
        played = next(each for each in buttons(chat.last) if each.token == "contests:show:cuoc-thi")
        assert played.label.startswith("✔️ Tìm hiểu Nghị quyết số 57-NQ/TW của Bộ Chính trị")
        assert LONG in played.hint
        assert "Chuỗi ngày làm việc liên tiếp: 1 ngày" in chat.text

    async def test_tells_that_days_off_neither_make_nor_break_a_row(self, office: Office) -> None:
        await office.run(contest())
        office.clock.now = OPENS + timedelta(days=5)  # a Saturday
        chat = await office.played("an", "cuoc-thi", "B", "C", "D")

        await chat.say("kết quả")

        assert "liên tiếp: chưa có" in chat.text
        assert "thứ Bảy, Chủ nhật, ngày lễ không cộng thêm và không làm đứt chuỗi" in chat.text

    async def test_leads_back_to_the_open_question(self, office: Office) -> None:
        await office.run(contest())
        chat = await office.linked("an")
        await chat.send("contests:start:cuoc-thi")

        await chat.say("menu")

        assert "Câu 1/3" in chat.text

    async def test_offers_the_office_to_those_who_work_there(self, small_office: Office) -> None:
        offered = {}
        for name in ("an", "khoa", "lan"):
            chat = await small_office.linked(name)
            await chat.say("menu")
            offered[name] = any(each.token == "organizer" for each in buttons(chat.last))

        assert offered == {"an": False, "khoa": True, "lan": True}


class TestAsking:
    async def test_gives_question_answer_and_explanation_together(self, small_office: Office) -> None:
        chat = await small_office.linked("an")
        await chat.say("hỏi đáp")

        await chat.say("hạ tầng số 2030")

        assert chat.text.splitlines()[:3] == [
            "Câu hỏi p-01?",
            "Trả lời: Đúng rồi",
            "Hạ tầng số 2030.",
        ]


class TestBoards:
    async def test_show_people_and_units_and_why(self, office: Office) -> None:
        await office.run(contest())
        await office.played("an", "cuoc-thi", "B", "C", "D")
        await office.played("ha", "cuoc-thi", "B", "C", "A")
        chat = await office.linked("ha")

        await chat.say("bảng xếp hạng")
        assert "🥇 Nguyễn Văn An (Phòng Hành chính) — 3/3 câu, 3 phút" in chat.text
        assert "người xếp ngay trên có 3 điểm, bạn có 2 điểm" in chat.text
        await chat.tap("Vòng 1")
        assert "vòng 1" in chat.text
        await chat.tap("Theo đơn vị")
        assert "Phòng Tổng hợp — 66,7% đúng, 50,0% tham gia" in chat.text

    async def test_give_the_reason_past_everybody_who_shares_the_place(self, office: Office) -> None:
        from quizbot.core.contest import RankRules

        await office.run(contest(rank=RankRules(ties=())))
        await office.played("lan", "cuoc-thi", "B", "C", "D")
        for name in ("an", "binh", "cuc", "dung", "ha"):
            await office.played(name, "cuoc-thi", "B", "C", "A")
        chat = await office.linked("ha")

        await chat.say("bảng")

        assert "Hạng 2 trong 6" in chat.text
        assert "người xếp ngay trên có 3 điểm, bạn có 2 điểm" in chat.text

    async def test_publish_only_what_the_contest_says(self, office: Office) -> None:
        await office.run(contest(results=ResultRules(publish=("score",))))
        await office.played("an", "cuoc-thi", "B", "C", "D")
        chat = await office.played("ha", "cuoc-thi", "B", "C", "A")

        await chat.say("bảng")

        assert "Nguyễn" not in chat.text
        assert "Phòng Hành chính" not in chat.text
        assert "Vũ Thu Hà" in chat.text

    async def test_that_publish_no_scores_give_no_reason_that_tells_them(self, office: Office) -> None:
        await office.run(contest(results=ResultRules(publish=("name",))))
        await office.played("an", "cuoc-thi", "B", "C", "D")
        chat = await office.played("ha", "cuoc-thi", "B", "C", "A")

        await chat.say("bảng")

        assert "Hạng 2 trong 2" in chat.text
        assert "3" not in chat.text.split("Hạng 2")[1]

    async def test_of_a_hidden_round_say_until_when(self, office: Office) -> None:
        await office.run(contest(feedback=Feedback.AFTER_CLOSE))
        await office.tick()
        chat = await office.played("an", "cuoc-thi", "B", "C", "D")

        await chat.send("boards:person:cuoc-thi:1")
        assert "được công bố sau 10:00 ngày 08/03/2026" in chat.text
        office.clock.now = CLOSES
        await office.tick()
        await chat.send("boards:person:cuoc-thi:1")

        assert "Nguyễn Văn An" in chat.text

    async def test_of_what_does_not_exist_are_refused_politely(self, small_office: Office) -> None:
        await small_office.run(contest())
        chat = await small_office.linked("an")

        for token in ("boards:person:khong-co", "boards:person:cuoc-thi:9", "boards:x:y", "boards:unit"):
            await chat.send(token)
            assert chat.text


class TestPractice:
    async def test_is_outside_every_board_and_without_end(self, office: Office) -> None:
        await office.run(
            contest(
                "on-tap",
                kind=ContestKind.PRACTICE,
                draw=drawn("p-01"),
                feedback=Feedback.EACH,
                per_round=None,
            )
        )
        chat = await office.linked("an")
        for _ in range(3):
            await chat.say("ôn tập")
            await chat.tap("Bắt đầu")
            await chat.say("A")
            assert "✅ Đúng" in chat.text
            assert "Hạng" not in chat.text

        await chat.say("bảng")
        assert "Chưa có kết quả" in chat.text


class TestAsk:
    async def test_finds_what_the_bank_explains_and_invents_nothing(self, office: Office) -> None:
        chat = await office.linked("an")
        await chat.say("hỏi đáp")

        await chat.say("ha tang so 2030")
        assert "Hạ tầng số 2030." in chat.text
        await chat.say("tàu vũ trụ")
        assert "Chưa có trong tài liệu" in chat.text

    async def test_shows_no_question_that_is_kept_for_contests(self, small_office: Office) -> None:
        from tests.build import question

        kept = question("kin", "single", ("A",), "x", "y", use="contest", explain="Điều bí mật tuyệt đối.")
        await small_office.write(lambda work: work.bank.apply([kept], whole=False))
        chat = await small_office.linked("an")
        await chat.say("hỏi đáp")

        await chat.say("điều bí mật tuyệt đối")

        assert "Chưa có" in chat.text

    async def test_tells_no_answer_while_a_round_may_ask_the_question(self, office: Office) -> None:
        await office.run(contest(draw=(DrawRule(count=3, document="nq57"),)))
        playing = await office.linked("an")
        await playing.send("contests:start:cuoc-thi")
        stem = next(each for each in playing.text.splitlines() if each.startswith("Câu hỏi "))
        other = await office.linked("binh")
        await other.say("hỏi đáp")

        await other.say(stem)

        assert "chưa tra được đáp án" in other.text
        assert "“Tìm hiểu Nghị quyết 57” (vòng 1 đang mở)" in other.text
        assert "Căn cứ: NQ57, mục II.1" in other.text
        assert not any(told in other.text for told in (stem, stem[len("Câu hỏi ") : -1]))

        office.clock.now = CLOSES
        await other.say(stem)
        assert stem in other.text
        assert f"Giải thích {stem[len('Câu hỏi ') : -1]}." in other.text

    async def test_tells_answers_of_what_no_open_round_may_ask(self, office: Office) -> None:
        await office.run(contest(draw=drawn("q-01"), feedback=Feedback.AFTER_CLOSE))
        await office.run(contest("on-tap", kind=ContestKind.PRACTICE, draw=drawn("q-02")))
        chat = await office.linked("an")
        await chat.say("hỏi đáp")

        await chat.say("giải thích q-02")
        assert "Giải thích q-02." in chat.text
        await chat.say("ha tang so 2030")
        assert "Hạ tầng số 2030." in chat.text

    async def test_says_from_when_on_no_later_round_asks_it_either(self, office: Office) -> None:
        await office.run(contest(draw=drawn("q-01")), (OPENS, CLOSES), (CLOSES, CLOSES + WEEK))
        chat = await office.linked("an")
        await chat.say("hỏi đáp")

        await chat.say("giải thích q-01")

        assert f"sẽ tra được từ {moment(CLOSES + WEEK)}" in chat.text


class TestHelp:
    @pytest.mark.parametrize("language", ["vi", "en"])
    async def test_is_true_every_listed_command_works(self, small_office: Office, language: str) -> None:
        chat = await small_office.linked("lan")
        await chat.send(f"language:{language}")
        await chat.say("/help")
        listed = [line.split(" — ")[0] for line in chat.text.splitlines() if line.startswith("/")]

        assert len(listed) >= 9
        for command in listed:
            await chat.say(command)
            assert "chưa hiểu" not in chat.text
            assert "not understood" not in chat.text.lower()

    async def test_every_command_of_every_screen_opens_it(self, small_office: Office) -> None:
        chat = await small_office.linked("lan")
        names = [command for name in SCREENS for command in SCREENS[name].commands]

        assert len(names) == len(set(names))
        for command in names:
            await chat.say(f"/{command}")
            assert "chưa hiểu" not in chat.text, command


class TestLanguage:
    async def test_changes_by_button_and_by_typing_and_stays(self, office: Office) -> None:
        await office.run(contest())
        chat = await office.linked("an")
        await chat.say("ngôn ngữ")
        await chat.tap("language:en")
        await chat.say("menu")
        assert "Nguyễn Văn An" in chat.text
        assert "Xin chào" not in chat.text

        await chat.say("language")
        await chat.say("vi")

        assert "Xin chào" in chat.text


class TestGroup:
    async def test_is_linked_by_an_organizer_only(self, office: Office) -> None:
        await office.run(contest(groups=GroupPosts(opening=True)))
        await office.linked("an")
        await office.linked("lan")
        group = office.chat("-100")
        group.group, group.sender = True, "an@webchat"
        await group.say("/lienket")
        assert "Chỉ Ban Tổ chức" in group.text

        group.sender = "lan@webchat"
        await group.say("/lienket@bot")
        assert "Đã nối nhóm" in group.text
        await office.tick()
        assert await office.write(lambda work: work.chats.groups()) == [("webchat", "-100")]
        await group.say("/bolienket")

        assert await office.write(lambda work: work.chats.groups()) == []

    async def test_sees_the_board_and_is_left_in_peace_otherwise(self, office: Office) -> None:
        await office.run(contest())
        await office.played("an", "cuoc-thi", "B", "C", "D")
        group = office.chat("-100")
        group.group, group.sender = True, "an@webchat"

        assert await group.say("chào cả nhà") == Reply()
        assert await group.say("") == Reply()
        await group.say("/bang")
        assert "🥇 Nguyễn Văn An" in group.text
        assert await group.again() == Reply()


class TestOrganizer:
    async def test_watches_a_round(self, office: Office) -> None:
        await office.run(contest())
        await office.tick()
        await office.played("an", "cuoc-thi", "B", "C", "D")
        chat = await office.linked("lan")

        await chat.say("/btc")
        await chat.tap("📈")

        assert "Đã bắt đầu 1 người, đã nộp 1 bài, 1 lượt." in chat.text
        assert "Phòng Hành chính: 1/3 người bắt đầu, 1 đã nộp" in chat.text

    async def test_is_nobody_without_the_role(self, office: Office) -> None:
        chat = await office.linked("an")

        for token in ("organizer", "organizer:approve:NV001", "notice", "notice:send", "upload:apply"):
            await chat.send(token)
            assert "không có quyền" in chat.text

    async def test_who_lost_the_role_sends_no_notice(self, office: Office) -> None:
        from dataclasses import replace

        chat = await office.linked("lan")
        await chat.say("/thongbao")
        plain = replace(office.people["lan"], roles=())
        await office.write(lambda work: work.people.update(plain, on=office.clock().date()))

        await chat.say("Mai họp")

        assert "Sẽ gửi" not in chat.text

    async def test_sends_a_notice_after_seeing_it(self, office: Office) -> None:
        await office.linked("an")
        chat = await office.linked("lan")
        await chat.say("/thongbao")
        await chat.say("x" * 1501)
        assert "giới hạn là 1.500" in chat.text
        await chat.say("Mai họp lúc 8 giờ")
        assert "Sẽ gửi đến 2 người" in chat.text

        await chat.again()
        assert "Mai họp lúc 8 giờ" in chat.text
        await chat.tap("notice:send")
        assert "Đã xếp hàng gửi đến 2 người" in chat.text

        await chat.send("notice:send")
        counts = await office.write(lambda work: work.outbox.counts())
        assert [(each.kind, each.messages) for each in counts] == [("notice", 2)]

    async def test_approves_only_who_waits(self, office: Office) -> None:
        from dataclasses import replace

        from quizbot.usecases.ports import PersonStatus

        gone = replace(office.people["an"], status=PersonStatus.LEFT)
        await office.write(lambda work: work.people.update(gone, on=office.clock().date()))
        chat = await office.linked("khoa")

        await chat.send("organizer:approve:NV001")

        assert "Không có người mang mã NV001" in chat.text
        person = await office.write(lambda work: work.people.by_code("NV001"))
        assert person is not None
        assert person.status is PersonStatus.LEFT


class TestUpload:
    async def test_of_a_faulty_file_lists_every_fault(self, office: Office) -> None:
        chat = await office.linked("lan")

        await chat.file("cau-hoi.yaml", FILE.replace("answer: B", "answer: Z").encode())

        assert "Chưa nạp gì" in chat.text
        assert "cau-hoi.yaml:" in chat.text
        assert await office.write(lambda work: work.bank.current("moi-01")) is None

    async def test_of_a_paper_tells_what_was_read_and_where_to_take_it_in(self, office: Office) -> None:
        chat = await office.linked("lan")

        await chat.file(
            "de.txt", "Câu 1: Hỏi gì?\nA. Một\nB. Hai\nĐáp án: B\nCâu 2: Ai?\nA. An\nB. Hà\n".encode()
        )

        assert "đã đọc 1 câu, 1 chỗ phải xem" in chat.text
        assert "/ngan-hang" in chat.text
        assert "không thấy đáp án" in chat.text

    async def test_of_a_sound_file_waits_for_confirmation(self, office: Office) -> None:
        chat = await office.linked("lan")
        await chat.file("cau-hoi.yaml", FILE.encode())
        assert "Câu mới: 1" in chat.text
        assert await office.write(lambda work: work.bank.current("moi-01")) is None

        await chat.tap("upload:apply")

        assert "Đã nạp 1 câu" in chat.text
        assert await office.write(lambda work: work.bank.current("moi-01")) is not None
        await chat.send("upload:apply")
        assert "không nạp gì" in chat.text

    async def test_that_changes_a_key_needs_a_confirmation_of_its_own(self, office: Office) -> None:
        chat = await office.linked("lan")
        await chat.file("cau-hoi.yaml", FILE.encode())
        await chat.tap("upload:apply")
        await chat.file("cau-hoi.yaml", FILE.replace("answer: B", "answer: C").encode())
        assert "Đổi ĐÁP ÁN của 1 câu: moi-01" in chat.text

        await chat.send("upload:apply")
        assert "Đổi ĐÁP ÁN" in chat.text
        await chat.tap("upload:keys")

        def key(work: Work) -> tuple[str, ...]:
            question = work.bank.current("moi-01")
            assert question is not None
            return question.key

        assert await office.write(key) == ("C",)

    async def test_is_for_those_who_may(self, office: Office) -> None:
        chat = await office.linked("an")

        await chat.file("cau-hoi.yaml", FILE.encode())

        assert "không có quyền" in chat.text


class TestSmallestChannel:
    """`faults_of` is checked after every reply of every journey; here the long ones."""

    async def test_carries_long_titles_names_rules_and_reviews(self, small_office: Office) -> None:
        slug = "cuoc-thi-truc-tuyen-tim-hieu-nghi-quyet"
        names = tuple(f"q-{n:02}" for n in range(1, 13))
        await small_office.run(contest(slug, title=LONG, draw=drawn(*names), feedback=Feedback.AFTER_ATTEMPT))
        chat = await small_office.played("lan", slug, *("A" * 12), pause=SECOND)

        for token in (
            "menu", "contests", f"contests:show:{slug}", f"contests:rules:{slug}", "boards", "results",
            f"boards:unit:{slug}:1", "organizer", f"organizer:progress:{slug}", "mydata", "mydata:export",
        ):  # fmt: skip
            assert faults_of(await chat.send(token)) == []
        await chat.say("kết quả")
        await chat.say("1")
        assert "Câu 12/12" in chat.text
