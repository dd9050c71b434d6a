"""What the product asks of a channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, Protocol

from quizbot.chat.messages import Incoming, Outgoing, Reply
from quizbot.core.delivery import NO_BOUNDS, Allowance, Carrier, Failure
from quizbot.usecases.broadcasting import Lane


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
    # the platform tells which of our messages were opened
    tells_opened: bool = False
    # messages a second to everybody, and the least time between two to one chat
    per_second: float = 30.0
    chat_gap: timedelta = timedelta(seconds=1)
    group_gap: timedelta = timedelta(seconds=3)
    # windows, quotas and prices of what we begin ourselves; `pace.spend` counts against the quotas
    allowance: Allowance = NO_BOUNDS

    @property
    def carrier(self) -> Carrier:
        """Give what a planner has to know."""
        return Carrier(allowance=self.allowance, text=self.text)

    @property
    def lane(self) -> Lane:
        """Give how the channel sends."""
        return Lane(per_second=self.per_second, tells_opened=self.tells_opened)


class DeliveryFailed(Exception):
    """A message could not be sent. What a channel says of its own platform's refusals is a kind of it.

    Args:
        reason: what the platform said, without secrets.
        failure: which of the few things that can happen this is.
        retry_after: how long nothing at all may be sent: the platform's own demand for `LATER`, the
            time until the quota opens again for `QUOTA`. None: it concerns this message alone.
        moved_to: the chat has this new address; send there.
        replies_pass: the wait is for what we begin ourselves; answers to people still go.
    """

    def __init__(
        self,
        reason: str,
        failure: Failure,
        *,
        retry_after: timedelta | None = None,
        moved_to: str | None = None,
        replies_pass: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.failure = failure
        self.retry_after = retry_after
        self.moved_to = moved_to
        self.replies_pass = replies_pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing a channel says of its own health; its words stand under `signs.<code>`."""

    code: str
    level: Literal["ok", "warning", "error"] = "ok"
    facts: Mapping[str, object] = field(default_factory=dict)


class Examined(Protocol):
    """A channel that can be asked how it is, beyond whether it can be reached."""

    async def signs(self) -> Sequence[Sign]:
        """Look at tokens, webhook and quota.

        Raises:
            DeliveryFailed: the platform cannot be asked.
        """
        ...


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
