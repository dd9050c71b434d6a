"""How a reply waits: for its place in the rate of all processes, and until a passing trouble is over."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from quizbot.chat.channel import DeliveryFailed, Limits
from quizbot.chat.pace import reserve
from quizbot.core.delivery import Failure
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store, Work

logger = logging.getLogger(__name__)

# how often a reply is tried that certainly did not go out
TRIES = 4
# a reply that is put off for longer is given up: any next touch of the person shows the state
PATIENCE = timedelta(minutes=2)


async def patiently(admit: Callable[[], Awaitable[object]], call: Callable[[], Awaitable[object]]) -> None:
    """Try again while it is certain that nothing went out; platforms have no key against doubles.

    Args:
        admit: waits for the message's place, before each try.

    Raises:
        DeliveryFailed
    """
    for attempt in range(1, TRIES + 1):
        try:
            await admit()
            await call()
        except DeliveryFailed as failure:
            wait = failure.retry_after or timedelta(seconds=0.5 * 2**attempt)
            if attempt == TRIES or failure.failure is not Failure.LATER or wait > PATIENCE:
                raise
            await asyncio.sleep(wait.total_seconds())
        else:
            return


class Lane:
    """A channel's lane: one rate for all processes that send through it."""

    def __init__(self, *, channel: str, store: Store, limits: Limits, clock: Callable[[], datetime]) -> None:
        self._channel = channel
        self._store = store
        self._limits = limits
        self._clock = clock

    async def slot(self) -> None:
        """Wait for the next free place.

        Raises:
            DeliveryFailed: everything is put off for longer than a reply waits.
        """
        now = self._clock()

        def place(work: Work) -> tuple[timedelta, ...]:
            return reserve(work, channel=self._channel, limits=self._limits, count=1, now=now)

        try:
            (wait,) = await self._store.write(place)
        except Refusal as refusal:
            # a message must not fail for it
            action = f"{self._channel}.unstored"
            logger.warning("The pace could not be stored: %s", refusal, extra={"action": action})
            return
        if wait > PATIENCE:
            raise DeliveryFailed("everything is put off", Failure.LATER, retry_after=wait)
        if wait > timedelta(0):
            await asyncio.sleep(wait.total_seconds())
