"""Broadcasts in SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, case, exists, func, or_, select, update

from quizbot.core.ids import BroadcastId, ContestId
from quizbot.storage.repositories.outbox import failure_of
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import AttemptRow, BroadcastRow, ChatRow, OutboxRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import Broadcast, BroadcastCount, BroadcastState, Reaction

_A = table_of(AttemptRow)
_B = table_of(BroadcastRow)
_C = table_of(ChatRow)
_O = table_of(OutboxRow)
_FIELDS = (
    "key",
    "kind",
    "contest_id",
    "round_id",
    "people",
    "without_address",
    "starts_at",
    "state",
    "created_at",
    "by",
    "changed_at",
)
_PLAN = insert_into(_B, *_FIELDS, ignore=True)
_WIDEN = Statement(
    update(_B).where(_B.c.key == bindparam("b_key"), _B.c.people < bindparam("b_people")),
    sets=["people", "without_address"],
)
_GET = Statement(select(_B.c.id, *(_B.c[name] for name in _FIELDS)).where(_B.c.key == bindparam("key")))
_OF_CONTEST = Statement(
    select(_B.c.id, *(_B.c[name] for name in _FIELDS))
    .where(_B.c.contest_id == bindparam("contest_id"))
    .order_by(_B.c.created_at, _B.c.id)
)
_DECIDE = Statement(update(_B).where(_B.c.id == bindparam("b_id")), sets=["state", "by", "changed_at"])
_MOVE = Statement(
    update(_O).where(_O.c.broadcast_id == bindparam("b_id"), _O.c.state == bindparam("b_state")),
    sets=["state"],
)
_COUNTS = Statement(
    select(_O.c.channel, _O.c.state, _O.c.failure, func.count())
    .where(_O.c.broadcast_id == bindparam("id"))
    .group_by(_O.c.channel, _O.c.state, _O.c.failure)
    .order_by(_O.c.channel, _O.c.state, _O.c.failure)
)
# who writes or taps after a message has got and opened it
_HEARD = _C.c.heard_at >= _O.c.ended_at
_REACTIONS = Statement(
    select(
        _O.c.channel,
        func.sum(case((or_(_HEARD, _O.c.reached.is_not(None)), 1), else_=0)),
        func.sum(case((or_(_HEARD, _O.c.reached == "opened"), 1), else_=0)),
        func.sum(case((_HEARD, 1), else_=0)),
    )
    .outerjoin(_C, and_(_C.c.channel == _O.c.channel, _C.c.address == _O.c.address))
    .where(_O.c.broadcast_id == bindparam("id"), or_(_O.c.state == "sent", _O.c.state == "unknown"))
    .group_by(_O.c.channel)
    .order_by(_O.c.channel)
)
_ANSWERED = Statement(
    select(func.count())
    .select_from(_O)
    .join(_B, _B.c.id == _O.c.broadcast_id)
    .where(
        _O.c.broadcast_id == bindparam("id"),
        or_(_O.c.state == "sent", _O.c.state == "unknown"),
        exists().where(_A.c.round_id == _B.c.round_id, _A.c.person_id == _O.c.person_id),
    )
)
_DETOURED = Statement(
    select(func.count()).where(
        _O.c.broadcast_id == bindparam("id"),
        or_(_O.c.state == "sent", _O.c.state == "unknown"),
        _O.c.left.is_not(None),
    )
)
_AGAIN = Statement(
    update(_O).where(_O.c.broadcast_id == bindparam("b_id"), _O.c.state == "unknown"),
    sets=["state", "due_at", "ended_at"],
)
# from which states of messages a decision moves them, and to which
_MOVES = {
    BroadcastState.RUNNING: (("held", "waiting"),),
    BroadcastState.STOPPED: (("waiting", "held"),),
    BroadcastState.CANCELLED: (("waiting", "cancelled"), ("held", "cancelled")),
}


class SqlBroadcasts:
    """Implements `Broadcasts`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def plan(self, broadcast: Broadcast) -> Broadcast:
        values = {name: getattr(broadcast, name) for name in _FIELDS}
        if not self._run.do(_PLAN, **values):
            self._run.do(
                _WIDEN,
                b_key=broadcast.key,
                b_people=broadcast.people,
                people=broadcast.people,
                without_address=broadcast.without_address,
            )
        return self.get(broadcast.key) or broadcast

    def get(self, key: str) -> Broadcast | None:
        row = self._run.one(_GET, key=key)
        return None if row is None else _broadcast(row)

    def of_contest(self, contest_id: ContestId) -> Sequence[Broadcast]:
        return [_broadcast(row) for row in self._run.all(_OF_CONTEST, contest_id=contest_id)]

    def decide(self, broadcast: Broadcast, *, state: BroadcastState, by: str, now: datetime) -> int:
        self._run.announced.add("outbox:")
        self._run.do(_DECIDE, b_id=broadcast.id, state=state, by=by, changed_at=now)
        return sum(
            self._run.do(_MOVE, b_id=broadcast.id, b_state=before, state=after)
            for before, after in _MOVES[state]
        )

    def counts(self, broadcast_id: BroadcastId) -> Sequence[BroadcastCount]:
        return [
            BroadcastCount(channel=row[0], state=row[1], failure=failure_of(row[2]), messages=int(row[3]))
            for row in self._run.all(_COUNTS, id=broadcast_id)
        ]

    def reactions(self, broadcast_id: BroadcastId) -> Sequence[Reaction]:
        return [
            Reaction(channel=row[0], delivered=int(row[1]), opened=int(row[2]), heard=int(row[3]))
            for row in self._run.all(_REACTIONS, id=broadcast_id)
        ]

    def answered(self, broadcast_id: BroadcastId) -> int:
        row = self._run.one(_ANSWERED, id=broadcast_id)
        return 0 if row is None else int(row[0])

    def detoured(self, broadcast_id: BroadcastId) -> int:
        row = self._run.one(_DETOURED, id=broadcast_id)
        return 0 if row is None else int(row[0])

    def again(self, broadcast_id: BroadcastId, *, now: datetime) -> int:
        self._run.announced.add("outbox:")
        return self._run.do(_AGAIN, b_id=broadcast_id, state="waiting", due_at=now, ended_at=None)


def _broadcast(row: Row) -> Broadcast:
    values = dict(zip(("id", *_FIELDS), row, strict=True))
    return Broadcast(**{**values, "state": BroadcastState(values["state"])})
