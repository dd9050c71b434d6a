"""Appeals: while the clock runs, from chat, answered by a second person, told and recorded."""

from datetime import timedelta

import pytest

from quizbot.core.contest import ContestState, ResultRules
from quizbot.core.corrections import Policy
from quizbot.core.lifecycle import Actor, NotYet, NotYours, SameHand
from quizbot.usecases import appeals, drafting, organise
from quizbot.usecases.appeals import AlreadyAppealed, AppealsClosed, AppealTooShort, UnknownAppeal
from quizbot.usecases.ports import Appeal, Message, Outcome, StoredContest, Work
from tests.build import CLOSES, Chat, Office, contest, correct

SLUG = "cuoc-thi"
TWO_DAYS = timedelta(days=2)
WORDS = "Câu 3 có hai đáp án đúng theo văn bản."
HUONG = Actor(id="account:1", roles=frozenset({"organizer"}))
MINH = Actor(id="account:2", roles=frozenset({"organizer"}))
DUYET = Actor(id="account:3", roles=frozenset({"reviewer"}))
NHANSU = Actor(id="account:4", roles=frozenset({"hr"}))


async def step(office: Office, to: ContestState, by: Actor = HUONG, reason: str = "") -> StoredContest:
    return await office.write(
        lambda work: organise.step(work, slug=SLUG, to=to, by=by, reason=reason, now=office.clock())
    )


async def published(office: Office, *, appeal: timedelta = TWO_DAYS) -> Chat:
    """Have An and Hà play, close, and publish provisional results the day after."""
    await office.run(contest(results=ResultRules(appeal=appeal)))
    chat = await office.played("an", SLUG, "B", "C", "A")
    await office.played("ha", SLUG, "B", "C", "D")
    office.clock.now = CLOSES + timedelta(days=1)
    await office.tick()
    await step(office, ContestState.CLOSED)
    await step(office, ContestState.PROVISIONAL)
    return chat


async def filed(office: Office, name: str = "an", text: str = WORDS) -> Appeal:
    def put(work: Work) -> Appeal:
        stored = work.contests.by_slug(SLUG)
        assert stored is not None
        person = office.people[name]
        return appeals.file(
            work, person=person, stored=stored, text=text, channel="webchat", now=office.clock()
        )

    return await office.write(put)


async def answered(office: Office, appeal: Appeal, by: Actor = DUYET) -> None:
    await office.write(
        lambda work: appeals.answer(
            work, appeal_id=appeal.id, outcome=Outcome.REJECTED, text="Đáp án căn cứ mục II.1.", by=by,
            now=office.clock(),
        )
    )  # fmt: skip


async def state(office: Office) -> ContestState:
    stored = await office.write(lambda work: work.contests.by_slug(SLUG))
    assert stored is not None
    return stored.state


class TestFiling:
    async def test_the_first_one_takes_the_contest_on(self, office: Office) -> None:
        await published(office)

        await filed(office)

        assert await state(office) is ContestState.APPEAL

    @pytest.mark.parametrize("late", [TWO_DAYS, TWO_DAYS + timedelta(hours=1)])
    async def test_after_the_clock_is_refused(self, small_office: Office, late: timedelta) -> None:
        await published(small_office)
        small_office.clock.now += late - timedelta(seconds=1)
        await filed(small_office) if late == TWO_DAYS else None
        small_office.clock.now += timedelta(seconds=1)

        with pytest.raises(AppealsClosed):
            await filed(small_office, "ha")

    async def test_without_time_in_the_rules_is_refused(self, small_office: Office) -> None:
        await published(small_office, appeal=timedelta(0))

        with pytest.raises(AppealsClosed):
            await filed(small_office)

    async def test_before_results_are_published_is_refused(self, small_office: Office) -> None:
        await small_office.run(contest(results=ResultRules(appeal=TWO_DAYS)))

        with pytest.raises(AppealsClosed):
            await filed(small_office)

    async def test_twice_at_once_is_refused(self, small_office: Office) -> None:
        await published(small_office)
        first = await filed(small_office)
        with pytest.raises(AlreadyAppealed):
            await filed(small_office)
        person, now = small_office.people["an"], small_office.clock()

        await small_office.write(
            lambda work: appeals.withdraw(work, person=person, appeal_id=first.id, now=now)
        )

        assert (await filed(small_office)).id != first.id

    async def test_of_somebody_else_is_not_taken_back(self, small_office: Office) -> None:
        await published(small_office)
        first = await filed(small_office)
        other, now = small_office.people["ha"], small_office.clock()

        with pytest.raises(UnknownAppeal):
            await small_office.write(
                lambda work: appeals.withdraw(work, person=other, appeal_id=first.id, now=now)
            )

    async def test_with_too_few_words_is_refused(self, small_office: Office) -> None:
        await published(small_office)

        with pytest.raises(AppealTooShort):
            await filed(small_office, text="Sai")

    async def test_publishing_again_gives_the_time_again(self, small_office: Office) -> None:
        await published(small_office)
        small_office.clock.now += timedelta(days=1)
        await step(small_office, ContestState.CLOSED, reason="Công bố nhầm bảng")
        small_office.clock.now += timedelta(days=2)
        await step(small_office, ContestState.PROVISIONAL)

        await filed(small_office)


class TestAnswering:
    async def test_is_for_a_second_person(self, office: Office) -> None:
        await published(office)
        appeal = await filed(office)

        with pytest.raises(SameHand):
            await answered(office, appeal, HUONG)
        with pytest.raises(NotYours):
            await answered(office, appeal, NHANSU)
        await answered(office, appeal, MINH)

        with pytest.raises(UnknownAppeal):
            await answered(office, appeal, DUYET)

    async def test_is_not_for_who_corrected_what_is_appealed_against(self, small_office: Office) -> None:
        await published(small_office)
        await correct(
            small_office,
            lambda work: drafting.regrade(
                work, slug=SLUG, question_id="q-03", policy=Policy.DROP, now=small_office.clock()
            ),
            by=MINH.id,
        )
        appeal = await filed(small_office)

        with pytest.raises(SameHand):
            await answered(small_office, appeal, MINH)

    async def test_is_told_to_the_person(self, office: Office) -> None:
        chat = await published(office)
        appeal = await filed(office)
        await answered(office, appeal)
        person = office.people["an"]

        def draw(work: Work) -> str:
            (message,) = [
                each
                for each in work.outbox.claim(
                    "webchat", now=office.clock(), limit=50, lease=timedelta(minutes=1), holder="t"
                )
                if each.screen == "appeal"
            ]
            assert message.person_id == person.id
            drawn = office.drawer(work, message)
            assert drawn is not None
            return drawn.plain

        told = await office.write(draw)
        assert "không chấp nhận" in told
        assert "Đáp án căn cứ mục II.1." in told
        await chat.say("/khieunai")
        assert "Đáp án căn cứ mục II.1." in chat.text

    async def test_comes_before_the_results_are_final(self, small_office: Office) -> None:
        await published(small_office)
        appeal = await filed(small_office)
        with pytest.raises(NotYet, match="appeal_time"):
            await step(small_office, ContestState.FINAL, MINH)
        small_office.clock.now += TWO_DAYS
        with pytest.raises(NotYet, match="appeals_open"):
            await step(small_office, ContestState.FINAL, MINH)

        await answered(small_office, appeal)

        assert (await step(small_office, ContestState.FINAL, MINH)).state is ContestState.FINAL

    async def test_is_recorded_without_the_words(self, small_office: Office) -> None:
        await published(small_office)
        await answered(small_office, await filed(small_office))

        acts = await small_office.write(lambda work: list(work.audit.entries(subject=f"contest:{SLUG}")))

        assert [each.action for each in acts][-3:] == ["contest.appeal", "appeal.filed", "appeal.rejected"]
        assert WORDS not in repr(acts)


class TestListing:
    async def test_puts_those_without_an_answer_first(self, small_office: Office) -> None:
        await published(small_office)
        await answered(small_office, await filed(small_office, "an"))
        await filed(small_office, "ha")

        def read(work: Work) -> list[tuple[str, str]]:
            stored = work.contests.by_slug(SLUG)
            assert stored is not None
            return [(each.code, each.answered_by) for each in appeals.listed(work, stored)]

        assert await small_office.write(read) == [("NV005", ""), ("NV001", "account:3")]


class TestChat:
    async def test_an_appeal_is_written_shown_and_filed(self, office: Office) -> None:
        chat = await published(office)
        await chat.say("/ketqua")
        await chat.tap("Khiếu nại")
        assert "nhận khiếu nại đến trước 10:00 ngày 11/03/2026" in chat.text

        await chat.tap("✍️ Khiếu nại")
        await chat.say("Sai")
        assert "10 đến 1.000 ký tự" in chat.text
        await chat.say(WORDS)
        assert WORDS in chat.text
        await chat.tap("Gửi khiếu nại")

        assert "Đã nhận khiếu nại của bạn" in chat.text
        assert await state(office) is ContestState.APPEAL
        stored = await office.write(lambda work: work.contests.by_slug(SLUG))
        assert stored is not None
        (appeal,) = await office.write(lambda work: work.appeals.of(stored.id))
        assert (appeal.text, appeal.channel, appeal.person_id) == (WORDS, "webchat", office.people["an"].id)

    async def test_filing_twice_by_a_redelivered_tap_files_once(self, small_office: Office) -> None:
        chat = await published(small_office)
        await chat.send(f"appeal:write:{SLUG}")
        await chat.say(WORDS)
        await chat.tap("Gửi khiếu nại")

        await chat.again()

        stored = await small_office.write(lambda work: work.contests.by_slug(SLUG))
        assert stored is not None
        assert len(await small_office.write(lambda work: work.appeals.of(stored.id))) == 1

    async def test_an_appeal_is_taken_back(self, small_office: Office) -> None:
        chat = await published(small_office)
        await filed(small_office)
        await chat.say("/khieunai")

        await chat.tap("Rút khiếu nại")

        assert "Đã rút khiếu nại" in chat.text
        await step_final(small_office)

    async def test_outside_of_the_time_says_so(self, small_office: Office) -> None:
        chat = await published(small_office)
        small_office.clock.now += TWO_DAYS

        await chat.say("/khieunai")
        assert "không có kết quả tạm thời nào" in chat.text
        await chat.send(f"appeal:write:{SLUG}")
        await chat.say(WORDS)
        await chat.tap("Gửi khiếu nại")

        assert "Thời hạn khiếu nại đã hết" in chat.text

    async def test_people_are_told_when_results_are_published(self, small_office: Office) -> None:
        await published(small_office)

        def draw(work: Work) -> str:
            message = Message(
                channel="webchat", address="an@webchat", person_id=small_office.people["an"].id,
                kind="result", screen="published", dedupe="x", facts={"contest": SLUG},
                due_at=small_office.clock(),
            )  # fmt: skip
            drawn = small_office.drawer(work, message)
            assert drawn is not None
            return drawn.plain

        assert "10:00 ngày 11/03/2026" in await small_office.write(draw)
        counts = await small_office.write(lambda work: work.outbox.counts(dedupe_prefix="published:"))
        assert sum(each.messages for each in counts) == 2


async def step_final(office: Office) -> None:
    office.clock.now += TWO_DAYS
    assert (await step(office, ContestState.FINAL, MINH)).state is ContestState.FINAL
