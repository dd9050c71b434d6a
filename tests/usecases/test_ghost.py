"""A closed round played as a ghost: the place it would have had, and no trace. See docs/rules/play.md, "As a ghost"."""

import random
from datetime import timedelta

import pytest

from quizbot.core.contest import Feedback, RankRules
from quizbot.core.corrections import Policy
from quizbot.usecases import drafting
from quizbot.usecases.ghost import NoGhost, ghost_paper, ghost_score, offered, paper_again
from quizbot.usecases.ports import StoredContest, Work
from quizbot.usecases.results import result_of, round_board
from tests.build import CLOSES, OPENS, Office, contest, correct
from tests.offices import database_url, office, small_office

__all__ = ["database_url", "office", "small_office"]

SLUG = "cuoc-thi"
PLAYED = (
    ("an", ("B", "C", "D")),
    ("binh", ("B", "C", "A")),
    ("cuc", ("A", "C", "D")),
    ("ha", ("A", "A", "A")),
)


async def closed(office: Office, *, ties: tuple[str, ...] = ("duration",)) -> StoredContest:
    stored = await office.run(contest(rank=RankRules(ties=ties)))
    await office.tick()
    for minutes, (name, answers) in enumerate(PLAYED, start=1):
        office.clock.now = OPENS + timedelta(hours=1)
        await office.played(name, SLUG, *answers, pause=timedelta(minutes=minutes))
    office.clock.now = CLOSES + timedelta(hours=1)
    await office.tick()
    return stored


def traces(work: Work, stored: StoredContest) -> object:
    """Give everything that counts: attempts, answers, boards."""
    round_ = work.contests.rounds(stored.id)[0]
    return (
        list(work.attempts.summaries(round_.id)),
        list(work.attempts.answers_in(round_.id)),
        list(work.standings.entries(round_board(round_.id))),
        work.standings.size(f"contest:{stored.id}"),
    )


class TestPlace:
    @pytest.mark.parametrize("ties", [("duration",), ("duration", "submitted_at"), ("submitted_at", "lot")])
    async def test_is_that_of_the_person_whose_answers_and_time_it_repeats(
        self, office: Office, ties: tuple[str, ...]
    ) -> None:
        stored = await closed(office, ties=ties)

        def repeated(work: Work) -> list[tuple[int, int, int]]:
            round_ = work.contests.rounds(stored.id)[0]
            found = []
            for name, _ in PLAYED:
                person = office.people[name]
                attempt = work.attempts.in_round(person.id, round_.id)[0]
                given = [answer.response for answer in work.attempts.answers(attempt.id)]
                entry = work.standings.entry(round_board(round_.id), person.id)
                assert entry is not None
                score = ghost_score(
                    work,
                    person=person,
                    paper=attempt,
                    responses=given,
                    duration_s=result_of(entry).duration_s,
                )
                place = work.standings.place(round_board(round_.id), person.id)
                assert place is not None
                assert (score.right, score.points, score.people) == (entry.right, entry.points, 4)
                found.append((score.first, place, score.last))
            return found

        for first, place, last in await office.store.read(repeated):
            assert first <= place <= last
            if ties == ("duration",):
                assert first == place == last

    async def test_is_never_worse_for_more_right_answers(self, small_office: Office) -> None:
        stored = await closed(small_office)
        rng = random.Random(1)

        def law(work: Work) -> None:
            round_ = work.contests.rounds(stored.id)[0]
            paper = work.attempts.in_round(small_office.people["an"].id, round_.id)[0]
            seen = []
            for _ in range(60):
                given = [(rng.choice("ABCD"),) if rng.random() < 0.9 else None for _ in range(3)]
                score = ghost_score(
                    work,
                    person=small_office.people["lan"],
                    paper=paper,
                    responses=given,
                    duration_s=rng.randrange(600),
                )
                seen.append((score.right, score.first))
            for right, first in seen:
                assert all(first <= other for less, other in seen if less < right)

        await small_office.store.read(law)

    async def test_goes_by_the_keys_in_force(self, small_office: Office) -> None:
        stored = await closed(small_office)
        now = small_office.clock()
        await correct(
            small_office,
            lambda work: drafting.regrade(
                work, slug=SLUG, question_id="q-01", policy=Policy.REKEY, key="A", now=now
            ),
        )

        def score(work: Work) -> tuple[int, int]:
            round_ = work.contests.rounds(stored.id)[0]
            paper = work.attempts.in_round(small_office.people["an"].id, round_.id)[0]
            found = ghost_score(
                work, person=small_office.people["lan"], paper=paper, responses=[("A",)], duration_s=1
            )
            return found.right, found.asked

        assert await small_office.store.read(score) == (1, 3)


class TestOffered:
    async def test_after_the_closing_and_not_before(self, small_office: Office) -> None:
        stored = await small_office.run(contest(feedback=Feedback.AFTER_CLOSE))
        await small_office.tick()
        await small_office.played("an", SLUG, "B", "C", "D")
        round_id = (await small_office.rounds(stored))[0].id

        async def listed() -> int:
            return len(await small_office.store.read(lambda work: offered(work, now=small_office.clock())))

        assert await listed() == 0
        with pytest.raises(NoGhost):
            await small_office.store.read(
                lambda work: ghost_paper(
                    work, round_id=round_id, now=small_office.clock(), rng=random.Random(1)
                )
            )
        small_office.clock.now = CLOSES + timedelta(minutes=1)
        await small_office.tick()
        assert await listed() == 1

    async def test_not_while_somebody_plays_in_a_window_of_their_own(self, small_office: Office) -> None:
        stored = await closed(small_office)
        now = small_office.clock()
        await correct(
            small_office,
            lambda work: drafting.override(
                work, slug=SLUG, person="NV007", round_number=1, starts_at=now, ends_at=now + timedelta(days=1), now=now
            ),
        )  # fmt: skip
        round_id = (await small_office.rounds(stored))[0].id
        attempt = await small_office.store.read(
            lambda work: work.attempts.in_round(small_office.people["an"].id, round_id)[0]
        )

        assert await small_office.store.read(lambda work: offered(work, now=now)) == ()
        with pytest.raises(NoGhost):
            await small_office.store.read(lambda work: paper_again(work, attempt_id=attempt.id, now=now))


class TestScreen:
    async def test_plays_to_the_end_and_leaves_no_trace(self, office: Office) -> None:
        stored = await closed(office)
        before = await office.store.read(lambda work: traces(work, stored))
        chat = await office.linked("lan")

        await chat.say("/thilai")
        assert "Thi lại một vòng đã đóng" in chat.text
        await chat.say("1")
        office.clock.on(seconds=30)
        await chat.tap("B")
        await chat.say("C")
        office.clock.on(seconds=30)
        await chat.tap("D")

        assert "Đúng 3/3 câu trong 1 phút" in chat.text
        assert "bạn đứng hạng 1 (có 4 người trên bảng)" in chat.text
        assert await office.store.read(lambda work: traces(work, stored)) == before

    async def test_shows_what_was_wrong_and_skips_what_is_left_open(self, small_office: Office) -> None:
        await closed(small_office)
        chat = await small_office.linked("lan")

        await chat.say("/ontap")
        await chat.tap("vòng 1")
        await chat.tap("Bỏ qua")
        await chat.say("A")
        await chat.say("bỏ qua")
        said = chat.text

        assert "Đúng 0/3" in said
        assert "q-02" in said
        assert "hạng 4" in said

    async def test_ends_with_the_own_clock(self, small_office: Office) -> None:
        await closed(small_office)
        chat = await small_office.linked("lan")
        await chat.say("/thilai")
        await chat.say("1")
        await chat.tap("B")
        small_office.clock.on(minutes=10)

        await chat.say("C")

        assert "Đúng 1/3 câu trong 10 phút" in chat.text

    async def test_can_be_given_up(self, small_office: Office) -> None:
        await closed(small_office)
        chat = await small_office.linked("lan")
        await chat.say("/thilai")
        await chat.say("1")

        await chat.tap("Thôi")
        await chat.say("/thilai")

        assert "Thi lại một vòng đã đóng" in chat.text
