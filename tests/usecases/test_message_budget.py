"""The planner's law: what it says will arrive arrives, what it says will not does not, and no quota is passed.

Months are played by people on a platform that counts for itself and refuses what its plan does not carry.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizbot.chat.channel import DeliveryFailed, Limits
from quizbot.chat.delivery import Courier
from quizbot.chat.messages import Incoming, Outgoing
from quizbot.chat.pace import spend
from quizbot.chat.pages import pages
from quizbot.chat.turn import ChatSettings
from quizbot.core.budget import Form, Means
from quizbot.core.calendar import Period
from quizbot.core.contest import Contest, Feedback, RemindRules
from quizbot.core.delivery import Allowance, Failure, Quota, Window
from quizbot.core.delivery import Period as Counted
from quizbot.core.ids import PersonId
from quizbot.usecases import organise, people
from quizbot.usecases.forecasting import ContestForecast, forecast_contest
from quizbot.usecases.paper_forms import settled_form
from quizbot.usecases.ports import Person, PersonStatus, Work
from tests.build import OPENS, PEPPER, Office, contest, drawn, opened

CHANNEL = "zalo_bot"
SLUG = "cuoc-thi"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Told = Counter[tuple[date, str]]


@dataclass
class Platform:
    """Counts what arrives by its own books: people, and messages of each month."""

    office: Office
    limits: Limits
    name: str = CHANNEL
    known: list[str] = field(default_factory=list)
    months: Counter[str] = field(default_factory=Counter)
    arrived: list[datetime] = field(default_factory=list)

    def carries(self, address: str) -> bool:
        """Take one message if the plan has room for it."""
        allowance, at = self.limits.allowance, self.office.clock.now
        if address not in self.known:
            if allowance.people is not None and len(self.known) >= allowance.people:
                return False
            self.known.append(address)
        month = at.astimezone(VIETNAM).strftime("%Y-%m")
        if any(self.months[month] >= quota.messages for quota in allowance.quotas):
            return False
        self.months[month] += 1
        return True

    async def send(self, address: str, message: Outgoing, *, group: bool = False) -> str:
        if not self.carries(address):
            raise DeliveryFailed("quota exceeded", Failure.QUOTA)
        self.arrived.append(self.office.clock.now)
        return str(len(self.arrived))

    async def start(self) -> None:
        return None

    async def stop(self) -> None:
        return None


@dataclass
class Month:
    """People who play rounds on the platform, the clock going from one event to the next."""

    office: Office
    platform: Platform
    means: Means
    contest: Contest
    rounds: list[Period]
    people: list[Person]
    takes_part: dict[tuple[int, datetime], datetime]
    replied: Told = field(default_factory=Counter)
    silent: Told = field(default_factory=Counter)
    serial: Iterator[int] = field(default_factory=lambda: iter(range(10**9)))

    def begins(self, person: PersonId, round_: Period) -> datetime | None:
        return self.takes_part.get((int(person), round_[0]))

    async def foreseen(self) -> ContestForecast:
        return await self.office.write(
            lambda work: forecast_contest(
                work,
                self.contest,
                rounds=self.rounds,
                means=self.means,
                now=self.office.clock.now,
                takes_part=self.begins,
            )
        )

    async def play(self, forms: dict[str, Form]) -> None:
        stored = await self.office.run(self.contest, *self.rounds)
        numbered = {each.opens_at: each for each in await self.office.rounds(stored)}
        courier = Courier(
            store=self.office.store,
            channels={CHANNEL: self.platform},
            draw=self.office.drawer,
            clock=self.office.clock,
            holder="test",
        )
        for at in self._moments():
            self.office.clock.now = at
            await self.office.write(lambda work, at=at: organise.tick(work, now=at))  # type: ignore[misc]
            for round_ in numbered.values():
                if round_.opens_at <= at:
                    for channel, form in forms.items():
                        mark = f"form:{round_.id}:{channel}"
                        await self.office.write(
                            lambda work, mark=mark, form=form: work.leases.mark(mark, form.value)  # type: ignore[misc]
                        )
            await courier.drain_once(at)
            for person in self.people:
                for round_ in self.rounds:
                    if self.takes_part.get((person.id, round_[0])) == at:
                        form = await self.office.write(
                            lambda work, id_=numbered[round_[0]].id: settled_form(work, id_, CHANNEL)  # type: ignore[misc]
                        )
                        await self._converse(person, form)

    def _moments(self) -> list[datetime]:
        reminded = [
            max(opens, closes - before)
            for opens, closes in self.rounds
            for before in self.contest.remind.before_close
        ]
        last = max(closes for _, closes in self.rounds)
        midnight = last.astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
        months = [(midnight + DAY * number).astimezone(last.tzinfo) for number in range(-40, 6)]
        firsts = [at for at in months if at.astimezone(VIETNAM).day == 1]
        return sorted(
            {*reminded, *(at for each in self.rounds for at in each), *self.takes_part.values(), *firsts}
        )

    async def _converse(self, person: Person, form: Form) -> None:
        if form is Form.LINK:
            await self._play_on_the_page(person)
            return
        address = address_of(person)
        if address not in self.platform.known:
            await self._play_on_the_page(person)
            return
        count = sum(rule.count for rule in self.contest.paper.draw)
        said = [("choice", f"contests:show:{SLUG}"), ("choice", f"contests:start:{SLUG}")]
        sheet = " ".join(f"{number}A" for number in range(1, count + 1))
        said += [("text", sheet)] if form is Form.SHEET else [("text", "A")] * count
        for kind, text in said:
            reply = await self.office.dialogue(
                Incoming(
                    channel=CHANNEL,
                    address=address,
                    update_key=f"u{next(self.serial)}",
                    received_at=self.office.clock.now,
                    kind=kind,  # type: ignore[arg-type]
                    text=text,
                )
            )
            # a channel that counts sends one reply in as few messages as it can
            for _ in pages(reply.messages, limit=self.platform.limits.text):
                await self._reply(address)

    async def _play_on_the_page(self, person: Person) -> None:
        address = f"{person.code}@webchat"
        now = self.office.clock.now
        await self.office.write(
            lambda work: people.link(work, person, channel="webchat", address=address, now=now)
        )
        count = sum(rule.count for rule in self.contest.paper.draw)
        chat = self.office.chat(address)
        await chat.send(f"contests:start:{SLUG}")
        for _ in range(count):
            await chat.say("A")

    async def _reply(self, address: str) -> None:
        """Answer as a channel must: count first, then send."""
        now, limits = self.office.clock.now, self.platform.limits
        day = (now.astimezone(VIETNAM).date(), "question")
        if await self.office.write(
            lambda work: spend(work, channel=CHANNEL, limits=limits, count=1, now=now)
        ):
            assert self.platform.carries(address)
            self.replied[day] += 1
        else:
            self.silent[day] += 1

    async def became(self) -> tuple[Told, Counter[Failure | None]]:
        """Give what arrived by day and kind, and what did not by reason."""
        rows = await self.office.write(outbox_rows)
        told: Told = Counter(self.replied)
        lost: Counter[Failure | None] = Counter({Failure.QUOTA: sum(self.silent.values())})
        for kind, state, failure, ended_at in rows:
            if state == "sent":
                told[ended_at.astimezone(VIETNAM).date(), kind] += 1
            elif state == "failed":
                lost[Failure(failure)] += 1
        return told, +lost


def outbox_rows(work: Work) -> list[tuple[str, str, str | None, datetime]]:
    from sqlalchemy import select

    from quizbot.storage.statement import Statement
    from quizbot.storage.tables import OutboxRow
    from quizbot.storage.tables.base import table_of

    table = table_of(OutboxRow)
    columns = (table.c.kind, table.c.state, table.c.failure, table.c.ended_at)
    return [tuple(row) for row in work._run.all(Statement(select(*columns)))]  # type: ignore[attr-defined,misc]


def address_of(person: Person) -> str:
    return f"{person.code}@{CHANNEL}"


def furnish(work: Work, count: int, allowance: Allowance) -> list[Person]:
    unit = work.people.units()[0]
    found = []
    for number in range(count):
        blank = Person(
            id=PersonId(0), code=f"Z{number:03}", name=f"Người {number}", unit_id=unit.id,
            status=PersonStatus.ACTIVE,
        )  # fmt: skip
        person = work.people.add(blank, since=(OPENS - 400 * DAY).date())
        people.link(
            work, person, channel=CHANNEL, address=address_of(person), now=OPENS - 30 * DAY + number * HOUR
        )
        people.record_consent(
            work, person, purpose="take_part", version="2026-11", given=True, channel=CHANNEL, now=OPENS - DAY
        )
        found.append(person)
    return found


async def month(
    *,
    count: int,
    rounds: list[Period],
    questions: int,
    allowance: Allowance,
    spent: int = 0,
    plays: dict[tuple[int, int], timedelta] | None = None,
    remind: tuple[timedelta, ...] = (),
) -> tuple[ContestForecast, Told, Counter[Failure | None], Month]:
    """Foresee a month, play it, and give both."""
    limits = Limits(text=2000, per_second=100.0, chat_gap=timedelta(0), allowance=allowance)
    frugal = frozenset({CHANNEL}) if allowance.quotas else frozenset()
    chat = ChatSettings(office="Văn phòng", pepper=PEPPER, base_url="https://thi.example.vn", frugal=frugal)
    async with opened("sqlite://", settings=chat) as office:
        office.clock.now = rounds[0][0] - HOUR
        made = await office.write(lambda work: furnish(work, count, allowance))
        if spent:
            key = f"quota:{CHANNEL}:{office.clock.now.astimezone(VIETNAM):%Y-%m}"
            await office.write(lambda work: work.leases.count(key, spent))
        declared = contest(
            draw=drawn(*(f"q-{number:02}" for number in range(1, questions + 1))),
            feedback=Feedback.AFTER_CLOSE,
            limit=None,
            remind=RemindRules(before_close=remind),
        )
        platform = Platform(office, limits, known=[address_of(each) for each in made][: allowance.people])
        platform.months[f"{office.clock.now.astimezone(VIETNAM):%Y-%m}"] = spent
        begins = {
            (made[person].id, rounds[number][0]): rounds[number][0] + after
            for (person, number), after in (
                plays
                if plays is not None
                else {(p, n): 2 * HOUR for p in range(count) for n in range(len(rounds))}
            ).items()
        }
        means = Means(carriers={CHANNEL: limits.carrier}, can_link=True)
        run = Month(office, platform, means, declared, rounds, made, begins)
        found = await run.foreseen()
        await run.play(dict(found.forms))
        told, lost = await run.became()
        return found, told, lost, run


def foreseen_counts(found: ContestForecast) -> tuple[Told, Counter[Failure | None]]:
    told: Told = Counter()
    for each in found.forecast.lines:
        told[each.day, each.kind] += each.arrive
    lost = Counter({why: count for why, count in found.undelivered.items() if why is not None})
    return +told, lost


def weekly(count: int, *, first: datetime = OPENS, lasts: timedelta = 6 * DAY) -> list[Period]:
    return [(first + 7 * DAY * number, first + 7 * DAY * number + lasts) for number in range(count)]


FREE_PLAN = Allowance(quotas=(Quota(messages=3000, period=Counted.MONTH),), people=50)


class TestAMonthOnTheFreePlan:
    async def test_of_fifty_people_goes_in_whole_papers_and_all_arrives(self) -> None:
        found, told, lost, run = await month(
            count=50, rounds=weekly(4), questions=12, allowance=FREE_PLAN, remind=(DAY,)
        )

        assert found.forms == {CHANNEL: Form.SHEET}
        assert foreseen_counts(found) == (told, lost) == (told, Counter())
        assert max(run.platform.months.values()) <= 3000

    async def test_of_twenty_people_asks_question_by_question(self) -> None:
        found, told, lost, _ = await month(count=20, rounds=weekly(2), questions=5, allowance=FREE_PLAN)

        assert found.forms == {CHANNEL: Form.EACH}
        assert foreseen_counts(found) == (told, lost)

    async def test_says_which_of_sixty_people_the_plan_leaves_out(self) -> None:
        found, told, lost, _ = await month(count=60, rounds=weekly(1), questions=3, allowance=FREE_PLAN)

        # ten invitations and ten results; those ten take part on the page
        assert found.undelivered[Failure.QUOTA] == 20
        assert foreseen_counts(found) == (told, lost)

    async def test_leads_to_the_web_when_no_paper_fits(self) -> None:
        daily = [(OPENS + number * DAY, OPENS + number * DAY + 8 * HOUR) for number in range(20)]
        found, told, lost, run = await month(
            count=40, rounds=daily, questions=3, allowance=FREE_PLAN, spent=1000
        )

        assert found.forms == {CHANNEL: Form.LINK}
        assert foreseen_counts(found) == (told, lost)
        assert max(run.platform.months.values()) <= 3000


@st.composite
def plays(draw: st.DrawFn) -> dict[str, object]:
    count, rounds = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    playing = draw(
        st.dictionaries(
            st.tuples(st.integers(0, count - 1), st.integers(0, rounds - 1)),
            st.sampled_from((HOUR, 2 * DAY, 4 * DAY + HOUR)),
        )
    )
    return {
        "count": count,
        "rounds": weekly(rounds, first=OPENS + draw(st.integers(0, 25)) * DAY),
        "questions": draw(st.integers(1, 4)),
        "plays": playing,
        "remind": draw(st.sampled_from(((), (DAY,), (3 * DAY, DAY)))),
    }


LAWS = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class TestTheForecast:
    @LAWS
    @given(case=plays(), quota=st.integers(3, 60), spent=st.integers(0, 20))
    @pytest.mark.asyncio(loop_scope="function")
    async def test_holds_whatever_the_quota(self, case: dict[str, object], quota: int, spent: int) -> None:
        allowance = Allowance(quotas=(Quota(messages=quota, period=Counted.MONTH),))
        found, told, lost, run = await month(allowance=allowance, spent=min(spent, quota), **case)  # type: ignore[arg-type]

        assert foreseen_counts(found) == (told, lost)
        assert all(used <= quota for used in run.platform.months.values())

    @LAWS
    @given(case=plays(), since_heard=st.sampled_from((None, 1, 2)))
    @pytest.mark.asyncio(loop_scope="function")
    async def test_holds_whatever_the_window(self, case: dict[str, object], since_heard: int | None) -> None:
        allowance = Allowance(
            windows=(Window(lasts=2 * DAY), Window(lasts=7 * DAY, dong=55)), since_heard=since_heard
        )
        found, told, lost, _ = await month(allowance=allowance, **case)  # type: ignore[arg-type]
        foreseen, foreseen_lost = foreseen_counts(found)

        # replies are free of windows; on a channel without quotas they need no forecast to be exact
        assert {key: n for key, n in foreseen.items() if key[1] != "question"} == {
            key: n for key, n in told.items() if key[1] != "question"
        }
        assert foreseen_lost == lost
