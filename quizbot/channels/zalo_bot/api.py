"""The platform's HTTP interface: one method, one call; failures come out in our own words."""

from collections.abc import Mapping
from typing import Any

from quizbot.channels.zalo_bot.errors import ApiFailed, Outcome, redact, refused, unanswered
from quizbot.wire import CallFailed, Wire

# the least we wait longer than the platform was told to hold a poll
_POLL_SPARE_S = 10


class BotApi:
    """One bot's connection.

    Args:
        base_url: address of the platform, without the token.
        timeout_s: seconds until a call is given up.
    """

    def __init__(self, *, token: str, base_url: str, timeout_s: float) -> None:
        self._token = token
        self._base = base_url.rstrip("/")
        self._wire = Wire(timeout_s=timeout_s, hide=self.redact)

    @property
    def bot_id(self) -> str:
        """The number before the colon of the token: names the bot, and is no secret."""
        return self._token.partition(":")[0]

    def redact(self, text: str) -> str:
        """Take the token out of a text."""
        return redact(text, self._token)

    async def call(
        self, method: str, params: Mapping[str, Any] | None = None, *, timeout_s: float | None = None
    ) -> dict[str, Any]:
        """Make one call and give its `result`, empty when it has none.

        Raises:
            ApiFailed
        """
        result = await self._result(method, params, timeout_s)
        return result if isinstance(result, dict) else {}

    async def updates(self, *, timeout_s: int) -> list[dict[str, Any]]:
        """Poll for what is next: one update as documented, or a list of them; nothing when none came.

        Raises:
            ApiFailed
        """
        # documented as a string
        params = {"timeout": str(timeout_s)}
        try:
            found = await self._result("getUpdates", params, timeout_s + _POLL_SPARE_S)
        except ApiFailed as failure:
            if failure.outcome is Outcome.NOTHING:
                return []
            raise
        listed = found if isinstance(found, list) else [found]
        return [each for each in listed if isinstance(each, dict) and each]

    async def _result(self, method: str, params: Mapping[str, Any] | None, timeout_s: float | None) -> Any:
        url = f"{self._base}/bot{self._token}/{method}"
        try:
            answer = await self._wire.call("POST", url, json=params or {}, timeout_s=timeout_s)
        except CallFailed as error:
            failure = unanswered(error)
        else:
            data = answer.data()
            if data is not None and data.get("ok") is True and answer.status < 300:
                return data.get("result")
            failure = refused(answer, token=self._token)
        raise failure

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()
