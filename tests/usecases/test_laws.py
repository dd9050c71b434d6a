"""Boards kept while people play are the boards rebuilt from the log, and a frozen board stays."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from quizbot.chat.messages import Reply
from quizbot.core.contest import (
    AttemptRules,
    Counted,
    Feedback,
    GroupPosts,
    Prediction,
    RankRules,
    ResultRules,
    UnitRules,
)
from quizbot.usecases import organise, people, results
from quizbot.usecases.places import my_place
from quizbot.usecases.ports import Message, PersonStatus, StoredContest, Work
from quizbot.usecases.standings import board_view
from tests.build import OPENS, Chat, Office, contest, opened, said

NAMES = ("an", "binh", "cuc", "dung", "ha", "khoa", "lan")
WEEK = timedelta(days=7)
ROUNDS = tuple((OPENS + WEEK * n, OPENS + WEEK * n + timedelta(days=5)) for n in range(3))


def boards_of(work: Work, stored: StoredContest) -> dict[str, list[Any]]:
    """Read every live board of a contest, with its sums by unit."""
    names = [results.round_board(each.id) for each in work.contests.rounds(stored.id)]
    found: dict[str, list[Any]] = {}
    for name in (*names, results.contest_board(stored)):
        found[name] = list(work.standings.entries(name))
        found[f"{name} units"] = sorted(work.standings.unit_sums(name).items())
        found[f"{name} people"] = [work.standings.size(name)]
    return found


async def check(office: Office, stored: StoredContest) -> None:
    kept = await office.write(lambda work: boards_of(work, stored))
    await office.write(lambda work: results.rebuild(work, stored=work.contests.get(stored.id)))
    assert await office.write(lambda work: boards_of(work, stored)) == kept


class Players:
    """People who do something by chance, each from their own chat."""

    def __init__(self, office: Office, rng: random.Random) -> None:
        self.office, self.rng = office, rng
        self.chats: dict[str, Chat] = {}

    async def join(self) -> None:
        for name in NAMES:
            self.chats[name] = await self.office.linked(name)

    async def act(self) -> None:
        chat = self.chats[self.rng.choice(NAMES)]
        deed = self.rng.random()
        if deed < 0.35:
            await chat.send("contests:start:cuoc-thi")
        elif deed < 0.9:
            typed = self.rng.choice(["A", "B", "C", "D", "1B 2C 3D", "17", "câu 2 a"])
            await chat.say(typed)
        elif deed < 0.95:
            await self.move(self.rng.choice(NAMES))
        else:
            await self.office.tick()
        self.office.clock.on(minutes=self.rng.choice([0, 1, 3, 200]), seconds=self.rng.randrange(60))

    async def move(self, name: str) -> None:
        """Give somebody another unit, from today or tomorrow, or have them leave."""

        def change(work: Work) -> None:
            person = work.people.by_code(self.office.people[name].code)
            if person is None:
                # erased before
                return
            unit = self.rng.choice(work.people.units())
            left = self.rng.random() < 0.2
            status = PersonStatus.LEFT if left else PersonStatus.ACTIVE
            on = self.office.clock().date() + timedelta(days=self.rng.choice([0, 1]))
            work.people.update(replace(person, unit_id=unit.id, status=status), on=on)
            results.update_everywhere(work, person_ids=[person.id])

        await self.office.write(change)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("prediction", "over"),
    [
        (Prediction.NONE, "round"),
        (Prediction.PERFECT_PAPERS, "round"),
        (Prediction.PARTICIPANTS, "contest"),
    ],
)
async def test_boards_kept_are_boards_rebuilt(seed: int, prediction: Prediction, over: str) -> None:
    rng = random.Random(seed)
    rules = contest(
        attempts=AttemptRules(per_round=3, counted=rng.choice(list(Counted)), complete_only=seed % 2 == 0),
        prediction=prediction,
        rank=RankRules(ties=("prediction", "duration", "attempts", "submitted_at", "lot")),
    )
    rules = replace(rules, paper=replace(rules.paper, prediction_over=over))
    async with opened("sqlite://") as office:
        stored = await office.run(rules, *ROUNDS)
        players = Players(office, rng)
        await players.join()
        for round_number, (opens, closes) in enumerate(ROUNDS):
            office.clock.now = max(office.clock.now, opens)
            await office.tick()
            for step in range(60):
                if office.clock.now >= closes:
                    break
                await players.act()
                if step % 20 == 19:
                    await check(office, stored)
            office.clock.now = max(office.clock.now, closes)
            await office.tick()
            await check(office, stored)
            if round_number == 1:
                person = office.people[rng.choice(NAMES)]
                now = office.clock.now
                await office.write(lambda work: people.erase(work, person, by="test", now=now))  # noqa: B023
                await check(office, stored)
        # somebody moves or leaves after the end
        await players.move(rng.choice(NAMES))
        await check(office, stored)


async def test_boards_are_the_same_on_postgresql(office: Office) -> None:
    stored = await office.run(contest(), *ROUNDS)
    for name, answers in (("an", "BCD"), ("ha", "BCA"), ("dung", "AAA"), ("lan", "BAD")):
        await office.played(name, "cuoc-thi", *answers)
    office.clock.now = ROUNDS[0][1]
    await office.tick()

    await check(office, stored)


async def public_views(office: Office, stored: StoredContest) -> list[Any]:
    """Everything somebody outside can fetch about a contest, with nothing that names the moment."""

    def read(work: Work) -> list[Any]:
        views: list[Any] = []
        now = office.clock()
        for number in (None, 1):
            for by in ("person", "unit"):
                view = board_view(work, slug=stored.contest.id, now=now, round_number=number, by=by)
                views.append(replace(view, as_of=now))
        round_ = work.contests.rounds(stored.id)[0]
        an = office.people["an"]
        views += [
            my_place(work, stored=stored, round_=each, person_id=an.id, now=now) for each in (round_, None)
        ]
        return views

    seen = await office.write(read)
    group = office.chat("nhom")
    group.group = True
    seen.append(said(await group.say("/bang")))
    chat = await office.linked("an")
    for token in ("boards:person:cuoc-thi", "boards:unit:cuoc-thi:1", "results"):
        reply: Reply = await chat.send(token)
        seen.append(said(reply))
    return seen


class TestFreeze:
    @pytest.mark.parametrize("feedback", [Feedback.AFTER_ATTEMPT, Feedback.AFTER_CLOSE])
    async def test_no_public_view_depends_on_later_answers(self, feedback: Feedback) -> None:
        views = []
        for later in ((), (("binh", "BCD"), ("ha", "BCA"), ("khoa", "AAA"))):
            async with opened("sqlite://") as office:
                rules = contest(
                    feedback=feedback,
                    results=ResultRules(freeze=timedelta(hours=2)),
                    groups=GroupPosts(results=True),
                    units=UnitRules(score="mean"),
                )
                stored = await office.run(rules, *ROUNDS)
                await office.tick()
                await office.played("an", "cuoc-thi", "B", "C", "A")
                await office.played("cuc", "cuoc-thi", "B", "C", "D")
                office.clock.now = ROUNDS[0][1] - timedelta(hours=2)
                if not later:
                    await office.tick()
                for name, answers in later:
                    await office.played(name, "cuoc-thi", *answers)
                # a late wake-up counts what was handed in before the freeze all the same
                office.clock.now = ROUNDS[0][1] - timedelta(hours=1)
                await office.tick()
                views.append(await public_views(office, stored))

        assert views[0] == views[1]

    async def test_ends_with_the_round(self, office: Office) -> None:
        rules = contest(results=ResultRules(freeze=timedelta(hours=2)))
        stored = await office.run(rules, *ROUNDS)
        office.clock.now = ROUNDS[0][1] - timedelta(hours=1)
        await office.tick()
        await office.played("an", "cuoc-thi", "B", "C", "D")
        frozen = await public_views(office, stored)
        assert frozen[0].lines == ()

        office.clock.now = ROUNDS[0][1]
        await office.tick()

        assert [each.place for each in (await public_views(office, stored))[0].lines] == [1]

    async def test_results_are_drawn_as_they_are_after_closing(self, office: Office) -> None:
        rules = contest(feedback=Feedback.AFTER_CLOSE, groups=GroupPosts(results=True))
        stored = await office.run(rules, *ROUNDS)
        await office.tick()
        await office.played("an", "cuoc-thi", "B", "C", "D")
        office.clock.now = ROUNDS[0][1]
        await office.tick()

        def draw(work: Work) -> str:
            round_ = work.contests.rounds(stored.id)[0]
            message = Message(
                channel="webchat", address="nhom", kind="post", screen="post_results", dedupe="x",
                facts={"round_id": round_.id}, due_at=office.clock(),
            )  # fmt: skip
            drawn = office.drawer(work, message)
            assert drawn is not None
            return drawn.plain

        assert "Nguyễn Văn An" in await office.write(draw)


class TestUnits:
    async def test_people_directly_in_the_root_are_a_unit_of_their_own(self, office: Office) -> None:
        stored = await office.run(contest(units=UnitRules(score="mean", level=1)))
        await office.played("lan", "cuoc-thi", "B", "C", "D")
        await office.played("dung", "cuoc-thi", "B", "C", "A")

        view = await office.write(
            lambda work: board_view(
                work, slug=stored.contest.id, now=office.clock(), by="unit", viewer=office.people["lan"].id
            )
        )

        found = {each.result.code: (each.result.roster, each.result.participants) for each in view.units}
        assert found == {"vp": (1, 1), "p1": (4, 1), "p2": (2, 0)}
        assert [each.result.code for each in view.units if each.mine] == ["vp"]

    async def test_the_roster_day_is_the_local_day_of_the_opening(self, office: Office) -> None:
        # 06:00 in Việt Nam is still the day before in UTC
        opens = OPENS - timedelta(hours=4)
        stored = await office.run(contest(), (opens, opens + timedelta(days=1)))
        units = {unit.code: unit.id for unit in await office.write(lambda work: work.people.units())}
        moved = replace(office.people["an"], unit_id=units["p2"])
        await office.write(lambda work: work.people.update(moved, on=OPENS.date()))
        office.clock.now = opens
        await office.played("an", "cuoc-thi", "B", "C", "D")

        progress = await office.write(
            lambda work: organise.progress_view(work, slug="cuoc-thi", now=office.clock())
        )
        entry = await office.write(
            lambda work: work.standings.entry(results.contest_board(stored), office.people["an"].id)
        )

        assert entry is not None
        assert entry.unit_id == units["p2"]
        assert progress is not None
        assert {each.code: each.roster for each in progress.units} == {"vp": 1, "p1": 2, "p1a": 1, "p2": 3}

    async def test_who_left_stays_on_the_boards_of_their_time(self, office: Office) -> None:
        stored = await office.run(contest())
        await office.played("an", "cuoc-thi", "B", "C", "D")
        gone = replace(office.people["an"], status=PersonStatus.LEFT)
        await office.write(lambda work: work.people.update(gone, on=OPENS.date() + timedelta(days=3)))

        await check(office, stored)

        size = await office.write(lambda work: work.standings.size(results.contest_board(stored)))
        assert size == 1
