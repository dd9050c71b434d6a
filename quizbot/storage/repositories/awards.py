"""Rulings and the register of decisions in SQL."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import bindparam, func, select

from quizbot.core.codec import from_plain
from quizbot.core.commend.grants import Grant, SignedGrant
from quizbot.core.commend.rulings import Ruling, SignedRuling, Verdict
from quizbot.core.commend.subject import Subject
from quizbot.storage.json_text import dumps, loads
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import AwardGrantRow, AwardRulingRow
from quizbot.storage.tables.base import table_of

_R = table_of(AwardRulingRow)
_G = table_of(AwardGrantRow)

_RULING = ("number", "contest", "award", "subject", "code", "verdict", "reason", "at", "by", "takes_back")
_RULINGS = Statement(
    select(*(_R.c[name] for name in _RULING))
    .where(_R.c.contest == bindparam("contest"))
    .order_by(_R.c.number)
)
_LAST_RULING = Statement(select(func.max(_R.c.number)))
_ADD_RULING = insert_into(_R, *_RULING)
_GRANT = ("number", "signed_on", "at", "by", "takes_back", "reason", "body")
_GRANTS = Statement(select(*(_G.c[name] for name in _GRANT)).order_by(_G.c.number))
_LAST_GRANT = Statement(select(func.max(_G.c.number)))
_ADD_GRANT = insert_into(_G, *_GRANT)


class SqlAwards:
    """Implements `Awards`. Two processes that append at once take one number; one runs again."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def rulings(self, contest: str) -> Sequence[SignedRuling]:
        return [_ruling(row) for row in self._run.all(_RULINGS, contest=contest)]

    def add_ruling(self, entry: SignedRuling) -> SignedRuling:
        number = self._next(_LAST_RULING)
        ruling = entry.ruling
        self._run.do(
            _ADD_RULING,
            number=number,
            contest=entry.contest,
            award=ruling.award,
            subject=ruling.subject,
            code=ruling.code,
            verdict=ruling.verdict.value,
            reason=ruling.reason,
            at=entry.at,
            by=entry.by,
            takes_back=entry.takes_back,
        )
        return replace(entry, number=number)

    def grants(self) -> Sequence[SignedGrant]:
        return [_grant(row) for row in self._run.all(_GRANTS)]

    def add_grant(self, entry: SignedGrant) -> SignedGrant:
        number = self._next(_LAST_GRANT)
        self._run.do(
            _ADD_GRANT,
            number=number,
            signed_on=entry.grant.on,
            at=entry.at,
            by=entry.by,
            takes_back=entry.takes_back,
            reason=entry.reason,
            body=dumps(entry.grant),
        )
        return replace(entry, number=number)

    def _next(self, last: Statement) -> int:
        row = self._run.one(last)
        return 1 + (0 if row is None or row[0] is None else int(row[0]))


def _ruling(row: Row) -> SignedRuling:
    return SignedRuling(
        number=row[0],
        contest=row[1],
        ruling=Ruling(
            award=row[2],
            subject=cast("Subject", row[3]),
            code=row[4],
            verdict=Verdict(row[5]),
            reason=row[6],
        ),
        at=row[7],
        by=row[8],
        takes_back=row[9],
    )


def _grant(row: Row) -> SignedGrant:
    return SignedGrant(
        number=row[0],
        at=row[2],
        by=row[3],
        takes_back=row[4],
        reason=row[5],
        grant=from_plain(Grant, loads(row[6])),
    )
