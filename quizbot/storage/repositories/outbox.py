"""Messages to be sent, in SQL."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, case, delete, func, or_, select, update

from quizbot.core.delivery import Failure
from quizbot.storage.json_text import dumps, loads
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import BroadcastRow, OutboxRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import Message, OutboxCounts, Priority, Sighting

_O = table_of(OutboxRow)
_LAST = "\U0010ffff"  # after every text that begins with a prefix
_FIELDS = (
    "channel",
    "address",
    "person_id",
    "kind",
    "screen",
    "facts",
    "dedupe",
    "due_at",
    "expires_at",
    "priority",
    "attempts",
    "broadcast_id",
)
_B = table_of(BroadcastRow)
_MESSAGE = (_O.c.id, *(_O.c[name] for name in _FIELDS), _O.c.failure, _O.c.left)
_WAITING = (_O.c.channel == bindparam("channel"), _O.c.state == "waiting")
_HAS_PREFIX = (_O.c.dedupe >= bindparam("prefix"), _O.c.dedupe < bindparam("end"))

_ADD = insert_into(_O, *_FIELDS, "state", ignore=True)
_LOST = Statement(
    update(_O).where(
        _O.c.channel == bindparam("b_channel"),
        _O.c.state == "sending",
        _O.c.lease_until <= bindparam("b_now"),
    ),
    sets=["state", "ended_at", "error", "failure"],
)
_DUE = (
    select(_O.c.id)
    .where(*_WAITING, _O.c.due_at <= bindparam("now"))
    .order_by(_O.c.priority, _O.c.due_at, _O.c.id)
    .limit(bindparam("many"))
    .with_for_update(skip_locked=True)
)
_CLAIM = Statement(
    update(_O)
    .where(_O.c.id.in_(_DUE))
    .values(
        state="sending",
        holder=bindparam("by"),
        lease_until=bindparam("until"),
        attempts=_O.c.attempts + 1,
    )
    .returning(*_MESSAGE)
)
_END = Statement(
    update(_O).where(_O.c.id == bindparam("b_id")),
    sets=["state", "provider_id", "error", "failure", "ended_at", "lease_until"],
)
_LATE = Statement(update(_O).where(_O.c.id == bindparam("b_id")), sets=["state", "ended_at", "lease_until"])
# what was decided about the broadcast while the message was on its way
_WHILE_AWAY = (
    select(case((_B.c.state == "stopped", "held"), (_B.c.state == "cancelled", "cancelled"), else_="waiting"))
    .where(_B.c.id == _O.c.broadcast_id)
    .scalar_subquery()
)
_LATER = Statement(
    update(_O)
    .where(_O.c.id == bindparam("b_id"), _O.c.state == "sending")
    .values(state=func.coalesce(_WHILE_AWAY, "waiting")),
    sets=["due_at", "error", "failure", "lease_until", "holder"],
)
# whoever claimed it puts it back; of what still waits nobody else may have taken or moved it
_MOVE = Statement(
    update(_O)
    .where(
        _O.c.id == bindparam("b_id"),
        _O.c.channel == bindparam("b_channel"),
        _O.c.address == bindparam("b_address"),
        or_(_O.c.state == "sending", _O.c.state == "waiting"),
    )
    .values(state=func.coalesce(_WHILE_AWAY, "waiting")),
    sets=["channel", "address", "left", "due_at", "failure", "error", "attempts", "lease_until", "holder"],
)
_ALL_WAITING = Statement(
    select(*_MESSAGE).where(_O.c.state == "waiting").order_by(_O.c.priority, _O.c.due_at, _O.c.id)
)
_NEXT = Statement(select(func.min(_O.c.due_at)).where(*_WAITING))
_SENT_SINCE = Statement(
    select(func.count()).where(
        _O.c.channel == bindparam("channel"),
        _O.c.address == bindparam("address"),
        or_(
            and_(or_(_O.c.state == "sent", _O.c.state == "unknown"), _O.c.ended_at > bindparam("since")),
            and_(
                _O.c.state == "sending",
                or_(bindparam("before") == 0, _O.c.id < bindparam("before")),
            ),
        ),
    )
)
# what was opened is not merely delivered
_NOT_OPENED = or_(_O.c.reached.is_(None), _O.c.reached == "delivered")
_NOTE_BY_ID = Statement(
    update(_O).where(
        _O.c.provider_id == bindparam("b_provider"), _O.c.channel == bindparam("b_channel"), _NOT_OPENED
    ),
    sets=["reached"],
)
_NOTE_UNTIL = Statement(
    update(_O).where(
        _O.c.channel == bindparam("b_channel"),
        _O.c.address == bindparam("b_address"),
        _O.c.state == "sent",
        _O.c.ended_at <= bindparam("b_until"),
        _NOT_OPENED,
    ),
    sets=["reached"],
)
_BY_STATE = Statement(
    select(_O.c.kind, _O.c.state, _O.c.failure, func.count())
    .where(*_HAS_PREFIX)
    .group_by(_O.c.kind, _O.c.state, _O.c.failure)
    .order_by(_O.c.kind, _O.c.state, _O.c.failure)
)
_CANCEL = Statement(
    update(_O).where(
        _O.c.dedupe >= bindparam("b_prefix"),
        _O.c.dedupe < bindparam("b_end"),
        _O.c.state == "waiting",
    ),
    sets=["state"],
)
_FORGET = Statement(
    delete(_O).where(
        _O.c.dedupe >= bindparam("b_prefix"), _O.c.dedupe < bindparam("b_end"), _O.c.state == "cancelled"
    )
)


class SqlOutbox:
    """Implements `Outbox`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def add(self, messages: Sequence[Message]) -> int:
        """Queue messages, in the order of `dedupe`, so that two processes never wait in a circle."""
        ordered = sorted(messages, key=lambda message: message.dedupe)
        added = max(0, self._run.many(_ADD, map(_values, ordered)))
        if added:
            self._run.announced.update(f"outbox:{message.channel}" for message in messages)
        return added

    def claim(
        self, channel: str, *, now: datetime, limit: int, lease: timedelta, holder: str
    ) -> Sequence[Message]:
        self._run.do(
            _LOST,
            b_channel=channel,
            b_now=now,
            state="unknown",
            ended_at=now,
            error="the sender ended before it said how it went",
            failure=Failure.UNKNOWN,
        )
        rows = self._run.all(_CLAIM, channel=channel, now=now, many=limit, by=holder, until=now + lease)
        return sorted(
            (_message(row) for row in rows),
            key=lambda message: (message.priority, message.due_at, message.id),
        )

    def sent(self, message_id: int, *, provider_id: str, now: datetime) -> None:
        self._end(message_id, state="sent", provider_id=provider_id, now=now)

    def later(
        self, message_id: int, *, due_at: datetime, error: str = "", failure: Failure | None = None
    ) -> None:
        self._run.do(
            _LATER,
            b_id=message_id,
            due_at=due_at,
            error=error or None,
            failure=failure,
            lease_until=None,
            holder=None,
        )

    def move(self, message: Message, *, channel: str, address: str, why: Failure, due_at: datetime) -> None:
        left = (*message.left, (message.channel, message.address, why))
        self._run.do(
            _MOVE,
            b_id=message.id,
            b_channel=message.channel,
            b_address=message.address,
            channel=channel,
            address=address,
            left=dumps(left),
            due_at=due_at,
            failure=why,
            error=None,
            attempts=0,
            lease_until=None,
            holder=None,
        )
        self._run.announced.add(f"outbox:{channel}")

    def failed(self, message_id: int, *, failure: Failure, error: str, now: datetime) -> None:
        state = "unknown" if failure is Failure.UNKNOWN else "failed"
        self._end(message_id, state=state, error=error, failure=failure, now=now)

    def expired(self, message_id: int, *, now: datetime) -> None:
        self._run.do(_LATE, b_id=message_id, state="expired", ended_at=now, lease_until=None)

    def _end(
        self,
        message_id: int,
        *,
        state: str,
        now: datetime,
        provider_id: str | None = None,
        error: str | None = None,
        failure: Failure | None = None,
    ) -> None:
        self._run.do(
            _END,
            b_id=message_id,
            state=state,
            provider_id=provider_id,
            error=error,
            failure=failure,
            ended_at=now,
            lease_until=None,
        )

    def next_due(self, channel: str) -> datetime | None:
        row = self._run.one(_NEXT, channel=channel)
        return None if row is None else row[0]

    def sent_since(self, channel: str, address: str, *, since: datetime, before: int | None = None) -> int:
        row = self._run.one(_SENT_SINCE, channel=channel, address=address, since=since, before=before or 0)
        return 0 if row is None else int(row[0])

    def waiting(self) -> Sequence[Message]:
        return [_message(row) for row in self._run.all(_ALL_WAITING)]

    def astray(self, channels: Collection[str], *, now: datetime, limit: int) -> Sequence[Message]:
        source = (
            select(*_MESSAGE)
            .where(_O.c.state == "waiting", _O.c.due_at <= now, _O.c.channel.not_in(channels))
            .order_by(_O.c.id)
            .limit(limit)
        )
        return [_message(row) for row in self._run.found(source)]

    def note(self, sighting: Sighting) -> int:
        channel, reached = sighting.channel, sighting.reached
        noted = sum(
            self._run.do(_NOTE_BY_ID, b_channel=channel, b_provider=each, reached=reached)
            for each in sorted(set(sighting.ids))
        )
        if sighting.until is None:
            return noted
        return noted + self._run.do(
            _NOTE_UNTIL,
            b_channel=channel,
            b_address=sighting.address,
            b_until=sighting.until,
            reached=reached,
        )

    def counts(self, *, dedupe_prefix: str = "") -> Sequence[OutboxCounts]:
        rows = self._run.all(_BY_STATE, prefix=dedupe_prefix, end=dedupe_prefix + _LAST)
        return [
            OutboxCounts(kind=row[0], state=row[1], failure=failure_of(row[2]), messages=int(row[3]))
            for row in rows
        ]

    def cancel(self, *, dedupe_prefix: str) -> int:
        return self._run.do(_CANCEL, b_prefix=dedupe_prefix, b_end=dedupe_prefix + _LAST, state="cancelled")

    def forget_cancelled(self, *, dedupe_prefix: str) -> int:
        return self._run.do(_FORGET, b_prefix=dedupe_prefix, b_end=dedupe_prefix + _LAST)


def _values(message: Message) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(message, name) for name in _FIELDS}
    values["facts"] = dumps(message.facts)
    values["priority"] = int(message.priority)
    values["state"] = "waiting"
    return values


def _message(row: Row) -> Message:
    return Message(
        id=row[0],
        channel=row[1],
        address=row[2],
        person_id=row[3],
        kind=row[4],
        screen=row[5],
        facts=loads(row[6]),
        dedupe=row[7],
        due_at=row[8],
        expires_at=row[9],
        priority=Priority(row[10]),
        attempts=row[11],
        broadcast_id=row[12],
        failure=failure_of(row[13]),
        left=_left(row[14]),
    )


def _left(stored: str | None) -> tuple[tuple[str, str, Failure], ...]:
    if stored is None:
        return ()
    return tuple((channel, address, Failure(why)) for channel, address, why in loads(stored))


def failure_of(stored: str | None) -> Failure | None:
    """Read the stored name of a failure."""
    return None if stored is None else Failure(stored)
