"""The Telegram channel: its life from start to stop."""

import asyncio
import hmac
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from random import Random

from aiogram.methods import DeleteWebhook, GetMe, SetWebhook

from quizbot.channels.telegram.api import BotApi
from quizbot.channels.telegram.files import Files
from quizbot.channels.telegram.heard import NAME
from quizbot.channels.telegram.incoming import ALLOWED, FullDoor
from quizbot.channels.telegram.listener import Listener, Unstored
from quizbot.channels.telegram.menus import publish
from quizbot.channels.telegram.polling import Poller
from quizbot.channels.telegram.polls import token_of
from quizbot.channels.telegram.replies import Replies
from quizbot.channels.telegram.sender import Sender
from quizbot.channels.telegram.settings import TelegramSettings
from quizbot.chat.channel import Answerer, Limits
from quizbot.chat.commands import CommandMenu
from quizbot.chat.leader import Leader
from quizbot.chat.listening import begun, until_ready
from quizbot.chat.messages import Outgoing
from quizbot.usecases.ports import Store

logger = logging.getLogger(__name__)

_PLATFORM = "Telegram"
_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name, no secret


class Telegram:
    """Telegram as a `Channel`.

    Args:
        token: the bot's token, from `TelegramSettings.bot_token`.
        menus: the command menus to publish at the start.
        holder: names this process in the lease that lets only one process poll.
    """

    def __init__(
        self,
        *,
        answer: Answerer,
        store: Store,
        settings: TelegramSettings,
        token: str,
        clock: Callable[[], datetime],
        random: Random,
        holder: str,
        menus: Sequence[CommandMenu] = (),
    ) -> None:
        self._answer = answer
        self._store = store
        self._settings = settings
        self._clock = clock
        self._random = random
        self._holder = holder
        self._proof = settings.proof(token)
        self._menus = tuple(menus)
        self._limits = settings.limits()
        self._api = BotApi(token=token, base_url=settings.base_url, timeout_s=settings.request_timeout_s)
        self._sender = Sender(api=self._api, store=store, limits=self._limits, clock=clock)
        self._replies = Replies(sender=self._sender, store=store, concurrency=settings.concurrency)
        self._listener: Listener | None = None
        self._poller: Poller | None = None
        self._listening = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        return NAME

    @property
    def limits(self) -> Limits:
        return self._limits

    async def send(self, address: str, message: Outgoing, *, group: bool = False) -> str:
        """Send one message and give Telegram's id of it.

        The caller has reserved its place in the rate; the gap within the chat is kept here.

        Raises:
            DeliveryFailed
        """
        return await self._sender.send(address, message, group=group)

    async def probe(self) -> str:
        """Ask Telegram who the bot is, and give its username.

        Raises:
            DeliveryFailed: the network or the token is not in order.
        """
        return (await self._api.call(GetMe())).username or ""

    async def publish_menus(self, menus: Sequence[CommandMenu]) -> None:
        """Set command menus, such as that of a new organizer.

        Raises:
            DeliveryFailed
        """
        await publish(self._api, self._store, menus)

    async def start(self) -> None:
        """Begin to listen. Where Telegram cannot be reached, go on trying in the background."""
        self._running = asyncio.create_task(self._run())
        await begun(self._running, self._listening, platform=_PLATFORM, channel=NAME)

    async def stop(self) -> None:
        """Stop listening, finish what has begun, send the replies that wait within the deadline."""
        if self._running is not None:
            if self._poller is None:
                self._running.cancel()
            else:
                self._poller.stop()
            await asyncio.gather(self._running, return_exceptions=True)
        self._listener = None
        await self._replies.drain(deadline_s=self._settings.drain_s)
        await self._api.close()

    async def webhook(self, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """Take one call of Telegram; 200 only when the answer is stored.

        Args:
            headers: with names in small letters.
        """
        shown = headers.get(_SECRET_HEADER, "")
        proven = hmac.compare_digest(shown.encode(), self._proof.encode())
        if not proven or self._settings.mode != "webhook":
            return 403, b""
        if self._listener is None:
            if self._running is None:
                # a process that only serves the web pages learns who the bot is at the first call
                self._running = asyncio.create_task(self._run())
            return 503, b""
        try:
            await self._listener.take(body)
        except Unstored as trouble:
            logger.warning("An update must come again: %s", trouble, extra={"action": "telegram.unstored"})
            return 503, b""
        return 200, b""

    async def _run(self) -> None:
        username = await until_ready(self._introduce, platform=_PLATFORM, channel=NAME, random=self._random)
        self._listener = self._new_listener(username)
        if self._settings.mode == "webhook":
            self._listening.set()
            return
        self._poller = Poller(
            api=self._api,
            store=self._store,
            handle=self._listener.take_batch,
            timeout_s=self._settings.poll_timeout_s,
            clock=self._clock,
            random=self._random,
            leader=Leader(
                name=f"{NAME}.poll:{self._api.bot.id}",
                holder=self._holder,
                store=self._store,
                clock=self._clock,
            ),
        )
        self._listening.set()
        await self._poller.run()

    async def _introduce(self) -> str:
        """Learn the bot's name, set menus and the way updates come."""
        me = await self._api.call(GetMe())
        await self._choose_way()
        await publish(self._api, self._store, self._menus)
        logger.info("Telegram: listening as @%s", me.username, extra={"action": "telegram.start"})
        return me.username or ""

    async def _choose_way(self) -> None:
        settings = self._settings
        if settings.mode == "polling":
            await self._api.call(DeleteWebhook(drop_pending_updates=False))
        elif settings.webhook_url is not None:
            await self._api.call(
                SetWebhook(
                    url=settings.webhook_url,
                    secret_token=self._proof,
                    allowed_updates=ALLOWED,
                    max_connections=min(settings.concurrency, 100),
                    drop_pending_updates=False,
                )
            )

    def _new_listener(self, username: str) -> Listener:
        settings = self._settings
        files = Files(api=self._api, max_bytes=settings.max_file_bytes)
        door = FullDoor(
            username=username,
            groups=settings.groups,
            download=files.fetch,
            poll_token=lambda poll_id: token_of(self._store, poll_id),
        )
        return Listener(
            answer=self._answer,
            store=self._store,
            door=door,
            replies=self._replies,
            clock=self._clock,
            concurrency=settings.concurrency,
        )
