"""Files that people send: fetched beside the webhook that told of them, which waits a few seconds at most."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from quizbot.chat.answering import Answering, Unstored
from quizbot.chat.channel import DeliveryFailed
from quizbot.chat.messages import Incoming
from quizbot.core.delivery import Failure

logger = logging.getLogger(__name__)

_TRIES = 3


class Fetching:
    """What is being fetched; each file is handed to the dialogue with what came with it.

    Args:
        platform: its name, for the log.
        channel: the channel's name.
        download: gives what stands at an address, None when it is too large; raises DeliveryFailed.
        base_url: the platform's own address; where that is this machine, files may lie there too.
    """

    def __init__(
        self,
        *,
        platform: str,
        channel: str,
        answering: Answering,
        download: Callable[[str], Awaitable[bytes | None]],
        base_url: str,
    ) -> None:
        self._platform = platform
        self._channel = channel
        self._answering = answering
        self._download = download
        self._plain = base_url.startswith("http://127.")
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, incoming: Incoming, *, url: str, name: str) -> None:
        """Begin to fetch a file; it is answered when it is there."""
        task = asyncio.create_task(self._fetch(incoming, url, name))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, *, deadline_s: float) -> None:
        """Wait for what has begun."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=deadline_s)

    async def _fetch(self, incoming: Incoming, url: str, name: str) -> None:
        content = await self._content(url)
        try:
            await self._answering.take(replace(incoming, file_name=name, file_bytes=content))
        except Unstored as trouble:
            action = f"{self._channel}.unstored"
            logger.warning("A file was not taken: %s", trouble, extra={"action": action})

    async def _content(self, url: str) -> bytes:
        """Fetch a file; empty when it is too large or cannot be had, which the dialogue says."""
        if not url.startswith("https://") and not self._plain:
            return b""
        for attempt in range(1, _TRIES + 1):
            try:
                return await self._download(url) or b""
            except DeliveryFailed as failure:
                logger.warning(
                    "%s: a file was not fetched: %s",
                    self._platform,
                    failure.reason,
                    extra={"action": f"{self._channel}.file"},
                )
                if failure.failure is Failure.REFUSED:
                    break
            await asyncio.sleep(0.5 * 2**attempt)
        return b""
