"""A store in memory with what senders need: leases, outbox, chats."""

import copy
import heapq
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from quizbot.core.delivery import Failure
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Credential, Message, OutboxCounts, Session, Sighting

T = TypeVar("T")


class StorageTrouble(Refusal):
    """The database cannot be written."""

    code = "storage.trouble"


class MemoryLeases:
    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self.held: dict[str, tuple[str, datetime]] = {}
        self.next_free: dict[str, datetime] = {}
        self.counted: dict[str, int] = {}

    def take(self, name: str, *, holder: str, now: datetime, lasts: timedelta) -> bool:
        held = self.held.get(name)
        if held is not None and held[0] != holder and held[1] > now:
            return False
        self.held[name] = (holder, now + lasts)
        return True

    def release(self, name: str, *, holder: str) -> None:
        if self.held.get(name, ("",))[0] == holder:
            del self.held[name]

    def mark(self, name: str, value: str) -> None:
        self.facts[name] = value

    def recall(self, name: str) -> str | None:
        return self.facts.get(name)

    def marks(self, prefix: str) -> dict[str, str]:
        return {name.removeprefix(prefix): v for name, v in self.facts.items() if name.startswith(prefix)}

    def count(self, name: str, more: int) -> int:
        self.counted[name] = self.counted.get(name, 0) + more
        return self.counted[name]

    def tallies(self, prefix: str) -> dict[str, int]:
        return {name.removeprefix(prefix): n for name, n in self.counted.items() if name.startswith(prefix)}

    def reserve(self, key: str, *, interval: timedelta, burst: int, now: datetime) -> timedelta:
        due = max(self.next_free.get(key, now), now)
        self.next_free[key] = due + interval
        return max(timedelta(0), due - now - interval * (burst - 1))


@dataclass(slots=True)
class Entry:
    message: Message
    state: str = "waiting"
    due_at: datetime | None = None
    lease_until: datetime | None = None
    ended_at: datetime | None = None
    attempts: int = 0
    failure: Failure | None = None
    error: str = ""
    provider_id: str = ""


class MemoryOutbox:
    def __init__(self) -> None:
        self.sightings: list[Sighting] = []
        self.entries: dict[int, Entry] = {}
        self._dedupes: set[str] = set()
        self._waiting: dict[int, None] = {}

    def add(self, messages: Sequence[Message]) -> int:
        new = [message for message in messages if message.dedupe not in self._dedupes]
        for message in new:
            number = len(self.entries) + 1
            self._dedupes.add(message.dedupe)
            self.entries[number] = Entry(message=replace(message, id=number), due_at=message.due_at)
            self._waiting[number] = None
        return len(new)

    def claim(
        self, channel: str, *, now: datetime, limit: int, lease: timedelta, holder: str
    ) -> Sequence[Message]:
        for entry in self.entries.values() if len(self.entries) < 1000 else ():
            if entry.state == "sending" and entry.lease_until is not None and entry.lease_until <= now:
                entry.state = "unknown"
        due = (
            number
            for number in self._waiting
            if self.entries[number].message.channel == channel and self._due(number) <= now
        )
        claimed = []
        for number in heapq.nsmallest(limit, due, key=self._order):
            entry = self.entries[number]
            entry.state, entry.lease_until = "sending", now + lease
            del self._waiting[number]
            claimed.append(replace(entry.message, attempts=entry.attempts))
        return claimed

    def _order(self, number: int) -> tuple[int, datetime, int]:
        return (self.entries[number].message.priority, self._due(number), number)

    def _due(self, number: int) -> datetime:
        return self.entries[number].due_at or self.entries[number].message.due_at

    def sent(self, message_id: int, *, provider_id: str, now: datetime) -> None:
        self.entries[message_id].state = "sent"
        self.entries[message_id].ended_at = now
        self.entries[message_id].provider_id = provider_id

    def later(
        self, message_id: int, *, due_at: datetime, error: str = "", failure: Failure | None = None
    ) -> None:
        entry = self.entries[message_id]
        entry.state, entry.due_at, entry.error, entry.failure = "waiting", due_at, error, failure
        entry.attempts += 1
        self._waiting[message_id] = None

    def failed(self, message_id: int, *, failure: Failure, error: str, now: datetime) -> None:
        entry = self.entries[message_id]
        entry.state = "unknown" if failure is Failure.UNKNOWN else "failed"
        entry.error, entry.failure = error, failure

    def expired(self, message_id: int, *, now: datetime) -> None:
        self.entries[message_id].state = "expired"

    def sent_since(self, channel: str, address: str, *, since: datetime, before: int | None = None) -> int:
        return sum(
            (entry.message.channel, entry.message.address) == (channel, address)
            and (
                (entry.state == "sending" and (not before or entry.message.id < before))
                or (entry.ended_at is not None and entry.ended_at > since)
            )
            for entry in self.entries.values()
        )

    def astray(self, channels: Collection[str], *, now: datetime, limit: int) -> Sequence[Message]:
        due = [self.entries[number].message for number in self._waiting if self._due(number) <= now]
        return [message for message in due if message.channel not in channels][:limit]

    def note(self, sighting: Sighting) -> int:
        self.sightings.append(sighting)
        return 0

    def next_due(self, channel: str) -> datetime | None:
        return min(
            (self._due(each) for each in self._waiting if self.entries[each].message.channel == channel),
            default=None,
        )

    def counts(self, *, dedupe_prefix: str = "") -> Sequence[OutboxCounts]:
        counted: dict[tuple[str, str, Failure | None], int] = {}
        for entry in self.entries.values():
            if entry.message.dedupe.startswith(dedupe_prefix):
                key = (entry.message.kind, entry.state, entry.failure)
                counted[key] = counted.get(key, 0) + 1
        return [
            OutboxCounts(kind=kind, state=state, failure=failure, messages=n)
            for (kind, state, failure), n in counted.items()
        ]


@dataclass
class MemoryChats:
    linked: set[tuple[str, str]] = field(default_factory=set)
    unreachable: set[tuple[str, str]] = field(default_factory=set)
    heard: dict[tuple[str, str], datetime] = field(default_factory=dict)
    moves: list[tuple[str, str, str]] = field(default_factory=list)

    def session(self, channel: str, address: str) -> Session:
        lost = (channel, address) in self.unreachable
        return Session(
            channel=channel,
            address=address,
            data={},
            unreachable=lost,
            heard_at=self.heard.get((channel, address)),
        )

    def groups(self, channel: str | None = None) -> Sequence[tuple[str, str]]:
        return [pair for pair in self.linked if channel in (None, pair[0])]

    def move(self, channel: str, old: str, new: str) -> None:
        self.moves.append((channel, old, new))
        if (channel, old) in self.linked:
            self.linked.remove((channel, old))
            self.linked.add((channel, new))

    def mark_unreachable(self, channel: str, address: str, *, unreachable: bool) -> None:
        if unreachable:
            self.unreachable.add((channel, address))
        else:
            self.unreachable.discard((channel, address))


class MemoryCredentials:
    def __init__(self) -> None:
        self.pairs: dict[tuple[str, str], Credential] = {}

    def get(self, channel: str, account: str) -> Credential | None:
        return self.pairs.get((channel, account))

    def put(self, credential: Credential) -> None:
        self.pairs[credential.channel, credential.account] = credential

    def exchange(self, credential: Credential, *, version: int) -> bool:
        stored = self.get(credential.channel, credential.account)
        if stored is None or stored.version != version:
            return False
        self.put(credential)
        return True


class MemoryStore:
    """A `Store` whose work lives in memory. `broken` makes every call refuse; `rolls_back` on a failure."""

    def __init__(self) -> None:
        self.leases = MemoryLeases()
        self.outbox = MemoryOutbox()
        self.chats = MemoryChats()
        self.credentials = MemoryCredentials()
        self.broken = False
        # needs a copy of everything before each write
        self.rolls_back = False
        self.writes = 0

    async def write(self, use_case: Callable[[Any], T], /) -> T:
        if self.broken:
            raise StorageTrouble()
        self.writes += 1
        parts = (self.leases, self.outbox, self.chats, self.credentials)
        before = [copy.deepcopy(vars(part)) for part in parts] if self.rolls_back else []
        try:
            return use_case(self)
        except Exception:
            for part, values in zip(parts, before, strict=False):
                vars(part).update(values)
            raise

    async def read(self, use_case: Callable[[Any], T], /) -> T:
        if self.broken:
            raise StorageTrouble()
        return use_case(self)

    def listen(self, prefix: str, heard: Callable[[str], None]) -> None:
        return None

    def lock(self, name: str) -> None:
        return None

    async def close(self) -> None:
        return None
