"""Messages we send on our own, stored with the facts they tell, sent afterwards."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any, Protocol

from quizbot.core.delivery import Failure
from quizbot.core.ids import BroadcastId, PersonId


class Priority(IntEnum):
    """Smaller goes first."""

    REPLY = 0
    NOTICE = 5
    BROADCAST = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one address. `dedupe` is unique: the same message is never queued twice."""

    id: int = 0
    channel: str
    address: str
    person_id: PersonId | None = None
    # invitation | reminder | result | notice | post | poll
    kind: str
    # name of the screen that draws it, and its facts
    screen: str
    facts: dict[str, Any]
    dedupe: str
    due_at: datetime
    # not sent after this moment; what is late is dropped and counted
    expires_at: datetime | None = None
    priority: Priority = Priority.BROADCAST
    attempts: int = 0
    # the broadcast it is part of, which can be stopped
    broadcast_id: BroadcastId | None = None
    # why the last try failed
    failure: Failure | None = None
    # addresses it has left because they could not take it, and why: channel, address, reason
    left: tuple[tuple[str, str, Failure], ...] = ()


class Reached(StrEnum):
    """How far a sent message came, as far as the platform tells. The names are stored."""

    # on the person's device
    DELIVERED = "delivered"
    # before the person's eyes
    OPENED = "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a platform tells of messages it took: those it names, or all to an address up to a moment.

    When they were opened is not kept: nobody needs to know when an employee looks at their phone.
    """

    channel: str
    reached: Reached
    # the platform's ids of the messages
    ids: tuple[str, ...] = ()
    address: str = ""
    # aware UTC; messages sent up to then, to `address`
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxCounts:
    """Counts for a kind of message by state and by why it failed.

    States: waiting · held (its broadcast is stopped) · sending · sent · failed · expired (too late
    or no longer needed) · unknown (may have arrived; not sent again) · cancelled.
    """

    kind: str
    state: str
    failure: Failure | None = None
    messages: int


class Outbox(Protocol):
    def add(self, messages: Sequence[Message]) -> int:
        """Queue messages; those whose `dedupe` is known are left out. Gives how many were new."""
        ...

    def claim(
        self, channel: str, *, now: datetime, limit: int, lease: timedelta, holder: str
    ) -> Sequence[Message]:
        """Take due messages, best priority and oldest first; nobody else gets them until the lease ends.

        A message found with an ended lease may have been sent before its sender died: its state
        becomes `unknown`; it is counted and shown, and not sent again.
        """
        ...

    def sent(self, message_id: int, *, provider_id: str, now: datetime) -> None: ...
    def later(
        self, message_id: int, *, due_at: datetime, error: str = "", failure: Failure | None = None
    ) -> None:
        """Put a claimed message back; one whose broadcast was stopped meanwhile is held, or cancelled."""
        ...

    def move(self, message: Message, *, channel: str, address: str, why: Failure, due_at: datetime) -> None:
        """Put a message that certainly did not arrive back, for another address of the same person.

        It stays one message: there is no moment at which it could go out at both addresses. One that
        somebody else has moved or taken meanwhile is left alone.
        """
        ...

    def failed(self, message_id: int, *, failure: Failure, error: str, now: datetime) -> None:
        """Give a message up; one that may have arrived ends as `unknown`, and is not sent again."""
        ...

    def expired(self, message_id: int, *, now: datetime) -> None: ...
    def sent_since(self, channel: str, address: str, *, since: datetime, before: int | None = None) -> int:
        """Count what was sent to an address after a moment, or may have been, or is on its way.

        Args:
            before: of what is on its way only what was queued before this message.
        """
        ...

    def waiting(self) -> Sequence[Message]:
        """List what waits to be sent, in the order of sending."""
        ...

    def astray(self, channels: Collection[str], *, now: datetime, limit: int) -> Sequence[Message]:
        """List messages that are due on other channels than these: nobody here sends there."""
        ...

    def note(self, sighting: Sighting) -> int:
        """Note how far messages came; what was opened stays opened. Gives how many that concerns."""
        ...

    def next_due(self, channel: str) -> datetime | None: ...
    def counts(self, *, dedupe_prefix: str = "") -> Sequence[OutboxCounts]: ...
    def cancel(self, *, dedupe_prefix: str) -> int:
        """Take back what still waits; gives how many."""
        ...

    def forget_cancelled(self, *, dedupe_prefix: str) -> int:
        """Delete what was taken back; gives how many."""
        ...
