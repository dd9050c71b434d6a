"""How many people each unit had on a day, and who moved, remembered by the version of the roster."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import BindParameter, Select, and_, bindparam, func, or_, select

from quizbot.core.codec import content_hash
from quizbot.core.ids import PersonId, UnitId
from quizbot.storage.json_text import dumps, names
from quizbot.storage.memory import Memory
from quizbot.storage.run import Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import MembershipRow, MetaRow, PersonRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import Membership, PersonStatus

_K = table_of(MetaRow)
_M = table_of(MembershipRow)
_P = table_of(PersonRow)
_VERSION = "roster_version"

_GET_VERSION = Statement(select(_K.c.value).where(_K.c.name == _VERSION))
_SET_VERSION = insert_into(_K, "name", "value", replace=["name"])
HELD = (_M.c.since <= bindparam("day"), or_(_M.c.until.is_(None), _M.c.until > bindparam("day")))
_HEADCOUNT = Statement(
    select(_M.c.unit_id, func.count())
    .join(_P, _P.c.id == _M.c.person_id)
    .where(*HELD, _P.c.status != PersonStatus.PENDING.value)
    .group_by(_M.c.unit_id)
)
_FIRST: BindParameter[date] = bindparam("first")
_LAST: BindParameter[date] = bindparam("last")
_MOVED = select(_M.c.person_id).where(
    or_(and_(_M.c.since > _FIRST, _M.c.since <= _LAST), and_(_M.c.until > _FIRST, _M.c.until <= _LAST))
)
_MOVES = Statement(
    select(_M.c.person_id, _M.c.unit_id, _M.c.since, _M.c.until)
    .join(_P, _P.c.id == _M.c.person_id)
    .where(
        _M.c.person_id.in_(_MOVED),
        _M.c.since <= _LAST,
        or_(_M.c.until.is_(None), and_(_M.c.until > _FIRST, _M.c.until > _M.c.since)),
        _P.c.status != PersonStatus.PENDING.value,
    )
    .order_by(_M.c.person_id, _M.c.since)
)


_GROUPED = Statement(
    select(_P.c.id, _P.c.groups)
    .where(_P.c.groups != dumps(()), _P.c.status != PersonStatus.PENDING.value)
    .order_by(_P.c.id)
)
# below the number of parameters SQLite takes
_CHUNK = 500


def _units_of(person_ids: Sequence[PersonId], day: date) -> Select[tuple[int, int]]:
    return (
        select(_M.c.person_id, _M.c.unit_id)
        .join(_P, _P.c.id == _M.c.person_id)
        .where(
            _M.c.person_id.in_(person_ids),
            _M.c.since <= day,
            or_(_M.c.until.is_(None), _M.c.until > day),
            _P.c.status != PersonStatus.PENDING.value,
        )
    )


class Headcounts:
    """Counts people once for each version of the roster and each day: everybody who hands in asks."""

    def __init__(self, run: Run, memory: Memory) -> None:
        self._run = run
        self._memory = memory
        self._changed = False

    def on(self, day: date) -> Mapping[UnitId, int]:
        """Give the head-count of every unit on a day."""
        if self._changed:
            # what is not committed may be rolled back, and is not remembered
            return self._count(day)
        key = (self._version(), day)
        known = self._memory.headcounts.get(key)
        if known is None:
            known = self._count(day)
            self._memory.headcounts.put(key, known)
        return known

    def moves(self, first: date, last: date) -> Sequence[Membership]:
        """List the memberships of those whose unit changed after the first day and until the last."""
        if self._changed:
            return self._moves(first, last)
        key = (self._version(), first, last)
        known = self._memory.moves.get(key)
        if known is None:
            known = self._moves(first, last)
            self._memory.moves.put(key, known)
        return known

    def in_groups(self, groups: frozenset[str]) -> Sequence[PersonId]:
        """List who belongs to any of these groups."""
        if self._changed:
            return self._in_groups(groups)
        key = (self._version(), groups)
        known = self._memory.in_groups.get(key)
        if known is None:
            known = self._in_groups(groups)
            self._memory.in_groups.put(key, known)
        return known

    def units_on(self, person_ids: Sequence[PersonId], day: date) -> Mapping[PersonId, UnitId]:
        """Tell the units of some people on a day."""
        found: dict[PersonId, UnitId] = {}
        for start in range(0, len(person_ids), _CHUNK):
            some = person_ids[start : start + _CHUNK]
            for row in self._run.found(_units_of(some, day)):
                found[PersonId(row[0])] = UnitId(row[1])
        return found

    def roster_changed(self, what: object) -> None:
        """Give the roster a new version; once in a transaction is enough."""
        if not self._changed:
            self._changed = True
            self._run.do(_SET_VERSION, name=_VERSION, value=content_hash((self._version(), str(what))))

    def _version(self) -> str:
        row = self._run.one(_GET_VERSION)
        return "" if row is None else str(row[0])

    def _count(self, day: date) -> Mapping[UnitId, int]:
        return {UnitId(row[0]): int(row[1]) for row in self._run.all(_HEADCOUNT, day=day)}

    def _in_groups(self, groups: frozenset[str]) -> Sequence[PersonId]:
        return [PersonId(row[0]) for row in self._run.all(_GROUPED) if groups & set(names(row[1]))]

    def _moves(self, first: date, last: date) -> Sequence[Membership]:
        return [
            Membership(person_id=PersonId(row[0]), unit_id=UnitId(row[1]), since=row[2], until=row[3])
            for row in self._run.all(_MOVES, first=first, last=last)
        ]
