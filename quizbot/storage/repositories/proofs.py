"""Commitments and seals in SQL."""

from collections.abc import Sequence
from dataclasses import astuple, replace
from typing import Any

from sqlalchemy import bindparam, func, select

from quizbot.core.codec import from_plain
from quizbot.core.ids import ContestId, RoundId
from quizbot.core.proof.commitments import BoundQuestion, Commitment
from quizbot.storage.json_text import dumps, loads
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import CommitmentRow, SealRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import Seal, StoredCommitment

_C = table_of(CommitmentRow)
_S = table_of(SealRow)

_SECRET = Statement(
    select(_C.c.secret)
    .where(_C.c.contest_id == bindparam("contest_id"))
    .order_by(_C.c.number.desc())
    .limit(1)
)
_OF = Statement(
    select(_C.c.number, _C.c.at, _C.c.body, _C.c.questions)
    .where(_C.c.contest_id == bindparam("contest_id"))
    .order_by(_C.c.number)
)
_LAST = Statement(select(func.max(_C.c.number)).where(_C.c.contest_id == bindparam("contest_id")))
_ADD = insert_into(_C, "contest_id", "number", "at", "secret", "body", "questions")
_SEALS = Statement(
    select(_S.c.number, _S.c.at, _S.c.size, _S.c.root)
    .where(_S.c.round_id == bindparam("round_id"))
    .order_by(_S.c.number)
)
_LAST_SEAL = Statement(select(func.max(_S.c.number)).where(_S.c.round_id == bindparam("round_id")))
_ADD_SEAL = insert_into(_S, "round_id", "number", "at", "size", "root")


class SqlProofs:
    """Implements `Proofs`. Two processes that append at once take one number; one runs again."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def secret(self, contest_id: ContestId) -> str | None:
        row = self._run.one(_SECRET, contest_id=contest_id)
        return None if row is None else str(row[0])

    def commitments(self, contest_id: ContestId) -> Sequence[StoredCommitment]:
        return [_commitment(row) for row in self._run.all(_OF, contest_id=contest_id)]

    def add_commitment(
        self, contest_id: ContestId, made: StoredCommitment, *, secret: str
    ) -> StoredCommitment:
        number = 1 + _number(self._run.one(_LAST, contest_id=contest_id))
        self._run.do(
            _ADD,
            contest_id=contest_id,
            number=number,
            at=made.at,
            secret=secret,
            body=dumps(made.commitment),
            questions=dumps([astuple(each) for each in made.questions]),
        )
        return replace(made, number=number)

    def seals(self, round_id: RoundId) -> Sequence[Seal]:
        return [
            Seal(number=row[0], at=row[1], size=row[2], root=row[3])
            for row in self._run.all(_SEALS, round_id=round_id)
        ]

    def add_seal(self, round_id: RoundId, seal: Seal) -> Seal:
        number = 1 + _number(self._run.one(_LAST_SEAL, round_id=round_id))
        self._run.do(_ADD_SEAL, round_id=round_id, number=number, at=seal.at, size=seal.size, root=seal.root)
        return replace(seal, number=number)


def _commitment(row: Row) -> StoredCommitment:
    questions: list[list[Any]] = loads(row[3])
    return StoredCommitment(
        number=row[0],
        at=row[1],
        commitment=from_plain(Commitment, loads(row[2])),
        questions=tuple(
            BoundQuestion(question_id=name, shown_hash=shown, bank=bank, key=key, weight=weight)
            for name, shown, bank, key, weight in questions
        ),
    )


def _number(row: Row | None) -> int:
    return 0 if row is None or row[0] is None else int(row[0])
