"""The composition root: the one module that knows everybody. Settings in, a running product out."""

import asyncio
import gc
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from quizbot.bank.desk.desk import BankDesk
from quizbot.bank.desk.reading import ReadingDesk
from quizbot.bank.upload import read_upload
from quizbot.channels import CHANNELS, Tools, by_typing
from quizbot.chat.channel import Channel
from quizbot.chat.commands import command_menus, standing_menus
from quizbot.chat.delivery import Courier
from quizbot.chat.dialogue import Dialogue
from quizbot.chat.mini import MiniApp
from quizbot.chat.proactive import Drawer
from quizbot.config import Settings
from quizbot.documents.awards import award_workbook
from quizbot.documents.certificates import Seal
from quizbot.documents.chat_files import ChatFiles
from quizbot.documents.office_papers import OfficePapers
from quizbot.documents.office_reports import OfficeReports
from quizbot.i18n.texts import Texts
from quizbot.installation import (
    all_texts,
    certificate_seal,
    chance,
    channel_limits,
    chat_settings,
    holder,
    is_code,
    means_of,
    now,
    office_calendar,
    whose_code,
)
from quizbot.scheduler.clockwork import Clockwork
from quizbot.usecases.ports import Store
from quizbot.web.app import make_app
from quizbot.web.server import serve
from quizbot.web.webchat import WebChat

ROLES = ("web", "bot", "sender", "scheduler")


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
