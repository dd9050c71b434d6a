"""The forecast: goes through what is planned in the order it would be sent, and asks what the courier asks.

Is the window open, is anything left of the quota, does another address take it. So what it says holds as
long as people do what it supposes: they take part where they were last written to.
"""

import heapq
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from quizbot.core.budget import NOBODY, DayLine, Detour, Forecast, Place, Recipient, Sending
from quizbot.core.delivery import NO_BOUNDS, Allowance, Carrier, Failure
from quizbot.core.routes import Door, choose, door


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
        recipients: everybody whom a sending names.
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
            heapq.heappush(waiting, (again.at, next(numbers), again))
    return walk.result()


@dataclass(slots=True)
class _Tally:
    arrive: int = 0
    dong: int = 0
    fail: dict[Failure | None, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Standing:
    """A place as the forecast goes on."""

    place: Place
    allowance: Allowance
    heard_at: datetime | None
    unreachable: bool
    begun: int


class _Walk:
    def __init__(
        self,
        recipients: Sequence[Recipient],
        carriers: Mapping[str, Carrier],
        spent: Mapping[tuple[str, str], int],
    ) -> None:
        self._used = dict(spent)
        self._of = {
            each.person: [
                _Standing(
                    place=place,
                    allowance=carriers[place.channel].allowance,
                    heard_at=place.heard_at,
                    unreachable=place.unreachable,
                    begun=place.begun,
                )
                for place in each.places
            ]
            for each in recipients
        }
        # the place at which each person was last written to
        self._told: dict[int, int] = {}
        self._lines: dict[tuple[date, str, str], _Tally] = {}
        self._detours: dict[tuple[str, Failure, str], int] = {}
        self._short: set[str] = set()

    def send(self, each: Sending, *, at: datetime) -> Sending | None:
        """Carry out one sending; gives it back when it is tried again."""
        places = self._of[each.person]
        if not places:
            if each.replies is None:
                self._failed(each, None, None, at=at)
            return None
        if each.replies is not None:
            self._converse(each, places, each.replies, at=at)
            return None
        return self._begin(each, places, at=at)

    def _begin(self, each: Sending, places: Sequence[_Standing], *, at: datetime) -> Sending | None:
        """Write to a person first, as the courier would."""
        doors = [
            Door(shut=Failure.UNREACHABLE) if number in each.left else self._door(to, at=at)
            for number, to in enumerate(places)
        ]
        way = choose(doors, expires_at=each.expires)
        for number, shut in enumerate(doors[: way.door + 1 if way else None]):
            if shut.opens_at is not None and number not in each.left:
                self._short.add(places[number].place.channel)
        if way is None:
            self._failed(each, places[each.place], doors[each.place].shut, at=at)
            return None
        if way.door != each.place:
            why = doors[each.place].shut or Failure.UNREACHABLE
            each = replace(each, place=way.door, left={**each.left, each.place: why})
        if way.waits_until is not None:
            return replace(each, at=way.waits_until)
        self._arrives(each, places, at=at)
        return None

    def _arrives(self, each: Sending, places: Sequence[_Standing], *, at: datetime) -> None:
        to = places[each.place]
        self._take(to, at=at)
        to.begun += 1
        self._told[each.person] = each.place
        window = to.allowance.window(heard_at=to.heard_at, at=at) if self._is_timed(to) else None
        self._arrived(each, to, at=at, dong=window.dong if window else 0)
        if each.left and not each.beside:
            first = min(each.left)
            key = (places[first].place.channel, each.left[first], to.place.channel)
            self._detours[key] = self._detours.get(key, 0) + 1

    def _door(self, to: _Standing, *, at: datetime) -> Door:
        return door(
            to.allowance,
            heard_at=to.heard_at,
            begun=to.begun,
            unreachable=to.unreachable,
            admitted=to.place.admitted,
            spent=[self._used.get(name, 0) for name in self._names(to, at)],
            at=at,
            silent=to.place.silent,
            group=to.place.group,
        )

    def _is_timed(self, to: _Standing) -> bool:
        return bool(to.allowance.windows) and not to.place.group

    def _converse(
        self, each: Sending, places: Sequence[_Standing], replies: Mapping[str, int], *, at: datetime
    ) -> None:
        """Answer a person who wrote: no window matters, quotas do; what is left out leaves the rest out."""
        open_to = (n for n, to in enumerate(places) if to.place.admitted and not to.unreachable)
        number = self._told.get(each.person, next(open_to, None))
        if number is None:
            # they take part on the page
            return
        to = places[number]
        count = replies.get(to.place.channel, 0)
        if not count:
            return
        to.heard_at, to.begun, to.unreachable = at, 0, False
        for _ in range(count):
            spent = [self._used.get(name, 0) for name in self._names(to, at)]
            if to.allowance.may_spend(spent, begun=False):
                self._take(to, at=at)
                self._arrived(each, to, at=at, dong=0)
            else:
                self._short.add(to.place.channel)
                self._failed(each, to, Failure.QUOTA, at=at)

    def _names(self, to: _Standing, at: datetime) -> list[tuple[str, str]]:
        return [(to.place.channel, period) for period in to.allowance.periods(at)]

    def _take(self, to: _Standing, *, at: datetime) -> None:
        for name in self._names(to, at):
            self._used[name] = self._used.get(name, 0) + 1

    def _arrived(self, each: Sending, to: _Standing, *, at: datetime, dong: int) -> None:
        if each.beside:
            return
        tally = self._tally(each, to, at=at)
        tally.arrive += 1
        tally.dong += dong

    def _failed(self, each: Sending, to: _Standing | None, why: Failure | None, *, at: datetime) -> None:
        if each.beside:
            return
        tally = self._tally(each, to, at=at)
        tally.fail[why] = tally.fail.get(why, 0) + 1

    def _tally(self, each: Sending, to: _Standing | None, *, at: datetime) -> _Tally:
        allowance, channel = (NO_BOUNDS, NOBODY) if to is None else (to.allowance, to.place.channel)
        day = at.astimezone(allowance.zone).date()
        return self._lines.setdefault((day, channel, each.kind), _Tally())

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
            detours=tuple(
                Detour(channel=channel, why=why, by=by, messages=messages)
                for (channel, why, by), messages in self._detours.items()
            ),
            short=frozenset(self._short),
        )
