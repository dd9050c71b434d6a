"""The Graph API: one call, its answer; failures come out in our own words."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from quizbot.channels.messenger import limits
from quizbot.channels.messenger.errors import GraphFailed, refused, unanswered
from quizbot.channels.messenger.signature import proof
from quizbot.channels.messenger.usage import back_in, used
from quizbot.core.delivery import Failure
from quizbot.wire import Answer, CallFailed, Upload, Wire

logger = logging.getLogger(__name__)


class GraphApi:
    """One page's connection.

    Args:
        base_url: address of the Graph API, with its version.
        token: the page's access token.
        app_secret: proves with each call that it comes from the app's own server.
    """

    def __init__(
        self,
        *,
        base_url: str,
        token: str,
        app_secret: str,
        prove: bool,
        timeout_s: float,
        clock: Callable[[], datetime],
    ) -> None:
        self._base = base_url.rstrip("/")
        self._query = {"access_token": token}
        if prove:
            self._query["appsecret_proof"] = proof(secret=app_secret, token=token)
        self._hidden = (token, app_secret, self._query.get("appsecret_proof", ""))
        self._wire = Wire(timeout_s=timeout_s, hide=self.hide)
        self._clock = clock
        # until then the platform has little left for us
        self._scarce_until: datetime | None = None

    def hide(self, text: str) -> str:
        """Take the secrets out of a text."""
        for secret in self._hidden:
            if secret:
                text = text.replace(secret, "<secret>")
        return text

    @property
    def scarce_for(self) -> timedelta | None:
        """Tell how long what we begin ourselves should wait, because the day's calls are nearly used."""
        left = None if self._scarce_until is None else self._scarce_until - self._clock()
        return left if left is not None and left > timedelta(0) else None

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Call with a JSON body.

        Raises:
            GraphFailed
        """
        return await self._call("POST", path, json=body)

    async def delete(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Take something away.

        Raises:
            GraphFailed
        """
        return await self._call("DELETE", path, json=body)

    async def get(self, path: str, **query: str) -> dict[str, Any]:
        """Ask for something.

        Raises:
            GraphFailed
        """
        return await self._call("GET", path, query=query)

    async def upload(self, path: str, file: Upload) -> dict[str, Any]:
        """Upload a file.

        Raises:
            GraphFailed
        """
        return await self._call("POST", path, upload=file)

    async def download(self, url: str, *, max_bytes: int) -> bytes | None:
        """Fetch what somebody sent; None when it is larger than allowed.

        Raises:
            GraphFailed
        """
        try:
            answer = await self._wire.call("GET", url, max_bytes=max_bytes)
        except CallFailed as error:
            raise unanswered(error) from None
        if answer.status != 200:
            raise GraphFailed(
                f"HTTP {answer.status}", Failure.LATER if answer.status >= 500 else Failure.REFUSED
            )
        return answer.body if len(answer.body) <= max_bytes else None

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()

    async def _call(
        self, method: str, path: str, *, query: Mapping[str, str] | None = None, **sent: Any
    ) -> dict[str, Any]:
        try:
            answer = await self._wire.call(
                method, self._base + path, query={**self._query, **(query or {})}, **sent
            )
        except CallFailed as error:
            raise unanswered(error) from None
        self._note_usage(answer)
        data = answer.data()
        if answer.status < 300 and data is not None and "error" not in data:
            return data
        failure = refused(answer)
        raise GraphFailed(
            self.hide(failure.reason), failure.failure, code=failure.code, retry_after=failure.retry_after
        )

    def _note_usage(self, answer: Answer) -> None:
        share = used(answer.headers)
        if share < limits.USED_UP:
            return
        wait = back_in(answer.headers) or limits.WAIT
        self._scarce_until = self._clock() + wait
        logger.warning(
            "Messenger: %d %% of the calls are used; what we begin ourselves waits %d s",
            share,
            wait.total_seconds(),
            extra={"action": "messenger.usage"},
        )
