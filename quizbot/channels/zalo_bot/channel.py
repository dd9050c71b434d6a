"""The Zalo Bot channel: its life from start to stop."""

import asyncio
import hmac
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, Literal

import msgspec

from quizbot.channels.zalo_bot.api import BotApi
from quizbot.channels.zalo_bot.errors import ApiFailed
from quizbot.channels.zalo_bot.incoming import NAME, Unreadable, read
from quizbot.channels.zalo_bot.polling import Poller
from quizbot.channels.zalo_bot.sender import Sender
from quizbot.channels.zalo_bot.settings import ZaloBotSettings
from quizbot.chat.answering import Answering, Unstored
from quizbot.chat.channel import Answerer, Limits, Sign
from quizbot.chat.leader import Leader
from quizbot.chat.listening import begun, until_ready
from quizbot.chat.messages import Outgoing
from quizbot.chat.pace import opens_again, quota_left
from quizbot.usecases.ports import Store

logger = logging.getLogger(__name__)

_PLATFORM = "Zalo Bot"
_SECRET_HEADER = "x-bot-api-secret-token"  # noqa: S105 - the header's name, no secret


class ZaloBot:
    """The Zalo Bot Platform as a `Channel`.

    Args:
        token: the bot's token, from `ZaloBotSettings.bot_token`.
        holder: names this process in the lease that lets only one process poll.
    """

    def __init__(
        self,
        *,
        answer: Answerer,
        store: Store,
        settings: ZaloBotSettings,
        token: str,
        clock: Callable[[], datetime],
        random: Random,
        holder: str,
    ) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._random = random
        self._proof = settings.proof(token)
        self._limits = settings.limits()
        self._api = BotApi(token=token, base_url=settings.base_url, timeout_s=settings.request_timeout_s)
        self._sender = Sender(api=self._api, store=store, limits=self._limits, clock=clock)
        self._answering = Answering(
            name=NAME, answer=answer, send=self._reply, concurrency=settings.concurrency
        )
        self._poller = Poller(
            api=self._api,
            leader=Leader(name=f"{NAME}.poll:{self._api.bot_id}", holder=holder, store=store, clock=clock),
            handle=self._take,
            timeout_s=settings.poll_timeout_s,
            random=random,
        )
        self._listening = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        return NAME

    @property
    def limits(self) -> Limits:
        return self._limits

    async def send(self, address: str, message: Outgoing, *, group: bool = False) -> str:
        """Send one message and give the platform's id of it.

        Raises:
            DeliveryFailed
        """
        return await self._sender.send(address, message)

    async def probe(self) -> str:
        """Ask the platform who the bot is, and give its name and how it hears.

        Raises:
            DeliveryFailed: the network or the token is not in order.
        """
        me = await self._api.call("getMe")
        return str(me.get("account_name") or me.get("id") or "")

    async def signs(self) -> Sequence[Sign]:
        """Tell how updates come, and what is left of the month.

        Raises:
            DeliveryFailed
        """
        now = self._clock()
        left = await self._store.read(
            lambda work: quota_left(work, channel=NAME, limits=self._limits, now=now)
        )
        found = [await self._webhook_sign()]
        if left is not None:
            most = self._settings.messages_a_month or 0
            level: Literal["ok", "warning"] = "warning" if left <= self._settings.kept_for_replies else "ok"
            again = opens_again(limits=self._limits, now=now)
            facts = {"left": left, "most": most, "again": again}
            found.append(Sign(code="zalo_bot.quota", level=level, facts=facts))
        return found

    async def _webhook_sign(self) -> Sign:
        wanted = self._settings.webhook_url if self._settings.mode == "webhook" else ""
        try:
            url = str((await self._api.call("getWebhookInfo")).get("url") or "")
        except ApiFailed as failure:
            if not failure.reason.startswith("404"):
                raise
            # with no webhook some answer so
            url = ""
        if url == (wanted or ""):
            return Sign(code=f"zalo_bot.{self._settings.mode}", facts={"url": url})
        return Sign(code="zalo_bot.webhook_differs", level="warning", facts={"url": url or "–"})

    async def start(self) -> None:
        """Begin to listen. Where the platform cannot be reached, go on trying in the background."""
        self._running = asyncio.create_task(self._run())
        await begun(self._running, self._listening, platform=_PLATFORM, channel=NAME)

    async def stop(self) -> None:
        """Stop listening, finish what has begun, send the replies that wait within the deadline."""
        if self._running is not None:
            self._poller.stop()
            if not self._listening.is_set():
                self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        await self._answering.drain(deadline_s=self._settings.drain_s)
        await self._api.close()

    async def webhook(self, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """Take one call of the platform; 200 only when the answer is stored.

        Args:
            headers: with names in small letters.
        """
        shown = headers.get(_SECRET_HEADER, "")
        proven = hmac.compare_digest(shown.encode(), self._proof.encode())
        if not proven or self._settings.mode != "webhook":
            return 403, b""
        if not body.strip():
            # the probe of setWebhook
            return 200, b""
        try:
            update = msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            update = None
        if not isinstance(update, dict):
            _unreadable(len(body))
            return 200, b""
        try:
            await self._take(update)
        except Unstored as trouble:
            logger.warning("An update must come again: %s", trouble, extra={"action": "zalo_bot.unstored"})
            return 503, b""
        return 200, b""

    async def _take(self, update: Mapping[str, Any]) -> None:
        try:
            incoming = read(update, received_at=self._clock(), bot_name=self._settings.name)
        except Unreadable:
            _unreadable(len(msgspec.json.encode(update)))
            return
        if incoming is not None:
            await self._answering.take(incoming)

    async def _reply(self, address: str, messages: Sequence[Outgoing], _group: bool) -> None:
        await self._sender.reply(address, messages)

    async def _run(self) -> None:
        await until_ready(self._introduce, platform=_PLATFORM, channel=NAME, random=self._random)
        self._listening.set()
        if self._settings.mode == "polling":
            await self._poller.run()

    async def _introduce(self) -> None:
        """Learn that the token works and set the way updates come."""
        me = await self._api.call("getMe")
        await self._choose_way()
        who = me.get("account_name") or me.get("id")
        logger.info("Zalo Bot: listening as %s", who, extra={"action": "zalo_bot.start"})

    async def _choose_way(self) -> None:
        settings = self._settings
        if settings.mode == "polling":
            await self._api.call("deleteWebhook")
            return
        result = await self._api.call(
            "setWebhook", {"url": settings.webhook_url, "secret_token": self._proof}
        )
        check = result.get("verification")
        if isinstance(check, Mapping) and check.get("ok") is False:
            # the platform keeps the address all the same
            logger.warning(
                "Zalo Bot: the webhook was set but could not be called: %s",
                self._api.redact(str(check.get("hint", ""))),
                extra={"action": "zalo_bot.webhook"},
            )


def _unreadable(size: int) -> None:
    # not the bytes: they hold what somebody wrote
    logger.error("An update of %d bytes is not understood", size, extra={"action": "zalo_bot.unreadable"})
