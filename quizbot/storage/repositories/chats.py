"""Conversations in SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, and_, bindparam, delete, func, literal_column, select, update

from quizbot.storage.json_text import dumps, loads
from quizbot.storage.run import Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import (
    AddressRow,
    ChatRow,
    GroupChatRow,
    OutboxRow,
    SeenUpdateRow,
    TranscriptRow,
)
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import Session, TranscriptEntry

_C = table_of(ChatRow)
_A = table_of(AddressRow)
_S = table_of(SeenUpdateRow)
_T = table_of(TranscriptRow)
_G = table_of(GroupChatRow)
_O = table_of(OutboxRow)
_KEY = ["channel", "address"]

_ONE = select(literal_column("1").label("one")).subquery("one")
_SESSION = Statement(
    select(
        _C.c.language, _C.c.screen, _C.c.data, _C.c.heard_at, _C.c.unreachable, _A.c.person_id
    ).select_from(
        _ONE.outerjoin(
            _C, and_(_C.c.channel == bindparam("channel"), _C.c.address == bindparam("address"))
        ).outerjoin(_A, and_(_A.c.channel == bindparam("channel"), _A.c.address == bindparam("address")))
    )
)
_PUT = insert_into(
    _C,
    *_KEY,
    "language",
    "screen",
    "data",
    "heard_at",
    "unreachable",
    replace=_KEY,
)
_FIRST_TIME = insert_into(_S, "channel", "update_key", "at", ignore=True)
_FORGET = Statement(delete(_S).where(_S.c.at < bindparam("before")))
_OF_ACCOUNT = (_T.c.channel == bindparam("channel"), _T.c.address == bindparam("address"))
_LAST_SEQ = Statement(select(func.max(_T.c.seq)).where(*_OF_ACCOUNT))
_SAY = insert_into(_T, *_KEY, "seq", "direction", "payload", "at")
_LINE = (_T.c.seq, _T.c.direction, _T.c.payload, _T.c.at)
_AFTER = Statement(
    select(*_LINE)
    .where(*_OF_ACCOUNT, _T.c.seq > bindparam("after"))
    .order_by(_T.c.seq)
    .limit(bindparam("many"))
)
_RECENT = Statement(select(*_LINE).where(*_OF_ACCOUNT).order_by(_T.c.seq.desc()).limit(bindparam("many")))
_LAST = (
    select(_T.c.payload)
    .where(*_OF_ACCOUNT)
    .order_by(_T.c.seq.desc())
    .limit(bindparam("many"))
    .subquery("last")
)
_OPENING = bindparam("opening", type_=String)
_BEGINS_SO = Statement(
    select(func.count())
    .select_from(_LAST)
    .where(func.substr(_LAST.c.payload, 1, func.length(_OPENING)) == _OPENING)
)
_GROUPS = Statement(select(_G.c.channel, _G.c.address).order_by(_G.c.channel, _G.c.address))
_LINK_GROUP = insert_into(_G, *_KEY, "title", "linked_at", replace=_KEY)
_UNLINK_GROUP = Statement(
    delete(_G).where(_G.c.channel == bindparam("channel"), _G.c.address == bindparam("address"))
)
_MOVED = (_C, _A, _G)
_MAKE_ROOM = tuple(
    Statement(
        delete(table).where(table.c.channel == bindparam("channel"), table.c.address == bindparam("address"))
    )
    for table in _MOVED
)
_EXISTS = tuple(
    Statement(
        select(func.count()).where(
            table.c.channel == bindparam("channel"), table.c.address == bindparam("address")
        )
    )
    for table in _MOVED
)
_MOVE = tuple(
    Statement(
        update(table).where(table.c.channel == bindparam("b_channel"), table.c.address == bindparam("b_old")),
        sets=["address"],
    )
    for table in _MOVED
)
_MOVE_WAITING = Statement(
    update(_O).where(
        _O.c.channel == bindparam("b_channel"),
        _O.c.address == bindparam("b_old"),
        _O.c.state == "waiting",
    ),
    sets=["address"],
)
_MOVE_LINES = Statement(
    update(_T)
    .where(_T.c.channel == bindparam("b_channel"), _T.c.address == bindparam("b_old"))
    .values(seq=_T.c.seq + bindparam("further")),
    sets=["address"],
)
_REACH = Statement(
    update(_C).where(_C.c.channel == bindparam("b_channel"), _C.c.address == bindparam("b_address")),
    sets=["unreachable"],
)


class SqlChats:
    """Implements `Chats`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def session(self, channel: str, address: str) -> Session:
        row = self._run.one(_SESSION, channel=channel, address=address)
        if row is None or row[0] is None:
            person_id = None if row is None else row[5]
            return Session(channel=channel, address=address, person_id=person_id, data={})
        return Session(
            channel=channel,
            address=address,
            person_id=row[5],
            language=row[0],
            screen=row[1],
            data=loads(row[2]),
            heard_at=row[3],
            unreachable=row[4],
        )

    def put(self, session: Session) -> None:
        self._run.do(
            _PUT,
            channel=session.channel,
            address=session.address,
            language=session.language,
            screen=session.screen,
            data=dumps(session.data),
            heard_at=session.heard_at,
            unreachable=session.unreachable,
        )

    def first_time(self, channel: str, update_key: str, *, now: datetime) -> bool:
        return self._run.do(_FIRST_TIME, channel=channel, update_key=update_key, at=now) == 1

    def forget_updates(self, *, before: datetime) -> int:
        return self._run.do(_FORGET, before=before)

    def say(self, channel: str, address: str, *, direction: str, payload: str, at: datetime) -> int:
        seq = self._last_seq(channel, address) + 1
        self._run.do(
            _SAY,
            channel=channel,
            address=address,
            seq=seq,
            direction=direction,
            payload=payload,
            at=at,
        )
        self._run.announced.add(f"chat:{channel}:{address}")
        return seq

    def _last_seq(self, channel: str, address: str) -> int:
        row = self._run.one(_LAST_SEQ, channel=channel, address=address)
        return int(row[0] or 0) if row is not None else 0

    def transcript(
        self, channel: str, address: str, *, after: int, limit: int = 100
    ) -> Sequence[TranscriptEntry]:
        rows = self._run.all(_AFTER, channel=channel, address=address, after=after, many=limit)
        return [TranscriptEntry(seq=row[0], direction=row[1], payload=row[2], at=row[3]) for row in rows]

    def recent(self, channel: str, address: str, *, limit: int = 50) -> Sequence[TranscriptEntry]:
        rows = self._run.all(_RECENT, channel=channel, address=address, many=limit)
        return [
            TranscriptEntry(seq=row[0], direction=row[1], payload=row[2], at=row[3]) for row in reversed(rows)
        ]

    def has_said(self, channel: str, address: str, opening: str, *, among: int) -> bool:
        row = self._run.one(_BEGINS_SO, channel=channel, address=address, many=among, opening=opening)
        return row is not None and row[0] > 0

    def groups(self, channel: str | None = None) -> Sequence[tuple[str, str]]:
        rows = self._run.all(_GROUPS)
        return [(row[0], row[1]) for row in rows if channel is None or row[0] == channel]

    def link_group(self, channel: str, address: str, *, title: str, now: datetime) -> None:
        self._run.do(_LINK_GROUP, channel=channel, address=address, title=title, linked_at=now)

    def unlink_group(self, channel: str, address: str) -> None:
        self._run.do(_UNLINK_GROUP, channel=channel, address=address)

    def move(self, channel: str, old: str, new: str) -> None:
        """Give everything of the old address to the new one; what stood there already gives way."""
        if old == new:
            return
        for there, make_room, move in zip(_EXISTS, _MAKE_ROOM, _MOVE, strict=True):
            found = self._run.one(there, channel=channel, address=old)
            if found is not None and found[0]:
                self._run.do(make_room, channel=channel, address=new)
                self._run.do(move, b_channel=channel, b_old=old, address=new)
        further = self._last_seq(channel, new)
        self._run.do(_MOVE_LINES, b_channel=channel, b_old=old, address=new, further=further)
        self._run.do(_MOVE_WAITING, b_channel=channel, b_old=old, address=new)

    def mark_unreachable(self, channel: str, address: str, *, unreachable: bool) -> None:
        changed = self._run.do(_REACH, b_channel=channel, b_address=address, unreachable=unreachable)
        if not changed and unreachable:
            self.put(Session(channel=channel, address=address, data={}, unreachable=True))
