"""The composition root: the one module that knows everybody. Settings in, a running product out."""

import asyncio
import gc
import logging
import os
import random
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from quizbot.bank.desk.desk import BankDesk
from quizbot.bank.desk.reading import ReadingDesk
from quizbot.bank.loader import load_bank
from quizbot.bank.upload import read_upload
from quizbot.channels import CHANNELS, Tools, by_typing
from quizbot.chat.channel import Channel, Limits
from quizbot.chat.commands import command_menus, standing_menus
from quizbot.chat.delivery import Courier
from quizbot.chat.dialogue import Dialogue
from quizbot.chat.mini import MiniApp
from quizbot.chat.proactive import Drawer
from quizbot.chat.turn import ChatSettings
from quizbot.config import Settings
from quizbot.contests.holidays_vn import days_off
from quizbot.contests.load import CALENDAR_FILE
from quizbot.core import personal_code
from quizbot.core.budget import Means
from quizbot.core.calendar import DaysOff
from quizbot.core.ids import PersonId
from quizbot.core.link_code import read_link_code
from quizbot.core.proof.certificates import certificate_key
from quizbot.documents.awards import award_workbook
from quizbot.documents.certificates import Seal
from quizbot.documents.chat_files import ChatFiles
from quizbot.documents.office_papers import OfficePapers
from quizbot.documents.office_reports import OfficeReports
from quizbot.i18n.texts import LANGUAGES, Texts, load_texts
from quizbot.scheduler.clockwork import Clockwork
from quizbot.storage.store import SqlStore, open_store
from quizbot.usecases import bank, people
from quizbot.usecases.ports import Store, Work
from quizbot.web import webchat
from quizbot.web.app import make_app
from quizbot.web.server import serve
from quizbot.web.webchat import WebChat

logger = logging.getLogger(__name__)

ROLES = ("web", "bot", "sender", "scheduler")
# days off are computed this many years around now
YEARS_BEFORE, YEARS_AFTER = 1, 3


def now() -> datetime:
    """Read the clock: aware UTC. The only place that does."""
    return datetime.now(UTC)  # noqa: TID251 - this is the clock


def chance() -> random.Random:
    """Give chance for what people compete over: the system's own, which nobody can foresee."""
    return random.SystemRandom()


def holder() -> str:
    """Name this process among those that share the database."""
    return f"{socket.gethostname()}:{os.getpid()}"


def all_texts(settings: Settings) -> dict[str, Texts]:
    """Read the texts of every language, with the office's own words over the Vietnamese.

    Raises:
        FormFaults, UnknownText
    """
    return {each: load_texts(each, overrides=settings.texts if each == "vi" else None) for each in LANGUAGES}


def office_calendar(settings: Settings, *, at: datetime) -> DaysOff:
    """Give the days off: the law's, with the office's own over them.

    Raises:
        FormFaults
    """
    own = settings.contests / CALENDAR_FILE
    years = range(at.year - YEARS_BEFORE, at.year + YEARS_AFTER + 1)
    return days_off(years, overrides=own if own.is_file() else None)


def chat_settings(settings: Settings, *, environ: Mapping[str, str], at: datetime) -> ChatSettings:
    """Give the conversation what it needs to know of the installation."""
    limits = channel_limits(settings)
    return ChatSettings(
        office=settings.office,
        pepper=settings.pepper(environ),
        base_url=settings.web.base_url,
        consent_version=settings.people.consent_version,
        contact=settings.people.contact,
        days_off=office_calendar(settings, at=at),
        self_registration=settings.people.self_registration,
        frugal=frozenset(means_of(settings).counted),
        counted={name: each for name, each in limits.items() if each.allowance.quotas},
        limits=limits,
        our_pages=frozenset({webchat.NAME}),
        deep_links=deep_links(settings),
        pages=app_pages(settings),
        ask_again_after=timedelta(days=days) if (days := settings.people.ask_again_after_days) else None,
    )


def deep_links(settings: Settings) -> dict[str, str]:
    """Give the addresses that open each chat, with {code} where a code goes."""
    own = {webchat.NAME: f"{settings.web.base_url}/?code={{code}}"} if settings.web.base_url else {}
    for name, block in settings.enabled_channels().items():
        make = CHANNELS[name].deep_link
        link = make(block, "{code}") if make is not None else ""
        if link:
            own[name] = link
    return own


def app_pages(settings: Settings) -> dict[str, str]:
    """Give the addresses that open the web page inside each app, signed in."""
    found = {
        name: make(block, settings.web.base_url)
        for name, block in settings.enabled_channels().items()
        if (make := CHANNELS[name].page) is not None
    }
    return {name: page for name, page in found.items() if page}


def channel_limits(settings: Settings) -> dict[str, Limits]:
    """Tell what each enabled channel carries, the web chat included, without building any."""
    found = {name: CHANNELS[name].limits(block) for name, block in settings.enabled_channels().items()}
    return {webchat.NAME: webchat.LIMITS, **found}


def means_of(settings: Settings) -> Means:
    """Tell what this installation sends with."""
    carriers = {name: limits.carrier for name, limits in channel_limits(settings).items()}
    return Means(carriers=carriers, can_link=bool(settings.web.base_url))


async def open_database(settings: Settings, *, environ: Mapping[str, str]) -> SqlStore:
    """Open the database of these settings, brought up to date."""
    settings.data.mkdir(parents=True, exist_ok=True)
    return await open_store(settings.database_url(environ), now=now())


@dataclass(kw_only=True)
class Product:
    """Everything that runs in one process, built and not yet started."""

    settings: Settings
    store: Store
    dialogue: Dialogue
    texts: Mapping[str, Texts]
    chat: WebChat
    channels: Mapping[str, Channel]
    courier: Courier
    clockwork: Clockwork
    stop: asyncio.Event
    # what signs certificates
    seal: Seal
    # by channel: the doors by which chat apps open the web page
    mini_apps: Mapping[str, MiniApp]
    # other processes may write to the same database
    shared_store: bool = False

    def web_app(self) -> Any:
        """Make the web application of this product."""
        pepper = self.dialogue.settings.pepper
        return make_app(
            store=self.store,
            answer=self.dialogue,
            settings=self.settings.web.model_copy(
                update={
                    "office": self.settings.web.office or self.settings.office,
                    "shared_store": self.settings.web.shared_store or self.shared_store,
                }
            ),
            clock=self.chat.clock,
            stop=self.stop,
            chat=self.chat,
            explain=self.texts["vi"].refusal,
            texts=self.texts["vi"],
            whose_code=lambda work, typed: whose_code(work, typed, pepper=pepper, at=self.chat.clock()),
            is_code=lambda work, typed: is_code(work, typed, pepper=pepper, at=self.chat.clock()),
            award_xlsx=award_workbook,
            papers=OfficePapers(folder=self.settings.papers, seal=self.seal),
            reports=OfficeReports(
                folder=self.settings.papers,
                data=self.settings.data,
                calendar=lambda at: office_calendar(self.settings, at=at),
            ),
            bank=BankDesk(folder=self.settings.questions, data=self.settings.data),
            readings=ReadingDesk(folder=self.settings.questions, data=self.settings.data),
            files=ChatFiles(office=self.settings.web.office or self.settings.office, texts=self.texts["vi"]),
            limits=channel_limits(self.settings),
            webhooks={
                name: channel.webhook
                for name, channel in self.channels.items()
                if hasattr(channel, "webhook")
            },
            mini_apps=self.mini_apps,
            verifications={
                name: channel.verify for name, channel in self.channels.items() if hasattr(channel, "verify")
            },
        )

    async def run(self, roles: Sequence[str] = ROLES, *, ready: Callable[[str], None] | None = None) -> None:
        """Run these roles until `stop` is set, then finish what has begun.

        Args:
            roles: any of `ROLES`.
            ready: called with the web page's address once it answers.
        """
        async with AsyncExitStack() as stack:
            if "scheduler" in roles:
                await self.clockwork.start()
                stack.push_async_callback(self.clockwork.stop)
            tasks: list[asyncio.Task[None]] = []
            for channel in self.channels.values():
                # one that only sends has connections to close as well
                stack.push_async_callback(channel.stop)
                if "bot" in roles:
                    await channel.start()
            if "sender" in roles:
                tasks.append(asyncio.create_task(self.courier.run()))
                stack.callback(self.courier.stop)
            if "web" in roles:
                if self.shared_store or self.settings.web.shared_store:
                    self.chat.hear_others()
                app = self.web_app()
                tasks.append(
                    asyncio.create_task(serve(app, settings=self.settings.web, stop=self.stop, ready=ready))
                )
            # start-up leaves many objects that live for ever: keep the collector from walking them
            gc.collect()
            gc.freeze()
            await _until(self.stop, tasks)
            self.courier.stop()
            await asyncio.gather(*tasks)


async def _until(stop: asyncio.Event, tasks: Sequence[asyncio.Task[None]]) -> None:
    """Wait for the stop, or for a part that ends by itself: that is a fault and stops the rest."""
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({waiting, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    stop.set()


def whose_code(work: Work, typed: str, *, pepper: str, at: datetime) -> PersonId | None:
    """Tell who is meant by a personal code as typed, or by a link code."""
    sealed = read_link_code(typed, pepper=pepper, now=at)
    if sealed is not None:
        return sealed.person_id
    code = personal_code.normal(typed)
    person = work.people.by_secret(personal_code.digest(code, pepper=pepper)) if code else None
    return None if person is None else person.id


def is_code(work: Work, typed: str, *, pepper: str, at: datetime) -> bool:
    """Tell whether something typed is a personal code, a link code, or the common code of a unit."""
    known = whose_code(work, typed, pepper=pepper, at=at) is not None
    return known or people.entry_code_unit(work, typed) is not None


def build(
    settings: Settings, store: Store, *, environ: Mapping[str, str], clock: Callable[[], datetime] = now
) -> Product:
    """Put the product together over an open database.

    Raises:
        FormFaults, Refusal: the settings do not hold together.
    """
    stop = asyncio.Event()
    texts = all_texts(settings)
    talk = chat_settings(settings, environ=environ, at=clock())
    dialogue = Dialogue(
        store=store,
        texts=texts,
        settings=talk,
        clock=clock,
        rng=chance(),
        read_bank=read_upload,
        files=ChatFiles(office=settings.office, texts=texts["vi"]),
        by_typing=by_typing(),
    )
    chat = WebChat(answer=dialogue, store=store, clock=clock)
    tools = Tools(
        answer=dialogue,
        store=store,
        clock=clock,
        random=chance(),
        holder=holder(),
        environ=environ,
        menus=command_menus(texts),
        standing=standing_menus(texts),
    )
    channels = {
        name: CHANNELS[name].build(block, tools) for name, block in settings.enabled_channels().items()
    }
    drawer = Drawer(texts=texts, settings=talk, by_typing=by_typing())
    return Product(
        settings=settings,
        store=store,
        dialogue=dialogue,
        texts=texts,
        chat=chat,
        channels=channels,
        courier=Courier(
            store=store,
            channels={chat.name: chat, **channels},
            draw=drawer,
            clock=clock,
            holder=holder(),
        ),
        clockwork=Clockwork(
            store=store,
            clock=clock,
            holder=holder(),
            every=timedelta(seconds=settings.scheduler.tick_s),
            means=means_of(settings),
            calendar=lambda at: office_calendar(settings, at=at),
        ),
        stop=stop,
        mini_apps=_mini_apps(settings, tools),
        seal=certificate_seal(settings, environ=environ),
        shared_store=settings.database_url(environ).startswith("postgresql"),
    )


def _mini_apps(settings: Settings, tools: Tools) -> dict[str, MiniApp]:
    """Make the doors by which chat apps open the web page."""
    found: dict[str, MiniApp] = {}
    for name, block in settings.enabled_channels().items():
        make = CHANNELS[name].mini_app
        door = make(block, tools) if make is not None else None
        if door is not None:
            found[name] = door
    return found


def certificate_seal(settings: Settings, *, environ: Mapping[str, str]) -> Seal:
    """Give what signs the certificates of this installation, and the address where they are checked."""
    web = settings.web
    return Seal(
        key=certificate_key(settings.pepper(environ)),
        base_url=web.base_url or f"http://{web.host}:{web.port}",
    )


async def load_shipped_bank(store: Store, folder: Path, *, by: str) -> int:
    """Apply the bank of a folder whole; gives how many questions it has.

    Raises:
        FormFaults: every fault; the running bank is untouched.
        KeyChangeUnconfirmed
    """
    loaded = load_bank(folder)
    await store.write(
        lambda work: bank.apply(
            work,
            loaded.questions,
            whole=True,
            confirm_keys=False,
            source_hash=loaded.folder,
            by=by,
            now=now(),
        )
    )
    return len(loaded.questions)


async def load_bank_if_empty(store: Store, folder: Path) -> None:
    """Apply the bank of a folder to a database that has none yet; a running bank is never touched.

    Raises:
        FormFaults: every fault of the bank.
    """
    if not await store.read(lambda work: work.bank.pool()):
        await load_shipped_bank(store, folder, by="system")
