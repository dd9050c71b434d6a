"""Where a message goes when its address cannot take it: to the person's next one, never to two.

A message is one row with one address. It changes its address only while it has certainly not arrived.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from quizbot.chat.channel import Limits
from quizbot.core.delivery import Failure
from quizbot.core.routes import Door, choose
from quizbot.usecases.doors import door_of, is_silent, known
from quizbot.usecases.ports import Address, Message, Work

# what moves a message on: nothing has arrived, and here nothing will. `LATER`: given up after many tries
MOVES_ON = frozenset({Failure.WINDOW_CLOSED, Failure.UNREACHABLE, Failure.QUOTA, Failure.LATER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What to do with a message now.

    Attributes:
        address: where it goes; None: nowhere.
        waits_until: it waits there so long; None: at once.
        why: why its own address does not take it; None: it does.
    """

    address: tuple[str, str] | None
    waits_until: datetime | None = None
    why: Failure | None = None


def is_theirs(work: Work, message: Message) -> bool:
    """Tell whether the address still belongs to the person the message is for."""
    if message.person_id is None:
        return True
    return work.chats.session(message.channel, message.address).person_id == message.person_id


def route(
    work: Work,
    message: Message,
    *,
    limits: Mapping[str, Limits],
    now: datetime,
    refused: Door | None = None,
) -> Route:
    """Find the way of a message to a person.

    Args:
        limits: of the channels this installation sends on.
        refused: what its own address has just said; None: by our own books.
    """
    here = (message.channel, message.address)
    own = refused
    if own is None:
        allowance = limits[message.channel].allowance
        own = door_of(
            work,
            allowance,
            channel=message.channel,
            address=message.address,
            now=now,
            message_id=message.id,
        )
    if own.shut is None:
        return Route(address=here)
    others = _others(work, message, limits=limits)
    places = [here, *((each.channel, each.address) for each in others)]
    doors = [own, *(_door(work, each, limits=limits, now=now) for each in others)]
    way = choose(doors, expires_at=message.expires_at)
    if way is None:
        return Route(address=None, why=own.shut)
    return Route(address=places[way.door], waits_until=way.waits_until, why=own.shut)


def take(work: Work, message: Message, found: Route, *, error: str, now: datetime) -> bool:
    """Put a message where its route leads; False when it leads nowhere, and nothing was done."""
    if found.address is None:
        return False
    why = found.why or Failure.UNREACHABLE
    if found.address == (message.channel, message.address):
        work.outbox.later(message.id, due_at=found.waits_until or now, error=error, failure=why)
        return True
    channel, address = found.address
    due_at = found.waits_until or message.due_at
    work.outbox.move(message, channel=channel, address=address, why=why, due_at=due_at)
    return True


def reroute_astray(work: Work, *, limits: Mapping[str, Limits], now: datetime, limit: int) -> int:
    """Move messages on that wait on channels this installation does not send on; gives how many.

    Those with no other address wait on: the channel may come back.
    """
    moved = 0
    for message in work.outbox.astray(tuple(limits), now=now, limit=limit):
        if message.expires_at is not None and message.expires_at <= now:
            work.outbox.expired(message.id, now=now)
            continue
        away = Door(shut=Failure.UNREACHABLE)
        found = route(work, message, limits=limits, now=now, refused=away)
        moved += take(work, message, found, error="", now=now)
    return moved


def _others(work: Work, message: Message, *, limits: Mapping[str, Limits]) -> tuple[Address, ...]:
    if message.person_id is None:
        return ()
    here = (message.channel, message.address)
    tried = {here, *((channel, address) for channel, address, _ in message.left)}
    return known(work, message.person_id, channels=tuple(limits), but=tried)


def _door(work: Work, to: Address, *, limits: Mapping[str, Limits], now: datetime) -> Door:
    allowance = limits[to.channel].allowance
    return door_of(work, allowance, channel=to.channel, address=to.address, now=now, silent=is_silent(to))
