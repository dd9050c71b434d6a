"""Writing in the register: who, when, and what took the place of what."""

from datetime import datetime

from quizbot.core.lifecycle import Actor
from quizbot.core.refusal import Refusal
from quizbot.core.reporting.periods import ZONE
from quizbot.core.reporting.register import BadEntry, Entry, SignedEntry, checked, standing
from quizbot.usecases.people import NotAllowed
from quizbot.usecases.ports import AuditEntry, Work

WRITERS = ("hr", "organizer")


class UnknownEntry(Refusal):
    """No such entry, or it was mended or taken back already."""

    code = "register.unknown"


class ReasonMissing(Refusal):
    """Whoever mends or takes back an entry says why."""

    code = "register.reason_missing"


def write(work: Work, entry: Entry, *, by: Actor, now: datetime) -> SignedEntry:
    """Write an entry.

    Raises:
        NotAllowed, EntryIncomplete, FieldOutOfPlace, BadEntry
    """
    return _add(work, SignedEntry(number=0, entry=_fit(entry, now), at=now, by=by.id), by=by, now=now)


def mend(work: Work, number: int, entry: Entry, *, reason: str, by: Actor, now: datetime) -> SignedEntry:
    """Put another entry in the place of one; both stay.

    Raises:
        NotAllowed, UnknownEntry, ReasonMissing, EntryIncomplete, FieldOutOfPlace, BadEntry
    """
    _held(work, number, reason)
    made = SignedEntry(
        number=0, entry=_fit(entry, now), at=now, by=by.id, mends=number, reason=reason.strip()
    )
    return _add(work, made, by=by, now=now)


def take_back(work: Work, number: int, *, reason: str, by: Actor, now: datetime) -> SignedEntry:
    """Take an entry back; it stays in the register, and counts no more.

    Raises:
        NotAllowed, UnknownEntry, ReasonMissing
    """
    held = _held(work, number, reason)
    made = SignedEntry(
        number=0, entry=held.entry, at=now, by=by.id, mends=number, withdrawn=True, reason=reason.strip()
    )
    return _add(work, made, by=by, now=now)


def _fit(entry: Entry, now: datetime) -> Entry:
    if entry.on > now.astimezone(ZONE).date():
        raise BadEntry(field="on", value=entry.on)
    return checked(entry)


def _held(work: Work, number: int, reason: str) -> SignedEntry:
    if not reason.strip():
        raise ReasonMissing()
    found = next((each for each in standing(work.reports.register()) if each.number == number), None)
    if found is None:
        raise UnknownEntry(number=number)
    return found


def _add(work: Work, made: SignedEntry, *, by: Actor, now: datetime) -> SignedEntry:
    if not by.may(WRITERS):
        raise NotAllowed()
    stored = work.reports.add_entry(made)
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by.id,
            action="register.taken_back" if made.withdrawn else "register.written",
            subject=f"entry:{stored.number}",
            detail={"kind": made.entry.kind.value, "mends": made.mends},
        )
    )
    return stored
