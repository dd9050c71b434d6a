"""Elects the one process that may poll a platform: by a lock of the database, or by a lease in it."""

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
# A lock is free as soon as its process dies; asking is cheap.
_LOCK_BEAT_S, _LOCK_WAITING_BEAT_S = 1.0, 0.5


class Leader:
    """One process's standing in an election.

    Args:
        name: of the lock or lease.
        holder: names this process.
    """

    def __init__(self, *, name: str, holder: str, store: Store, clock: Callable[[], datetime]) -> None:
        self._name = name
        self._holder = holder
        self._store = store
        self._clock = clock
        self._lock = store.lock(name)
        self._beating: asyncio.Task[None] | None = None
        # set while this process leads
        self.leading = asyncio.Event()

    def stand(self) -> None:
        """Begin to try for the lease, and to keep it."""
        self._beating = asyncio.create_task(self._beat())

    async def drop(self) -> None:
        """Stop without a word to the others, as a process does that is killed."""
        if self._beating is not None:
            self._beating.cancel()
            await asyncio.gather(self._beating, return_exceptions=True)
        self.leading.clear()

    async def leave(self) -> None:
        """Stop, and let another process lead at once."""
        await self.drop()
        if self._lock is not None:
            await self._lock.release()
            return
        try:
            await self._store.write(lambda work: work.leases.release(self._name, holder=self._holder))
        except Refusal as refusal:
            # it runs out by itself
            logger.warning("The lease %s was not given back: %s", self._name, refusal)

    async def _beat(self) -> None:
        beats = (_BEAT_S, _WAITING_BEAT_S) if self._lock is None else (_LOCK_BEAT_S, _LOCK_WAITING_BEAT_S)
        while True:
            await self._try()
            await asyncio.sleep(beats[0] if self.leading.is_set() else beats[1])

    async def _try(self) -> None:
        try:
            leads = await (self._leased() if self._lock is None else self._lock.hold())
        except Refusal as refusal:
            # nobody else gets it meanwhile: the database is the same for all
            logger.debug("The lease %s was not renewed: %s", self._name, refusal)
        except OSError as trouble:
            # another process may have the lock by now
            logger.warning("%s: %s", self._name, trouble, extra={"action": "leader.lost"})
            self.leading.clear()
        except Exception:
            # the edge: without a beat this process would go on without the right to
            logger.exception("The lease %s stumbled", self._name, extra={"action": "leader.fault"})
            self.leading.clear()
        else:
            if leads:
                self.leading.set()
            else:
                self.leading.clear()

    async def _leased(self) -> bool:
        now = self._clock()
        return await self._store.write(
            lambda work: work.leases.take(self._name, holder=self._holder, now=now, lasts=_LEASE)
        )
