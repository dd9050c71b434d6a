"""The OpenAPI: one call, its data; failures come out in our own words."""

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from quizbot.channels.zalo_oa.errors import OaFailed, Outcome, refused, unanswered
from quizbot.channels.zalo_oa.limits import MINUTE
from quizbot.channels.zalo_oa.tokens import Tokens
from quizbot.channels.zalo_oa.usage import is_scarce
from quizbot.usecases.ports import Store
from quizbot.wire import CallFailed, Upload, Wire


class OpenApi:
    """One Official Account's connection.

    Args:
        base_url: address of the OpenAPI.
        app_id, secret: of the app that is linked to the account.
        prove: send `appsecret_proof` with each call.
    """

    def __init__(
        self,
        *,
        base_url: str,
        oauth_url: str,
        app_id: str,
        secret: str,
        prove: bool,
        store: Store,
        clock: Callable[[], datetime],
        holder: str,
        timeout_s: float,
    ) -> None:
        self._base = base_url.rstrip("/")
        self._secret = secret
        self._prove = prove
        self._clock = clock
        # until then little is left of the minute's calls
        self._scarce_until: datetime | None = None
        self._wire = Wire(timeout_s=timeout_s, hide=self._hide)
        self.tokens = Tokens(
            wire=self._wire,
            store=store,
            oauth_url=oauth_url,
            app_id=app_id,
            secret=secret,
            clock=clock,
            holder=holder,
        )

    def _hide(self, text: str) -> str:
        return self.tokens.hide(text)

    @property
    def scarce_for(self) -> timedelta | None:
        """Tell how long what we begin ourselves should wait, because the minute's calls are nearly used."""
        left = None if self._scarce_until is None else self._scarce_until - self._clock()
        return left if left is not None and left > timedelta(0) else None

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Call with a JSON body and give `data`.

        Raises:
            OaFailed
        """
        return await self._call("POST", path, json=body)

    async def get(self, path: str) -> dict[str, Any]:
        """Call without a body and give `data`.

        Raises:
            OaFailed
        """
        return await self._call("GET", path)

    async def upload(self, path: str, file: Upload) -> dict[str, Any]:
        """Upload a file and give `data`.

        Raises:
            OaFailed
        """
        return await self._call("POST", path, upload=file)

    async def download(self, url: str, *, max_bytes: int) -> bytes | None:
        """Fetch what somebody sent; None when it is larger than allowed.

        Raises:
            OaFailed
        """
        try:
            answer = await self._wire.call("GET", url, max_bytes=max_bytes)
        except CallFailed as error:
            raise unanswered(error) from None
        if answer.status != 200:
            raise OaFailed(f"HTTP {answer.status}", outcome=Outcome.PERMANENT)
        return answer.body if len(answer.body) <= max_bytes else None

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()

    async def _call(self, method: str, path: str, **sent: Any) -> dict[str, Any]:
        """Call once; when the token is refused, once more with a new one."""
        token = await self.tokens.access()
        try:
            return await self._once(method, path, token, sent)
        except OaFailed as failure:
            if failure.outcome is not Outcome.TOKEN:
                raise
        token = await self.tokens.access(refused_=token)
        return await self._once(method, path, token, sent)

    async def _once(self, method: str, path: str, token: str, sent: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"access_token": token}
        if self._prove:
            headers["appsecret_proof"] = proof(secret=self._secret, token=token)
        try:
            answer = await self._wire.call(method, self._base + path, headers=headers, **sent)
        except CallFailed as error:
            raise unanswered(error) from None
        if is_scarce(answer.headers):
            self._scarce_until = self._clock() + MINUTE
        data = answer.data()
        if data is not None and str(data.get("error")) == "0" and answer.status < 300:
            found = data.get("data")
            return found if isinstance(found, dict) else {}
        failure = refused(answer.status, data)
        raise OaFailed(
            self.tokens.hide(failure.reason),
            outcome=failure.outcome,
            code=failure.code,
            retry_after=failure.retry_after,
        )


def proof(*, secret: str, token: str) -> str:
    """Give `appsecret_proof`: the token, signed with the app's secret."""
    return hmac.new(secret.encode(), token.encode(), "sha256").hexdigest()
