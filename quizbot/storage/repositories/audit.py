"""The chained record of acts in SQL."""

import hashlib
from collections.abc import Iterator
from datetime import UTC

from sqlalchemy import bindparam, select

from quizbot.core.codec import canonical
from quizbot.storage.json_text import dumps, loads
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import AuditRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import AuditEntry

_A = table_of(AuditRow)
_FIELDS = ("seq", "at", "actor", "action", "subject", "detail", "hash")
_ENTRY = tuple(_A.c[name] for name in _FIELDS)

_LAST = Statement(select(_A.c.seq, _A.c.hash).order_by(_A.c.seq.desc()).limit(1).with_for_update())
_ADD = insert_into(_A, *_FIELDS)
_ALL = Statement(select(*_ENTRY).order_by(_A.c.seq))
_FIRST = Statement(select(*_ENTRY).order_by(_A.c.seq).limit(bindparam("many")))
_ABOUT = Statement(
    select(*_ENTRY).where(_A.c.subject == bindparam("subject")).order_by(_A.c.seq).limit(bindparam("many"))
)
_ACTS = Statement(select(*_ENTRY).where(_A.c.action == bindparam("action")).order_by(_A.c.seq))


class SqlAudit:
    """Implements `Audit`. Two processes that write at once take the same number; one runs again."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def record(self, entry: AuditEntry) -> None:
        last = self._run.one(_LAST) or (0, "")
        seq = int(last[0]) + 1
        detail = dumps(entry.detail)
        self._run.do(
            _ADD,
            seq=seq,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            subject=entry.subject,
            detail=detail,
            hash=_chained(str(last[1]), seq, entry, detail),
        )

    def entries(self, *, subject: str | None = None, limit: int = 1000) -> Iterator[AuditEntry]:
        if subject is None:
            rows = self._run.stream(_FIRST, many=limit)
        else:
            rows = self._run.stream(_ABOUT, subject=subject, many=limit)
        return (_entry(row) for row in rows)

    def acts(self, action: str) -> Iterator[AuditEntry]:
        return (_entry(row) for row in self._run.stream(_ACTS, action=action))

    def broken_at(self) -> int | None:
        """Walk the whole chain; a missing entry shows at the one after it."""
        before = ""
        for expected, row in enumerate(self._run.stream(_ALL), start=1):
            entry = _entry(row)
            if entry.seq != expected or entry.hash != _chained(before, expected, entry, row[5]):
                return entry.seq
            before = entry.hash
        return None


def _chained(before: str, seq: int, entry: AuditEntry, detail: str) -> str:
    at = entry.at.astimezone(UTC).isoformat()
    own = canonical((seq, at, entry.actor, entry.action, entry.subject, detail))
    return hashlib.sha256(before.encode() + own).hexdigest()


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(
        seq=row[0],
        at=row[1],
        actor=row[2],
        action=row[3],
        subject=row[4],
        detail=loads(row[5]),
        hash=row[6],
    )
