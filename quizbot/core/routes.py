"""Which of a person's addresses a message goes to: the same rule for those who send and those who plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.delivery import Allowance, Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One address at one moment: whether it takes a message that we begin."""

    # why it does not; None: it does
    shut: Failure | None = None
    # when a quota that is used up begins anew
    opens_at: datetime | None = None
    # shows its messages only to somebody who opens it, as the web page does
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where a message goes."""

    # place among the doors
    door: int
    # None: at once
    waits_until: datetime | None = None


def door(
    allowance: Allowance,
    *,
    heard_at: datetime | None,
    begun: int,
    unreachable: bool,
    admitted: bool,
    spent: Sequence[int],
    at: datetime,
    silent: bool = False,
    group: bool = False,
) -> Door:
    """Tell whether an address takes a message now, by everything that is known of it.

    Args:
        begun: messages we began there since the person was last heard.
        admitted: the person is among those whom the platform's plan lets us write to.
        spent: what is used of each of the allowance's quotas.
        group: a group chat: it has no window and never goes away.
    """
    if not group:
        if unreachable:
            return Door(shut=Failure.UNREACHABLE, silent=silent)
        full = allowance.since_heard is not None and begun >= allowance.since_heard
        if full or not allowance.may_begin(heard_at=heard_at, at=at):
            return Door(shut=Failure.WINDOW_CLOSED, silent=silent)
        if not admitted:
            return Door(shut=Failure.QUOTA, silent=silent)
    if not allowance.may_spend(spent, begun=True):
        return Door(shut=Failure.QUOTA, opens_at=allowance.opens_again(at), silent=silent)
    return Door(silent=silent)


def choose(doors: Sequence[Door], *, expires_at: datetime | None) -> Way | None:
    """Choose the way of a message: the first door that takes it now, else the first that will in time.

    A silent door comes last, unless the person put it first: rather a message that is seen later
    than one that nobody looks at.

    Args:
        doors: in the person's order.
    """
    loud = [number for number, each in enumerate(doors) if number == 0 or not each.silent]
    for number in loud:
        if doors[number].shut is None:
            return Way(door=number)
    for number in loud:
        opens_at = doors[number].opens_at
        if opens_at is not None and (expires_at is None or opens_at < expires_at):
            return Way(door=number, waits_until=opens_at)
    for number, each in enumerate(doors):
        if each.shut is None:
            return Way(door=number)
    return None
