"""How what listens to a platform bears trouble: it waits longer each time, says little, and ends when told to."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

from quizbot.chat.channel import DeliveryFailed
from quizbot.core.delivery import Failure

T = TypeVar("T")

logger = logging.getLogger(__name__)

_LONGEST_WAIT_S = 60.0
# seconds a start waits for the platform before it goes on in the background: the network may be closed
# to it, and the rest of the product must not wait for it
_START_S = 10.0


class Endurance:
    """The troubles in a row of one loop, which ends only when told to.

    Args:
        platform: its name, for the log.
        channel: the channel's name.
    """

    def __init__(self, *, platform: str, channel: str, random: Random) -> None:
        self._platform = platform
        self._channel = channel
        self._random = random
        self._stopping = asyncio.Event()
        self._troubles = 0

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def stop(self) -> None:
        """Ask the loop to end after what it is doing."""
        self._stopping.set()

    def calm(self) -> None:
        """Forget the troubles: something went well."""
        self._troubles = 0

    def say(self, what: str, reason: str) -> None:
        """Log a trouble, aloud only at first and once more when it lasts."""
        level = logging.WARNING if self._troubles in (0, 5) else logging.DEBUG
        logger.log(
            level, "%s: %s: %s", self._platform, what, reason, extra={"action": f"{self._channel}.poll"}
        )

    async def bear(self, *, at_least: timedelta | None = None) -> None:
        """Wait after one more trouble, twice as long as after the one before, spread so that processes part.

        Args:
            at_least: what the platform asks for.
        """
        self._troubles += 1
        wait = _spread(self._troubles, self._random)
        if at_least is not None:
            wait = max(wait, at_least.total_seconds())
        await self.pause(wait)

    async def pause(self, seconds: float) -> None:
        """Wait, unless told to stop meanwhile."""
        if seconds > 0:
            await self.unless_stopping(asyncio.sleep(seconds))

    async def unless_stopping(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Do the work; give None, with the work cancelled, when told to stop meanwhile."""
        doing = asyncio.create_task(work)
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
            return doing.result() if doing.done() else None
        finally:
            for task in (doing, stopping):
                task.cancel()
            await asyncio.gather(doing, stopping, return_exceptions=True)


async def until_ready(
    attempt: Callable[[], Awaitable[T]], *, platform: str, channel: str, random: Random
) -> T:
    """Try until the platform lets a bot in; its network may be down, its token may have been replaced."""
    troubles = 0
    while True:
        try:
            return await attempt()
        except DeliveryFailed as failure:
            troubles += 1
            _not_ready(failure, troubles, platform=platform, channel=channel)
            wait = _spread(troubles, random)
            if failure.retry_after is not None:
                wait = max(wait, failure.retry_after.total_seconds())
            await asyncio.sleep(wait)


async def begun(running: asyncio.Task[None], ready: asyncio.Event, *, platform: str, channel: str) -> None:
    """Wait until what runs is ready or has failed, but not for long: it goes on in the background."""
    waiting = asyncio.create_task(ready.wait())
    done, _ = await asyncio.wait((running, waiting), timeout=_START_S, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not done:
        logger.warning(
            "%s has not answered in %.0f s; trying on in the background",
            platform,
            _START_S,
            extra={"action": f"{channel}.unreached"},
        )


def _spread(troubles: int, random: Random) -> float:
    longest = min(_LONGEST_WAIT_S, 2.0 ** min(troubles, 10))
    return longest * (0.5 + random.random() / 2)


def _not_ready(failure: DeliveryFailed, troubles: int, *, platform: str, channel: str) -> None:
    if failure.failure is Failure.OPERATOR:
        level, what = logging.ERROR, "the bot's token is not accepted"
    else:
        level, what = logging.WARNING, "not ready yet"
    if troubles > 3:
        level = logging.DEBUG
    logger.log(level, "%s: %s: %s", platform, what, failure.reason, extra={"action": f"{channel}.not_ready"})
