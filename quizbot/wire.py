"""HTTP calls to the platforms, with their secrets kept out of every word that comes back.

Tokens stand in addresses, headers and forms. What goes wrong therefore comes out in our own words,
without the exception that caused it: that one may quote the address.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import msgspec

# the request never left this machine
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
_LOST = (aiohttp.ClientError, asyncio.TimeoutError, OSError)
# bytes of one answer that is not a file; platforms answer in a few thousand
_ANSWER_AT_MOST = 4_000_000


class CallFailed(Exception):
    """No answer came.

    Args:
        reason: without secrets.
        arrived: the request may have reached the platform, and may have been carried out.
    """

    def __init__(self, reason: str, *, arrived: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.arrived = arrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a platform answered."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> dict[str, Any] | None:
        """Give the JSON object of the body; None when it is none, or was cut short."""
        try:
            read = msgspec.json.decode(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        return read if isinstance(read, dict) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file of a multipart form."""

    name: str
    content: bytes
    media_type: str
    # name of the file's field, and the fields beside it
    part: str = "file"
    beside: Mapping[str, str] = field(default_factory=dict)


class Wire:
    """Connections to one platform.

    Args:
        timeout_s: seconds until a call is given up, unless the call says otherwise.
        hide: takes the secrets out of a text.
    """

    def __init__(self, *, timeout_s: float, hide: Callable[[str], str]) -> None:
        self._timeout_s = timeout_s
        self._hide = hide
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self,
        method: str,
        url: str,
        *,
        json: Mapping[str, Any] | None = None,
        form: Mapping[str, str] | None = None,
        upload: Upload | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float | None = None,
        max_bytes: int = _ANSWER_AT_MOST,
    ) -> Answer:
        """Make one call and give the answer, whatever its status.

        Raises:
            CallFailed
        """
        sent: dict[str, Any] = {}
        if json is not None:
            sent["data"] = msgspec.json.encode(json)
            headers = {**(headers or {}), "content-type": "application/json"}
        elif upload is not None:
            sent["data"] = _multipart(upload)
        elif form is not None:
            sent["data"] = dict(form)
        limit = aiohttp.ClientTimeout(total=timeout_s or self._timeout_s)
        try:
            async with self._open().request(
                method,
                url,
                params=query,
                headers=headers,
                timeout=limit,
                allow_redirects=False,
                **sent,
            ) as response:
                body = await _read(response, max_bytes)
                return Answer(status=response.status, body=body, headers=dict(response.headers))
        except _LOST as error:
            reason = self._hide(f"{type(error).__name__}: {error}".rstrip(": "))
            failure = CallFailed(reason, arrived=not isinstance(error, _NOT_SENT))
        # outside of `except`: the cause may quote the address, and with it the token
        raise failure

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session


async def _read(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    """Read a body, one byte more than allowed at most."""
    content = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        content += chunk
        if len(content) > max_bytes:
            break
    return bytes(content[: max_bytes + 1])


def _multipart(upload: Upload) -> aiohttp.FormData:
    # unquoted: platforms show the name as it comes
    form = aiohttp.FormData(quote_fields=False)
    for name, value in upload.beside.items():
        form.add_field(name, value)
    form.add_field(upload.part, upload.content, filename=upload.name, content_type=upload.media_type)
    return form
