"""Broadcasts: one message to many people, which can be watched, stopped, resumed and cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from quizbot.core.delivery import Failure
from quizbot.core.ids import BroadcastId, ContestId, RoundId


class BroadcastState(StrEnum):
    """What was decided about a broadcast; whether it has begun or ended shows in its messages."""

    RUNNING = "running"
    # what has not been sent is held until it is resumed
    STOPPED = "stopped"
    # what has not been sent never will be
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """One thing said to many. `key` is unique and begins the `dedupe` of its messages."""

    # None until it is stored
    id: BroadcastId | None = None
    key: str
    # invitation | reminder | result | notice
    kind: str
    contest_id: ContestId | None = None
    round_id: RoundId | None = None
    # people it is meant for, and how many of them have no chat account
    people: int
    without_address: int
    starts_at: datetime
    state: BroadcastState = BroadcastState.RUNNING
    created_at: datetime
    # who decided on the state last, and when
    by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastCount:
    """How many messages of a broadcast stand how, on a channel; states as in `OutboxCounts`."""

    channel: str
    state: str
    failure: Failure | None
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """What became of a channel's sent messages of a broadcast, each as far as it is known.

    Who writes or taps afterwards has got and opened the message, whatever the platform tells.
    """

    channel: str
    # on the person's device; opened; moved the person to write or tap
    delivered: int
    opened: int
    heard: int


class Broadcasts(Protocol):
    def plan(self, broadcast: Broadcast) -> Broadcast:
        """Store a broadcast, or give the one that has its key (then with the larger audience)."""
        ...

    def get(self, key: str) -> Broadcast | None: ...
    def of_contest(self, contest_id: ContestId) -> Sequence[Broadcast]:
        """List a contest's broadcasts, oldest first."""
        ...

    def decide(self, broadcast: Broadcast, *, state: BroadcastState, by: str, now: datetime) -> int:
        """Stop, resume or cancel; gives how many messages that concerns."""
        ...

    def counts(self, broadcast_id: BroadcastId) -> Sequence[BroadcastCount]: ...
    def reactions(self, broadcast_id: BroadcastId) -> Sequence[Reaction]:
        """Count how far the sent messages came, for each channel: as the platform tells, and as people react."""
        ...

    def answered(self, broadcast_id: BroadcastId) -> int:
        """Count the people it went out to who have begun the round."""
        ...

    def detoured(self, broadcast_id: BroadcastId) -> int:
        """Count the messages that went out to another address than they were meant for."""
        ...

    def again(self, broadcast_id: BroadcastId, *, now: datetime) -> int:
        """Queue again what may have arrived and is not known: some people will get it twice."""
        ...
