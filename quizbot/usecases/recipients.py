"""Where people and groups are reached, as a forecast begins."""

from collections.abc import Mapping, Sequence

from quizbot.core.budget import Place, Recipient
from quizbot.core.delivery import Carrier
from quizbot.core.ids import PersonId
from quizbot.usecases.doors import begun_at, in_order, is_away, is_silent
from quizbot.usecases.ports import Address, Work


def recipients_of(
    work: Work, people: Sequence[PersonId], *, carriers: Mapping[str, Carrier]
) -> tuple[Recipient, ...]:
    """Give each person's addresses in the order in which they are tried."""
    reachable = work.people.reachable(people)
    admitted = {
        channel: frozenset(work.people.first_linked(channel, limit=carrier.allowance.people))
        for channel, carrier in carriers.items()
        if carrier.allowance.people is not None
    }
    found = []
    for person_id in people:
        known = [each for each in reachable.get(person_id, ()) if each.channel in carriers]
        places = [
            _place(work, each, carriers, admitted=_among(admitted.get(each.channel), each))
            for each in in_order(known)
        ]
        found.append(Recipient(person=person_id, places=tuple(places)))
    return tuple(found)


def groups_reached(work: Work, *, carriers: Mapping[str, Carrier]) -> tuple[Recipient, ...]:
    """Give the linked group chats as recipients, numbered below zero."""
    return tuple(
        Recipient(person=-number, places=(Place(channel=channel, address=address, group=True),))
        for number, (channel, address) in enumerate(work.chats.groups(), start=1)
        if channel in carriers
    )


def _among(admitted: frozenset[str] | None, address: Address) -> bool:
    return admitted is None or address.address in admitted


def _place(work: Work, address: Address, carriers: Mapping[str, Carrier], *, admitted: bool) -> Place:
    session = work.chats.session(address.channel, address.address)
    allowance = carriers[address.channel].allowance
    return Place(
        channel=address.channel,
        address=address.address,
        heard_at=session.heard_at,
        unreachable=is_away(session),
        begun=begun_at(work, allowance, address.channel, address.address, since=session.heard_at),
        admitted=admitted,
        silent=is_silent(address),
    )
