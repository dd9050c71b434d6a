"""Log-ins of organizers, HR and administrators, and web sessions of everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from quizbot.core.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A log-in with a password. Roles: organizer, hr, reviewer, author, admin."""

    id: int = 0
    login: str
    name: str
    password_hash: str
    roles: tuple[str, ...] = ()
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSession:
    """A browser, known by the hash of its cookie. It belongs to an account, or to a web chat."""

    token_hash: str
    csrf: str
    # web chat: the address on channel `webchat`; None for an account's session
    chat_address: str | None = None
    account_id: int | None = None
    person_id: PersonId | None = None
    created_at: datetime
    expires_at: datetime


class Accounts(Protocol):
    def by_login(self, login: str) -> Account | None: ...
    def get(self, account_id: int) -> Account | None: ...
    def all(self) -> Sequence[Account]: ...
    def put(self, account: Account) -> Account:
        """Store or change an account, known by its login."""
        ...

    def session(self, token_hash: str, *, now: datetime) -> WebSession | None:
        """Give a session that has not ended."""
        ...

    def put_session(self, session: WebSession) -> None: ...
    def end_session(self, token_hash: str) -> None: ...
    def end_sessions_before(self, now: datetime) -> int: ...
