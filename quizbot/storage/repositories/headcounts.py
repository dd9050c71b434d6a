"""How many people each unit had on a day, and who moved, remembered by the version of the roster."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select

from quizbot.core.codec import content_hash
from quizbot.core.ids import PersonId, UnitId
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

    def _moves(self, first: date, last: date) -> Sequence[Membership]:
        return [
            Membership(person_id=PersonId(row[0]), unit_id=UnitId(row[1]), since=row[2], until=row[3])
            for row in self._run.all(_MOVES, first=first, last=last)
        ]
