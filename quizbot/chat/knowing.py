"""Who stands behind an address: twins of one account, and accounts that were silent for long."""

from datetime import datetime

from quizbot.chat.messages import Incoming
from quizbot.chat.turn import ChatSettings
from quizbot.usecases import addresses
from quizbot.usecases.ports import Session, Work


def session_of(
    work: Work, incoming: Incoming, settings: ChatSettings, *, now: datetime
) -> tuple[Session, bool]:
    """Give the conversation; and whether the account was silent so long that it is asked who it is."""
    channel, address = incoming.channel, incoming.address
    session = work.chats.session(channel, address)
    if addresses.has_gone_quiet(work, session, now=now, after=settings.ask_again_after):
        former = work.people.by_address(channel, address)
        if former is not None and incoming.kind != "stopped":
            by = f"person:{former.id}"
            addresses.detach(work, former, channel=channel, address=address, by=by, now=now)
            return work.chats.session(channel, address), True
    twin = [addresses.PAGE, incoming.twin]
    if incoming.twin and (session.person_id is None or session.data.get(addresses.TWIN) != twin):
        addresses.pair(work, channel=channel, address=address, twin=incoming.twin, now=now)
        session = work.chats.session(channel, address)
    return session, False
