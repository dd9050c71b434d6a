"""The register and closed periods in SQL."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, func, select

from quizbot.core.codec import from_plain
from quizbot.core.reporting.figures import Adjustment, Figure
from quizbot.core.reporting.register import Entry, SignedEntry
from quizbot.storage.json_text import dumps, loads
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import RegisterEntryRow, ReportClosingRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import Closing

_E = table_of(RegisterEntryRow)
_C = table_of(ReportClosingRow)

_REGISTER = Statement(
    select(_E.c.number, _E.c.at, _E.c.by, _E.c.mends, _E.c.withdrawn, _E.c.reason, _E.c.body).order_by(
        _E.c.number
    )
)
_LAST = Statement(select(func.max(_E.c.number)))
_ADD = insert_into(_E, "number", "at", "by", "mends", "withdrawn", "reason", "body")
_CLOSINGS = Statement(
    select(_C.c.period, _C.c.starts_on, _C.c.ends_on, _C.c.at, _C.c.by, _C.c.sha256, _C.c.body).order_by(
        _C.c.at, _C.c.period
    )
)
_CLOSED = Statement(select(_C.c.period).where(_C.c.period == bindparam("period")))
_CLOSE = insert_into(_C, "period", "starts_on", "ends_on", "at", "by", "sha256", "body")


class SqlReports:
    """Implements `Reports`. Two processes that append at once take one number; one runs again."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def register(self) -> Sequence[SignedEntry]:
        return [_entry(row) for row in self._run.all(_REGISTER)]

    def add_entry(self, entry: SignedEntry) -> SignedEntry:
        last = self._run.one(_LAST)
        number = 1 + (0 if last is None or last[0] is None else int(last[0]))
        self._run.do(
            _ADD,
            number=number,
            at=entry.at,
            by=entry.by,
            mends=entry.mends,
            withdrawn=entry.withdrawn,
            reason=entry.reason,
            body=dumps(entry.entry),
        )
        return replace(entry, number=number)

    def closings(self) -> Sequence[Closing]:
        return [_closing(row) for row in self._run.all(_CLOSINGS)]

    def add_closing(self, closing: Closing) -> bool:
        if self._run.one(_CLOSED, period=closing.period) is not None:
            return False
        self._run.do(
            _CLOSE,
            period=closing.period,
            starts_on=closing.start,
            ends_on=closing.end,
            at=closing.at,
            by=closing.by,
            sha256=closing.sha256,
            body=dumps({"figures": closing.figures, "adjustments": closing.adjustments}),
        )
        return True


def _entry(row: Row) -> SignedEntry:
    return SignedEntry(
        number=row[0],
        at=row[1],
        by=row[2],
        mends=row[3],
        withdrawn=bool(row[4]),
        reason=row[5],
        entry=from_plain(Entry, loads(row[6])),
    )


def _closing(row: Row) -> Closing:
    body = loads(row[6])
    return Closing(
        period=row[0],
        start=row[1],
        end=row[2],
        at=row[3],
        by=row[4],
        sha256=row[5],
        figures=tuple(from_plain(Figure, each) for each in body["figures"]),
        adjustments=tuple(from_plain(Adjustment, each) for each in body["adjustments"]),
    )
