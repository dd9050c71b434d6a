"""A person's addresses in the order in which we write to them, and which of them take a message now."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from quizbot.core.delivery import Allowance
from quizbot.core.ids import PersonId
from quizbot.core.routes import Door, door
from quizbot.usecases.ports import Address, Session, Work

# the channel of the web page
PAGE = "webchat"
_NEVER = datetime.min.replace(tzinfo=UTC)


def in_order(addresses: Sequence[Address]) -> tuple[Address, ...]:
    """Put addresses in the order in which they are tried.

    The one the person chose, then chats, the one linked last first, then the web page: it shows its
    messages only to somebody who opens it.
    """
    return tuple(
        sorted(
            addresses,
            key=lambda each: (
                each.chosen_at or _NEVER,
                each.channel != PAGE,
                each.linked_at,
                each.channel,
                each.address,
            ),
            reverse=True,
        )
    )


def door_of(
    work: Work,
    allowance: Allowance,
    *,
    channel: str,
    address: str,
    now: datetime,
    silent: bool = False,
    message_id: int | None = None,
) -> Door:
    """Tell whether a person's address takes a message now, by our own books.

    Args:
        silent: as `is_silent` tells of the address.
        message_id: the message, when it is already on its way there.
    """
    session = work.chats.session(channel, address)
    return door(
        allowance,
        heard_at=session.heard_at,
        begun=begun_at(work, allowance, channel, address, since=session.heard_at, before=message_id),
        unreachable=is_away(session),
        admitted=is_admitted(work, allowance, channel=channel, address=address),
        spent=spent(work, allowance, channel=channel, now=now),
        at=now,
        silent=silent,
    )


def is_away(session: Session) -> bool:
    """Tell whether nobody is there: blocked, or a page that was never opened.

    An account of a chat app has a page of its own from its first word on; most people never open it.
    """
    return session.unreachable or (session.channel == PAGE and session.heard_at is None)


def is_silent(address: Address) -> bool:
    """Tell whether messages are seen there only by somebody who looks, and the person did not ask for that."""
    return address.channel == PAGE and address.chosen_at is None


def begun_at(
    work: Work,
    allowance: Allowance,
    channel: str,
    address: str,
    *,
    since: datetime | None,
    before: int | None = None,
) -> int:
    """Count the messages we began at an address since it was last heard, where that matters."""
    if allowance.since_heard is None or since is None:
        return 0
    return work.outbox.sent_since(channel, address, since=since, before=before)


def is_admitted(work: Work, allowance: Allowance, *, channel: str, address: str) -> bool:
    """Tell whether the platform's plan lets us write there: the first so many who linked."""
    if allowance.people is None:
        return True
    if work.people.count_linked(channel) <= allowance.people:
        return True
    return address in work.people.first_linked(channel, limit=allowance.people)


def spent(work: Work, allowance: Allowance, *, channel: str, now: datetime) -> list[int]:
    """Give what is used of each of a channel's quotas."""
    if not allowance.quotas:
        return []
    tallies = work.leases.tallies(f"quota:{channel}:")
    return [tallies.get(period, 0) for period in allowance.periods(now)]


def known(
    work: Work, person_id: PersonId, *, channels: Collection[str], but: Collection[tuple[str, str]] = ()
) -> tuple[Address, ...]:
    """List a person's addresses on these channels in order, without those that were tried."""
    return in_order(
        [
            each
            for each in work.people.addresses(person_id)
            if each.channel in channels and (each.channel, each.address) not in but
        ]
    )
