"""Statistics and signs of a round, from the log of a store."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from quizbot.core.attempt import Answer, AttemptStatus, Paper, PaperItem
from quizbot.core.contest import ContestState
from quizbot.core.corrections import Correction, CorrectionKind, Policy
from quizbot.core.ids import PersonId
from quizbot.core.question import Question
from quizbot.usecases import results
from quizbot.usecases.analysis.figures import StillOpen, round_figures
from quizbot.usecases.analysis.gathering import Which
from quizbot.usecases.analysis.signs import integrity_report
from quizbot.usecases.people import link
from quizbot.usecases.ports import Person, PersonStatus, StoredContest, Work
from quizbot.usecases.standings import UnknownRound
from tests.build import CLOSES, MINUTE, OPENS, SINGLES, Office, contest, correct, drawn

TEN = SINGLES[:10]
PEOPLE = 60
AFTER = CLOSES + MINUTE
Chooser = Callable[[int, Question], str]
"""What the n-th person answers."""


def by_strength(n: int, question: Question) -> str:
    """Answer right the more often the stronger, each question at a level of its own."""
    dice = random.Random(f"{n}/{question.id}")
    right = dice.random() < 0.25 + 0.65 * n / PEOPLE
    return question.key[0] if right else dice.choice([key for key in "ABCD" if key != question.key[0]])


def play(work: Work, stored: StoredContest, choose: Chooser, *, number: int = 1, took: int = 300) -> None:
    """Store a finished attempt of everybody."""
    round_ = work.contests.rounds(stored.id)[0]
    units = [unit for unit in work.people.units() if unit.code in ("p1", "p2")]
    for n in range(PEOPLE):
        code = f"TK{n:03}"
        known = {person.code: person for person in work.people.everybody()}
        person = known.get(code) or work.people.add(
            Person(
                id=PersonId(0), code=code, name=f"Người {n}", unit_id=units[n % 2].id, roles=(),
                status=PersonStatus.ACTIVE,
            ),
            since=(OPENS - timedelta(days=90)).date(),
        )  # fmt: skip
        started = OPENS + timedelta(seconds=60 * n)
        items = tuple(PaperItem(question_id=q.id, shown_hash=q.shown_hash, order=tuple("ABCD")) for q in TEN)
        attempt = work.attempts.start(
            round_id=round_.id, person_id=person.id, number=number, paper=Paper(items=items),
            started_at=started, deadline_at=started + timedelta(minutes=10),
        )  # fmt: skip
        total = 0
        for position, question in enumerate(TEN):
            response = choose(n, question)
            right = response == question.key[0]
            total += right
            answer = Answer(
                attempt_id=attempt.id, position=position, revision=0, question_id=question.id,
                shown_hash=question.shown_hash, response=(response,), right=right, points=int(right),
                received_at=started + timedelta(seconds=took * (position + 1) // 10), channel="webchat",
            )  # fmt: skip
            work.attempts.record(answer, answered=position + 1, right=total, points=total)
        ended = started + timedelta(seconds=took)
        work.attempts.finish(attempt.id, status=AttemptStatus.SUBMITTED, at=ended)
    results.rebuild(work, stored=stored)


async def played(office: Office, choose: Chooser = by_strength, *, took: int = 300) -> StoredContest:
    stored = await office.run(contest(draw=drawn(*(each.id for each in TEN)), per_round=2))
    await office.write(lambda work: play(work, stored, choose, took=took))
    office.clock.now = AFTER
    await office.tick()
    return stored


class TestFigures:
    async def test_count_people_and_papers_apart(self, office: Office) -> None:
        stored = await played(office)
        await office.write(lambda work: play(work, stored, by_strength, number=2))

        for which, papers in ((Which.FIRST, PEOPLE), (Which.COUNTED, PEOPLE), (Which.ALL, 2 * PEOPLE)):
            found = await office.write(
                lambda work, which=which: round_figures(
                    work, slug="cuoc-thi", number=1, now=AFTER, which=which
                )
            )
            assert (found.people, found.papers) == (PEOPLE, papers)
            assert len(found.questions) == len(TEN)

    async def test_say_how_reliable_the_paper_is_and_which_places_mean_nothing(self, office: Office) -> None:
        await played(office)

        found = await office.write(lambda work: round_figures(work, slug="cuoc-thi", number=1, now=AFTER))

        assert found.paper is not None
        assert found.paper.alpha is not None
        assert 0 < found.paper.alpha < 1
        assert found.together[0].first == 1
        assert sum(alarm is not None for each in found.questions for alarm in each.alarms) == 0

    async def test_a_wrong_key_raises_an_alarm_until_it_is_mended(self, office: Office) -> None:
        wrong = TEN[4]
        meant = next(key for key in "ABCD" if key != wrong.key[0])

        def choose(n: int, question: Question) -> str:
            chosen = by_strength(n, question)
            if question.id != wrong.id:
                return chosen
            return meant if chosen == wrong.key[0] else wrong.key[0] if chosen == meant else chosen

        await played(office, choose)
        found = await office.write(lambda work: round_figures(work, slug="cuoc-thi", number=1, now=AFTER))
        assert {alarm.item for each in found.questions for alarm in each.alarms} == {wrong.id}
        assert {alarm.choice for each in found.questions for alarm in each.alarms} - {""} == {meant}

        def rekeyed(work: Work) -> Correction:
            return Correction(
                kind=CorrectionKind.REGRADE, at=AFTER, by="test", reason="Đáp án in nhầm", question_id=wrong.id,
                policy=Policy.REKEY, key=(meant,),
            )  # fmt: skip

        await correct(office, rekeyed)
        mended = await office.write(lambda work: round_figures(work, slug="cuoc-thi", number=1, now=AFTER))
        assert [alarm for each in mended.questions for alarm in each.alarms] == []

    async def test_of_an_open_round_are_for_the_reviewer_alone(self, office: Office) -> None:
        await played(office)

        with pytest.raises(StillOpen):
            await office.write(lambda work: round_figures(work, slug="cuoc-thi", number=1, now=OPENS))
        found = await office.write(
            lambda work: round_figures(work, slug="cuoc-thi", number=1, now=OPENS, reviewer=True)
        )
        assert found.papers == PEOPLE

    async def test_of_few_people_are_not_told(self, office: Office) -> None:
        stored = await office.run(contest(draw=drawn("q-01", "q-02", "q-03")))
        await office.played("an", "cuoc-thi", "A", "B", "C")
        await office.write(lambda work: work.contests.set_state(stored.id, ContestState.OPEN))

        found = await office.write(lambda work: round_figures(work, slug="cuoc-thi", number=1, now=AFTER))

        assert (found.people, found.paper) == (1, None)
        assert all(each.figures is None for each in found.questions)

    async def test_of_no_round_are_refused(self, office: Office) -> None:
        await played(office)

        with pytest.raises(UnknownRound):
            await office.write(lambda work: round_figures(work, slug="cuoc-thi", number=9, now=AFTER))


class TestSigns:
    async def test_honest_people_raise_none(self, office: Office) -> None:
        await played(office)

        found = await office.write(lambda work: integrity_report(work, slug="cuoc-thi"))

        assert found.people == PEOPLE
        assert found.copying.signs == ()
        assert [round_.speed for round_ in found.rounds] == [()]

    async def test_papers_faster_than_reading_are_named(self, office: Office) -> None:
        await played(office, lambda _, question: question.key[0], took=1)

        found = await office.write(lambda work: integrity_report(work, slug="cuoc-thi"))

        assert len(found.rounds[0].speed) == PEOPLE
        assert found.names["TK000"] == "Người 0"

    async def test_a_question_that_turns_easy_is_named(self, office: Office) -> None:
        def choose(n: int, question: Question) -> str:
            if question.id == TEN[0].id:
                return question.key[0] if n >= PEOPLE // 2 else "ABCD"["ABCD".index(question.key[0]) - 1]
            dice = random.Random(f"{n}/{question.id}")
            return question.key[0] if dice.random() < 0.6 else dice.choice("ABCD")

        await played(office, choose)

        found = await office.write(lambda work: integrity_report(work, slug="cuoc-thi"))

        assert [sign.item for sign in found.rounds[0].leaks.signs] == [TEN[0].id]


class TestSharing:
    async def test_accounts_that_passed_on_put_people_together(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.write(lambda work: play(work, stored, by_strength))

        def pass_on(work: Work) -> None:
            people = {person.code: person for person in work.people.everybody()}
            for code in ("TK001", "TK002", "TK003"):
                link(work, people[code], channel="webchat", address="may-chung", now=office.clock())
            for code in ("TK005", "TK005"):
                link(work, people[code], channel="zalo_bot", address="cua-rieng", now=office.clock())

        await office.write(pass_on)
        found = await office.write(lambda work: integrity_report(work, slug="cuoc-thi"))

        assert [sign.people for sign in found.sharing] == [("TK001", "TK002", "TK003")]
        assert found.names["TK002"] == "Người 2"

    async def test_those_who_did_not_take_part_are_left_out(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.write(lambda work: play(work, stored, by_strength))

        def pass_on(work: Work) -> None:
            people = {person.code: person for person in work.people.everybody()}
            for code in ("TK001", "NV001"):
                link(work, people[code], channel="webchat", address="may-chung", now=office.clock())

        await office.write(pass_on)

        assert (await office.write(lambda work: integrity_report(work, slug="cuoc-thi"))).sharing == ()
