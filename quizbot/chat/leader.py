"""Elects the one process that may poll a platform, by a lease in the database."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store

logger = logging.getLogger(__name__)

# The lease is renewed at each beat; when a process dies, another goes on after it has run out.
_LEASE = timedelta(seconds=10)
_BEAT_S, _WAITING_BEAT_S = 3.0, 1.0


class Leader:
    """One process's standing in an election.

    Args:
        name: of the lease.
        holder: names this process.
    """

    def __init__(self, *, name: str, holder: str, store: Store, clock: Callable[[], datetime]) -> None:
        self._name = name
        self._holder = holder
        self._store = store
        self._clock = clock
        self._beating: asyncio.Task[None] | None = None
        # set while this process leads
        self.leading = asyncio.Event()

    def stand(self) -> None:
        """Begin to try for the lease, and to keep it."""
        self._beating = asyncio.create_task(self._beat())

    async def leave(self) -> None:
        """Stop, and let another process lead at once."""
        if self._beating is not None:
            self._beating.cancel()
            await asyncio.gather(self._beating, return_exceptions=True)
        self.leading.clear()
        try:
            await self._store.write(lambda work: work.leases.release(self._name, holder=self._holder))
        except Refusal as refusal:
            # it runs out by itself
            logger.warning("The lease %s was not given back: %s", self._name, refusal)

    async def _beat(self) -> None:
        while True:
            await self._try()
            await asyncio.sleep(_BEAT_S if self.leading.is_set() else _WAITING_BEAT_S)

    async def _try(self) -> None:
        now = self._clock()
        try:
            leads = await self._store.write(
                lambda work: work.leases.take(self._name, holder=self._holder, now=now, lasts=_LEASE)
            )
        except Refusal as refusal:
            # nobody else gets it meanwhile: the database is the same for all
            logger.debug("The lease %s was not renewed: %s", self._name, refusal)
        except Exception:
            # the edge: without a beat this process would go on without the right to
            logger.exception("The lease %s stumbled", self._name, extra={"action": "leader.fault"})
            self.leading.clear()
        else:
            if leads:
                self.leading.set()
            else:
                self.leading.clear()
