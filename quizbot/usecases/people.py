"""Who is who: joining by code, registering, consent, leaving."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from quizbot.core import personal_code
from quizbot.core.attempt import AttemptStatus
from quizbot.core.contest import ContestState, Feedback, results_told
from quizbot.core.ids import PersonId, UnitId
from quizbot.core.link_code import read_link_code
from quizbot.core.refusal import Refusal
from quizbot.core.vietnamese import fold
from quizbot.usecases import results
from quizbot.usecases.learning import local_day
from quizbot.usecases.ports import (
    Address,
    AttemptSummary,
    AuditEntry,
    Consent,
    Person,
    PersonStatus,
    Unit,
    Work,
)

# tries of a personal code from one chat account: five at once, then one a minute
CODE_TRIES = 5
CODE_EVERY = timedelta(minutes=1)
# under this name link codes that were used are remembered
_LINK_CODES = "link"


class UnknownCode(Refusal):
    code = "people.unknown_code"


class TooManyTries(Refusal):
    code = "people.too_many_tries"


class UnknownPerson(Refusal):
    code = "people.unknown_person"


class UnknownUnit(Refusal):
    code = "people.unknown_unit"


class NotAllowed(Refusal):
    """The person's roles do not cover this."""

    code = "people.not_allowed"


def join_by_code(work: Work, *, channel: str, address: str, typed: str, pepper: str, now: datetime) -> Person:
    """Link a chat account to the person whose personal code was typed.

    Raises:
        UnknownCode: nobody holds this code, or it was a link code that is over or used.
        TooManyTries: too many wrong codes from this account.
    """
    person = whose_code(work, channel=channel, address=address, typed=typed, pepper=pepper, now=now)
    sealed = read_link_code(typed, pepper=pepper, now=now)
    if sealed is not None and not work.chats.first_time(_LINK_CODES, sealed.key, now=now):
        raise UnknownCode()
    link(work, person, channel=channel, address=address, now=now)
    return person


def whose_code(work: Work, *, channel: str, address: str, typed: str, pepper: str, now: datetime) -> Person:
    """Tell who is meant by a personal code or a link code; every try of an account counts.

    Raises:
        UnknownCode, TooManyTries
    """
    wait = work.leases.reserve(f"code:{channel}:{address}", interval=CODE_EVERY, burst=CODE_TRIES, now=now)
    if wait:
        raise TooManyTries(minutes=max(1, round(wait.total_seconds() / 60)))
    code, sealed = personal_code.normal(typed), read_link_code(typed, pepper=pepper, now=now)
    if sealed is not None:
        person = work.people.person(sealed.person_id)
    else:
        person = work.people.by_secret(personal_code.digest(code, pepper=pepper)) if code else None
    if person is None or person.status is PersonStatus.LEFT:
        raise UnknownCode()
    return person


def link(work: Work, person: Person, *, channel: str, address: str, now: datetime) -> None:
    """Link a chat account to a person and record it, and whose it was before."""
    held = work.people.by_address(channel, address)
    before = {"from": f"person:{held.id}"} if held is not None and held.id != person.id else {}
    here = (
        each
        for each in work.people.addresses(person.id)
        if (each.channel, each.address) == (channel, address)
    )
    # whoever links it again has not changed their mind about where to be written to
    chosen_at = next((each.chosen_at for each in here), None)
    work.people.link(
        Address(channel=channel, address=address, person_id=person.id, linked_at=now, chosen_at=chosen_at)
    )
    _record(
        work, now, f"person:{person.id}", "people.linked", f"person:{person.id}", channel=channel, **before
    )


def unlink(work: Work, person: Person, *, channel: str, address: str, now: datetime) -> None:
    """Take a chat account from a person; results stay."""
    work.people.unlink(channel, address)
    _record(work, now, f"person:{person.id}", "people.unlinked", f"person:{person.id}", channel=channel)


def register(work: Work, *, channel: str, address: str, name: str, unit_id: UnitId, now: datetime) -> Person:
    """Register somebody who has no code; a coordinator approves, until then they only practise."""
    code = f"TM-{_serial(channel, address)}"
    known = work.people.by_code(code)
    if known is None:
        known = work.people.add(
            Person(
                id=PersonId(0), code=code, name=name.strip(), unit_id=unit_id, status=PersonStatus.PENDING
            ),
            since=local_day(now),
        )
    link(work, known, channel=channel, address=address, now=now)
    return known


def entry_code_unit(work: Work, typed: str) -> Unit | None:
    """Give the unit whose common code this is, in a contest that is to come or open; None when it is none."""
    said = fold(typed)
    states = (ContestState.CHECKED, ContestState.OPEN)
    for stored in work.contests.all():
        for each in stored.contest.who.entry_codes if stored.state in states else ():
            if fold(each.code) == said:
                return next((unit for unit in work.people.units() if unit.code == each.unit), None)
    return None


def pending(work: Work, *, units: frozenset[UnitId] | None = None) -> list[Person]:
    """List people who wait for approval.

    Args:
        units: of these units alone; None: of all.
    """
    return [
        person
        for person in work.people.everybody()
        if person.status is PersonStatus.PENDING and (units is None or person.unit_id in units)
    ]


def approve(work: Work, *, code: str, by: str, now: datetime) -> Person:
    """Approve a self-registered person.

    Raises:
        UnknownPerson: nobody has this code, or they have left.
    """
    person = by_code(work, code)
    if person.status is PersonStatus.LEFT:
        raise UnknownPerson(person=code)
    if person.status is PersonStatus.ACTIVE:
        return person
    approved = replace(person, status=PersonStatus.ACTIVE)
    work.people.update(approved, on=local_day(now))
    _record(work, now, by, "people.approved", f"person:{person.id}")
    return approved


def by_code(work: Work, code: str) -> Person:
    """Find a person by roster code.

    Raises:
        UnknownPerson
    """
    person = work.people.by_code(code)
    if person is None:
        raise UnknownPerson(person=code)
    return person


def record_consent(
    work: Work, person: Person, *, purpose: str, version: str, given: bool, channel: str, now: datetime
) -> None:
    """Record an answer to a question of consent."""
    work.people.record_consent(
        Consent(person_id=person.id, purpose=purpose, version=version, given=given, at=now, channel=channel)
    )


def must_be_asked(work: Work, person: Person, *, purpose: str, version: str) -> bool:
    """Tell whether the person has yet to agree to these words; then they are asked before anything else."""
    return not any(
        consent.purpose == purpose and consent.version == version and consent.given
        for consent in work.people.consents(person.id)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What is printed for one person: shown once, never stored."""

    code: str
    name: str
    unit: str
    personal_code: str


def issue_codes(
    work: Work, people: Iterable[Person], *, pepper: str, rng: random.Random, by: str, now: datetime
) -> list[Slip]:
    """Give people new personal codes; their old ones stop working."""
    units = {unit.id: unit for unit in work.people.units()}
    slips = []
    for person in people:
        code = personal_code.new_code(rng)
        work.people.set_secret(person.id, personal_code.digest(code, pepper=pepper), now=now)
        slips.append(
            Slip(code=person.code, name=person.name, unit=units[person.unit_id].name, personal_code=code)
        )
    _record(work, now, by, "people.codes_issued", "people", count=len(slips))
    return slips


def my_data(work: Work, person: Person, *, now: datetime) -> dict[str, Any]:
    """Collect everything kept about a person, as JSON data; results not told yet are null."""
    units = {unit.id: unit for unit in work.people.units()}
    return {
        "code": person.code,
        "name": person.name,
        "unit": units[person.unit_id].name,
        "status": person.status.value,
        **({"traits": dict(person.traits)} if person.traits else {}),
        "addresses": [
            {"channel": each.channel, "address": each.address, "since": each.linked_at.isoformat()}
            for each in work.people.addresses(person.id)
        ],
        "consents": [
            {"purpose": each.purpose, "version": each.version, "given": each.given, "at": each.at.isoformat()}
            for each in work.people.consents(person.id)
        ],
        "attempts": [
            {
                "round": each.round_id,
                "number": each.number,
                "started": each.started_at.isoformat(),
                "right": each.right if _told(work, each, now) else None,
                "asked": each.asked,
                **({"essays": texts} if (texts := [one.text for one in work.essays.of(each.id)]) else {}),
            }
            for each in work.attempts.of_person(person.id, limit=1000)
        ],
        "appeals": [
            {
                "filed": each.filed_at.isoformat(),
                "text": each.text,
                "outcome": each.outcome.value if each.outcome else None,
                "answer": each.answer,
            }
            for each in work.appeals.of_person(person.id)
        ],
        "corrections": [
            {"kind": each.kind.value, "at": each.at.isoformat(), "reason": each.reason}
            for stored in work.contests.all()
            for each in work.corrections.of(stored.id)
            if each.person_id == person.id
        ],
    }


def erase(work: Work, person: Person, *, by: str, now: datetime) -> None:
    """Erase a person's name, code and addresses; totals and the log stay."""
    results.remove_everywhere(work, person_id=person.id)
    work.people.erase(person.id, now=now)
    _record(work, now, by, "people.erased", f"person:{person.id}")


def _told(work: Work, attempt: AttemptSummary, now: datetime) -> bool:
    round_ = work.contests.round(attempt.round_id)
    contest = work.contests.get(round_.contest_id).contest
    running = attempt.status is AttemptStatus.OPEN and contest.paper.feedback is not Feedback.EACH
    return not running and results_told(contest, round_, now=now)


def require_role(person: Person | None, *roles: str) -> Person:
    """Refuse somebody without one of the roles.

    Raises:
        NotAllowed
    """
    if person is None or not set(roles) & set(person.roles):
        raise NotAllowed(roles=", ".join(roles))
    return person


def unit_by_code(work: Work, code: str) -> Unit:
    """Find a unit by code.

    Raises:
        UnknownUnit
    """
    for unit in work.people.units():
        if unit.code == code:
            return unit
    raise UnknownUnit(unit=code)


def _serial(channel: str, address: str) -> str:
    return personal_code.digest(f"{channel}:{address}", pepper="self")[:8].upper()


def _record(work: Work, now: datetime, actor: str, action: str, subject: str, **detail: Any) -> None:
    work.audit.record(AuditEntry(at=now, actor=actor, action=action, subject=subject, detail=detail))
