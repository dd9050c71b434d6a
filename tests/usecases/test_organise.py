"""The clock's work: rounds open and close once, messages are queued once, whoever wakes up when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quizbot.core.contest import ContestKind, ContestState, Feedback, GroupPosts, RemindRules
from quizbot.core.lifecycle import WrongState
from quizbot.usecases import organise, reach
from quizbot.usecases.organise import RulesPinned
from quizbot.usecases.ports import Message, Work
from tests.build import CLOSES, OPENS, Office, contest

DAY = timedelta(days=1)
REMIND = RemindRules(before_close=(timedelta(hours=24), timedelta(hours=4)))


async def queued(office: Office) -> dict[str, int]:
    """Count what waits, by kind."""
    counts = await office.write(lambda work: work.outbox.counts())
    found: dict[str, int] = {}
    for each in counts:
        found[each.kind] = found.get(each.kind, 0) + each.messages
    return found


class TestTick:
    async def test_twice_at_once_does_everything_once(self, office: Office) -> None:
        await office.run(
            contest(feedback=Feedback.AFTER_CLOSE, groups=GroupPosts(opening=True, results=True))
        )
        await office.write(lambda work: work.chats.link_group("telegram", "-1", title="N", now=OPENS))
        await office.linked("binh")

        first, second = await office.tick(), await office.tick()
        await office.played("an", "cuoc-thi", "B", "C", "D")
        office.clock.now = CLOSES
        third, fourth = await office.tick(), await office.tick()

        assert (first.opened, second.opened, third.closed, fourth.closed) == (1, 0, 1, 0)
        assert await queued(office) == {"invitation": 1, "post": 2, "result": 1}

    async def test_after_a_long_silence_invites_nobody_to_what_is_over(self, office: Office) -> None:
        await office.run(contest(remind=REMIND))
        await office.linked("an")
        office.clock.now = CLOSES + DAY

        done = await office.tick()

        assert (done.opened, done.closed, done.reminders) == (1, 1, 0)
        assert await queued(office) == {}

    async def test_leaves_contests_alone_that_nobody_opened(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.write(lambda work: work.contests.set_state(stored.id, ContestState.CHECKED))
        await office.linked("an")
        office.clock.now = CLOSES + DAY

        assert await office.tick() == organise.Ticked()

    async def test_invites_only_who_is_admitted_and_reachable(self, office: Office) -> None:
        from quizbot.core.contest import Who

        await office.run(contest(who=Who(units=("p1",))))
        for name in ("an", "dung", "ha"):
            await office.linked(name)

        await office.tick()

        assert await queued(office) == {"invitation": 2}

    async def test_practice_invites_nobody(self, office: Office) -> None:
        await office.run(contest(kind=ContestKind.PRACTICE))
        await office.linked("an")

        await office.tick()

        assert await queued(office) == {}


class TestReminders:
    async def test_go_once_and_only_to_those_who_have_not_begun(self, office: Office) -> None:
        await office.run(contest(remind=REMIND, limit=None))
        await office.linked("binh")
        begun = await office.linked("cuc")
        await begun.send("contests:start:cuoc-thi")
        await office.played("an", "cuoc-thi", "B", "C", "D")
        office.clock.now = CLOSES - timedelta(hours=24)

        first, second = await office.tick(), await office.tick()

        assert (first.reminders, second.reminders) == (1, 0)

    async def test_that_all_came_due_in_a_silence_are_one(self, office: Office) -> None:
        await office.run(contest(remind=REMIND))
        await office.linked("binh")
        office.clock.now = CLOSES - timedelta(hours=1)

        first, second = await office.tick(), await office.tick()

        assert (first.reminders, second.reminders) == (1, 0)

    async def test_are_not_drawn_for_who_has_begun_meanwhile(self, office: Office) -> None:
        stored = await office.run(contest(remind=REMIND))
        chat = await office.linked("an")
        round_ = (await office.rounds(stored))[0]
        message = Message(
            channel="webchat", address="an@webchat", person_id=office.people["an"].id, kind="reminder",
            screen="reminder", dedupe="x", facts={"round_id": round_.id}, due_at=OPENS,
        )  # fmt: skip
        assert await office.write(lambda work: office.drawer(work, message)) is not None

        await chat.send("contests:start:cuoc-thi")

        assert await office.write(lambda work: office.drawer(work, message)) is None

    @pytest.mark.parametrize(
        ("local_hour", "waits_until"), [(6, (0, 7)), (7, None), (19, None), (20, (1, 7)), (23, (1, 7))]
    )
    async def test_wait_for_the_morning(self, local_hour: int, waits_until: tuple[int, int] | None) -> None:
        now = datetime(2026, 3, 2, 0, 30, tzinfo=UTC) + timedelta(hours=local_hour - 7)

        woken = reach.waking_moment(contest(), now=now)

        if waits_until is None:
            assert woken == now
        else:
            days, hour = waits_until
            assert woken == datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=days, hours=hour - 7)


class TestNotice:
    async def test_the_same_one_is_queued_once(self, office: Office) -> None:
        await office.linked("an")
        everybody = list(office.people.values())

        def send(work: Work) -> int:
            return reach.notice(work, text="Mai họp", key="k", people=everybody, now=OPENS)

        assert (await office.write(send), await office.write(send)) == (1, 0)


class TestSteps:
    async def test_lead_on_and_are_recorded(self, office: Office) -> None:
        await office.run(contest())
        states = (ContestState.CLOSED, ContestState.PROVISIONAL, ContestState.FINAL, ContestState.ANNOUNCED)

        for to in states:
            await office.write(
                lambda work, to=to: organise.step(work, slug="cuoc-thi", to=to, by="t", now=OPENS)  # type: ignore[misc]
            )

        stored = await office.write(lambda work: work.contests.by_slug("cuoc-thi"))
        assert stored is not None
        assert stored.state is ContestState.ANNOUNCED

    async def test_that_do_not_lead_on_are_refused(self, office: Office) -> None:
        await office.run(contest())

        with pytest.raises(WrongState):
            await office.write(
                lambda work: organise.step(
                    work, slug="cuoc-thi", to=ContestState.ANNOUNCED, by="t", now=OPENS
                )
            )

    async def test_closing_before_a_later_round_opens_tells_nobody_of_it(self, office: Office) -> None:
        await office.run(contest(), (OPENS, CLOSES), (OPENS + 7 * DAY, CLOSES + 7 * DAY))
        await office.linked("an")
        await office.write(
            lambda work: organise.step(work, slug="cuoc-thi", to=ContestState.CLOSED, by="t", now=OPENS + DAY)
        )
        office.clock.now = OPENS + 8 * DAY

        done = await office.tick()

        assert (done.opened, done.closed) == (0, 0)

    async def test_rules_of_an_open_contest_are_pinned(self, office: Office) -> None:
        from quizbot.core.calendar import NO_DAYS_OFF

        await office.run(contest())
        changed = replace(contest(), title="Khác")

        with pytest.raises(RulesPinned):
            await office.write(
                lambda work: organise.apply_contest(work, changed, days_off=NO_DAYS_OFF, by="t", now=OPENS)
            )
