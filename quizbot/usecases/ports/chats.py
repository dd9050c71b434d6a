"""Conversations: where each chat account stands, and what has been heard already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from quizbot.core.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One chat account. The open attempt is the state of a game; this holds the rest."""

    channel: str
    address: str
    # the person the account is linked to, read together with the session
    person_id: PersonId | None = None
    language: str = "vi"
    # name of the screen the person is on
    screen: str = "menu"
    # small JSON data of that screen
    data: dict[str, Any]
    # last message heard from them: opens the platform's answer window
    heard_at: datetime | None = None
    # the platform says they cannot be written to
    unreachable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptEntry:
    """One line of a web chat, so that a reloaded page shows what was said."""

    seq: int
    # "in" | "out"
    direction: str
    # JSON as the page draws it
    payload: str
    at: datetime


class Chats(Protocol):
    def session(self, channel: str, address: str) -> Session:
        """Give the account's session, a fresh one when it was never heard of."""
        ...

    def put(self, session: Session) -> None: ...
    def first_time(self, channel: str, update_key: str, *, now: datetime) -> bool:
        """Record an incoming update; False when it was recorded before (insert once)."""
        ...

    def forget_updates(self, *, before: datetime) -> int: ...
    def say(self, channel: str, address: str, *, direction: str, payload: str, at: datetime) -> int:
        """Append to the transcript of an account; gives the sequence number."""
        ...

    def transcript(
        self, channel: str, address: str, *, after: int, limit: int = 100
    ) -> Sequence[TranscriptEntry]: ...
    def recent(self, channel: str, address: str, *, limit: int = 50) -> Sequence[TranscriptEntry]:
        """Give the last lines of a transcript, oldest first."""
        ...

    def has_said(self, channel: str, address: str, opening: str, *, among: int) -> bool:
        """Tell whether one of the last `among` lines has a payload that begins so."""
        ...

    def groups(self, channel: str | None = None) -> Sequence[tuple[str, str]]:
        """List linked group chats as (channel, address)."""
        ...

    def link_group(self, channel: str, address: str, *, title: str, now: datetime) -> None: ...
    def unlink_group(self, channel: str, address: str) -> None: ...
    def move(self, channel: str, old: str, new: str) -> None:
        """A chat got a new address (Telegram: group became a supergroup)."""
        ...

    def mark_unreachable(self, channel: str, address: str, *, unreachable: bool) -> None: ...
