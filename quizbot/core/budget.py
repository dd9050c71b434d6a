"""The message budget: who will get what on which channel, and what will not arrive and why, beforehand.

A forecast goes through the planned messages in the order they would be sent and asks of each what the
courier will ask: is the window open, is anything left of the quota. So what it says holds as long as
people do what it supposes.
"""

import heapq
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from quizbot.core.delivery import NO_BOUNDS, Allowance, Carrier, Failure

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
class Recipient:
    """A person and where they are reached; `channel` is `NOBODY` without an account."""

    person: int
    channel: str = NOBODY
    heard_at: datetime | None = None
    # the channel said that they cannot be written to
    unreachable: bool = False
    # messages sent to them since they were last heard
    begun: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One planned act towards one person.

    `replies` is a conversation begun by the person: so many messages answer them, and at its
    beginning they were heard. 0: we begin, with one message.
    """

    kind: str
    at: datetime
    expires: datetime | None = None
    person: int
    replies: int = 0
    # from then on it has nothing to say: whoever has begun needs no invitation
    needless_from: datetime | None = None


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
class Forecast:
    """All days, and what is left of each quota where it is least."""

    lines: tuple[DayLine, ...]
    # the most that is used of each channel's quotas, by period: ("zalo_bot", "2026-11") -> messages
    used: Mapping[tuple[str, str], int]

    @property
    def fail(self) -> int:
        return sum(sum(line.fail.values()) for line in self.lines)


def forecast(
    sendings: Sequence[Sending],
    *,
    recipients: Sequence[Recipient],
    carriers: Mapping[str, Carrier],
    spent: Mapping[tuple[str, str], int],
) -> Forecast:
    """Say what will arrive and what will not.

    Args:
        sendings: in any order; those of one moment go out in the order given.
        recipients: everybody whom a sending names, those who linked their account first before others.
        spent: what quotas have been used already, as `Forecast.used`.
    """
    walk = _Walk(recipients, carriers, spent)
    numbers = itertools.count()
    waiting = [(each.at, next(numbers), each) for each in sendings]
    heapq.heapify(waiting)
    while waiting:
        at, _, each = heapq.heappop(waiting)
        if each.needless_from is not None and each.needless_from < at:
            continue
        again = walk.send(each, at=at)
        if again is not None:
            heapq.heappush(waiting, (again, next(numbers), each))
    return walk.result()


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


def outside(recipients: Sequence[Recipient], carriers: Mapping[str, Carrier]) -> frozenset[int]:
    """Name the people beyond the number a channel lets us write to: those who linked last."""
    seen: dict[str, int] = {}
    left_out = set()
    for each in recipients:
        carrier = carriers.get(each.channel)
        if carrier is None or carrier.allowance.people is None:
            continue
        seen[each.channel] = seen.get(each.channel, 0) + 1
        if seen[each.channel] > carrier.allowance.people:
            left_out.add(each.person)
    return frozenset(left_out)


@dataclass(slots=True)
class _Tally:
    arrive: int = 0
    dong: int = 0
    fail: dict[Failure | None, int] = field(default_factory=dict)


class _Walk:
    def __init__(
        self,
        recipients: Sequence[Recipient],
        carriers: Mapping[str, Carrier],
        spent: Mapping[tuple[str, str], int],
    ) -> None:
        self._carriers = carriers
        self._used = dict(spent)
        self._of = {each.person: each for each in recipients}
        self._heard = {each.person: each.heard_at for each in recipients}
        self._begun = {each.person: each.begun for each in recipients}
        self._lines: dict[tuple[date, str, str], _Tally] = {}
        self._outside = outside(recipients, carriers)

    def send(self, each: Sending, *, at: datetime) -> datetime | None:
        """Carry out one sending; gives when it is tried again, if it is."""
        to = self._of[each.person]
        if to.channel == NOBODY:
            self._failed(each, to, None, at=at)
        elif each.person in self._outside:
            for _ in range(max(1, each.replies)):
                self._failed(each, to, Failure.QUOTA, at=at)
        elif each.replies:
            self._converse(each, to, self._carriers[to.channel].allowance, at=at)
        else:
            return self._begin(each, to, self._carriers[to.channel].allowance, at=at)
        return None

    def _begin(self, each: Sending, to: Recipient, allowance: Allowance, *, at: datetime) -> datetime | None:
        """Write to a person first, as the courier would."""
        heard_at, begun = self._heard[each.person], self._begun[each.person]
        if to.unreachable and heard_at == to.heard_at:
            self._failed(each, to, Failure.UNREACHABLE, at=at)
            return None
        full = allowance.since_heard is not None and begun >= allowance.since_heard
        if full or not allowance.may_begin(heard_at=heard_at, at=at):
            self._failed(each, to, Failure.WINDOW_CLOSED, at=at)
            return None
        if not self._take(to.channel, allowance, at=at, begun=True):
            opens = max(quota.period.end(at, zone=allowance.zone) for quota in allowance.quotas)
            if each.expires is None or opens < each.expires:
                return opens
            self._failed(each, to, Failure.QUOTA, at=at)
            return None
        self._begun[each.person] = begun + 1
        window = allowance.window(heard_at=heard_at, at=at) if allowance.windows else None
        self._arrived(each, to, allowance, at=at, dong=window.dong if window else 0)
        return None

    def _converse(self, each: Sending, to: Recipient, allowance: Allowance, *, at: datetime) -> None:
        """Answer a person who wrote: no window matters, quotas do; what is left out leaves the rest out."""
        self._heard[each.person] = at
        self._begun[each.person] = 0
        for _ in range(each.replies):
            if self._take(to.channel, allowance, at=at):
                self._arrived(each, to, allowance, at=at, dong=0)
            else:
                self._failed(each, to, Failure.QUOTA, at=at)

    def _take(self, channel: str, allowance: Allowance, *, at: datetime, begun: bool = False) -> bool:
        names = [(channel, quota.period.key(at, zone=allowance.zone)) for quota in allowance.quotas]
        spent = [self._used.get(name, 0) for name in names]
        for used, quota in zip(spent, allowance.quotas, strict=True):
            if used >= quota.messages - (quota.kept if begun else 0):
                return False
        for name, used in zip(names, spent, strict=True):
            self._used[name] = used + 1
        return True

    def _arrived(
        self, each: Sending, to: Recipient, allowance: Allowance, *, at: datetime, dong: int
    ) -> None:
        tally = self._tally(each, to, allowance, at=at)
        tally.arrive += 1
        tally.dong += dong

    def _failed(self, each: Sending, to: Recipient, why: Failure | None, *, at: datetime) -> None:
        carrier = self._carriers.get(to.channel)
        tally = self._tally(each, to, carrier.allowance if carrier else NO_BOUNDS, at=at)
        tally.fail[why] = tally.fail.get(why, 0) + 1

    def _tally(self, each: Sending, to: Recipient, allowance: Allowance, *, at: datetime) -> _Tally:
        day = at.astimezone(allowance.zone).date()
        return self._lines.setdefault((day, to.channel, each.kind), _Tally())

    def result(self) -> Forecast:
        return Forecast(
            lines=tuple(
                DayLine(
                    day=day,
                    channel=channel,
                    kind=kind,
                    arrive=tally.arrive,
                    fail=dict(tally.fail),
                    dong=tally.dong,
                )
                for (day, channel, kind), tally in self._lines.items()
            ),
            used=dict(self._used),
        )
