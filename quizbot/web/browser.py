"""Browsers and their sessions: a random cookie, of which only the hash is stored."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from quizbot.usecases.ports import Account, Store, WebSession, Work
from quizbot.web.settings import WebSettings

CHAT_LASTS = timedelta(days=120)
STAFF_LASTS = timedelta(hours=12)
_TOKEN_BYTES = 32
_MASK_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Somebody who has logged in, and the session they did it with."""

    account: Account
    session: WebSession

    def may(self, *roles: str) -> bool:
        """Tell whether the account has one of the roles; an administrator has all."""
        return bool({"admin", *roles} & set(self.account.roles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Browsers:
    """Knows browsers by their cookies."""

    store: Store
    settings: WebSettings
    clock: Callable[[], datetime]

    async def chat(self, request: Request) -> WebSession | None:
        """Give the chat session of a browser."""
        session = await self._session(request, self._cookie("chat"))
        return session if session is not None and session.chat_address else None

    async def staff(self, request: Request) -> Staff | None:
        """Give who has logged in with this browser."""
        token = request.cookies.get(self._cookie("staff"))
        if not token:
            return None
        now, token_hash = self.clock(), _digest(token)
        return await self.store.read(lambda work: _staff(work, token_hash, now))

    async def begin_chat(self, address: str = "") -> tuple[WebSession, str]:
        """Begin a chat, with a fresh address unless given; gives the session and the token for the cookie."""
        return await self._begin(
            WebSession(
                token_hash="",
                csrf=secrets.token_hex(_MASK_BYTES),
                chat_address=address or f"w-{secrets.token_hex(12)}",
                created_at=self.clock(),
                expires_at=self.clock() + CHAT_LASTS,
            )
        )

    async def begin_staff(self, account: Account) -> tuple[WebSession, str]:
        """Begin the session of an account for 12 hours."""
        return await self._begin(
            WebSession(
                token_hash="",
                csrf=secrets.token_hex(_MASK_BYTES),
                account_id=account.id,
                created_at=self.clock(),
                expires_at=self.clock() + STAFF_LASTS,
            )
        )

    async def end(self, session: WebSession) -> None:
        """End a session everywhere, at once."""
        await self.store.write(lambda work: work.accounts.end_session(session.token_hash))

    def keep_chat(self, response: Response, token: str) -> None:
        """Give the browser its chat cookie."""
        self._set(
            response, self._cookie("chat"), token, CHAT_LASTS, framed=bool(self.settings.frame_ancestors)
        )

    def keep_staff(self, response: Response, token: str) -> None:
        """Give the browser its log-in cookie."""
        self._set(response, self._cookie("staff"), token, STAFF_LASTS, framed=False)

    def forget(self, response: Response, which: str) -> None:
        """Take a cookie ("chat" or "staff") back."""
        response.delete_cookie(self._cookie(which), path="/", secure=self.settings.secure, httponly=True)

    async def _session(self, request: Request, cookie: str) -> WebSession | None:
        token = request.cookies.get(cookie)
        if not token:
            return None
        now, token_hash = self.clock(), _digest(token)
        return await self.store.read(lambda work: work.accounts.session(token_hash, now=now))

    async def _begin(self, draft: WebSession) -> tuple[WebSession, str]:
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        session = WebSession(
            token_hash=_digest(token),
            csrf=draft.csrf,
            chat_address=draft.chat_address,
            account_id=draft.account_id,
            created_at=draft.created_at,
            expires_at=draft.expires_at,
        )
        await self.store.write(lambda work: work.accounts.put_session(session))
        return session, token

    def _cookie(self, which: str) -> str:
        # __Host-: the browser itself refuses the cookie without Secure or for another path or domain
        return f"__Host-quizbot-{which}" if self.settings.secure else f"quizbot-{which}"

    def _set(self, response: Response, name: str, token: str, lasts: timedelta, *, framed: bool) -> None:
        # a frame of another site gets the cookie only with SameSite=None, which browsers take with Secure alone
        cross_site = framed and self.settings.secure
        response.set_cookie(
            name,
            token,
            max_age=int(lasts.total_seconds()),
            path="/",
            httponly=True,
            secure=self.settings.secure,
            samesite="none" if cross_site else "lax",
        )
        if cross_site:
            # a frame of a chat app has a cookie jar of its own; browsers that block cookies of other
            # sites keep this one (CHIPS, developer.mozilla.org, 2026-11)
            cookie = response.headers.getlist("set-cookie")[-1]
            del response.headers["set-cookie"]
            response.headers.append("set-cookie", f"{cookie}; Partitioned")


def form_token(session: WebSession) -> str:
    """Give the session's form token under a fresh mask, so that compressed pages do not betray it."""
    secret, mask = bytes.fromhex(session.csrf), secrets.token_bytes(_MASK_BYTES)
    return (mask + _xor(secret, mask)).hex()


def is_form_token(session: WebSession, given: str) -> bool:
    """Tell whether a form came from a page of this session."""
    try:
        masked = bytes.fromhex(given)
    except ValueError:
        return False
    if len(masked) != 2 * _MASK_BYTES:
        return False
    secret = _xor(masked[_MASK_BYTES:], masked[:_MASK_BYTES])
    return hmac.compare_digest(secret, bytes.fromhex(session.csrf))


def _staff(work: Work, token_hash: str, now: datetime) -> Staff | None:
    session = work.accounts.session(token_hash, now=now)
    if session is None or session.account_id is None:
        return None
    account = work.accounts.get(session.account_id)
    if account is None or account.disabled:
        return None
    return Staff(account=account, session=session)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
