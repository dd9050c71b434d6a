"""Essays and their marks in SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import bindparam, func, select

from quizbot.core.essays import EssayMark
from quizbot.core.ids import AttemptId, PersonId, RoundId
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import AttemptRow, EssayMarkRow, EssayRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import StoredEssay

_E = table_of(EssayRow)
_M = table_of(EssayMarkRow)
_T = table_of(AttemptRow)

_PUT = insert_into(_E, "attempt_id", "position", "text", "at", replace=["attempt_id", "position"])
_ESSAYS = select(_E.c.attempt_id, _T.c.person_id, _E.c.position, _E.c.text, _E.c.at).join(
    _T, _T.c.id == _E.c.attempt_id
)
_OF = Statement(_ESSAYS.where(_E.c.attempt_id == bindparam("attempt_id")).order_by(_E.c.position))
_IN_ROUND = Statement(
    _ESSAYS.where(
        _T.c.round_id == bindparam("round_id"), (_T.c.status == "submitted") | (_T.c.status == "expired")
    ).order_by(_E.c.attempt_id, _E.c.position)
)
_WRITTEN = Statement(
    select(_E.c.attempt_id, _E.c.position)
    .join(_T, _T.c.id == _E.c.attempt_id)
    .where(_T.c.round_id == bindparam("round_id"), _E.c.text != "")
    .order_by(_E.c.attempt_id, _E.c.position)
)
_LAST = Statement(
    select(func.max(_M.c.number)).where(
        _M.c.attempt_id == bindparam("attempt_id"), _M.c.position == bindparam("position")
    )
)
_ADD = insert_into(_M, "attempt_id", "position", "number", "by", "points", "comment", "at")
_MARKS = Statement(
    select(_M.c.attempt_id, _M.c.position, _M.c.by, _M.c.points, _M.c.comment, _M.c.at)
    .join(_T, _T.c.id == _M.c.attempt_id)
    .where(_T.c.round_id == bindparam("round_id"))
    .order_by(_M.c.attempt_id, _M.c.position, _M.c.number)
)


class SqlEssays:
    """Implements `Essays`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def put(self, attempt_id: AttemptId, position: int, *, text: str, at: datetime) -> None:
        self._run.do(_PUT, attempt_id=attempt_id, position=position, text=text, at=at)

    def of(self, attempt_id: AttemptId) -> Sequence[StoredEssay]:
        return [_essay(row) for row in self._run.all(_OF, attempt_id=attempt_id)]

    def written(self, round_id: RoundId) -> Mapping[AttemptId, frozenset[int]]:
        rows = groupby(self._run.all(_WRITTEN, round_id=round_id), key=lambda row: AttemptId(row[0]))
        return {attempt_id: frozenset(row[1] for row in group) for attempt_id, group in rows}

    def in_round(self, round_id: RoundId) -> Sequence[StoredEssay]:
        return [_essay(row) for row in self._run.all(_IN_ROUND, round_id=round_id)]

    def add_mark(self, mark: EssayMark) -> None:
        last = self._run.one(_LAST, attempt_id=mark.attempt_id, position=mark.position)
        self._run.do(
            _ADD,
            attempt_id=mark.attempt_id,
            position=mark.position,
            number=1 + int(last[0] or 0 if last else 0),
            by=mark.by,
            points=mark.points,
            comment=mark.comment,
            at=mark.at,
        )

    def marks(self, round_id: RoundId) -> Sequence[EssayMark]:
        return [
            EssayMark(
                attempt_id=AttemptId(row[0]),
                position=row[1],
                by=row[2],
                points=row[3],
                comment=row[4],
                at=row[5],
            )
            for row in self._run.all(_MARKS, round_id=round_id)
        ]


def _essay(row: Row) -> StoredEssay:
    return StoredEssay(
        attempt_id=AttemptId(row[0]), person_id=PersonId(row[1]), position=row[2], text=row[3], at=row[4]
    )
