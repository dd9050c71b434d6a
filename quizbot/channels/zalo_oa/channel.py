"""The Zalo Official Account channel: its life from start to stop."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import msgspec

from quizbot.channels.zalo_oa.api import OpenApi
from quizbot.channels.zalo_oa.errors import OaFailed
from quizbot.channels.zalo_oa.incoming import NAME, Unreadable, read
from quizbot.channels.zalo_oa.sender import Sender
from quizbot.channels.zalo_oa.settings import ZaloOaSettings
from quizbot.channels.zalo_oa.signature import is_timely, proven
from quizbot.channels.zalo_oa.tokens import ALARM_BEFORE
from quizbot.chat.answering import Answering, Unstored
from quizbot.chat.channel import Answerer, Limits, Sign
from quizbot.chat.fetching import Fetching
from quizbot.chat.messages import Outgoing
from quizbot.chat.sightings import note_sighting
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store
from quizbot.usecases.trouble import note_trouble

logger = logging.getLogger(__name__)

_SIGNATURE, _TIMESTAMP = "x-zevent-signature", "x-zevent-timestamp"
# how often the age of the tokens is looked at; more often than they come near their end
_LOOK_S = 1800.0
# an exchange of tokens that has not ended by then was cut off
_LONG_EXCHANGE = timedelta(minutes=5)


class ZaloOa:
    """A Zalo Official Account as a `Channel`.

    Args:
        app_key: the app's secret.
        oa_key: the account's secret, which signs webhooks.
        holder: names this process in the lease that lets only one exchange tokens.
    """

    def __init__(
        self,
        *,
        answer: Answerer,
        store: Store,
        settings: ZaloOaSettings,
        app_key: str,
        oa_key: str,
        clock: Callable[[], datetime],
        holder: str,
    ) -> None:
        self._store = store
        self._settings = settings
        self._oa_key = oa_key
        self._clock = clock
        self._app_id = settings.app()
        self._limits = settings.limits()
        self._api = OpenApi(
            base_url=settings.base_url,
            oauth_url=settings.oauth_url,
            app_id=self._app_id,
            secret=app_key,
            prove=settings.appsecret_proof,
            store=store,
            clock=clock,
            holder=holder,
            timeout_s=settings.request_timeout_s,
        )
        self._sender = Sender(
            api=self._api,
            store=store,
            limits=self._limits,
            clock=clock,
            buttons=settings.buttons,
            billed=settings.billed,
            groups=settings.groups,
            templates=settings.templates.by_kind(),
        )
        self._answering = Answering(
            name=NAME, answer=answer, send=self._reply, concurrency=settings.concurrency
        )
        self._watching: asyncio.Task[None] | None = None
        self._fetching = Fetching(
            platform="Zalo OA",
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
        return await self._sender.send(address, message, group=group)

    async def probe(self) -> str:
        """Ask the platform which account this is, and give its name.

        Raises:
            DeliveryFailed: the network, the tokens or the permissions are not in order.
        """
        found = await self._api.get("/v2.0/oa/getoa")
        return str(found.get("name") or found.get("oa_id") or self._settings.oa_id)

    async def signs(self) -> Sequence[Sign]:
        """Tell how old the tokens are, and how long after they were heard people may be written to."""
        now = self._clock()
        pair = await self._store.read(lambda work: work.credentials.get(NAME, self._app_id))
        window = self._limits.allowance.windows[-1]
        found = [Sign(code="zalo_oa.window", facts={"lasts": window.lasts, "dong": window.dong})]
        if pair is None:
            found.append(Sign(code="zalo_oa.no_tokens", level="error"))
        else:
            near = pair.refresh_until - now < ALARM_BEFORE
            facts = {"changed": pair.changed_at, "until": pair.refresh_until}
            found.append(Sign(code="zalo_oa.tokens", level="error" if near else "ok", facts=facts))
            if pair.exchanging_since is not None and now - pair.exchanging_since > _LONG_EXCHANGE:
                facts = {"since": pair.exchanging_since}
                found.append(Sign(code="zalo_oa.exchange_open", level="warning", facts=facts))
        return found

    async def start(self) -> None:
        """Begin to keep the tokens fresh; events come by webhook."""
        self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Finish what has begun, send the replies that wait within the deadline."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
            self._watching = None
        await self._fetching.drain(deadline_s=self._settings.drain_s)
        await self._answering.drain(deadline_s=self._settings.drain_s)
        await self._api.close()

    async def webhook(self, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """Take one call of the platform; 200 only when the answer is stored.

        Args:
            headers: with names in small letters.
            body: the raw bytes: the signature is over them.
        """
        event = _object(body)
        if event is None:
            return 403, b""
        # in the body as documented; some have seen it in a header
        timestamp = str(event.get("timestamp") or headers.get(_TIMESTAMP, ""))
        if not self._is_proven(headers.get(_SIGNATURE, ""), body=body, timestamp=timestamp):
            return 403, b""
        age = timedelta(seconds=self._settings.webhook_age_s)
        if not is_timely(timestamp, now=self._clock(), age=age):
            logger.warning(
                "Zalo OA: an event of another time is refused; is the clock right?",
                extra={"action": "zalo_oa.untimely"},
            )
            return 403, b""
        if str(event.get("app_id", self._app_id)) != self._app_id:
            logger.warning(
                "Zalo OA: an event of another app is refused", extra={"action": "zalo_oa.other_app"}
            )
            return 403, b""
        try:
            await self._take(event)
        except Unreadable:
            # not the bytes: they hold what somebody wrote
            logger.error(
                "An event of %d bytes is not understood", len(body), extra={"action": "zalo_oa.unreadable"}
            )
        except Unstored as trouble:
            logger.warning("An event must come again: %s", trouble, extra={"action": "zalo_oa.unstored"})
            return 503, b""
        return 200, b""

    def _is_proven(self, header: str, *, body: bytes, timestamp: str) -> bool:
        settings = self._settings
        prefixes = {"app_id": self._app_id, "oa_id": settings.oa_id}
        right = prefixes.pop(settings.signed_with)
        if proven(header, prefix=right, body=body, timestamp=timestamp, secret=self._oa_key):
            return True
        (other,) = prefixes
        why = "the OA secret or the body differs" if header else "there is no signature"
        if header and proven(
            header, prefix=prefixes[other], body=body, timestamp=timestamp, secret=self._oa_key
        ):
            why = f"it begins with {other}: set signed_with: {other}"
        logger.warning("Zalo OA: a webhook is not proven: %s", why, extra={"action": "zalo_oa.unproven"})
        return False

    async def _take(self, event: Mapping[str, object]) -> None:
        heard = read(
            event,
            received_at=self._clock(),
            groups=self._settings.groups,
            submitted_name=self._settings.submitted_name,
        )
        if heard.sighting is not None:
            await note_sighting(self._store, heard.sighting)
        if heard.incoming is None:
            return
        if heard.file is None:
            await self._answering.take(heard.incoming)
            return
        # the platform waits two seconds, a file may take longer
        self._fetching.begin(heard.incoming, url=heard.file.url, name=heard.file.name)

    async def _reply(self, address: str, messages: Sequence[Outgoing], group: bool) -> None:
        await self._sender.reply(address, messages, group=group)

    async def _watch(self) -> None:
        """Exchange tokens in time, and say aloud when their end comes near."""
        while True:
            for look in (self._api.tokens.keep_fresh, self._look_at_age):
                try:
                    await look()
                except (OaFailed, Refusal) as trouble:
                    logger.warning("Zalo OA: tokens: %s", trouble, extra={"action": "zalo_oa.tokens"})
                except Exception:
                    # the edge: a fault of ours must not let the tokens grow old
                    logger.exception("The tokens stumbled", extra={"action": "zalo_oa.fault"})
            await asyncio.sleep(_LOOK_S)

    async def _look_at_age(self) -> None:
        now = self._clock()
        pair = await self._store.read(lambda work: work.credentials.get(NAME, self._app_id))
        if pair is None:
            reason = "no tokens yet; quizbot channel token"
        elif pair.refresh_until - now < ALARM_BEFORE:
            days = max(0, (pair.refresh_until - now).days)
            reason = f"the refresh token ends in {days} days; quizbot channel token"
        else:
            return
        logger.error("Zalo OA: %s", reason, extra={"action": "zalo_oa.tokens"})
        await self._store.write(lambda work: note_trouble(work, channel=NAME, reason=reason, now=now))


def _object(body: bytes) -> Mapping[str, object] | None:
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return found if isinstance(found, dict) else None
