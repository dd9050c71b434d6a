"""What the product asks of a channel."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from quizbot.chat.messages import Incoming, Outgoing, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a channel can carry. Sources and dates stand in each channel's own file."""

    # characters of one message
    text: int
    # bytes of a button's token; 0: no buttons, people type
    token_bytes: int = 0
    buttons: int = 0
    buttons_per_row: int = 0
    label: int = 0
    can_edit: bool = False
    can_poll: bool = False
    files: bool = False
    # messages a second to everybody, and the least time between two to one chat
    per_second: float = 30.0
    chat_gap: timedelta = timedelta(seconds=1)
    group_gap: timedelta = timedelta(seconds=3)


class DeliveryFailed(Exception):
    """A message could not be sent.

    Args:
        reason: what the platform said, without secrets.
        permanent: sending again cannot help (blocked, no such chat, message refused).
        retry_after: the platform asks to wait this long before anything else is sent.
        unreachable: the person cannot be written to at all until they write first.
        moved_to: the chat has this new address; send there.
        unknown: nobody can tell whether the message arrived (timed out after it was sent).
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: timedelta | None = None,
        unreachable: bool = False,
        moved_to: str | None = None,
        unknown: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after
        self.unreachable = unreachable
        self.moved_to = moved_to
        self.unknown = unknown


class Channel(Protocol):
    """A way to reach people. A channel translates and knows no rules of the game."""

    @property
    def name(self) -> str: ...
    @property
    def limits(self) -> Limits: ...

    async def send(self, address: str, message: Outgoing, *, group: bool = False) -> str:
        """Send one message and give the platform's id of it.

        Raises:
            DeliveryFailed
        """
        ...

    async def start(self) -> None:
        """Begin to listen; returns once listening."""
        ...

    async def stop(self) -> None:
        """Stop listening and finish what has begun."""
        ...


class Answerer(Protocol):
    """The dialogue as a channel sees it: everything is stored when it returns."""

    async def __call__(self, incoming: Incoming, /) -> Reply: ...
