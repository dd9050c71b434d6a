"""Corrections: what is planned is what happens, and taking it back leaves the very boards there were."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from quizbot.core.contest import (
    AttemptRules,
    ContestState,
    Counted,
    Feedback,
    Prediction,
    Prize,
    PrizeRules,
    RankRules,
    ResultRules,
)
from quizbot.core.corrections import CannotUndo, Correction, CorrectionKind, Policy, ReasonMissing
from quizbot.core.lifecycle import Actor, NotYours
from quizbot.i18n.corrections_text import footnote_text
from quizbot.i18n.formats import moment
from quizbot.usecases import awarding, correcting, drafting, history, people, results
from quizbot.usecases.drafting import BadPeriod, NotAKey, ResultsFinal, TooLate, UnknownQuestion
from quizbot.usecases.ports import StandingEntry, StoredContest, Work
from quizbot.usecases.standings import board_view
from tests.build import CLOSES, MINUTE, OPENS, TEXTS, Office, contest, correct, drawn, opened

WEEK = timedelta(days=7)
ROUNDS = tuple((OPENS + WEEK * n, OPENS + WEEK * n + timedelta(days=5)) for n in range(2))
SIX = drawn(*(f"q-{n:02}" for n in range(1, 7)))
PRIZES = PrizeRules(
    person=(Prize(name="Giải Nhất", count=1, amount=500_000), Prize(name="Giải Nhì", count=1)),
    unit=(Prize(name="Đơn vị xuất sắc", count=1),),
)
SLUG = "cuoc-thi"
NAMES = ("an", "binh", "cuc", "dung", "ha", "khoa", "lan")
Draft = Callable[[Work], Correction]


def boards_of(work: Work, stored: StoredContest) -> list[Any]:
    """Read every board of a contest, byte for byte, with its sums by unit."""
    names = [results.round_board(each.id) for each in work.contests.rounds(stored.id)]
    found: list[Any] = []
    for name in (*names, results.contest_board(stored)):
        found += [name, list(work.standings.entries(name)), sorted(work.standings.unit_sums(name).items())]
        found += [list(work.standings.entries(results.public_board(name)))]
    return found


async def boards(office: Office, stored: StoredContest) -> list[Any]:
    return await office.write(lambda work: boards_of(work, stored))


async def entry(office: Office, stored: StoredContest, name: str) -> StandingEntry | None:
    board = results.contest_board(stored)
    return await office.write(lambda work: work.standings.entry(board, office.people[name].id))


def regrade(question: str, policy: Policy, key: str = "", round_number: int | None = None) -> Draft:
    return lambda work: drafting.regrade(
        work, slug=SLUG, question_id=question, policy=policy, key=key, round_number=round_number, now=OPENS
    )


def some_draft(rng: random.Random, office: Office) -> Draft:
    """Draft a correction by chance."""
    now, number = office.clock(), rng.choice([None, 1, 2])
    question, person = f"q-{rng.randrange(1, 7):02}", office.people[rng.choice(NAMES)].code
    kind = rng.randrange(7)
    if kind < 3:
        policy, key = rng.choice(list(Policy)), rng.choice("ABCD")
        return regrade(question, policy, key)
    if kind == 3:
        return lambda work: drafting.void(work, slug=SLUG, round_number=number or 1, now=now)
    if kind == 4:
        return lambda work: drafting.disqualify(work, slug=SLUG, person=person, round_number=number, now=now)
    if kind == 5:
        until = now + rng.randrange(1, 100) * MINUTE
        return lambda work: drafting.override(
            work, slug=SLUG, person=person, round_number=number or 1, starts_at=now, ends_at=until, now=now
        )
    passed = max(2, min(40, (now - OPENS) // MINUTE))
    starts, ends = sorted(rng.sample(range(passed + 1), 2))
    starts_at, ends_at = OPENS + starts * MINUTE, min(now, OPENS + ends * MINUTE)
    return lambda work: drafting.outage(
        work, slug=SLUG, round_number=1, starts_at=starts_at, ends_at=ends_at, now=now
    )


async def play_by_chance(office: Office, rng: random.Random, *, rounds: int) -> None:
    for opens, _ in ROUNDS[:rounds]:
        office.clock.now = max(office.clock.now, opens)
        await office.tick()
        for name in rng.sample(NAMES, len(NAMES) - 1):
            answers = [rng.choice("ABBCD") for _ in range(rng.choice([4, 6, 6, 6]))]
            await office.played(name, SLUG, *answers, pause=timedelta(seconds=rng.randrange(70)))


@pytest.mark.parametrize("seed", range(8))
async def test_a_plan_is_what_happens_and_taking_back_leaves_the_very_boards(seed: int) -> None:
    rng = random.Random(seed)
    rules = contest(
        draw=SIX,
        prizes=PRIZES if seed % 2 else PrizeRules(person=PRIZES.person, per="round"),
        prediction=rng.choice([Prediction.NONE, Prediction.NONE, Prediction.PARTICIPANTS]),
        attempts=AttemptRules(per_round=2, counted=rng.choice(list(Counted)), complete_only=seed % 3 == 0),
        rank=RankRules(score=rng.choice(["right_answers", "negative"])),
    )
    async with opened("sqlite://") as office:
        stored = await office.run(rules, *ROUNDS)
        await play_by_chance(office, rng, rounds=2)
        office.clock.now = ROUNDS[1][1]
        await office.tick()
        stack: list[tuple[Correction, list[Any]]] = []
        for _ in range(6):
            before, now = await boards(office, stored), office.clock()
            draft = some_draft(rng, office)
            planned = await office.write(
                lambda work: correcting.plan(work, slug=SLUG, draft=draft(work), now=now)  # noqa: B023
            )
            assert await boards(office, stored) == before

            signed = await correct(office, draft)

            after = await office.write(lambda work: planned_again(work, stored, signed, now))  # noqa: B023
            assert (planned.boards_before, planned.boards_after) == after[:2]
            assert prizes_after(planned) <= after[2]
            assert await boards(office, stored) == await rebuilt(office, stored)
            stack.append((signed, before))
        while stack:
            signed, before = stack.pop()
            await correct(
                office,
                lambda work: drafting.undo(work, slug=SLUG, number=signed.number, now=OPENS),  # noqa: B023
            )
            assert await boards(office, stored) == before


def planned_again(
    work: Work, stored: StoredContest, signed: Correction, now: Any
) -> tuple[str, str, set[tuple[str, str]]]:
    """Give the hash of the boards without the correction and with it, and who has which prize now."""
    from quizbot.usecases.planning import boards_hash

    undo = drafting.undo(work, slug=SLUG, number=signed.number, now=now)
    without = correcting.plan(work, slug=SLUG, draft=undo, now=now).boards_after
    people = awarding.award_list(work, slug=SLUG, now=now).people
    return without, boards_hash(work, stored), {(each.code, each.prize) for each in people}


def prizes_after(planned: Any) -> set[tuple[str, str]]:
    return {
        (each.code, each.after.prize)
        for each in planned.people
        if each.after is not None and each.after.prize
    }


async def rebuilt(office: Office, stored: StoredContest) -> list[Any]:
    await office.write(lambda work: results.rebuild(work, stored=work.contests.get(stored.id)))
    return await boards(office, stored)


@pytest.mark.parametrize("seed", range(4))
async def test_boards_kept_under_corrections_are_boards_rebuilt(seed: int) -> None:
    rng = random.Random(seed)
    async with opened("sqlite://") as office:
        stored = await office.run(contest(draw=SIX, per_round=3), *ROUNDS)
        await play_by_chance(office, rng, rounds=1)
        for _ in range(3):
            await correct(office, some_draft(rng, office))
            for name in rng.sample(NAMES, 3):
                chat = await office.linked(name)
                await chat.send(f"contests:start:{SLUG}")
                for _ in range(6):
                    office.clock.on(seconds=20)
                    await chat.say(rng.choice("ABCD"))
            assert await boards(office, stored) == await rebuilt(office, stored)


class TestRegrade:
    async def test_by_another_key_moves_points_and_the_prize(self, office: Office) -> None:
        # keys: q-01 B, q-02 C, q-03 D
        stored = await office.run(contest(prizes=PRIZES))
        await office.played("an", SLUG, "B", "C", "D")
        await office.played("ha", SLUG, "A", "C", "D")

        planned = await office.write(
            lambda work: correcting.plan(
                work, slug=SLUG, draft=regrade("q-01", Policy.REKEY, "A")(work), now=office.clock()
            )
        )
        await correct(office, regrade("q-01", Policy.REKEY, "A"))

        won = {
            (each.code, each.before and each.before.prize, each.after and each.after.prize)
            for each in planned.people
            if each.round_number is None
        }
        assert won == {("NV001", "Giải Nhất", "Giải Nhì"), ("NV005", "Giải Nhì", "Giải Nhất")}
        assert [each.code for each in planned.units if each.after and each.after.prize] == []
        an, ha = await entry(office, stored, "an"), await entry(office, stored, "ha")
        assert an is not None
        assert ha is not None
        assert (an.right, ha.right) == (2, 3)

    async def test_drop_asks_less_of_everybody(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.played("an", SLUG, "B", "A", "D")

        await correct(office, regrade("q-02", Policy.DROP))

        an = await entry(office, stored, "an")
        assert an is not None
        assert (an.right, an.asked, an.points) == (2, 2, 2)

    async def test_give_all_gives_it_to_who_left_it_open_too(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.played("an", SLUG, "A", "C", "D")
        await office.played("ha", SLUG, "B")
        office.clock.now = CLOSES
        await office.tick()

        await correct(office, regrade("q-01", Policy.GIVE_ALL))
        await correct(office, regrade("q-02", Policy.GIVE_ALL))

        an, ha = await entry(office, stored, "an"), await entry(office, stored, "ha")
        assert an is not None
        assert ha is not None
        assert (an.right, ha.right, ha.asked) == (3, 2, 3)

    async def test_counts_in_the_truth_that_was_to_be_predicted(self, small_office: Office) -> None:
        office = small_office
        rules = contest(
            prediction=Prediction.PERFECT_PAPERS, rank=RankRules(ties=("prediction", "submitted_at"))
        )
        stored = await office.run(rules)
        await office.played("an", SLUG, "B", "C", "D", "2")
        await office.played("ha", SLUG, "B", "C", "A", "1")
        office.clock.now = CLOSES
        await office.tick()
        round_ = (await office.rounds(stored))[0]

        await correct(office, regrade("q-03", Policy.GIVE_ALL))

        (first, _) = await office.write(
            lambda work: list(work.standings.entries(results.round_board(round_.id)))
        )
        # two perfect papers now: Hà and An are equal in points, and An said 2
        assert first.person_id == office.people["an"].id

    async def test_of_a_question_nobody_was_asked_is_refused(self, small_office: Office) -> None:
        await small_office.run(contest())
        await small_office.played("an", SLUG, "B")

        with pytest.raises(UnknownQuestion):
            await correct(small_office, regrade("q-12", Policy.DROP))

    @pytest.mark.parametrize("key", ["", "E", "A, B"])
    async def test_by_what_is_no_key_is_refused(self, small_office: Office, key: str) -> None:
        await small_office.run(contest())
        await small_office.played("an", SLUG, "B")

        with pytest.raises(NotAKey):
            await correct(small_office, regrade("q-01", Policy.REKEY, key))

    async def test_of_a_version_since_mended_marks_by_what_was_shown(self, small_office: Office) -> None:
        from dataclasses import replace

        from tests.build import SINGLES

        stored = await small_office.run(contest())
        await small_office.played("an", SLUG, "A", "C", "D")
        mended = replace(SINGLES[0], key=("A",))
        await small_office.write(lambda work: work.bank.apply([mended], whole=False))

        await correct(small_office, regrade("q-01", Policy.REKEY, "A"))
        await small_office.played("ha", SLUG, "A", "C", "D")

        an, ha = await entry(small_office, stored, "an"), await entry(small_office, stored, "ha")
        assert an is not None
        assert ha is not None
        assert (an.right, ha.right) == (3, 3)


class TestWhatOutsidersRead:
    async def test_waits_under_every_board_while_a_round_it_speaks_of_runs(self, office: Office) -> None:
        await office.run(contest(draw=SIX, feedback=Feedback.AFTER_CLOSE), *ROUNDS)
        await office.played("an", SLUG, *"BCDABC")
        office.clock.now = ROUNDS[1][0]
        await office.tick()
        await office.played("ha", SLUG, *"BCDABC")
        await correct(office, regrade("q-01", Policy.REKEY, "A"))

        async def told(number: int | None, now: datetime, *, inside: bool = False) -> list[str]:
            view = await office.write(
                lambda work: board_view(work, slug=SLUG, round_number=number, now=now, inside=inside)
            )
            return [footnote_text(each, TEXTS["vi"]) for each in view.notes]

        running, after = office.clock(), ROUNDS[1][1]
        for number in (None, 1, 2):
            (said,) = await told(number, running)
            assert "q-01" not in said
            assert "Lý do" not in said
            assert "Có 1 điều chỉnh về câu hỏi" in said
            assert moment(after) in said
            assert "q-01" in str(await told(number, running, inside=True))
            assert "q-01" in str(await told(number, after))

    async def test_of_a_round_that_is_over_is_told(self, office: Office) -> None:
        await office.run(contest(draw=SIX), *ROUNDS)
        await office.played("an", SLUG, *"BCDABC")
        await correct(office, regrade("q-01", Policy.DROP, round_number=1))

        view = await office.write(
            lambda work: board_view(work, slug=SLUG, round_number=1, now=ROUNDS[1][0] + MINUTE)
        )

        assert [each.question_id for each in view.notes] == ["q-01"]


class TestDisqualify:
    async def test_passes_the_prize_on_and_keeps_the_record(self, office: Office) -> None:
        await office.run(contest(prizes=PRIZES))
        await office.played("an", SLUG, "B", "C", "D")
        await office.played("ha", SLUG, "B", "C", "A")

        await correct(office, lambda work: drafting.disqualify(work, slug=SLUG, person="NV001", now=OPENS))

        won = await office.write(lambda work: awarding.award_list(work, slug=SLUG, now=OPENS).people)
        assert [(each.code, each.prize) for each in won] == [("NV005", "Giải Nhất")]
        attempts = await office.write(lambda work: work.attempts.of_person(office.people["an"].id))
        assert [each.right for each in attempts] == [3]

    async def test_names_nobody_to_outsiders(self, small_office: Office) -> None:
        await small_office.run(contest())
        await small_office.played("an", SLUG, "B", "C", "D")
        await correct(
            small_office, lambda work: drafting.disqualify(work, slug=SLUG, person="NV001", now=OPENS)
        )

        view = await small_office.write(lambda work: board_view(work, slug=SLUG, now=CLOSES))

        assert view.lines == ()
        assert [(each.kind, each.count) for each in view.notes] == [(CorrectionKind.DISQUALIFY, 1)]
        assert "NV001" not in repr(view)

    async def test_ends_play(self, small_office: Office) -> None:
        await small_office.run(contest(per_round=2))
        chat = await small_office.played("an", SLUG, "B", "C", "D")
        await correct(
            small_office, lambda work: drafting.disqualify(work, slug=SLUG, person="NV001", now=OPENS)
        )

        await chat.send(f"contests:start:{SLUG}")

        assert "khiếu nại" in chat.text

    async def test_takes_effect_on_a_board_that_stands_still(self, small_office: Office) -> None:
        rules = contest(results=ResultRules(freeze=timedelta(hours=2)))
        await small_office.run(rules)
        await small_office.played("an", SLUG, "B", "C", "D")
        await small_office.played("ha", SLUG, "B", "C", "A")
        small_office.clock.now = CLOSES - timedelta(hours=1)
        await small_office.tick()

        await correct(
            small_office, lambda work: drafting.disqualify(work, slug=SLUG, person="NV001", now=OPENS)
        )

        view = await small_office.write(
            lambda work: board_view(work, slug=SLUG, now=small_office.clock(), round_number=1)
        )
        assert [each.name for each in view.lines] == ["Vũ Thu Hà"]


class TestOwnData:
    async def test_tell_a_person_what_was_said_of_them(self, small_office: Office) -> None:
        await small_office.run(contest())
        await small_office.played("an", SLUG, "B")
        await correct(
            small_office, lambda work: drafting.disqualify(work, slug=SLUG, person="NV001", now=OPENS)
        )

        data = [
            await small_office.write(
                lambda work, name=name: people.my_data(work, small_office.people[name], now=OPENS)  # type: ignore[misc]
            )
            for name in ("an", "ha")
        ]

        assert [[each["kind"] for each in one["corrections"]] for one in data] == [["disqualify"], []]


class TestOutage:
    async def test_is_nobodys_own_time(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.played("an", SLUG, "B", "C", "D")

        await correct(
            office,
            lambda work: drafting.outage(
                work, slug=SLUG, round_number=1, starts_at=OPENS + MINUTE, ends_at=OPENS + 2 * MINUTE,
                now=office.clock(),
            ),
        )  # fmt: skip

        an = await entry(office, stored, "an")
        assert an is not None
        assert (an.duration_s, results.result_of(an).submitted_s) == (120, 120)

    async def test_gives_running_clocks_the_time_back(self, small_office: Office) -> None:
        stored = await small_office.run(contest())
        chat = await small_office.played("an", SLUG, "B")
        small_office.clock.on(minutes=5)
        now = small_office.clock()
        await correct(
            small_office,
            lambda work: drafting.outage(
                work, slug=SLUG, round_number=1, starts_at=now - 4 * MINUTE, ends_at=now, now=now
            ),
        )
        # ten minutes of own time, four of them given back
        small_office.clock.now = OPENS + 13 * MINUTE

        await chat.say("C")
        await chat.say("D")

        an = await entry(small_office, stored, "an")
        assert an is not None
        assert (an.right, an.duration_s) == (3, 9 * 60)

    async def test_outside_of_the_round_is_refused(self, small_office: Office) -> None:
        await small_office.run(contest())

        with pytest.raises(BadPeriod):
            await correct(
                small_office,
                lambda work: drafting.outage(
                    work, slug=SLUG, round_number=1, starts_at=CLOSES, ends_at=CLOSES + MINUTE,
                    now=CLOSES + WEEK,
                ),
            )  # fmt: skip


def a_window(starts: Any, ends: Any, now: Any) -> Draft:
    return lambda work: drafting.override(
        work, slug=SLUG, person="NV001", round_number=1, starts_at=starts, ends_at=ends, now=now
    )


class TestOverride:
    async def test_lets_one_person_play_after_the_round(self, office: Office) -> None:
        stored = await office.run(contest(feedback=Feedback.AFTER_CLOSE))
        await office.played("ha", SLUG, "B", "C", "A")
        office.clock.now = CLOSES + timedelta(days=1)
        await office.tick()
        await correct(office, a_window(office.clock(), office.clock() + timedelta(hours=2), office.clock()))

        await office.played("an", SLUG, "B", "C", "D")
        other = await office.played("binh", SLUG, "B", "C", "D")

        an = await entry(office, stored, "an")
        assert an is not None
        assert (an.right, results.result_of(an).submitted_s) == (3, 180)
        assert await entry(office, stored, "binh") is None
        assert "chưa có vòng thi nào đang mở" in other.text
        assert await boards(office, stored) == await rebuilt(office, stored)

    async def test_taken_back_leaves_the_boards_without_what_was_played_in_it(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.played("ha", SLUG, "B", "C", "A")
        office.clock.now = CLOSES + timedelta(days=1)
        await office.tick()
        before = await boards(office, stored)
        signed = await correct(office, a_window(office.clock(), office.clock() + WEEK, office.clock()))
        await office.played("an", SLUG, "B", "C", "D")

        await correct(office, lambda work: drafting.undo(work, slug=SLUG, number=signed.number, now=OPENS))

        assert await boards(office, stored) == before

    async def test_that_is_over_is_refused(self, small_office: Office) -> None:
        await small_office.run(contest())

        with pytest.raises(BadPeriod):
            await correct(small_office, a_window(OPENS, OPENS + MINUTE, OPENS + MINUTE))


class TestTelling:
    async def test_reaches_the_person_alone(self, small_office: Office) -> None:
        await small_office.run(contest())
        await small_office.linked("an")
        await small_office.linked("ha")
        now = small_office.clock()
        await correct(small_office, a_window(now, now + timedelta(hours=2), now), reason="Đi công tác Hà Nội")

        def drawn(work: Work) -> list[tuple[str, str]]:
            told = work.outbox.claim("webchat", now=now, limit=9, lease=MINUTE, holder="t")
            shown = [(each.address, small_office.drawer(work, each)) for each in told]
            return [(address, each.plain) for address, each in shown if each is not None]

        ((address, text),) = await small_office.write(drawn)
        assert address == "an@webchat"
        assert "từ 10:00 ngày 02/03/2026 đến trước 12:00 ngày 02/03/2026" in text
        assert "Đi công tác Hà Nội" in text


class TestExtend:
    async def test_later_is_refused_when_it_is_not(self, small_office: Office) -> None:
        await small_office.run(contest())

        with pytest.raises(BadPeriod):
            await correct(
                small_office,
                lambda work: drafting.extend(work, slug=SLUG, round_number=1, ends_at=CLOSES, now=OPENS),
            )

    async def test_is_taken_back_only_before_it_began(self, small_office: Office) -> None:
        stored = await small_office.run(contest())
        until = CLOSES + timedelta(days=1)
        await correct(
            small_office,
            lambda work: drafting.extend(work, slug=SLUG, round_number=1, ends_at=until, now=OPENS),
        )
        with pytest.raises(TooLate):
            await correct(small_office, lambda work: drafting.undo(work, slug=SLUG, number=1, now=CLOSES))

        await correct(small_office, lambda work: drafting.undo(work, slug=SLUG, number=1, now=OPENS))

        assert [each.closes_at for each in await small_office.rounds(stored)] == [CLOSES]


class TestSigning:
    async def test_needs_a_reason(self, small_office: Office) -> None:
        await small_office.run(contest())
        await small_office.played("an", SLUG, "B")

        with pytest.raises(ReasonMissing):
            await correct(small_office, regrade("q-01", Policy.DROP), reason=" ")

    async def test_belongs_to_roles(self, small_office: Office) -> None:
        await small_office.run(contest())
        await small_office.played("an", SLUG, "B")
        hr = Actor(id="account:9", roles=frozenset({"hr"}))

        def sign(work: Work) -> None:
            draft = regrade("q-01", Policy.DROP)(work)
            correcting.apply(work, slug=SLUG, draft=draft, by=hr, reason="Đáp án sai", now=OPENS)

        with pytest.raises(NotYours):
            await small_office.write(sign)

    async def test_after_the_results_are_final_is_refused(self, small_office: Office) -> None:
        stored = await small_office.run(contest())
        await small_office.played("an", SLUG, "B")
        await small_office.write(lambda work: work.contests.set_state(stored.id, ContestState.FINAL))

        with pytest.raises(ResultsFinal):
            await correct(small_office, regrade("q-01", Policy.DROP))

    async def test_by_a_plan_that_is_stale_is_refused(self, small_office: Office) -> None:
        await small_office.run(contest())
        await small_office.played("an", SLUG, "B", "C", "D")
        draft = regrade("q-01", Policy.DROP)
        planned = await small_office.write(
            lambda work: correcting.plan(work, slug=SLUG, draft=draft(work), now=OPENS)
        )
        await small_office.played("ha", SLUG, "B", "C", "D")

        with pytest.raises(correcting.PlanStale):
            await small_office.write(
                lambda work: correcting.apply(
                    work, slug=SLUG, draft=draft(work), by=Actor(id="x", roles=frozenset({"admin"})),
                    reason="Đáp án sai", now=OPENS, planned=planned.boards_before,
                )
            )  # fmt: skip

    async def test_is_recorded(self, small_office: Office) -> None:
        await small_office.run(contest())
        await small_office.played("an", SLUG, "B")

        await correct(small_office, regrade("q-01", Policy.DROP), by="account:3")

        acts = await small_office.write(lambda work: list(work.audit.entries(subject=f"contest:{SLUG}")))
        assert [(each.actor, each.action) for each in acts] == [("account:3", "contest.corrected.regrade")]

    async def test_twice_taken_back_is_refused(self, small_office: Office) -> None:
        await small_office.run(contest())
        await small_office.played("an", SLUG, "B")
        await correct(small_office, regrade("q-01", Policy.DROP))
        back = lambda work: drafting.undo(work, slug=SLUG, number=1, now=OPENS)  # noqa: E731
        await correct(small_office, back)

        with pytest.raises(CannotUndo):
            await correct(small_office, back)


class TestEarlierBoards:
    async def test_do_not_know_what_was_said_later(self, small_office: Office) -> None:
        await small_office.run(contest())
        await small_office.played("an", SLUG, "B", "C", "D")
        small_office.clock.on(hours=1)
        before = small_office.clock()
        small_office.clock.on(hours=1)
        await correct(small_office, regrade("q-01", Policy.DROP))

        def as_of(moment: Any) -> Any:
            return lambda work: history.board_at(
                work, slug=SLUG, at=moment, round_number=None, by="person", limit=5
            )

        asked = [
            (await small_office.write(as_of(moment))).lines[0].asked
            for moment in (before, small_office.clock() + MINUTE)
        ]
        assert asked == [3, 2]
