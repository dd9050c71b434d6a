"""Steps, corrections and silences in SQL."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from quizbot.core.calendar import Period
from quizbot.core.codec import from_plain
from quizbot.core.contest import ContestState
from quizbot.core.corrections import Correction
from quizbot.core.ids import ContestId, PersonId
from quizbot.storage.json_text import dumps, loads
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import ContestStepRow, CorrectionRow, SilenceRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import ContestStep

_C = table_of(CorrectionRow)
_T = table_of(ContestStepRow)
_Q = table_of(SilenceRow)
_STEP = ("number", "from_state", "to_state", "at", "by", "reason")

_OF = Statement(
    select(_C.c.number, _C.c.person_id, _C.c.body)
    .where(_C.c.contest_id == bindparam("contest_id"))
    .order_by(_C.c.number)
)
_LAST = Statement(select(func.max(_C.c.number)).where(_C.c.contest_id == bindparam("contest_id")))
_ADD = insert_into(_C, "contest_id", "number", "person_id", "body")
_GIVE = Statement(update(_C).where(_C.c.person_id == bindparam("b_person_id")), sets=["person_id"])
_STEPS = Statement(
    select(*(_T.c[name] for name in _STEP))
    .where(_T.c.contest_id == bindparam("contest_id"))
    .order_by(_T.c.number)
)
_LAST_STEP = Statement(select(func.max(_T.c.number)).where(_T.c.contest_id == bindparam("contest_id")))
_ADD_STEP = insert_into(_T, "contest_id", *_STEP)
_SILENCES = Statement(
    select(_Q.c.starts_at, _Q.c.ends_at)
    .where(_Q.c.starts_at < bindparam("until"), _Q.c.ends_at > bindparam("since"))
    .order_by(_Q.c.starts_at)
)
_ADD_SILENCE = insert_into(_Q, "starts_at", "ends_at", replace=["starts_at"])


class SqlCorrections:
    """Implements `CorrectionLog`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def of(self, contest_id: ContestId) -> Sequence[Correction]:
        return [_correction(row) for row in self._run.all(_OF, contest_id=contest_id)]

    def add(self, contest_id: ContestId, correction: Correction) -> Correction:
        number = 1 + _number(self._run.one(_LAST, contest_id=contest_id))
        self._run.do(
            _ADD,
            contest_id=contest_id,
            number=number,
            person_id=correction.person_id,
            body=body_of(correction),
        )
        return replace(correction, number=number)

    def give(self, person_id: PersonId, *, to: PersonId) -> int:
        return self._run.do(_GIVE, b_person_id=person_id, person_id=to)

    def steps(self, contest_id: ContestId) -> Sequence[ContestStep]:
        return [_step(row) for row in self._run.all(_STEPS, contest_id=contest_id)]

    def add_step(self, contest_id: ContestId, step: ContestStep) -> ContestStep:
        number = 1 + _number(self._run.one(_LAST_STEP, contest_id=contest_id))
        self._run.do(
            _ADD_STEP,
            contest_id=contest_id,
            number=number,
            from_state=step.frm.value,
            to_state=step.to.value,
            at=step.at,
            by=step.by,
            reason=step.reason,
        )
        return replace(step, number=number)

    def silences(self, *, since: datetime, until: datetime) -> Sequence[Period]:
        return [(row[0], row[1]) for row in self._run.all(_SILENCES, since=since, until=until)]

    def add_silence(self, *, starts_at: datetime, ends_at: datetime) -> None:
        self._run.do(_ADD_SILENCE, starts_at=starts_at, ends_at=ends_at)


def body_of(correction: Correction) -> str:
    """Write a correction as its row holds it: number and person stand in columns of their own."""
    return dumps(replace(correction, number=0, person_id=None))


def _correction(row: Row) -> Correction:
    number, person_id, body = row
    plain: dict[str, Any] = loads(body)
    found = from_plain(Correction, plain)
    return replace(found, number=number, person_id=None if person_id is None else PersonId(person_id))


def _step(row: Row) -> ContestStep:
    return ContestStep(
        number=row[0],
        frm=ContestState(row[1]),
        to=ContestState(row[2]),
        at=row[3],
        by=row[4],
        reason=row[5],
    )


def _number(row: Row | None) -> int:
    return 0 if row is None or row[0] is None else int(row[0])
