"""People, units and where people are reached, in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from quizbot.core.ids import PersonId, UnitId
from quizbot.core.vietnamese import fold
from quizbot.storage.json_text import dumps, loads, names
from quizbot.storage.memory import Memory
from quizbot.storage.repositories.erasure import erase_person
from quizbot.storage.repositories.headcounts import HELD, Headcounts
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import AddressRow, ConsentRow, MembershipRow, PersonRow, UnitRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import Address, Consent, Membership, Person, PersonStatus, Unit

_P = table_of(PersonRow)
_U = table_of(UnitRow)
_M = table_of(MembershipRow)
_A = table_of(AddressRow)
_C = table_of(ConsentRow)
_CHUNK = 500  # values in one list of a statement

_PERSON = (
    _P.c.id,
    _P.c.code,
    _P.c.name,
    _P.c.unit_id,
    _P.c.status,
    _P.c.groups,
    _P.c.roles,
    _P.c.title,
    _P.c.traits,
    _P.c.invented,
)
_FIELDS = ("code", "name", "folded", "unit_id", "status", "groups", "roles", "title", "traits", "invented")
_UNIT = (_U.c.id, _U.c.code, _U.c.name, _U.c.kind, _U.c.parent_id)
_ADDRESS = (_A.c.channel, _A.c.address, _A.c.person_id, _A.c.linked_at, _A.c.chosen_at)
_CONSENT = (_C.c.person_id, _C.c.purpose, _C.c.version, _C.c.given, _C.c.at, _C.c.channel)

_GET = Statement(select(*_PERSON).where(_P.c.id == bindparam("id")))
_BY_CODE = Statement(select(*_PERSON).where(_P.c.code == bindparam("code")))
_BY_SECRET = Statement(select(*_PERSON).where(_P.c.secret_hash == bindparam("secret_hash")))
_BY_ADDRESS = Statement(
    select(*_PERSON)
    .join(_A, _A.c.person_id == _P.c.id)
    .where(_A.c.channel == bindparam("channel"), _A.c.address == bindparam("address"))
)
_EVERYBODY = Statement(select(*_PERSON).order_by(_P.c.code))
_ADD = insert_into(_P, *_FIELDS, returning=["id"])
_CHANGE = Statement(update(_P).where(_P.c.id == bindparam("b_id")), sets=_FIELDS)
_SET_SECRET = Statement(update(_P).where(_P.c.id == bindparam("b_id")), sets=["secret_hash", "secret_at"])
_WITH_SECRET = Statement(select(_P.c.id).where(_P.c.secret_hash.is_not(None)))
_UNITS = Statement(select(*_UNIT).order_by(_U.c.code))
_UNIT_BY_CODE = Statement(select(*_UNIT).where(_U.c.code == bindparam("code")))
_PUT_UNIT = insert_into(_U, "code", "name", "kind", "parent_id", replace=["code"])
_JOIN = insert_into(_M, "person_id", "unit_id", "since")
_REJOIN = Statement(
    update(_M).where(
        _M.c.person_id == bindparam("b_person_id"),
        _M.c.since == bindparam("b_since"),
        _M.c.until.is_(None),
    ),
    sets=["unit_id"],
)
_REOPEN = Statement(
    update(_M).where(_M.c.person_id == bindparam("b_person_id"), _M.c.since == bindparam("b_since")),
    sets=["unit_id", "until"],
)
_LEAVE = Statement(
    update(_M).where(_M.c.person_id == bindparam("b_person_id"), _M.c.until.is_(None)),
    sets=["until"],
)
_HELD_AFTER = Statement(
    select(_M.c.since).where(
        _M.c.person_id == bindparam("person_id"), or_(_M.c.until.is_(None), _M.c.until > bindparam("day"))
    )
)
_END = Statement(
    update(_M).where(_M.c.person_id == bindparam("b_person_id"), _M.c.since == bindparam("b_since")),
    sets=["until"],
)
_OPEN_SINCE = Statement(
    select(_M.c.since).where(_M.c.person_id == bindparam("person_id"), _M.c.until.is_(None))
)
_MEMBERS = Statement(select(_M.c.person_id, _M.c.unit_id).where(*HELD))
_HISTORY = Statement(
    select(_M.c.person_id, _M.c.unit_id, _M.c.since, _M.c.until)
    .join(_P, _P.c.id == _M.c.person_id)
    .where(
        or_(_P.c.erased_at.is_(None), _P.c.erased_at > bindparam("start_at")),
        _M.c.since < bindparam("end"),
        or_(_M.c.until.is_(None), _M.c.until > bindparam("start")),
        or_(_M.c.until.is_(None), _M.c.until > _M.c.since),
        _P.c.status != PersonStatus.PENDING.value,
    )
    .order_by(_M.c.person_id, _M.c.since)
)
_UNIT_ON = Statement(
    select(_M.c.unit_id)
    .where(*HELD, _M.c.person_id == bindparam("person_id"))
    .order_by(_M.c.since.desc())
    .limit(1)
)
_LINK = insert_into(
    _A, "channel", "address", "person_id", "linked_at", "chosen_at", replace=["channel", "address"]
)
_FIRST_LINKED = Statement(
    select(_A.c.address)
    .where(_A.c.channel == bindparam("channel"))
    .order_by(_A.c.linked_at, _A.c.address)
    .limit(bindparam("many"))
)
_LINKED = Statement(select(func.count()).where(_A.c.channel == bindparam("channel")))
_UNLINK = Statement(
    delete(_A).where(_A.c.channel == bindparam("channel"), _A.c.address == bindparam("address"))
)
_ADDRESSES = Statement(
    select(*_ADDRESS)
    .where(_A.c.person_id == bindparam("person_id"))
    .order_by(_A.c.channel, _A.c.linked_at, _A.c.address)
)
_CONSENTED = insert_into(_C, "person_id", "purpose", "version", "given", "at", "channel")
_CONSENTS = Statement(
    select(*_CONSENT).where(_C.c.person_id == bindparam("person_id")).order_by(_C.c.at, _C.c.id)
)


class SqlPeople:
    """Implements `People`."""

    def __init__(self, run: Run, memory: Memory) -> None:
        self._run = run
        self._headcounts = Headcounts(run, memory)

    def person(self, person_id: PersonId) -> Person | None:
        return _maybe(self._run.one(_GET, id=person_id))

    def by_code(self, code: str) -> Person | None:
        return _maybe(self._run.one(_BY_CODE, code=code))

    def by_address(self, channel: str, address: str) -> Person | None:
        return _maybe(self._run.one(_BY_ADDRESS, channel=channel, address=address))

    def by_secret(self, secret_hash: str) -> Person | None:
        return _maybe(self._run.one(_BY_SECRET, secret_hash=secret_hash))

    def set_secret(self, person_id: PersonId, secret_hash: str, *, now: datetime) -> None:
        self._run.do(_SET_SECRET, b_id=person_id, secret_hash=secret_hash, secret_at=now)

    def with_secret(self) -> frozenset[PersonId]:
        return frozenset(PersonId(row[0]) for row in self._run.all(_WITH_SECRET))

    def add(self, person: Person, *, since: date) -> Person:
        row = self._run.one(_ADD, **_values(person))
        if row is None:
            raise RuntimeError("the database gave no id back")
        added = replace(person, id=PersonId(row[0]))
        self._headcounts.roster_changed(added.id)
        self._run.do(_JOIN, person_id=added.id, unit_id=added.unit_id, since=since)
        return added

    def update(self, person: Person, *, on: date) -> None:
        """Store changes; who left belongs to no unit from that day, who returns begins anew."""
        before = self.person(person.id)
        if before is None:
            raise KeyError(person.id)
        self._headcounts.roster_changed(person.id)
        self._run.do(_CHANGE, b_id=person.id, **_values(person))
        left = person.status is PersonStatus.LEFT
        held = self._run.one(_OPEN_SINCE, person_id=person.id)
        if held is None:
            if not left:
                self._join(person, on=on)
        elif left:
            self._run.do(_LEAVE, b_person_id=person.id, until=max(on, held[0]))
        elif before.unit_id != person.unit_id:
            if held[0] >= on:
                self._run.do(_REJOIN, b_person_id=person.id, b_since=held[0], unit_id=person.unit_id)
            else:
                self._run.do(_LEAVE, b_person_id=person.id, until=on)
                self._join(person, on=on)

    def _join(self, person: Person, *, on: date) -> None:
        # a membership of the same first day (moved twice on one day) is the one that is opened again
        reopened = self._run.do(
            _REOPEN, b_person_id=person.id, b_since=on, until=None, unit_id=person.unit_id
        )
        if not reopened:
            self._run.do(_JOIN, person_id=person.id, unit_id=person.unit_id, since=on)

    def erase(self, person_id: PersonId, *, now: datetime) -> None:
        self._headcounts.roster_changed(person_id)
        erase_person(self._run, person_id=person_id, now=now)

    def everybody(self, *, unit_ids: Sequence[UnitId] | None = None) -> Sequence[Person]:
        if unit_ids is None:
            return [_person(row) for row in self._run.all(_EVERYBODY)]
        people: list[Person] = []
        for start in range(0, len(unit_ids), _CHUNK):
            some = unit_ids[start : start + _CHUNK]
            rows = self._run.found(select(*_PERSON).where(_P.c.unit_id.in_(some)))
            people += [_person(row) for row in rows]
        return sorted(people, key=lambda person: person.code)

    def search(self, folded: str, *, limit: int = 20) -> Sequence[Person]:
        words = folded.split()
        if not words:
            return []
        named = [_P.c.folded.contains(word, autoescape=True) for word in words]
        coded = func.lower(_P.c.code).startswith(folded.strip(), autoescape=True)
        wanted = or_(coded, and_(*named))
        rows = self._run.found(select(*_PERSON).where(wanted).order_by(_P.c.code).limit(limit))
        return [_person(row) for row in rows]

    def units(self) -> Sequence[Unit]:
        """List units: by depth, then by code."""
        found = [_unit(row) for row in self._run.all(_UNITS)]
        parents = {unit.id: unit.parent_id for unit in found}
        return sorted(found, key=lambda unit: (_depth(unit.id, parents), unit.code))

    def put_unit(self, *, code: str, name: str, kind: str, parent: str | None) -> Unit:
        parent_id = None
        if parent is not None:
            above = self._run.one(_UNIT_BY_CODE, code=parent)
            if above is None:
                raise KeyError(parent)
            parent_id = above[0]
        self._run.do(_PUT_UNIT, code=code, name=name, kind=kind, parent_id=parent_id)
        row = self._run.one(_UNIT_BY_CODE, code=code)
        if row is None:
            raise KeyError(code)
        return _unit(row)

    def headcount(self, *, on: date) -> Mapping[UnitId, int]:
        return self._headcounts.on(on)

    def in_groups(self, groups: frozenset[str]) -> Sequence[PersonId]:
        return self._headcounts.in_groups(groups)

    def units_on(self, person_ids: Sequence[PersonId], *, on: date) -> Mapping[PersonId, UnitId]:
        return self._headcounts.units_on(person_ids, on)

    def memberships(self, *, on: date) -> Mapping[PersonId, UnitId]:
        return {PersonId(row[0]): UnitId(row[1]) for row in self._run.all(_MEMBERS, day=on)}

    def moves(self, *, first: date, last: date) -> Sequence[Membership]:
        return self._headcounts.moves(first, last)

    def history(self, *, start: date, end: date) -> Sequence[Membership]:
        return [
            Membership(person_id=PersonId(row[0]), unit_id=UnitId(row[1]), since=row[2], until=row[3])
            for row in self._run.all(
                _HISTORY, start=start, end=end, start_at=datetime.combine(start, time(), tzinfo=UTC)
            )
        ]

    def leave_units(self, person_id: PersonId, *, on: date) -> None:
        self._headcounts.roster_changed(person_id)
        for row in self._run.all(_HELD_AFTER, person_id=person_id, day=on):
            self._run.do(_END, b_person_id=person_id, b_since=row[0], until=max(on, row[0]))

    def unit_on(self, person_id: PersonId, *, on: date) -> UnitId | None:
        row = self._run.one(_UNIT_ON, person_id=person_id, day=on)
        return None if row is None else UnitId(row[0])

    def link(self, address: Address) -> None:
        self._run.do(
            _LINK,
            channel=address.channel,
            address=address.address,
            person_id=address.person_id,
            linked_at=address.linked_at,
            chosen_at=address.chosen_at,
        )

    def first_linked(self, channel: str, *, limit: int) -> Sequence[str]:
        return [row[0] for row in self._run.all(_FIRST_LINKED, channel=channel, many=limit)]

    def count_linked(self, channel: str) -> int:
        row = self._run.one(_LINKED, channel=channel)
        return 0 if row is None else int(row[0])

    def unlink(self, channel: str, address: str) -> None:
        self._run.do(_UNLINK, channel=channel, address=address)

    def addresses(self, person_id: PersonId) -> Sequence[Address]:
        return [_address(row) for row in self._run.all(_ADDRESSES, person_id=person_id)]

    def reachable(self, person_ids: Sequence[PersonId]) -> Mapping[PersonId, Sequence[Address]]:
        found: dict[PersonId, list[Address]] = {}
        for start in range(0, len(person_ids), _CHUNK):
            some = person_ids[start : start + _CHUNK]
            source = select(*_ADDRESS).where(_A.c.person_id.in_(some))
            for row in self._run.found(source.order_by(_A.c.channel, _A.c.linked_at, _A.c.address)):
                found.setdefault(PersonId(row[2]), []).append(_address(row))
        return found

    def record_consent(self, consent: Consent) -> None:
        self._run.do(
            _CONSENTED,
            person_id=consent.person_id,
            purpose=consent.purpose,
            version=consent.version,
            given=consent.given,
            at=consent.at,
            channel=consent.channel,
        )

    def consents(self, person_id: PersonId) -> Sequence[Consent]:
        latest = {row[1]: _consent(row) for row in self._run.all(_CONSENTS, person_id=person_id)}
        return [latest[purpose] for purpose in sorted(latest)]


def _values(person: Person) -> dict[str, object]:
    return {
        "code": person.code,
        "name": person.name,
        "folded": fold(person.name),
        "unit_id": person.unit_id,
        "status": person.status.value,
        "groups": dumps(person.groups),
        "roles": dumps(person.roles),
        "title": person.title,
        "traits": dumps(dict(person.traits)),
        "invented": person.invented,
    }


def _maybe(row: Row | None) -> Person | None:
    return None if row is None else _person(row)


def _person(row: Row) -> Person:
    return Person(
        id=PersonId(row[0]),
        code=row[1],
        name=row[2],
        unit_id=UnitId(row[3]),
        status=PersonStatus(row[4]),
        groups=names(row[5]),
        roles=names(row[6]),
        title=row[7],
        traits=tuple(sorted(loads(row[8]).items())),
        invented=row[9],
    )


def _unit(row: Row) -> Unit:
    return Unit(id=UnitId(row[0]), code=row[1], name=row[2], kind=row[3], parent_id=row[4])


def _depth(unit_id: UnitId, parents: Mapping[UnitId, UnitId | None]) -> int:
    """Count the units above; a circle ends after as many steps as there are units."""
    depth = 0
    above = parents.get(unit_id)
    while above is not None and depth < len(parents):
        depth += 1
        above = parents.get(above)
    return depth


def _address(row: Row) -> Address:
    return Address(
        channel=row[0], address=row[1], person_id=PersonId(row[2]), linked_at=row[3], chosen_at=row[4]
    )


def _consent(row: Row) -> Consent:
    return Consent(
        person_id=PersonId(row[0]),
        purpose=row[1],
        version=row[2],
        given=row[3],
        at=row[4],
        channel=row[5],
    )
