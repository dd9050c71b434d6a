"""Weeks and months over the real channels: platforms' fakes around them, people who play, simulated time.

A month is foreseen, then lived through: the clock goes from one event to the next, the courier sends, people answer
where they were last written to. What became of every message stands in the outbox and in the platforms' books.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, cast
from zoneinfo import ZoneInfo

from quizbot.channels.zalo_bot.channel import ZaloBot
from quizbot.channels.zalo_bot.settings import ZaloBotSettings
from quizbot.channels.zalo_oa.channel import ZaloOa
from quizbot.channels.zalo_oa.settings import ZaloOaSettings
from quizbot.chat.channel import Channel
from quizbot.chat.delivery import Courier
from quizbot.chat.turn import ChatSettings
from quizbot.core.budget import Form, Means
from quizbot.core.calendar import Period
from quizbot.core.contest import Contest, ContestState, Round
from quizbot.core.delivery import Failure
from quizbot.core.ids import PersonId
from quizbot.usecases import organise, people
from quizbot.usecases.forecasting import ContestForecast, forecast_contest
from quizbot.usecases.paper_forms import note_form, settled_form
from quizbot.usecases.ports import Message, Person, PersonStatus, Priority, Store, StoredContest, Work
from quizbot.usecases.queued import TakesPart
from quizbot.web.webchat import WebChat
from tests.build import PEPPER, Office, opened
from tests.channels.messenger.rig import join as page_of
from tests.channels.zalo_oa.rig import pair
from tests.fakes.messenger.server import MessengerServer
from tests.fakes.standing_time import StandingTime
from tests.fakes.virtual_time import BEGINNING, clock, clock_of
from tests.fakes.zalo_bot.server import TOKEN, ZaloBotServer
from tests.fakes.zalo_oa.server import APP_SECRET, OA_SECRET, ZaloOaServer
from tests.fakes.zalo_oa.world import APP_ID, OA_ID

SLUG = "cuoc-thi"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PAGE = "webchat"
HOOK = "https://thi.example.gov.vn/webhook/zalo_bot"
# seconds in which everybody's replies have gone out
SETTLES_S = 60.0
Told = Counter[tuple[date, str, str]]


@dataclass
class Town:
    """An office, its people, and the platforms they are on."""

    office: Office
    store: Store
    servers: Mapping[str, Any]
    channels: Mapping[str, Channel]
    courier: Courier
    people: list[Person] = field(default_factory=list)
    # what somebody is on a platform
    accounts: dict[tuple[PersonId, str], Any] = field(default_factory=dict)
    notices: int = 0

    @property
    def means(self) -> Means:
        carriers = {name: channel.limits.carrier for name, channel in self.channels.items()}
        return Means(carriers=carriers, can_link=True)

    async def settle(self, count: int) -> None:
        """Take so many people in."""

        def put(work: Work) -> list[Person]:
            unit = work.people.units()[0]
            return [
                work.people.add(
                    Person(
                        id=PersonId(0),
                        code=f"Z{number:03}",
                        name=f"Người {number}",
                        unit_id=unit.id,
                        status=PersonStatus.ACTIVE,
                    ),
                    since=(BEGINNING - timedelta(days=400)).date(),
                )
                for number in range(count)
            ]

        self.people = await self.store.write(put)

    async def link(
        self, person: Person, channel: str, *, at: datetime = BEGINNING, silent: timedelta | None = None
    ) -> None:
        """Link a person's account on a platform.

        Args:
            silent: how long ago they were last heard there; None: nothing was ever heard.
        """
        number = self.people.index(person) + 1
        account = None if channel == PAGE else self.servers[channel].person(number)
        address = f"{person.code}@{PAGE}" if account is None else str(account.id)
        if account is not None:
            self.accounts[person.id, channel] = account
        heard_at = clock() - (silent or timedelta(0)) if silent is not None or channel == PAGE else None
        if channel == "zalo_bot" and account is not None:
            account.chat.known = True
        elif account is not None:
            account.user.heard_at = heard_at

        def put(work: Work) -> None:
            people.link(work, person, channel=channel, address=address, now=at)
            version = self.office.dialogue.settings.consent_version
            people.record_consent(
                work, person, purpose="take_part", version=version, given=True, channel=channel, now=at
            )
            session = work.chats.session(channel, address)
            session = type(session)(channel=channel, address=address, data={}, heard_at=heard_at)
            work.chats.put(session)

        await self.store.write(put)

    async def tell(self, person: Person, *, channel: str) -> None:
        """Send somebody a notice there: how we learn that an account is blocked."""
        account = self.accounts[person.id, channel]
        self.notices += 1
        notice = Message(
            channel=channel,
            address=str(account.id),
            person_id=person.id,
            kind="notice",
            screen="notice",
            facts={"text": "Xin chào"},
            dedupe=f"tell:{self.notices}",
            due_at=clock(),
            priority=Priority.NOTICE,
        )
        await self.store.write(lambda work: work.outbox.add([notice]))
        await self.courier.drain_once(clock())

    async def unfollow(self, person: Person) -> None:
        """Let somebody leave the Official Account, which the platform tells us."""
        account = self.accounts[person.id, "zalo_oa"]
        account.user.blocked = True
        account.unfollows()
        await self._push("zalo_oa")

    async def put(self, contest: Contest, rounds: Sequence[Period]) -> StoredContest:
        """Declare and open a contest."""

        now = clock()

        def store(work: Work) -> StoredContest:
            stored = work.contests.put(contest, rounds=rounds, now=now)
            work.contests.set_state(stored.id, ContestState.OPEN)
            return work.contests.get(stored.id)

        return await self.store.write(store)

    async def foresee(
        self, contest: Contest, rounds: Sequence[Period], *, takes_part: TakesPart | None = None
    ) -> ContestForecast:
        now = clock()
        return await self.store.write(
            lambda work: forecast_contest(
                work, contest, rounds=rounds, means=self.means, now=now, takes_part=takes_part
            )
        )

    async def live(
        self,
        stored: StoredContest,
        *,
        takes_part: TakesPart,
        forms: Mapping[str, Form] | None = None,
    ) -> None:
        """Live through the rounds of a contest.

        Args:
            forms: how papers reach people; decided by the product itself unless said.
        """
        rounds = await self.store.read(lambda work: work.contests.rounds(stored.id))
        begins = [
            (at, person, round_)
            for round_ in rounds
            for person in self.people
            if (at := takes_part(person.id, (round_.opens_at, round_.closes_at))) is not None
        ]
        for at in self._moments(stored.contest, rounds, [each[0] for each in begins]):
            if at < clock():
                continue
            await asyncio.sleep((at - clock()).total_seconds())
            await self._tick(stored, forms)
            await self.courier.drain_once(clock())
            starting = [(person, round_) for when, person, round_ in begins if when == at]
            if starting:
                await self._play(starting)

    async def open_only(self, stored: StoredContest, at: datetime, forms: Mapping[str, Form]) -> None:
        """Let the round that begins now open, and send nothing yet."""
        await asyncio.sleep((at - clock()).total_seconds())
        await self._tick(stored, forms)

    def _moments(
        self, contest: Contest, rounds: Sequence[Round], begins: Sequence[datetime]
    ) -> list[datetime]:
        opens, closes = [each.opens_at for each in rounds], [each.closes_at for each in rounds]
        reminded = [
            max(each.opens_at, each.closes_at - before)
            for each in rounds
            for before in contest.remind.before_close
        ]
        local = opens[0].astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
        days = [(local + timedelta(days=n)).astimezone(opens[0].tzinfo) for n in range(45)]
        firsts = [at for at in days if at.astimezone(VIETNAM).day == 1]
        return sorted({*opens, *closes, *reminded, *begins, *firsts})

    async def _tick(self, stored: StoredContest, forms: Mapping[str, Form] | None) -> None:
        now, means = clock(), self.means

        def tick(work: Work) -> None:
            organise.tick(work, now=now, means=means)
            for round_ in work.contests.rounds(stored.id):
                for channel, form in (forms or {}).items():
                    note_form(work, round_.id, channel, form)

        await self.store.write(tick)

    async def _play(self, starting: Sequence[tuple[Person, Round]]) -> None:
        """Let people play side by side, each where they were last written to."""
        told = await self.store.read(last_told)
        talks: dict[str, list[list[str]]] = {}
        for person, round_ in starting:
            where = await self._where(person, told)
            said = None if where == PAGE else await self._said(where, round_)
            if said is None:
                await self._play_on_the_page(person)
                continue
            talks.setdefault(where, []).append([*said])
            self._speakers.setdefault(where, []).append(self.accounts[person.id, where])
        for channel, lines in talks.items():
            speakers = self._speakers.pop(channel)
            for step in range(max(len(each) for each in lines)):
                for account, line in zip(speakers, lines, strict=True):
                    if step < len(line):
                        self._says(account, line[step])
                await self._push(channel)
                await asyncio.sleep(SETTLES_S)

    _speakers: dict[str, list[Any]] = field(default_factory=dict)

    def _says(self, account: Any, line: str) -> None:
        if line.startswith("→"):
            shown = account.messages()[-1]
            titles = [*shown.quick_replies, *shown.buttons]
            account.taps(next(title for title in titles if line[1:] in title))
        else:
            account.types(line)

    async def _where(self, person: Person, told: Mapping[PersonId, str]) -> str:
        """Tell where somebody takes part: where they were last written to, else where they can write."""
        if person.id in told:
            return told[person.id]
        from quizbot.usecases.recipients import recipients_of

        carriers = self.means.carriers
        (reached,) = await self.store.read(lambda work: recipients_of(work, [person.id], carriers=carriers))
        usable = (each.channel for each in reached.places if each.admitted and not each.unreachable)
        return next(usable, PAGE)

    async def _said(self, channel: str, round_: Round) -> list[str] | None:
        """Give what a person types there through a paper; None: they were led to the page."""
        stored = await self.store.read(lambda work: work.contests.get(round_.contest_id))
        count = sum(rule.count for rule in stored.contest.paper.draw)
        begin = "→Bắt đầu" if channel == "messenger" else "1"
        if not self.channels[channel].limits.allowance.quotas:
            return [f"/thi {SLUG}", begin, *["a"] * count]
        form = await self.store.read(lambda work: settled_form(work, round_.id, channel))
        if form is Form.LINK:
            return None
        sheet = " ".join(f"{number}A" for number in range(1, count + 1))
        return [f"/thi {SLUG}", begin, *([sheet] if form is Form.SHEET else ["a"] * count)]

    async def _push(self, channel: str) -> None:
        server, hook = self.servers[channel], self.channels[channel].webhook  # type: ignore[attr-defined]
        await (server.push_webhook(hook) if channel == "zalo_bot" else server.deliver(hook))

    async def _play_on_the_page(self, person: Person) -> None:
        """Play in the web chat, and leave no address there that messages could go to."""
        address, now = f"{person.code}@trang", clock()
        await self.store.write(lambda work: people.link(work, person, channel=PAGE, address=address, now=now))
        chat = self.office.chat(address)
        await chat.send(f"contests:start:{SLUG}")
        while await self.store.read(lambda work: work.attempts.open_of(person.id)) is not None:
            await chat.say("A")
        await self.store.write(lambda work: work.people.unlink(PAGE, address))

    async def became(self) -> tuple[Told, Counter[Failure]]:
        """Give what went out by day, channel and kind, and what did not by reason; notices aside."""
        told: Told = Counter()
        lost: Counter[Failure] = Counter()
        for channel, kind, state, failure, ended_at in await self.store.read(outbox_rows):
            if kind == "notice":
                continue
            assert state != "waiting", (channel, kind)
            if state == "sent":
                told[ended_at.astimezone(VIETNAM).date(), channel, kind] += 1
            elif state == "failed":
                lost[Failure(failure)] += 1
        return told, lost


def foreseen(found: ContestForecast) -> tuple[Told, Counter[Failure]]:
    """Give the same of a forecast; replies aside."""
    told: Told = Counter()
    lost: Counter[Failure] = Counter()
    for each in found.forecast.lines:
        if each.kind != "question":
            told[each.day, each.channel, each.kind] += each.arrive
            for why, count in each.fail.items():
                if why is not None:
                    lost[why] += count
    return +told, lost


def outbox_rows(work: Work) -> list[tuple[str, str, str, str | None, datetime]]:
    from sqlalchemy import select

    from quizbot.storage.statement import Statement
    from quizbot.storage.tables import OutboxRow
    from quizbot.storage.tables.base import table_of

    table = table_of(OutboxRow)
    columns = (table.c.channel, table.c.kind, table.c.state, table.c.failure, table.c.ended_at)
    return [tuple(row) for row in work._run.all(Statement(select(*columns)))]  # type: ignore[attr-defined,misc]


def last_told(work: Work) -> Mapping[PersonId, str]:
    """Tell on which channel each person was last written to."""
    from sqlalchemy import select

    from quizbot.storage.statement import Statement
    from quizbot.storage.tables import OutboxRow
    from quizbot.storage.tables.base import table_of

    table = table_of(OutboxRow)
    source = (
        select(table.c.person_id, table.c.channel)
        .where(table.c.state == "sent", table.c.kind != "notice")
        .order_by(table.c.ended_at, table.c.id)
    )
    rows = work._run.all(Statement(source))  # type: ignore[attr-defined]
    return {PersonId(row[0]): row[1] for row in rows if row[0] is not None}


@asynccontextmanager
async def town(
    *, bot: Mapping[str, Any] | None = None, oa: Mapping[str, Any] | None = None, page: bool = True
) -> AsyncIterator[Town]:
    """Open an office with a Zalo bot, an Official Account, a page on Messenger and the web page.

    Args:
        bot: settings of the Zalo bot beyond the usual ones.
        oa: settings of the Official Account.
        page: the web page is one of the channels.
    """
    chat = ChatSettings(
        office="Văn phòng",
        pepper=PEPPER,
        base_url="https://thi.example.vn",
        frugal=frozenset({"zalo_bot"}),
    )
    async with AsyncExitStack() as stack:
        office = await stack.enter_async_context(opened("sqlite://", settings=chat))
        servers = {
            "zalo_bot": await stack.enter_async_context(ZaloBotServer()),
            "zalo_oa": await stack.enter_async_context(ZaloOaServer()),
            "messenger": await stack.enter_async_context(MessengerServer()),
        }
        store, now = cast("Store", StandingTime(office.store)), clock_of(asyncio.get_running_loop())
        office.dialogue._store, office.dialogue._clock = store, now
        office.clock = now  # type: ignore[assignment]
        lent = pair(servers["zalo_oa"])
        await store.write(lambda work: work.credentials.put(lent))
        channels: dict[str, Channel] = {
            "messenger": page_of(servers["messenger"], store, office.dialogue, chat_gap_s=0),
            "zalo_oa": _account(office, store, servers["zalo_oa"], **(oa or {})),
            "zalo_bot": _bot(office, store, servers["zalo_bot"], **(bot or {})),
        }
        for each in channels.values():
            stack.push_async_callback(each.stop)
        # the others hear by webhook without more ado; their watches would only make the days long
        await channels["zalo_bot"].start()
        if page:
            channels[PAGE] = WebChat(answer=office.dialogue, store=store, clock=clock)
        courier = Courier(store=store, channels=channels, draw=office.drawer, clock=clock, holder="one")
        yield Town(office=office, store=store, servers=servers, channels=channels, courier=courier)


def _bot(office: Office, store: Store, server: ZaloBotServer, **more: Any) -> ZaloBot:
    settings: dict[str, Any] = {
        "base_url": server.url,
        "mode": "webhook",
        "webhook_url": HOOK,
        "per_second": 100,
        "chat_gap_s": 0,
        **more,
    }
    server.variants.messages_a_month = settings.get("messages_a_month", 3_000)
    return ZaloBot(
        answer=office.dialogue,
        store=store,
        settings=ZaloBotSettings(**settings),
        token=TOKEN,
        clock=clock,
        random=Random(1),
        holder="one",
    )


def _account(office: Office, store: Store, server: ZaloOaServer, **more: Any) -> ZaloOa:
    urls = {"base_url": server.url, "oauth_url": server.url, "chat_gap_s": 0}
    return ZaloOa(
        answer=office.dialogue,
        store=store,
        settings=ZaloOaSettings(app_id=APP_ID, oa_id=OA_ID, **urls, **more),
        app_key=APP_SECRET,
        oa_key=OA_SECRET,
        clock=clock,
        holder="one",
    )
