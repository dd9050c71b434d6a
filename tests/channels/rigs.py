"""What the rigs of the channels share: one person in front, and a platform whose next message goes wrong."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from tests.contracts.channel import Answers
from tests.fakes.memory_store import MemoryStore
from tests.fakes.platform import Broken
from tests.fakes.virtual_time import clock


@dataclass(slots=True)
class Rig:
    """A channel with its platform's fake around it."""

    # the method or path by which messages go out, and the platform's own faults
    sends: ClassVar[str]
    faults: ClassVar[type[Broken]]

    server: Any
    channel: Any
    answers: Answers
    store: MemoryStore
    person: Any

    @property
    def address(self) -> str:
        return str(self.person.id)

    def person_types(self, text: str) -> None:
        self.person.types(text)

    def person_reads(self) -> list[str]:
        return [sent.text for sent in self.person.messages()]

    def platform_takes_and_hangs(self) -> None:
        self.server.break_next(self.sends, self.faults(kind="hang"))

    def platform_takes_and_drips(self) -> None:
        self.server.break_next(self.sends, self.faults(kind="drip", seconds=100_000.0))

    def platform_answers_slowly(self) -> None:
        self.server.break_next(self.sends, self.faults(kind="drip", seconds=5.0))

    def platform_is_out_of_order(self) -> None:
        self.server.break_next(self.sends, self.faults(kind="error"))


@dataclass(slots=True)
class CalledRig(Rig):
    """A channel that hears by webhook alone."""

    deliveries: set[asyncio.Task[list[int]]] = field(default_factory=set)
    given: list[Mapping[str, Any]] = field(default_factory=list)

    def person_types(self, text: str) -> None:
        self.given.append(self.person.types(text))
        self.deliver()

    def deliver(self) -> None:
        """Let the platform deliver what waits, in the background."""
        self.store.chats.heard[self.channel.name, self.person.id] = clock()
        self.deliveries.add(asyncio.create_task(self.server.deliver(self.channel.webhook)))

    def person_blocks(self) -> None:
        self.person.user.blocked = True

    def platform_redelivers(self) -> None:
        self.server.world.waiting.extend(self.given)
        self.deliver()
