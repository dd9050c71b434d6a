"""Fetches the files that organizers send to the bot."""

import asyncio
import logging

from quizbot.channels.telegram.api import BotApi, FileTooLarge
from quizbot.channels.telegram.errors import ApiFailed, Outcome

logger = logging.getLogger(__name__)

_TRIES = 3


class Files:
    """Downloads documents up to a size.

    Args:
        max_bytes: larger ones are not fetched.
    """

    def __init__(self, *, api: BotApi, max_bytes: int) -> None:
        self._api = api
        self._max_bytes = max_bytes

    async def fetch(self, file_id: str, size: int | None) -> bytes:
        """Give the file's bytes; none when it is too large or cannot be had."""
        if size is not None and size > self._max_bytes:
            logger.info("A file of %d bytes is larger than allowed", size, extra={"action": "telegram.file"})
            return b""
        for attempt in range(1, _TRIES + 1):
            try:
                return await self._api.download(file_id, max_bytes=self._max_bytes)
            except FileTooLarge:
                break
            except ApiFailed as failure:
                logger.warning(
                    "Telegram: a file was not fetched: %s",
                    failure.reason,
                    extra={"action": "telegram.file"},
                )
                if failure.outcome not in (Outcome.LATER, Outcome.UNKNOWN, Outcome.WAIT):
                    break
            await asyncio.sleep(0.5 * 2**attempt)
        return b""
