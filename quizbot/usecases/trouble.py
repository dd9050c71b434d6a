"""Troubles of a channel that only an operator can mend: noted where everybody can see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from quizbot.usecases.ports import Work

_MARK = "trouble:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What a platform said, and when it was first heard; nothing goes out on the channel since."""

    reason: str
    since: datetime


def note_trouble(work: Work, *, channel: str, reason: str, now: datetime) -> None:
    """Note that a channel needs an operator; a trouble that lasts keeps its beginning."""
    known = troubles(work).get(channel)
    since = now if known is None else known.since
    work.leases.mark(_MARK + channel, f"{since.isoformat()} {reason}")


def end_trouble(work: Work, *, channel: str) -> None:
    """Note that the channel works again."""
    if work.leases.recall(_MARK + channel):
        work.leases.mark(_MARK + channel, "")


def troubles(work: Work) -> Mapping[str, Trouble]:
    """List the channels that need an operator."""
    found = {}
    for channel, noted in work.leases.marks(_MARK).items():
        since, _, reason = noted.partition(" ")
        if since:
            found[channel] = Trouble(reason=reason, since=datetime.fromisoformat(since))
    return found
