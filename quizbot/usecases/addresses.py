"""One person, many addresses: linking, twins, detaching, and an account that changes hands.

An account of a chat app has two addresses where the app opens our web page: the one in its chat, and
a twin in the web chat. Both are always the same person.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from quizbot.usecases.doors import PAGE as PAGE
from quizbot.usecases.people import link
from quizbot.usecases.ports import Address, AuditEntry, Person, Session, Work

# under this name a conversation keeps its account's other address
TWIN = "twin"


def web_address(channel: str, account: str) -> str:
    """Give the address in the web chat of an account of a chat app."""
    return f"{channel}-{account}"


def twin_of(work: Work, channel: str, address: str) -> tuple[str, str] | None:
    """Give the other address of the same account."""
    kept = work.chats.session(channel, address).data.get(TWIN)
    return (str(kept[0]), str(kept[1])) if isinstance(kept, list) and len(kept) == 2 else None


def pair(work: Work, *, channel: str, address: str, twin: str, now: datetime) -> None:
    """Make an address and one in the web chat twins: who is known at one is known at the other.

    The chat's own address is the elder: where two people are known, it is right.
    """
    if twin_of(work, channel, address) != (PAGE, twin):
        _remember(work, work.chats.session(channel, address), (PAGE, twin))
        _remember(work, work.chats.session(PAGE, twin), (channel, address))
    elder, younger = work.people.by_address(channel, address), work.people.by_address(PAGE, twin)
    if elder is not None and (younger is None or younger.id != elder.id):
        link(work, elder, channel=PAGE, address=twin, now=now)
    elif elder is None and younger is not None:
        link(work, younger, channel=channel, address=address, now=now)


def detach(work: Work, person: Person, *, channel: str, address: str, by: str, now: datetime) -> int:
    """Take an address and its twin from a person; results stay. Gives how many were theirs.

    Whoever holds the account now is a stranger: the conversation begins anew.
    """
    twin = twin_of(work, channel, address)
    gone = 0
    for each in ((channel, address), *((twin,) if twin else ())):
        holder = work.people.by_address(*each)
        if holder is None or holder.id != person.id:
            continue
        work.people.unlink(*each)
        session = work.chats.session(*each)
        kept = {TWIN: session.data[TWIN]} if TWIN in session.data else {}
        work.chats.put(replace(session, person_id=None, screen="welcome", data=kept))
        gone += 1
        _record(work, now, by, "people.unlinked", person, channel=each[0])
    return gone


def detach_all(work: Work, person: Person, *, by: str, now: datetime) -> int:
    """Take every address from a person: HR knows that the phone has another holder."""
    return sum(
        detach(work, person, channel=each.channel, address=each.address, by=by, now=now)
        for each in work.people.addresses(person.id)
    )


def prefer(work: Work, person: Person, chosen: Address | None, *, now: datetime) -> None:
    """Write to a person at this address first; None: as `doors.in_order` orders them by itself."""
    for each in work.people.addresses(person.id):
        is_chosen = chosen is not None and (each.channel, each.address) == (chosen.channel, chosen.address)
        if is_chosen or each.chosen_at is not None:
            work.people.link(replace(each, chosen_at=now if is_chosen else None))
    channel = "" if chosen is None else chosen.channel
    _record(work, now, f"person:{person.id}", "people.preferred", person, channel=channel)


def shown(addresses: Sequence[Address]) -> list[Address]:
    """Give the addresses as people know them: one for each account, the chat's own before its twin."""
    chats = [each for each in addresses if each.channel != PAGE]
    named = {each.channel for each in chats}
    pages = [
        each for each in addresses if each.channel == PAGE and each.address.partition("-")[0] not in named
    ]
    return [*chats, *pages]


def has_gone_quiet(work: Work, session: Session, *, now: datetime, after: timedelta | None) -> bool:
    """Tell whether an account was silent so long, in all its places, that somebody else may hold it now."""
    if after is None or session.person_id is None or session.heard_at is None:
        return False
    if now - session.heard_at < after:
        return False
    twin = twin_of(work, session.channel, session.address)
    heard_at = work.chats.session(*twin).heard_at if twin is not None else None
    return heard_at is None or now - heard_at >= after


def _remember(work: Work, session: Session, twin: tuple[str, str]) -> None:
    work.chats.put(replace(session, data={**session.data, TWIN: list(twin)}))


def _record(work: Work, now: datetime, actor: str, action: str, person: Person, **detail: Any) -> None:
    work.audit.record(
        AuditEntry(at=now, actor=actor, action=action, subject=f"person:{person.id}", detail=detail)
    )
