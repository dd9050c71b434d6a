"""The Bot API, called through aiogram's client; failures come out in our own words."""

from typing import TypeVar

import aiohttp
import msgspec
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import GetFile, GetUpdates, TelegramMethod

from quizbot.channels.telegram.errors import FAILURES, ApiFailed, Outcome, redact, understand

T = TypeVar("T")

# the least aiohttp waits longer than the server was told to hold a long poll
_POLL_SPARE_S = 10


class _Batch(msgspec.Struct):
    ok: bool
    result: list[msgspec.Raw] = []


class _Numbered(msgspec.Struct):
    update_id: int


class FileTooLarge(Exception):
    """The file is larger than we take."""


class BotApi:
    """One bot's connection.

    Args:
        base_url: address of the Bot API server.
        timeout_s: seconds until a call is given up.
    """

    def __init__(self, *, token: str, base_url: str, timeout_s: float) -> None:
        self._token = token
        self._timeout_s = timeout_s
        self._session = AiohttpSession(api=TelegramAPIServer.from_base(base_url), timeout=timeout_s)
        self.bot = Bot(token, session=self._session)

    def redact(self, text: str) -> str:
        """Take the token out of a text."""
        return redact(text, self._token)

    async def call(self, method: TelegramMethod[T]) -> T:
        """Make one call.

        Raises:
            ApiFailed
        """
        try:
            return await self.bot(method)
        except FAILURES as error:
            failure = understand(error, token=self._token)
        # outside of `except`: the cause may quote the address, and with it the token
        raise failure

    async def updates(
        self, *, offset: int | None, timeout_s: int, allowed: list[str], limit: int = 100
    ) -> list[tuple[int, bytes]]:
        """Long-poll for updates and give each with its number, as it came, not yet read.

        Raises:
            ApiFailed
        """
        body: dict[str, object] = {"timeout": timeout_s, "limit": limit, "allowed_updates": allowed}
        if offset is not None:
            body["offset"] = offset
        try:
            status, content = await self._post("getUpdates", body, timeout_s + _POLL_SPARE_S)
            if status == 200:
                batch = msgspec.json.decode(content, type=_Batch)
                if batch.ok:
                    return [(_number(raw), bytes(raw)) for raw in batch.result]
            method = GetUpdates(offset=offset)
            text = content.decode("utf-8", "replace")
            self._session.check_response(self.bot, method, status, text)
            failure = ApiFailed(f"HTTP {status} without a reason", outcome=Outcome.LATER)
        except msgspec.DecodeError:
            failure = ApiFailed("the answer could not be read", outcome=Outcome.LATER)
        except FAILURES as error:
            failure = understand(error, token=self._token)
        raise failure

    async def download(self, file_id: str, *, max_bytes: int) -> bytes:
        """Fetch a file that was sent to the bot.

        Raises:
            ApiFailed
            FileTooLarge: nothing of it is kept.
        """
        file = await self.call(GetFile(file_id=file_id))
        if file.file_path is None:
            raise ApiFailed("the file has no path", outcome=Outcome.PERMANENT)
        url = self._session.api.file_url(self._token, file.file_path)
        content = bytearray()
        try:
            async for chunk in self._session.stream_content(url, timeout=int(self._timeout_s) or 1):
                content += chunk
                if len(content) > max_bytes:
                    break
            failure = None
        except FAILURES as error:
            failure = understand(error, token=self._token)
        if failure is not None:
            raise failure
        if len(content) > max_bytes:
            raise FileTooLarge
        return bytes(content)

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    async def _post(self, method: str, body: dict[str, object], timeout_s: float) -> tuple[int, bytes]:
        session = await self._session.create_session()
        url = self._session.api.api_url(self._token, method)
        limit = aiohttp.ClientTimeout(total=timeout_s)
        async with session.post(url, json=body, timeout=limit) as response:
            return response.status, await response.read()


def _number(raw: msgspec.Raw) -> int:
    return msgspec.json.decode(raw, type=_Numbered).update_id
