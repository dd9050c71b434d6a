"""Attempts and answers in SQL."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import bindparam, case, distinct, exists, func, select, update

from quizbot.core.attempt import Answer, Attempt, AttemptStatus, Paper
from quizbot.core.ids import AttemptId, PersonId, RoundId
from quizbot.storage.json_text import dumps, names
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import AnswerRow, AttemptRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import AttemptSummary, QuestionTally

_T = table_of(AttemptRow)
_N = table_of(AnswerRow)
_OPEN = AttemptStatus.OPEN.value
_STATUS: Final = {status.value: status for status in AttemptStatus}
_PAPER: Final = msgspec.json.Decoder(Paper)

_SUMMARY = (
    _T.c.id,
    _T.c.round_id,
    _T.c.person_id,
    _T.c.number,
    _T.c.status,
    _T.c.started_at,
    _T.c.deadline_at,
    _T.c.submitted_at,
    _T.c.prediction,
    _T.c.answered,
    _T.c.asked,
    _T.c.right,
    _T.c.points,
    _T.c.extra,
)
_ATTEMPT = (*_SUMMARY, _T.c.paper)
_ANSWER = (
    _N.c.attempt_id,
    _N.c.position,
    _N.c.revision,
    _N.c.question_id,
    _N.c.shown_hash,
    _N.c.response,
    _N.c.right,
    _N.c.points,
    _N.c.received_at,
    _N.c.channel,
)

_FINISHED = (_T.c.status == "submitted") | (_T.c.status == "expired")

_BY_ID = select(*_ATTEMPT).where(_T.c.id == bindparam("id"))
_OPEN_OF = (
    select(*_ATTEMPT)
    .where(_T.c.person_id == bindparam("person_id"), _T.c.status == _OPEN)
    .order_by(_T.c.started_at.desc(), _T.c.id.desc())
    .limit(1)
)
_GET = Statement(_BY_ID)
_GET_LOCKED = Statement(_BY_ID.with_for_update())
_GET_OPEN = Statement(_OPEN_OF)
_GET_OPEN_LOCKED = Statement(_OPEN_OF.with_for_update())
_IN_ROUND = Statement(
    select(*_ATTEMPT)
    .where(_T.c.round_id == bindparam("round_id"), _T.c.person_id == bindparam("person_id"))
    .order_by(_T.c.number)
)
_OF_PERSON = Statement(
    select(*_SUMMARY)
    .where(_T.c.person_id == bindparam("person_id"))
    .order_by(_T.c.id.desc())
    .limit(bindparam("many"))
)
_START = insert_into(
    _T,
    "round_id",
    "person_id",
    "number",
    "status",
    "started_at",
    "deadline_at",
    "asked",
    "answered",
    "right",
    "points",
    "extra",
    "paper",
    returning=["id"],
)
_INSERT_ANSWER = insert_into(_N, *(column.name for column in _ANSWER))
_MOVE_ON = Statement(
    update(_T).where(_T.c.id == bindparam("b_id")), sets=["answered", "right", "points", "extra"]
)
_PREDICT = Statement(update(_T).where(_T.c.id == bindparam("b_id")), sets=["prediction"])
_PROLONG = Statement(update(_T).where(_T.c.id == bindparam("b_id")), sets=["deadline_at"])
_FINISH = Statement(
    update(_T).where(_T.c.id == bindparam("b_id"), _T.c.status == bindparam("b_open")),
    sets=["status", "submitted_at", "leaf"],
)
_LEAVES = Statement(
    select(_T.c.id, _T.c.leaf).where(_T.c.round_id == bindparam("round_id"), _FINISHED).order_by(_T.c.id)
)
_LEAF = Statement(select(_T.c.leaf).where(_T.c.id == bindparam("id")))
_KEEP_LEAF = Statement(update(_T).where(_T.c.id == bindparam("b_id")), sets=["leaf"])
_GIVE = Statement(update(_T).where(_T.c.id == bindparam("b_id")), sets=["person_id", "number", "leaf"])
_NUMBERS = Statement(
    select(_T.c.id, _T.c.round_id, _T.c.number)
    .where(_T.c.person_id == bindparam("person_id"))
    .order_by(_T.c.round_id, _T.c.number)
)
_ANSWERS = Statement(
    select(*_ANSWER).where(_N.c.attempt_id == bindparam("attempt_id")).order_by(_N.c.position, _N.c.revision)
)
_IN_ORDER = (
    select(*_ANSWER)
    .join(_T, _T.c.id == _N.c.attempt_id)
    .order_by(_T.c.id, _N.c.attempt_id, _N.c.position, _N.c.revision)
)
_ANSWERS_IN = Statement(_IN_ORDER.where(_T.c.round_id == bindparam("round_id")))
_LATER = _N.alias("later")
_TALLIES = Statement(
    select(_N.c.question_id, _N.c.shown_hash, func.count(), func.sum(case((_N.c.right, 1), else_=0)))
    .join(_T, _T.c.id == _N.c.attempt_id)
    .where(
        _T.c.round_id == bindparam("round_id"),
        ~exists().where(
            _LATER.c.attempt_id == _N.c.attempt_id,
            _LATER.c.position == _N.c.position,
            _LATER.c.revision > _N.c.revision,
        ),
    )
    .group_by(_N.c.question_id, _N.c.shown_hash)
    .order_by(_N.c.question_id, _N.c.shown_hash)
)
_OVERDUE = Statement(
    select(*_ATTEMPT)
    .where(_T.c.status == _OPEN, _T.c.deadline_at <= bindparam("now"))
    .order_by(_T.c.deadline_at, _T.c.id)
    .limit(bindparam("many"))
)
_SUMMARIES = Statement(
    select(*_SUMMARY).where(_T.c.round_id == bindparam("round_id")).order_by(_T.c.person_id, _T.c.number)
)
_PAPERS = Statement(
    select(_T.c.id, _T.c.paper).where(_T.c.round_id == bindparam("round_id")).order_by(_T.c.id)
)
_COUNTS = Statement(
    select(
        func.count(_T.c.person_id.distinct()),
        func.count(),
        func.sum(case((_FINISHED, 1), else_=0)),
        func.count(
            distinct(case((_FINISHED & (_T.c.asked > 0) & (_T.c.right == _T.c.asked), _T.c.person_id)))
        ),
    ).where(_T.c.round_id == bindparam("round_id"))
)
_TAKEN_PART = Statement(
    select(_T.c.person_id).where(_T.c.round_id == bindparam("round_id"), _T.c.answered > 0).distinct()
)


def paper_of(text: str) -> Paper:
    """Read a stored paper."""
    return _PAPER.decode(text)


class SqlAttempts:
    """Implements `Attempts`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def get(self, attempt_id: AttemptId) -> Attempt | None:
        row = self._run.one(_GET_LOCKED if self._run.writing else _GET, id=attempt_id)
        return None if row is None else _attempt(row)

    def open_of(self, person_id: PersonId) -> Attempt | None:
        statement = _GET_OPEN_LOCKED if self._run.writing else _GET_OPEN
        row = self._run.one(statement, person_id=person_id)
        return None if row is None else _attempt(row)

    def in_round(self, person_id: PersonId, round_id: RoundId) -> Sequence[Attempt]:
        rows = self._run.all(_IN_ROUND, person_id=person_id, round_id=round_id)
        return [_attempt(row) for row in rows]

    def of_person(self, person_id: PersonId, *, limit: int = 50) -> Sequence[AttemptSummary]:
        return [_summary(row) for row in self._run.all(_OF_PERSON, person_id=person_id, many=limit)]

    def start(
        self,
        *,
        round_id: RoundId,
        person_id: PersonId,
        number: int,
        paper: Paper,
        started_at: datetime,
        deadline_at: datetime,
    ) -> Attempt:
        row = self._run.one(
            _START,
            round_id=round_id,
            person_id=person_id,
            number=number,
            status=_OPEN,
            started_at=started_at,
            deadline_at=deadline_at,
            asked=paper.counting,
            answered=0,
            right=0,
            points=0,
            extra=0,
            paper=dumps(paper),
        )
        if row is None:
            raise RuntimeError("the database gave no id back")
        return Attempt(
            id=AttemptId(row[0]),
            round_id=round_id,
            person_id=person_id,
            number=number,
            paper=paper,
            started_at=started_at,
            deadline_at=deadline_at,
        )

    def record(self, answer: Answer, *, answered: int, right: int, points: int, extra: int = 0) -> None:
        self._run.do(
            _INSERT_ANSWER,
            attempt_id=answer.attempt_id,
            position=answer.position,
            revision=answer.revision,
            question_id=answer.question_id,
            shown_hash=answer.shown_hash,
            response=_RESPONSE.encode(answer.response).decode(),
            right=answer.right,
            points=answer.points,
            received_at=answer.received_at,
            channel=answer.channel,
        )
        self._run.do(
            _MOVE_ON, b_id=answer.attempt_id, answered=answered, right=right, points=points, extra=extra
        )

    def set_deadline(self, attempt_id: AttemptId, at: datetime) -> None:
        self._run.do(_PROLONG, b_id=attempt_id, deadline_at=at)

    def set_prediction(self, attempt_id: AttemptId, value: int) -> None:
        self._run.do(_PREDICT, b_id=attempt_id, prediction=value)

    def finish(
        self, attempt_id: AttemptId, *, status: AttemptStatus, at: datetime, leaf: bytes | None = None
    ) -> bool:
        changed = self._run.do(
            _FINISH, b_id=attempt_id, b_open=_OPEN, status=status.value, submitted_at=at, leaf=leaf
        )
        return changed == 1

    def leaves(self, round_id: RoundId) -> Iterator[tuple[AttemptId, bytes | None]]:
        return ((AttemptId(row[0]), row[1]) for row in self._run.stream(_LEAVES, round_id=round_id))

    def leaf(self, attempt_id: AttemptId) -> bytes | None:
        row = self._run.one(_LEAF, id=attempt_id)
        return None if row is None else row[0]

    def keep_leaf(self, attempt_id: AttemptId, leaf: bytes) -> None:
        self._run.do(_KEEP_LEAF, b_id=attempt_id, leaf=leaf)

    def give(self, person_id: PersonId, *, to: PersonId) -> int:
        # by number: the last of a round stays
        last = {round_id: number for _, round_id, number in self._run.all(_NUMBERS, person_id=to)}
        given = self._run.all(_NUMBERS, person_id=person_id)
        return self._run.many(
            _GIVE,
            [
                {
                    "b_id": attempt_id,
                    "person_id": to,
                    "number": number + last.get(round_id, 0),
                    "leaf": None,
                }
                for attempt_id, round_id, number in given
            ],
        )

    def answers(self, attempt_id: AttemptId) -> Sequence[Answer]:
        return list(_counting(iter(self._run.all(_ANSWERS, attempt_id=attempt_id))))

    def answers_in(self, round_id: RoundId, *, question_ids: Sequence[str] | None = None) -> Iterator[Answer]:
        if question_ids is None:
            return _counting(self._run.stream(_ANSWERS_IN, round_id=round_id))
        # a position keeps its question: every revision of it is in
        chosen = _IN_ORDER.where(_T.c.round_id == round_id, _N.c.question_id.in_(question_ids))
        return _counting(self._run.stream(Statement(chosen)))

    def tallies(self, round_id: RoundId) -> Sequence[QuestionTally]:
        return [
            QuestionTally(question_id=row[0], shown_hash=row[1], answers=int(row[2]), right=int(row[3] or 0))
            for row in self._run.all(_TALLIES, round_id=round_id)
        ]

    def overdue(self, *, now: datetime, limit: int = 1000) -> Sequence[Attempt]:
        return [_attempt(row) for row in self._run.all(_OVERDUE, now=now, many=limit)]

    def summaries(self, round_id: RoundId) -> Iterator[AttemptSummary]:
        return (_summary(row) for row in self._run.stream(_SUMMARIES, round_id=round_id))

    def papers(self, round_id: RoundId) -> Iterator[tuple[AttemptId, Paper]]:
        return (
            (AttemptId(row[0]), _PAPER.decode(row[1])) for row in self._run.stream(_PAPERS, round_id=round_id)
        )

    def counts(self, round_id: RoundId) -> Mapping[str, int]:
        row = self._run.one(_COUNTS, round_id=round_id) or (0, 0, 0, 0)
        return {
            name: int(count or 0)
            for name, count in zip(("people", "attempts", "finished", "perfect"), row, strict=True)
        }

    def taken_part(self, round_id: RoundId) -> frozenset[PersonId]:
        return frozenset(PersonId(row[0]) for row in self._run.all(_TAKEN_PART, round_id=round_id))


_RESPONSE: Final = msgspec.json.Encoder()


def _attempt(row: Row) -> Attempt:
    return Attempt(
        id=row[0],
        round_id=row[1],
        person_id=row[2],
        number=row[3],
        paper=_PAPER.decode(row[14]),
        started_at=row[5],
        deadline_at=row[6],
        status=_STATUS[row[4]],
        submitted_at=row[7],
        prediction=row[8],
        answered=row[9],
        right=row[11],
        points=row[12],
        extra=row[13],
    )


def _summary(row: Row) -> AttemptSummary:
    return AttemptSummary(
        id=row[0],
        round_id=row[1],
        person_id=row[2],
        number=row[3],
        status=_STATUS[row[4]],
        started_at=row[5],
        deadline_at=row[6],
        submitted_at=row[7],
        prediction=row[8],
        answered=row[9],
        asked=row[10],
        right=row[11],
        points=row[12],
        extra=row[13],
    )


def _counting(rows: Iterator[Row]) -> Iterator[Answer]:
    """Keep the last revision of every position."""
    last: Row | None = None
    for row in rows:
        if last is not None and (last[0], last[1]) != (row[0], row[1]):
            yield _answer(last)
        last = row
    if last is not None:
        yield _answer(last)


def _answer(row: Row) -> Answer:
    return Answer(
        attempt_id=row[0],
        position=row[1],
        revision=row[2],
        question_id=row[3],
        shown_hash=row[4],
        response=names(row[5]),
        right=row[6],
        points=row[7],
        received_at=row[8],
        channel=row[9],
    )
