"""Playing a paper: every kind, by tap and by typing, and everything that gets in between."""

from datetime import timedelta

import pytest

from quizbot.core.attempt import AttemptStatus
from quizbot.core.contest import ContestState, Feedback, Prediction
from quizbot.usecases import drafting, organise, play
from tests.build import (
    CLOSES,
    KINDS_ASKED,
    MINUTE,
    OPENS,
    SECOND,
    Chat,
    Office,
    buttons,
    contest,
    correct,
    drawn,
)

ALL_KINDS = drawn(*(each.id for each in KINDS_ASKED))


async def begun(office: Office, name: str = "an", **rules: object) -> Chat:
    await office.run(contest(**rules))  # type: ignore[arg-type]
    chat = await office.linked(name)
    await chat.send("contests:start:cuoc-thi")
    return chat


def matched(text: str, written: str) -> str:
    """Fill in the numbers under which the two targets of the match question are shown."""
    places = {
        name: next((line[0] for line in text.splitlines() if line.endswith(f". {target}")), "")
        for name, target in (("k", "Khoa học"), ("g", "Giáo dục"))
    }
    wide = {f"w{name}": chr(ord(digit) + 0xFEE0) if digit else "" for name, digit in places.items()}
    return written.format(**places, **wide)


async def attempt_of(office: Office, name: str = "an") -> play.Attempt:
    stored = await office.write(lambda work: work.contests.by_slug("cuoc-thi"))
    assert stored is not None

    def latest(work: play.Work) -> play.Attempt:
        rounds = [each for each in work.contests.rounds(stored.id) if each.opens_at <= office.clock()]
        return work.attempts.in_round(office.people[name].id, rounds[-1].id)[-1]

    return await office.write(latest)


class TestEveryKind:
    async def test_is_answered_by_taps(self, office: Office) -> None:
        chat = await begun(office, draw=ALL_KINDS)

        await chat.tap("C")
        await chat.tap("A")
        await chat.tap("C")
        assert "✓ A. Khoa học" in chat.text
        await chat.tap("Xong")
        await chat.tap("A")
        await chat.say("50")
        for letter in "CA":
            await chat.tap(letter)
        await chat.tap("B")
        first, second = matched(chat.text, "A–{k} B–{g}").split()
        await chat.tap(first)
        await chat.tap(second)
        await chat.say("Chuyển đổi số")

        assert "Đúng 7/7 câu" in chat.text

    @pytest.mark.parametrize(
        "answers",
        [
            ("c", "a c", "dung", "50", "c a b", "A{k} B{g}", "chuyen doi so"),
            ("Ｃ", "Ａ，Ｃ", "đúng", "５０", "ＣＡＢ", "Ａ{wk} Ｂ{wg}", "CHUYỂN  ĐỔI SỐ"),
            ("3", "1 3", "1", "50%", "3 1 2", "A-{k}, B-{g}", "chuyển đổi số"),
            ("câu 1 c", "câu 2: a, c", "câu 3 đúng", "câu 4: 50", "câu 5 cab", "a{k}b{g}", "câu 7: chuyển đổi số"),
        ],
    )  # fmt: skip
    async def test_is_answered_by_typing(self, small_office: Office, answers: tuple[str, ...]) -> None:
        chat = await begun(small_office, draw=ALL_KINDS)

        for number, each in enumerate(answers, start=1):
            await chat.say(matched(chat.text, each))
            done = await attempt_of(small_office)
            assert (done.answered, done.right) == (number, number), each

    async def test_says_how_when_it_is_not_understood(self, small_office: Office) -> None:
        chat = await begun(small_office, draw=ALL_KINDS)
        right = ("c", "a c", "dung", "50", "c a b", "A2 B1", "chuyen doi so")

        for answer in right[:-1]:
            await chat.say("không biết đâu")
            assert "Chưa rõ" in chat.text or "số" in chat.text
            await chat.say(answer)

        assert (await attempt_of(small_office)).answered == 6

    async def test_choices_can_be_taken_back_before_they_are_done(self, small_office: Office) -> None:
        chat = await begun(small_office, draw=drawn("k-multiple"))

        await chat.tap("A")
        await chat.tap("✓A")
        assert "✓" not in chat.text
        await chat.tap("B")
        await chat.tap("Chọn lại")
        assert "✓" not in chat.text

        assert (await attempt_of(small_office)).answered == 0

    @pytest.mark.parametrize("what", ["zz", "", "A9", "!", "-", "Aa"])
    async def test_survives_tokens_that_nobody_was_given(self, small_office: Office, what: str) -> None:
        chat = await begun(small_office, draw=ALL_KINDS)
        right = ("c", "a c", "dung", "50", "c a b", "A2 B1", "chuyen doi so")

        for position, answer in enumerate(right):
            number = (await attempt_of(small_office)).id
            await chat.send(f"question:{number}:{position}:{what}")
            assert (await attempt_of(small_office)).answered == position
            await chat.say(answer)

        assert (await attempt_of(small_office)).answered == 7


class TestSeveralAtOnce:
    async def test_are_all_stored(self, office: Office) -> None:
        chat = await begun(office)

        await chat.say("1B 2C 3D")

        assert "Đúng 3/3" in chat.text

    async def test_stop_being_taken_after_the_last_question(self, small_office: Office) -> None:
        chat = await begun(small_office)

        await chat.say("1B 2C 3D 4A")

        assert (await attempt_of(small_office)).status is AttemptStatus.SUBMITTED
        assert "Đúng 3/3" in chat.text

    async def test_out_of_turn_are_told(self, small_office: Office) -> None:
        chat = await begun(small_office)

        await chat.say("câu 3 b")

        assert "không phải câu đang mở" in chat.text
        assert (await attempt_of(small_office)).answered == 0


class TestFeedback:
    async def test_each_tells_after_every_answer(self, office: Office) -> None:
        chat = await begun(office, feedback=Feedback.EACH)

        await chat.tap("A")

        assert "Chưa đúng" in chat.text
        assert "Đáp án: B" in chat.text
        assert "Giải thích q-01." in chat.text
        assert "Câu 2/3" in chat.text

    async def test_after_attempt_tells_only_then(self, office: Office) -> None:
        chat = await begun(office)
        await chat.tap("B")
        assert "Đáp án" not in chat.text

        await chat.tap("A")
        await chat.tap("D")
        assert "Đúng 2/3" in chat.text
        await chat.tap("Xem lại")

        assert "Đáp án: C" in chat.text

    async def test_after_close_tells_nothing_before(self, office: Office) -> None:
        await office.run(contest(feedback=Feedback.AFTER_CLOSE))
        chat = await office.played("an", "cuoc-thi", "B", "A", "D")
        assert "công bố sau khi" in chat.text

        for ask in ("kết quả", "1", "/bang"):
            await chat.say(ask)
            assert "2/3" not in chat.text
            assert "Đáp án" not in chat.text

        office.clock.now = CLOSES
        await office.tick()
        await chat.say("kết quả")
        assert "đúng 2/3" in chat.text
        await chat.say("1")
        assert "Đáp án: C" in chat.text
        assert "Hạng 1 trong 1" in chat.text


class TestPrediction:
    async def test_is_asked_last_and_counts_once(self, office: Office) -> None:
        chat = await begun(office, prediction=Prediction.PERFECT_PAPERS, per_round=2)
        for answer in "BCD":
            await chat.say(answer)
        assert "bao nhiêu người" in chat.text

        await chat.say("nhiều lắm")
        assert "số nguyên" in chat.text
        await chat.say("1.200 người")
        assert "Đã nộp bài" in chat.text
        await chat.send("contests:start:cuoc-thi")
        for answer in ("B", "C", "A", "7"):
            await chat.say(answer)

        assert (await attempt_of(office)).prediction == 1200

    async def test_of_many_digits_is_stored(self, office: Office) -> None:
        chat = await begun(office, prediction=Prediction.PARTICIPANTS)

        for answer in ("1B 2C 3D", "999999999999"):
            await chat.say(answer)

        assert (await attempt_of(office)).prediction == 999_999_999_999

    async def test_decides_among_equals_once_the_truth_is_known(self, office: Office) -> None:
        from quizbot.core.contest import RankRules

        rules = contest(
            prediction=Prediction.PERFECT_PAPERS, rank=RankRules(ties=("prediction", "duration")), per_round=2
        )
        await office.run(rules)
        await office.played("an", "cuoc-thi", "B", "C", "D", "9", pause=SECOND)
        await office.played("binh", "cuoc-thi", "B", "C", "D", "2")
        # a person with two perfect papers is one person
        await office.played("binh", "cuoc-thi", "B", "C", "D")
        office.clock.now = CLOSES
        await office.tick()

        chat = await office.linked("an")
        await chat.send("boards:person:cuoc-thi:1")

        assert "Hạng 2 trong 2" in chat.text
        assert "dự đoán lệch 0, bạn lệch 7" in chat.text


class TestOwnClock:
    async def test_an_answer_at_the_deadline_is_late(self, office: Office) -> None:
        chat = await begun(office)
        office.clock.on(minutes=10)

        await chat.tap("B")

        done = await attempt_of(office)
        assert (done.status, done.answered, done.submitted_at) == (
            AttemptStatus.EXPIRED, 0, OPENS + timedelta(minutes=10),
        )  # fmt: skip
        assert "hết giờ" in chat.text

    async def test_an_answer_just_before_counts(self, office: Office) -> None:
        chat = await begun(office)
        office.clock.now += timedelta(minutes=10) - timedelta(milliseconds=1)

        await chat.tap("B")

        assert (await attempt_of(office)).answered == 1

    async def test_what_waited_in_our_queue_is_not_late(self, office: Office) -> None:
        chat = await begun(office)
        received = office.clock() + timedelta(minutes=10) - SECOND
        office.clock.on(minutes=10, seconds=5)

        await chat.tap("B", received_at=received)

        assert (await attempt_of(office)).answered == 1

    @pytest.mark.parametrize("prediction", [Prediction.NONE, Prediction.PARTICIPANTS])
    async def test_looking_in_time_hands_nothing_in(self, office: Office, prediction: Prediction) -> None:
        chat = await begun(office, prediction=prediction)
        received = office.clock() + timedelta(minutes=9)
        office.clock.on(minutes=11)

        await chat._send("text", "menu", received)

        assert (await attempt_of(office)).status is AttemptStatus.OPEN

    async def test_runs_out_between_taps_of_one_question(self, office: Office) -> None:
        chat = await begun(office, draw=drawn("k-multiple"))
        await chat.tap("A")
        office.clock.on(minutes=10)

        await chat.tap("C")

        assert "hết giờ" in chat.text
        assert (await attempt_of(office)).status is AttemptStatus.EXPIRED

    async def test_counts_what_was_answered(self, office: Office) -> None:
        chat = await begun(office)
        await chat.tap("B")
        office.clock.on(minutes=30)
        await office.tick()

        await chat.say("C")

        done = await attempt_of(office)
        assert (done.status, done.answered, done.right) == (AttemptStatus.EXPIRED, 1, 1)

    async def test_of_a_prediction_may_run_out_too(self, office: Office) -> None:
        chat = await begun(office, prediction=Prediction.PARTICIPANTS)
        await chat.say("1B 2C 3D")
        office.clock.on(minutes=10)

        await chat.say("5")

        done = await attempt_of(office)
        assert (done.status, done.prediction, done.right) == (AttemptStatus.EXPIRED, None, 3)
        assert "hết giờ" in chat.text

    async def test_is_never_handed_in_before_its_last_answer(self, office: Office) -> None:
        chat = await begun(office, changeable=True)
        sent = office.clock()
        office.clock.on(minutes=1)
        await chat.say("1B 2C 3D")

        await chat.tap("Nộp bài", received_at=sent)

        assert (await attempt_of(office)).submitted_at == office.clock()


class TestRound:
    async def test_closes_in_the_middle_of_a_paper(self, office: Office) -> None:
        await office.run(contest(limit=None))
        office.clock.now = CLOSES - MINUTE
        chat = await office.linked("an")
        await chat.send("contests:start:cuoc-thi")
        await chat.tap("B")
        office.clock.now = CLOSES

        await chat.tap("C")

        done = await attempt_of(office)
        assert (done.status, done.answered, done.submitted_at) == (AttemptStatus.EXPIRED, 1, CLOSES)

    async def test_closed_by_hand_ends_open_papers(self, office: Office) -> None:
        chat = await begun(office, limit=None)
        await chat.tap("B")
        office.clock.on(hours=1)
        closed_at = office.clock()
        await office.write(
            lambda work: organise.step(
                work, slug="cuoc-thi", to=ContestState.CLOSED, by="test", now=closed_at
            )
        )
        office.clock.on(minutes=1)

        await chat.say("C")

        done = await attempt_of(office)
        assert (done.status, done.answered, done.submitted_at) == (AttemptStatus.EXPIRED, 1, closed_at)

    async def test_extended_gives_open_papers_their_time(self, office: Office) -> None:
        chat = await begun(office, limit=None)
        until = CLOSES + timedelta(days=1)
        await correct(
            office,
            lambda work: drafting.extend(work, slug="cuoc-thi", round_number=1, ends_at=until, now=OPENS),
        )
        office.clock.now = CLOSES + timedelta(hours=1)
        await office.tick()

        await chat.tap("B")

        assert (await attempt_of(office)).answered == 1

    async def test_that_is_not_opened_by_the_organizer_cannot_be_played(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.write(lambda work: work.contests.set_state(stored.id, ContestState.CHECKED))
        chat = await office.linked("an")

        for token in ("contests:show:cuoc-thi", "contests:start:cuoc-thi", "contests:rules:cuoc-thi"):
            await chat.send(token)
            assert "Không có cuộc thi này" in chat.text
            assert "Câu 1" not in chat.text

    async def test_has_an_attempt_limit(self, office: Office) -> None:
        await office.run(contest(per_round=2))
        chat = await office.played("an", "cuoc-thi", "B", "C", "A")
        await chat.send("contests:start:cuoc-thi")
        await chat.say("1B 2C 3D")

        await chat.send("contests:start:cuoc-thi")

        assert "hết 2 lượt" in chat.text


class TestTwice:
    async def test_a_redelivered_update_changes_nothing_and_shows_where_one_is(self, office: Office) -> None:
        chat = await begun(office)
        await chat.tap("B")
        shown = chat.text

        await chat.again()

        assert chat.text == shown
        assert (await attempt_of(office)).answered == 1

    async def test_a_redelivered_start_starts_nothing(self, office: Office) -> None:
        chat = await begun(office, per_round=None)
        first = await attempt_of(office)

        await chat.again()
        await chat.send("contests:start:cuoc-thi")

        assert (await attempt_of(office)).id == first.id

    async def test_a_redelivered_board_is_the_board_again(self, office: Office) -> None:
        chat = await begun(office)
        await chat.say("bảng")

        await chat.again()

        assert "cả cuộc thi" in chat.text

    async def test_a_double_tap_stores_one_answer(self, office: Office) -> None:
        chat = await begun(office)
        token = chat.token("B")
        await chat.send(token)

        reply = await chat.send(token)

        assert "Câu 1 đã được ghi" in reply.toast
        assert "Câu 2/3" in chat.text
        assert (await attempt_of(office)).answered == 1

    async def test_a_tap_on_an_old_message_is_known_for_what_it_is(self, office: Office) -> None:
        chat = await begun(office)
        old = chat.token("A")
        await chat.say("1B 2C")

        await chat.send(old)

        assert "Câu 3/3" in chat.text
        assert (await attempt_of(office)).right == 2

    async def test_a_tap_on_a_finished_paper_changes_nothing(self, office: Office) -> None:
        chat = await begun(office, draw=drawn("q-01", "k-multiple"))
        await chat.tap("B")
        old = chat.token("A")
        await chat.say("a c")

        reply = await chat.send(old)

        assert "kết thúc" in reply.toast
        assert (await attempt_of(office)).right == 2

    async def test_somebody_elses_button_is_nobodys(self, office: Office) -> None:
        chat = await begun(office)
        token = chat.token("B")
        other = await office.linked("binh")

        await other.send(token)

        assert "Không tìm thấy bài thi" in other.text
        assert (await attempt_of(office)).answered == 0


class TestTwoPlaces:
    async def test_one_paper_goes_on_in_another_channel(self, office: Office) -> None:
        web = await begun(office)
        await web.tap("B")
        telegram = await office.linked("an", channel="telegram")

        await telegram.say("menu")
        assert "Câu 2/3" in telegram.text
        await telegram.tap("C")
        await web.say("3d")

        done = await attempt_of(office)
        assert (done.status, done.right) == (AttemptStatus.SUBMITTED, 3)
        answers = await office.write(lambda work: work.attempts.answers(done.id))
        assert [each.channel for each in answers] == ["webchat", "telegram", "webchat"]

    async def test_two_devices_answer_one_question_once(self, office: Office) -> None:
        one, other = await begun(office), await office.linked("an", channel="telegram")
        await other.say("menu")
        await one.tap("B")

        await other.tap("A")

        assert "Câu 1 đã được ghi" in other.last.toast
        done = await attempt_of(office)
        assert (done.answered, done.right) == (1, 1)

    async def test_choices_of_one_device_are_not_those_of_the_other(self, office: Office) -> None:
        one = await begun(office, draw=drawn("k-multiple"))
        other = await office.linked("an", channel="telegram")
        await one.tap("A")

        await other.say("menu")

        assert "✓" not in other.text

    async def test_starting_on_both_starts_one_paper(self, office: Office) -> None:
        import asyncio

        await office.run(contest(per_round=None))
        one, other = await office.linked("an"), await office.linked("an", channel="telegram")

        await asyncio.gather(*(each.send("contests:start:cuoc-thi") for each in (one, other)))

        stored = await office.write(lambda work: work.contests.by_slug("cuoc-thi"))
        assert stored is not None
        rounds = await office.rounds(stored)
        attempts = await office.write(
            lambda work: work.attempts.in_round(office.people["an"].id, rounds[0].id)
        )
        assert len(attempts) == 1


class TestChangeableAnswers:
    async def test_may_be_changed_until_the_paper_is_handed_in(self, office: Office) -> None:
        chat = await begun(office, changeable=True)
        await chat.say("1A 2C 3D")
        assert "trả lời hết" in chat.text

        await chat.say("câu 1 b")
        assert (await attempt_of(office)).right == 3
        await chat.say("abc xyz")
        assert (await attempt_of(office)).status is AttemptStatus.OPEN
        await chat.say("nộp bài")

        assert "Đúng 3/3" in chat.text

    async def test_by_taps_on_an_old_message_gather_choices_first(self, office: Office) -> None:
        chat = await begun(office, changeable=True, draw=drawn("k-multiple", "q-01"))
        await chat.tap("B")
        old = {letter: chat.token(letter) for letter in "AC"}
        await chat.tap("Xong")

        for letter in "AC":
            await chat.send(old[letter])
        assert (await attempt_of(office)).right == 0
        await chat.tap("Xong")

        assert (await attempt_of(office)).right == 1


class TestTyping:
    async def test_a_number_picks_a_contest_in_the_menu_and_an_answer_in_a_question(
        self, office: Office
    ) -> None:
        await office.run(contest())
        chat = await office.linked("an")
        await chat.say("menu")

        await chat.say("1")
        assert "Bắt đầu" in "".join(each.label for each in buttons(chat.last))
        await chat.tap("Bắt đầu")
        await chat.say("2")

        assert (await attempt_of(office)).right == 1

    async def test_begins_the_contest_on_the_screen(self, office: Office) -> None:
        await office.run(contest())
        await office.run(contest("cuoc-khac", title="Cuộc khác", draw=drawn("q-07")))
        chat = await office.linked("an")
        await chat.say("cuộc thi")
        await chat.tap("Cuộc khác")

        await chat.say("bắt đầu")

        assert "Câu 1/1" in chat.text

    async def test_to_begin_where_no_contest_is_shown_leads_to_the_menu(self, small_office: Office) -> None:
        await small_office.run(contest())
        chat = await small_office.linked("an")
        await chat.say("cuộc thi")
        await chat.tap("Tìm hiểu")
        await chat.say("menu")

        await chat.say("Bắt đầu!")

        assert "Xin chào Nguyễn Văn An" in chat.text
        assert "chưa hiểu" not in chat.text

    async def test_nonsense_is_answered_with_where_one_is(self, small_office: Office) -> None:
        await small_office.run(contest())
        chat = await small_office.linked("an")

        await chat.say("xin chào bạn nhé")

        assert "chưa hiểu" in chat.text
        assert "Xin chào Nguyễn Văn An" in chat.text

    async def test_nothing_at_all_is_harmless(self, small_office: Office) -> None:
        chat = await begun(small_office)

        for text in ("", "   ", "/", "/khongco", "💡", "x" * 5000):
            await chat.say(text)

        assert (await attempt_of(small_office)).answered == 0
