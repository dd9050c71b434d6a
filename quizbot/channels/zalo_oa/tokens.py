"""The pair of tokens: read from the database, exchanged by one process at a time, saved before use.

A refresh token works once, and with the exchange the old access token dies too. So whoever wants to
exchange takes a lease in the database, notes there that the exchange has begun, and stores the new
pair before anybody uses it. A process that dies between the platform's answer and our commit takes
the new pair with it: the old one is then refused, and an operator has to bring a new one. Nothing
can prevent that, so the gap is kept to one transaction and what is left of it is said aloud.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from quizbot.channels.zalo_oa import limits
from quizbot.channels.zalo_oa.errors import OaFailed, Outcome, refused, unanswered
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Credential, Store, Work
from quizbot.usecases.trouble import end_trouble, note_trouble
from quizbot.wire import CallFailed, Wire

logger = logging.getLogger(__name__)

NAME = "zalo_oa"
# exchanged so long before its end, so that a platform out of order for a while does no harm
_BEFORE = timedelta(hours=3)
# a refresh token nearer to its end than this is an alarm: two months have gone without an exchange
ALARM_BEFORE = timedelta(days=30)
# longer than a call may take; then another process may try
_LEASE = timedelta(minutes=2)
_LOOK_S = 0.5
# an answer is saved again and again for so long before it is given up
_SAVING_S = 300.0


class Tokens:
    """The access token, whenever it is asked for.

    Args:
        app_id: whose tokens.
        secret: the app's secret key.
        holder: names this process in the lease.
    """

    def __init__(
        self,
        *,
        wire: Wire,
        store: Store,
        oauth_url: str,
        app_id: str,
        secret: str,
        clock: Callable[[], datetime],
        holder: str,
    ) -> None:
        self._wire = wire
        self._store = store
        self._url = f"{oauth_url.rstrip('/')}/v4/oa/access_token"
        self._app_id = app_id
        self._secret = secret
        self._clock = clock
        self._holder = holder
        self._lock = asyncio.Lock()
        # every token this process has held, for keeping them out of texts
        self._held: dict[str, None] = {}

    def hide(self, text: str) -> str:
        """Take the app's secret and all tokens out of a text."""
        for secret in (self._secret, *self._held):
            if secret:
                text = text.replace(secret, "<secret>")
        return text

    async def access(self, *, refused_: str = "") -> str:
        """Give an access token, exchanged when its time has nearly come.

        Args:
            refused_: the token that the platform has just refused.

        Raises:
            OaFailed
        """
        pair = await self._read()
        if pair is None:
            raise OaFailed("no tokens yet: run `quizbot channel token`", outcome=Outcome.OPERATOR)
        if pair.access != refused_ and pair.access_until - self._clock() > _BEFORE:
            return pair.access
        async with self._lock:
            return await self._exchanged(refused_)

    async def keep_fresh(self) -> None:
        """Exchange the pair when its time has nearly come, though nobody asks for it.

        Raises:
            OaFailed
        """
        if await self._read() is not None:
            await self.access()

    async def _exchanged(self, refused_: str) -> str:
        """Exchange the pair, or wait for the process that does."""
        deadline = asyncio.get_running_loop().time() + 2 * _LEASE.total_seconds()
        while True:
            pair, mine = await self._store.write(self._begin(refused_))
            if pair is None:
                raise OaFailed("the tokens were taken away", outcome=Outcome.OPERATOR)
            if not mine:
                if pair.access != refused_ and pair.access_until - self._clock() > timedelta(0):
                    self._hold(pair)
                    return pair.access
                if asyncio.get_running_loop().time() > deadline:
                    raise OaFailed("another process exchanges the tokens for long", outcome=Outcome.LATER)
                await asyncio.sleep(_LOOK_S)
                continue
            try:
                return await self._exchange(pair, refused_)
            finally:
                await self._release()

    def _begin(self, refused_: str) -> Callable[[Work], tuple[Credential | None, bool]]:
        """Take the lease and note that an exchange begins, unless somebody has done it meanwhile."""
        now = self._clock()

        def begin(work: Work) -> tuple[Credential | None, bool]:
            pair = work.credentials.get(NAME, self._app_id)
            if pair is None or (pair.access != refused_ and pair.access_until - now > _BEFORE):
                return pair, False
            if not work.leases.take(self._lease, holder=self._holder, now=now, lasts=_LEASE):
                return pair, False
            noted = replace(pair, exchanging_since=pair.exchanging_since or now)
            work.credentials.exchange(noted, version=pair.version)
            return pair, True

        return begin

    async def _exchange(self, pair: Credential, refused_: str) -> str:
        self._hold(pair)
        try:
            fresh = await self._ask(pair)
        except OaFailed as failure:
            usable = pair.access != refused_ and pair.access_until > self._clock()
            if failure.outcome is Outcome.OPERATOR:
                await self._alarm(failure.reason, pair)
                raise
            if usable:
                # the old one still works, as far as we know
                logger.warning(
                    "Zalo OA: the tokens could not be exchanged yet: %s",
                    failure.reason,
                    extra={"action": "zalo_oa.exchange"},
                )
                return pair.access
            raise OaFailed(failure.reason, outcome=Outcome.LATER) from None
        await self._save(fresh, pair)
        return fresh.access

    async def _ask(self, pair: Credential) -> Credential:
        """Exchange at the platform; gives the new pair, which is not stored yet."""
        form = {"grant_type": "refresh_token", "app_id": self._app_id, "refresh_token": pair.refresh}
        try:
            answer = await self._wire.call("POST", self._url, form=form, headers={"secret_key": self._secret})
        except CallFailed as error:
            raise unanswered(error) from None
        data = answer.data()
        access, refresh = (data or {}).get("access_token"), (data or {}).get("refresh_token")
        if not isinstance(access, str) or not isinstance(refresh, str) or not access or not refresh:
            failure = refused(answer.status, data)
            if failure.outcome is Outcome.PERMANENT:
                # whatever else the token page says no to, only an operator can mend
                failure = OaFailed(failure.reason, outcome=Outcome.OPERATOR, code=failure.code)
            raise OaFailed(self.hide(failure.reason), outcome=failure.outcome, code=failure.code)
        now = self._clock()
        fresh = replace(
            pair,
            access=access,
            refresh=refresh,
            access_until=now + timedelta(seconds=seconds_of((data or {}).get("expires_in"))),
            refresh_until=now + limits.REFRESH_LASTS,
            version=pair.version + 1,
            changed_at=now,
            exchanging_since=None,
        )
        self._hold(fresh)
        return fresh

    async def _save(self, fresh: Credential, old: Credential) -> None:
        """Store the new pair before it is used; the old one is dead, so this is tried for long."""
        deadline = asyncio.get_running_loop().time() + _SAVING_S
        wait = 0.2

        def save(work: Work) -> bool:
            end_trouble(work, channel=NAME)
            return work.credentials.exchange(fresh, version=old.version)

        while True:
            try:
                if not await self._store.write(save):
                    logger.warning(
                        "Zalo OA: an operator brought new tokens during an exchange",
                        extra={"action": "zalo_oa.exchange"},
                    )
                return
            except Refusal as refusal:
                if asyncio.get_running_loop().time() > deadline:
                    raise OaFailed(
                        f"the new tokens could not be stored: {refusal}", outcome=Outcome.LATER
                    ) from None
                logger.error(
                    "Zalo OA: the new tokens are not stored yet: %s",
                    refusal,
                    extra={"action": "zalo_oa.exchange"},
                )
            await asyncio.sleep(wait)
            wait = min(10.0, wait * 2)

    async def _alarm(self, reason: str, pair: Credential) -> None:
        now = self._clock()
        told = f"{reason}; quizbot channel token"
        logger.error(
            "Zalo OA: the refresh token is not accepted (%s), last exchanged %s: bring a new pair with "
            "`quizbot channel token`",
            reason,
            pair.changed_at.isoformat(timespec="minutes"),
            extra={"action": "zalo_oa.locked_out"},
        )
        try:
            await self._store.write(lambda work: note_trouble(work, channel=NAME, reason=told, now=now))
        except Refusal as refusal:
            logger.warning("The trouble was not noted: %s", refusal, extra={"action": "zalo_oa.unstored"})

    async def _release(self) -> None:
        try:
            await self._store.write(lambda work: work.leases.release(self._lease, holder=self._holder))
        except Refusal as refusal:
            # it runs out by itself
            logger.warning("The lease of the tokens was not given back: %s", refusal)

    async def _read(self) -> Credential | None:
        pair = await self._store.read(lambda work: work.credentials.get(NAME, self._app_id))
        if pair is not None:
            self._hold(pair)
        return pair

    def _hold(self, pair: Credential) -> None:
        for token in (pair.access, pair.refresh):
            self._held[token] = None
        while len(self._held) > 16:
            self._held.pop(next(iter(self._held)))

    @property
    def _lease(self) -> str:
        return f"{NAME}.tokens:{self._app_id}"


def seconds_of(value: object) -> int:
    """Read `expires_in`, which comes as text; what cannot be read counts as an hour."""
    try:
        return max(60, int(str(value)))
    except ValueError:
        return 3600
