"""What this installation is: clock, chance, office, texts, database, codes and bank, from its settings."""

import os
import random
import socket
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizbot.bank.loader import load_bank
from quizbot.channels import CHANNELS
from quizbot.chat.channel import Limits
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
from quizbot.documents.certificates import Seal
from quizbot.i18n.texts import LANGUAGES, Texts, load_texts
from quizbot.storage.store import SqlStore, open_store
from quizbot.usecases import bank, people
from quizbot.usecases.ports import Store, Work
from quizbot.web import webchat

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
