"""Appeals in SQL."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from quizbot.core.ids import ContestId, PersonId
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import AppealRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import Appeal, Outcome

_A = table_of(AppealRow)
_FIELDS = ("contest_id", "person_id", "filed_at", "channel", "text", "answer")
_APPEAL = select(
    _A.c.id,
    _A.c.contest_id,
    _A.c.person_id,
    _A.c.filed_at,
    _A.c.channel,
    _A.c.text,
    _A.c.answered_at,
    _A.c.answered_by,
    _A.c.outcome,
    _A.c.answer,
)

_ADD = insert_into(_A, *_FIELDS, returning=["id"])
_GET = Statement(_APPEAL.where(_A.c.id == bindparam("id")))
_OF = Statement(_APPEAL.where(_A.c.contest_id == bindparam("contest_id")).order_by(_A.c.id))
_OF_PERSON = Statement(_APPEAL.where(_A.c.person_id == bindparam("person_id")).order_by(_A.c.id))
_COUNT_OPEN = Statement(
    select(func.count()).where(_A.c.contest_id == bindparam("contest_id"), _A.c.outcome.is_(None))
)
_CLOSE = Statement(
    update(_A).where(_A.c.id == bindparam("b_id"), _A.c.outcome.is_(None)),
    sets=["outcome", "answer", "answered_by", "answered_at"],
)
_GIVE = Statement(update(_A).where(_A.c.person_id == bindparam("b_person_id")), sets=["person_id"])


class SqlAppeals:
    """Implements `Appeals`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def add(self, appeal: Appeal) -> Appeal:
        row = self._run.one(_ADD, **{name: getattr(appeal, name) for name in _FIELDS})
        if row is None:
            raise RuntimeError("the database gave no id back")
        return replace(appeal, id=int(row[0]))

    def get(self, appeal_id: int) -> Appeal | None:
        row = self._run.one(_GET, id=appeal_id)
        return None if row is None else _appeal(row)

    def of(self, contest_id: ContestId) -> Sequence[Appeal]:
        return [_appeal(row) for row in self._run.all(_OF, contest_id=contest_id)]

    def of_person(self, person_id: PersonId) -> Sequence[Appeal]:
        return [_appeal(row) for row in self._run.all(_OF_PERSON, person_id=person_id)]

    def count_open(self, contest_id: ContestId) -> int:
        row = self._run.one(_COUNT_OPEN, contest_id=contest_id)
        return 0 if row is None else int(row[0])

    def close(self, appeal_id: int, *, outcome: Outcome, answer: str, by: str, at: datetime) -> bool:
        changed = self._run.do(
            _CLOSE, b_id=appeal_id, outcome=outcome.value, answer=answer, answered_by=by, answered_at=at
        )
        return changed == 1

    def give(self, person_id: PersonId, *, to: PersonId) -> int:
        return self._run.do(_GIVE, b_person_id=person_id, person_id=to)


def _appeal(row: Row) -> Appeal:
    return Appeal(
        id=row[0],
        contest_id=ContestId(row[1]),
        person_id=PersonId(row[2]),
        filed_at=row[3],
        channel=row[4],
        text=row[5],
        answered_at=row[6],
        answered_by=row[7],
        outcome=None if row[8] is None else Outcome(row[8]),
        answer=row[9],
    )
