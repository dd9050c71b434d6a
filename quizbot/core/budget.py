"""The message budget: what is planned, for whom, and what a forecast says of it.

The forecast itself is made in `foreseeing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from quizbot.core.delivery import Carrier, Failure

NOBODY = ""
"""The channel of people who have no account on any."""


class Form(StrEnum):
    """How a paper reaches a person in chat. The names are stored."""

    # a message for each question
    EACH = "each"
    # all questions in one message, answered in one: "1A 2C 3D"
    SHEET = "sheet"
    # a link into the web chat
    LINK = "link"

    def or_more_frugal(self, other: "Form | None") -> "Form":
        """Give whichever of both costs fewer messages."""
        forms = list(Form)
        return self if other is None else forms[max(forms.index(self), forms.index(other))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What an installation sends with: its channels by name, and whether there is a page to link to."""

    carriers: Mapping[str, Carrier] = field(default_factory=dict)
    can_link: bool = False

    @property
    def counted(self) -> tuple[str, ...]:
        """Name the channels that count messages: there a paper goes out in the form that the quota carries."""
        return tuple(name for name, carrier in self.carriers.items() if carrier.allowance.quotas)


NOTHING_COUNTED = Means()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One address as it stands when a forecast begins."""

    channel: str
    address: str = ""
    heard_at: datetime | None = None
    # the channel said that they cannot be written to
    unreachable: bool = False
    # messages we began there since they were last heard
    begun: int = 0
    # the platform's plan lets us write to this person
    admitted: bool = True
    # shows its messages only to somebody who opens it
    silent: bool = False
    group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A person, or a group chat, and where they are reached: in their order, none without an account."""

    person: int
    places: tuple[Place, ...] = ()

    @property
    def channel(self) -> str:
        """Name the channel they are written to first."""
        return self.places[0].channel if self.places else NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One planned act towards one person: we write, or they do."""

    kind: str
    at: datetime
    expires: datetime | None = None
    person: int
    # a conversation begun by the person: by channel, how many messages answer them there. None: we begin,
    # with one message
    replies: Mapping[str, int] | None = None
    # from then on it has nothing to say: whoever has begun needs no invitation
    needless_from: datetime | None = None
    # place among the person's places where it stands, and those it has left, with the reason
    place: int = 0
    left: Mapping[int, Failure] = field(default_factory=dict)
    # takes from the quotas but is not told of: it belongs to something else
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """What one channel carries on one day of one kind, in messages."""

    day: date
    channel: str
    kind: str
    arrive: int
    # why the others do not; None: no chat account
    fail: Mapping[Failure | None, int]
    dong: int

    @property
    def planned(self) -> int:
        return self.arrive + sum(self.fail.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Detour:
    """Messages that arrive at another address than the first."""

    # the first address's channel, and why it does not take them
    channel: str
    why: Failure
    # where they arrive
    by: str
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """All days, and what is left of each quota where it is least."""

    lines: tuple[DayLine, ...]
    # the most that is used of each channel's quotas, by period: ("zalo_bot", "2026-11") -> messages
    used: Mapping[tuple[str, str], int]
    detours: tuple[Detour, ...] = ()
    # channels whose quota was too small for something, wherever that went then
    short: frozenset[str] = frozenset()

    @property
    def fail(self) -> int:
        return sum(sum(line.fail.values()) for line in self.lines)


def form_of(*, carrier: Carrier, fits: Mapping[Form, bool], can_link: bool) -> Form:
    """Choose the frugal form: the most comfortable one that the quota carries.

    Args:
        fits: whether everything arrives in this form.
    """
    if not carrier.allowance.quotas:
        return Form.EACH
    for form in (Form.EACH, Form.SHEET):
        if fits.get(form):
            return form
    return Form.LINK if can_link else Form.SHEET


def replies_of(form: Form, *, questions: int, characters: int, text: int, prediction: bool) -> int:
    """Count the messages that answer one person through one paper, at most.

    One message shows the contest; then each thing a person says is answered by one. The first
    answer to "begin" is the first question, or the whole paper in as many messages as it needs.

    Args:
        characters: of the longest paper, as one message.
        text: characters of one message on the channel.
    """
    if form is Form.LINK:
        return 0
    if form is Form.EACH:
        return 2 + questions + prediction
    return 2 + -(-characters // text) + prediction
