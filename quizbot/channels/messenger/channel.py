"""The Messenger channel: its life from start to stop."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import msgspec

from quizbot.channels.messenger.api import GraphApi
from quizbot.channels.messenger.errors import GraphFailed
from quizbot.channels.messenger.incoming import GET_STARTED, NAME, Heard, Unreadable, read, sightings
from quizbot.channels.messenger.limits import WINDOW
from quizbot.channels.messenger.profile import FIELDS as FIELDS_OF_PROFILE
from quizbot.channels.messenger.profile import profile, publish
from quizbot.channels.messenger.sender import Sender
from quizbot.channels.messenger.settings import MessengerSettings, Secrets
from quizbot.channels.messenger.signature import proven, same
from quizbot.chat.answering import Answering, Unstored
from quizbot.chat.channel import Answerer, Limits, Sign
from quizbot.chat.commands import StandingMenu
from quizbot.chat.fetching import Fetching
from quizbot.chat.messages import Outgoing
from quizbot.chat.sightings import note_sighting
from quizbot.core.delivery import Failure
from quizbot.usecases.ports import Store

logger = logging.getLogger(__name__)

_SIGNATURE = "x-hub-signature-256"
# the page's events that the app has to be subscribed to
FIELDS = ("messages", "messaging_postbacks", "messaging_referrals")
# those that tell how far our messages came: without them fewer count as opened than are
SEEN_FIELDS = ("message_deliveries", "message_reads")
_PROFILE_TRIES = 5


class Messenger:
    """A page's Messenger as a `Channel`."""

    def __init__(
        self,
        *,
        answer: Answerer,
        store: Store,
        settings: MessengerSettings,
        secrets: Secrets,
        clock: Callable[[], datetime],
        menus: Sequence[StandingMenu] = (),
    ) -> None:
        self._profile = profile(menus, questions=settings.first_touch == "questions")
        self._settings = settings
        self._secrets = secrets
        self._store = store
        self._clock = clock
        self._limits = settings.limits()
        self._api = GraphApi(
            base_url=settings.base_url,
            token=secrets.token,
            app_secret=secrets.app,
            prove=settings.appsecret_proof,
            timeout_s=settings.request_timeout_s,
            clock=clock,
        )
        self._sender = Sender(
            api=self._api,
            store=store,
            limits=self._limits,
            clock=clock,
            buttons=settings.buttons,
            human_agent=settings.human_agent,
            templates=settings.templates.by_kind(),
        )
        self._answering = Answering(
            name=NAME, answer=answer, send=self._reply, concurrency=settings.concurrency
        )
        self._greeting: asyncio.Task[None] | None = None
        self._fetching = Fetching(
            platform="Messenger",
            channel=NAME,
            answering=self._answering,
            download=partial(self._api.download, max_bytes=settings.max_file_bytes),
            base_url=settings.base_url,
        )

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
        if group:
            raise GraphFailed("a page writes to no groups", Failure.REFUSED)
        return await self._sender.send(address, message)

    async def probe(self) -> str:
        """Ask the platform which page this is, and give its name.

        Raises:
            DeliveryFailed: the network, the token or the permissions are not in order.
        """
        found = await self._api.get("/me", fields="id,name")
        return str(found.get("name") or found.get("id") or self._settings.page_id)

    async def signs(self) -> Sequence[Sign]:
        """Tell whether it is the right page, what the app hears, and how long people may be written to.

        Raises:
            DeliveryFailed
        """
        page = await self._api.get("/me", fields="id,name")
        apps = await self._api.get("/me/subscribed_apps")
        told = await self._api.get("/me/messenger_profile", fields=",".join(FIELDS_OF_PROFILE))
        found = [Sign(code="messenger.window", facts={"lasts": WINDOW})]
        given = self._settings.page_id
        if given and str(page.get("id")) != given:
            facts = {"page": str(page.get("id")), "given": given}
            found.append(Sign(code="messenger.other_page", level="error", facts=facts))
        heard = {name for app in _objects(apps) for name in _names(app.get("subscribed_fields"))}
        lacking = [name for name in FIELDS if name not in heard]
        if lacking:
            facts = {"fields": ", ".join(lacking)}
            found.append(Sign(code="messenger.not_subscribed", level="error", facts=facts))
        else:
            found.append(Sign(code="messenger.subscribed"))
        silent = [name for name in SEEN_FIELDS if name not in heard]
        if silent:
            facts = {"fields": ", ".join(silent)}
            found.append(Sign(code="messenger.not_told", level="warning", facts=facts))
        if not any(GET_STARTED in str(each.get("get_started")) for each in _objects(told)):
            found.append(Sign(code="messenger.no_get_started", level="warning"))
        elif "persistent_menu" in self._profile and not any(
            each.get("persistent_menu") for each in _objects(told)
        ):
            found.append(Sign(code="messenger.no_menu", level="warning"))
        return found

    async def start(self) -> None:
        """Set the button that begins a conversation and the menu; events come by webhook."""
        self._greeting = asyncio.create_task(self._set_profile())

    async def stop(self) -> None:
        """Finish what has begun, send the replies that wait within the deadline."""
        if self._greeting is not None:
            self._greeting.cancel()
            await asyncio.gather(self._greeting, return_exceptions=True)
            self._greeting = None
        await self._fetching.drain(deadline_s=self._settings.drain_s)
        await self._answering.drain(deadline_s=self._settings.drain_s)
        await self._api.close()

    async def verify(self, query: Mapping[str, str]) -> tuple[int, bytes]:
        """Answer the question by which Meta makes sure that the webhook's address is ours."""
        right = same(query.get("hub.verify_token", ""), self._secrets.verify)
        if query.get("hub.mode") == "subscribe" and right:
            return 200, query.get("hub.challenge", "").encode()
        logger.warning(
            "Messenger: the webhook's address was not verified: the verify token differs",
            extra={"action": "messenger.unverified"},
        )
        return 403, b""

    async def webhook(self, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """Take one call of the platform; 200 only when every answer is stored.

        Args:
            headers: with names in small letters.
            body: the raw bytes: the signature is over them.
        """
        if not proven(headers.get(_SIGNATURE, ""), body=body, secret=self._secrets.app):
            why = "the app secret or the body differs" if headers.get(_SIGNATURE) else "there is no signature"
            logger.warning(
                "Messenger: a webhook is not proven: %s", why, extra={"action": "messenger.unproven"}
            )
            return 403, b""
        try:
            told = _object(body)
            heard = read(told, page_id=self._settings.page_id, received_at=self._clock())
        except Unreadable:
            # not the bytes: they hold what somebody wrote
            logger.error(
                "A body of %d bytes is not understood", len(body), extra={"action": "messenger.unreadable"}
            )
            return 200, b""
        for sighting in sightings(told, page_id=self._settings.page_id):
            await note_sighting(self._store, sighting)
        # people side by side, what one person did in its order
        by_person: dict[str, list[Heard]] = {}
        for each in heard:
            by_person.setdefault(each.incoming.address, []).append(each)
        results = await asyncio.gather(*map(self._take, by_person.values()), return_exceptions=True)
        for trouble in results:
            if isinstance(trouble, Unstored):
                logger.warning("Events must come again: %s", trouble, extra={"action": "messenger.unstored"})
                return 503, b""
            if isinstance(trouble, BaseException):
                raise trouble
        return 200, b""

    async def _take(self, did: Sequence[Heard]) -> None:
        for heard in did:
            if heard.file is None:
                await self._answering.take(heard.incoming)
                continue
            # the platform waits some seconds, a file may take longer
            self._fetching.begin(heard.incoming, url=heard.file.url, name=heard.file.name)

    async def _reply(self, address: str, messages: Sequence[Outgoing], group: bool) -> None:
        await self._sender.reply(address, messages)

    async def _set_profile(self) -> None:
        """Set the button that begins a conversation, which also brings the payload of a link, and the menu."""
        for attempt in range(1, _PROFILE_TRIES + 1):
            try:
                await publish(self._api, self._profile)
            except GraphFailed as failure:
                logger.warning(
                    "Messenger: the button that begins or the menu is not set: %s",
                    failure.reason,
                    extra={"action": "messenger.profile"},
                )
                if failure.failure not in (Failure.LATER, Failure.UNKNOWN):
                    return
                await asyncio.sleep((failure.retry_after or _pause(attempt)).total_seconds())
            else:
                return


def _pause(attempt: int) -> timedelta:
    return timedelta(seconds=5.0 * 2**attempt)


def _object(body: bytes) -> Mapping[str, object]:
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Unreadable from None
    if not isinstance(found, dict):
        raise Unreadable
    return found


def _objects(answer: Mapping[str, object]) -> list[Mapping[str, object]]:
    data = answer.get("data")
    return [each for each in data if isinstance(each, dict)] if isinstance(data, list) else []


def _names(value: object) -> list[str]:
    """Read fields that come as names or as objects with a name, by the version of the API."""
    if not isinstance(value, list):
        return []
    return [str(each.get("name", "")) if isinstance(each, dict) else str(each) for each in value]
