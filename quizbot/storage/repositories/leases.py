"""Leases, marks and rate budgets in SQL."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from quizbot.storage.run import Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import LeaseRow, MarkRow, RateRow, TallyRow
from quizbot.storage.tables.base import table_of

_L = table_of(LeaseRow)
_M = table_of(MarkRow)
_R = table_of(RateRow)
_T = table_of(TallyRow)
_LAST = "\U0010ffff"  # after every text that begins with a prefix

_NEW_LEASE = insert_into(_L, "name", "holder", "until", ignore=True)
_RENEW = Statement(
    update(_L).where(
        _L.c.name == bindparam("b_name"),
        or_(_L.c.holder == bindparam("b_holder"), _L.c.until <= bindparam("b_now")),
    ),
    sets=["holder", "until"],
)
_RELEASE = Statement(delete(_L).where(_L.c.name == bindparam("name"), _L.c.holder == bindparam("holder")))
_MARK = insert_into(_M, "name", "value", replace=["name"])
_RECALL = Statement(select(_M.c.value).where(_M.c.name == bindparam("name")))
_MARKS = Statement(
    select(_M.c.name, _M.c.value)
    .where(_M.c.name >= bindparam("prefix"), _M.c.name < bindparam("end"))
    .order_by(_M.c.name)
)
_MORE = insert(_T)
_COUNT = Statement(
    _MORE.on_conflict_do_update(
        index_elements=["name"], set_={"count": _T.c.count + _MORE.excluded.count}
    ).returning(_T.c.count),
    sets=["name", "count"],
)
_TALLIES = Statement(
    select(_T.c.name, _T.c.count)
    .where(_T.c.name >= bindparam("prefix"), _T.c.name < bindparam("end"))
    .order_by(_T.c.name)
)
_NEXT = Statement(select(_R.c.next_at).where(_R.c.key == bindparam("key")).with_for_update())
_NEW_RATE = insert_into(_R, "key", "next_at")
_RATE = Statement(update(_R).where(_R.c.key == bindparam("b_key")), sets=["next_at"])


class SqlLeases:
    """Implements `Leases`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def take(self, name: str, *, holder: str, now: datetime, lasts: timedelta) -> bool:
        until = now + lasts
        if self._run.do(_NEW_LEASE, name=name, holder=holder, until=until):
            return True
        renewed = self._run.do(_RENEW, b_name=name, b_holder=holder, b_now=now, holder=holder, until=until)
        return renewed == 1

    def release(self, name: str, *, holder: str) -> None:
        self._run.do(_RELEASE, name=name, holder=holder)

    def mark(self, name: str, value: str) -> None:
        self._run.do(_MARK, name=name, value=value)

    def recall(self, name: str) -> str | None:
        row = self._run.one(_RECALL, name=name)
        return None if row is None else str(row[0])

    def marks(self, prefix: str) -> Mapping[str, str]:
        rows = self._run.all(_MARKS, prefix=prefix, end=prefix + _LAST)
        return {str(name).removeprefix(prefix): str(value) for name, value in rows}

    def count(self, name: str, more: int) -> int:
        row = self._run.one(_COUNT, name=name, count=more)
        return 0 if row is None else int(row[0])

    def tallies(self, prefix: str) -> Mapping[str, int]:
        rows = self._run.all(_TALLIES, prefix=prefix, end=prefix + _LAST)
        return {str(name).removeprefix(prefix): int(count) for name, count in rows}

    def reserve(self, key: str, *, interval: timedelta, burst: int, now: datetime) -> timedelta:
        """Reserve a slot by the generic cell rate algorithm: `burst` at once, then one each interval."""
        row = self._run.one(_NEXT, key=key)
        arrival = now if row is None else max(now, row[0])
        if row is None:
            self._run.do(_NEW_RATE, key=key, next_at=arrival + interval)
        else:
            self._run.do(_RATE, b_key=key, next_at=arrival + interval)
        return max(timedelta(0), arrival - now - interval * (max(1, burst) - 1))
