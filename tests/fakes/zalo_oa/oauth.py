"""Tokens that rotate: each refresh token works once, and with it the old access token dies."""

import hashlib
import hmac
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

ACCESS_LASTS = timedelta(seconds=90_000)
REFRESH_LASTS = timedelta(days=90)


@dataclass(slots=True)
class OAuth:
    """The token page of one app.

    Args:
        dies_at_once: the old access token dies with the exchange, as documented.
    """

    clock: Callable[[], datetime]
    app_id: str
    app_secret: str
    dies_at_once: bool = True
    access: dict[str, datetime] = field(default_factory=dict)
    refresh: dict[str, datetime] = field(default_factory=dict)
    exchanges: int = 0
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def issue(self) -> tuple[str, str]:
        """Hand out a pair, as the console or a consent does."""
        number = next(self._numbers)
        access, refresh = f"ACCESS-{number}-kept-secret", f"REFRESH-{number}-kept-secret"
        if self.dies_at_once:
            self.access.clear()
        self.access[access] = self.clock() + ACCESS_LASTS
        self.refresh = {refresh: self.clock() + REFRESH_LASTS}
        return access, refresh

    def exchange(self, form: dict[str, str], secret: str) -> dict[str, Any]:
        """Answer a call of the token page."""
        if secret != self.app_secret or form.get("app_id") != self.app_id:
            return _refusal(-14001, "Invalid app")
        if form.get("grant_type") != "refresh_token":
            return _refusal(-14004, "Invalid grant type")
        until = self.refresh.pop(form.get("refresh_token", ""), None)
        if until is None or until <= self.clock():
            return _refusal(-14002, "Invalid refresh token")
        self.exchanges += 1
        access, refresh = self.issue()
        return {"access_token": access, "refresh_token": refresh, "expires_in": "90000"}

    def refusal_of(self, token: str) -> tuple[int, str] | None:
        """Tell why an access token is refused; None when it is good."""
        until = self.access.get(token)
        if until is None:
            return -216, "Access token is invalid"
        return (-220, "Access token has expired") if until <= self.clock() else None

    def proof(self, token: str) -> str:
        """Give the `appsecret_proof` that belongs to a token."""
        return hmac.new(self.app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def _refusal(code: int, words: str) -> dict[str, Any]:
    return {"error": code, "error_name": words, "error_description": words}
