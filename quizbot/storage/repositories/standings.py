"""Standings in SQL, with counts by key head and sums by unit, so that a place is a quick count.

A place is 1 + the people whose key is smaller: those in smaller buckets, read from the counts, and
those in the same bucket, counted on the index. Any head of a key keeps the order of keys, so this
is right whatever the key holds; it is quick when the head is the first number of the key.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import bindparam, delete, func, select, update

from quizbot.core.ids import PersonId, UnitId
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import (
    PersonRow,
    StandingCountRow,
    StandingRow,
    UnitRow,
    UnitSumRow,
)
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import BoardRow, StandingEntry

_S = table_of(StandingRow)
_N = table_of(StandingCountRow)
_G = table_of(UnitSumRow)
_P = table_of(PersonRow)
_U = table_of(UnitRow)
_HEAD = 8  # bytes: one number of a key

_FIELDS = (
    "board",
    "person_id",
    "unit_id",
    "bracket",
    "key",
    "points",
    "right",
    "asked",
    "duration_s",
    "detail",
)
_ENTRY = tuple(_S.c[name] for name in _FIELDS)
_CODE = Statement(select(_P.c.code).where(_P.c.id == bindparam("person_id")))
_ON_BOARD = _S.c.board == bindparam("board")
_OF_PERSON = (_ON_BOARD, _S.c.person_id == bindparam("person_id"))

_GET = Statement(select(*_ENTRY).where(*_OF_PERSON))
_GET_LOCKED = Statement(select(*_ENTRY).where(*_OF_PERSON).with_for_update())
_ADD = insert_into(_S, *_FIELDS, "bucket")
_CHANGE = Statement(
    update(_S).where(_S.c.board == bindparam("b_board"), _S.c.person_id == bindparam("b_person_id")),
    sets=[name for name in (*_FIELDS, "bucket") if name not in ("board", "person_id")],
)
_REMOVE = Statement(delete(_S).where(*_OF_PERSON))
_CLEAR = tuple(Statement(delete(table).where(table.c.board == bindparam("board"))) for table in (_S, _N, _G))
_ENTRIES = Statement(
    select(*_ENTRY).join(_P, _P.c.id == _S.c.person_id).where(_ON_BOARD).order_by(_S.c.key, _P.c.code)
)
_SHOWN = (
    select(*_ENTRY, _P.c.name, _P.c.code, _U.c.code.label("unit_code"), _U.c.name.label("unit_name"))
    .join(_P, _P.c.id == _S.c.person_id)
    .join(_U, _U.c.id == _S.c.unit_id)
    .where(_ON_BOARD)
    .limit(bindparam("many"))
)
_BEST_FIRST = _SHOWN.order_by(_S.c.key, _P.c.code).offset(bindparam("skip"))
_TOP = Statement(_BEST_FIRST)
_TOP_IN = Statement(_BEST_FIRST.where(_S.c.bracket == bindparam("bracket")))
_BETTER = _SHOWN.order_by(_S.c.key.desc(), _P.c.code.desc()).where(
    (_S.c.key < bindparam("key")) | ((_S.c.key == bindparam("key")) & (_P.c.code < bindparam("code"))),
    _S.c.key <= bindparam("key"),
)
_ABOVE = Statement(_BETTER)
_BELOW = Statement(
    _SHOWN.order_by(_S.c.key, _P.c.code).where(
        (_S.c.key > bindparam("key")) | ((_S.c.key == bindparam("key")) & (_P.c.code >= bindparam("code"))),
        _S.c.key >= bindparam("key"),
    )
)
_COUNTED = select(func.sum(_N.c.people)).where(_N.c.board == bindparam("board"))
_IN_BRACKET = _N.c.bracket == bindparam("bracket")
_AHEAD = _COUNTED.where(_N.c.bucket < bindparam("bucket"))
_SIZE = Statement(_COUNTED)
_SIZE_IN = Statement(_COUNTED.where(_IN_BRACKET))
_IN_BETTER_BUCKETS = Statement(_AHEAD)
_IN_BETTER_BUCKETS_IN = Statement(_AHEAD.where(_IN_BRACKET))
_WITHIN = select(func.count()).where(_ON_BOARD, _S.c.key >= bindparam("bucket"), _S.c.key < bindparam("key"))
_WITHIN_BUCKET = Statement(_WITHIN)
_WITHIN_BUCKET_IN = Statement(_WITHIN.where(_S.c.bracket == bindparam("bracket")))
_COUNT_ON = Statement(
    update(_N)
    .where(
        _N.c.board == bindparam("b_board"),
        _N.c.bracket == bindparam("b_bracket"),
        _N.c.bucket == bindparam("b_bucket"),
        _N.c.part == bindparam("b_part"),
    )
    .values(people=_N.c.people + bindparam("more"))
)
_NEW_COUNT = insert_into(_N, "board", "bracket", "bucket", "part", "people")
_SUM_ON = Statement(
    update(_G)
    .where(
        _G.c.board == bindparam("b_board"),
        _G.c.unit_id == bindparam("b_unit_id"),
        _G.c.part == bindparam("b_part"),
    )
    .values(
        people=_G.c.people + bindparam("more"),
        total=_G.c.total + bindparam("more_total"),
        squares=_G.c.squares + bindparam("more_squares"),
    )
)
_NEW_SUM = insert_into(_G, "board", "unit_id", "part", "people", "total", "squares")
_SUMS = Statement(
    select(_G.c.unit_id, func.sum(_G.c.people), func.sum(_G.c.total), func.sum(_G.c.squares))
    .where(_G.c.board == bindparam("board"))
    .group_by(_G.c.unit_id)
    .having(func.sum(_G.c.people) > 0)
)

_CHUNK = 500  # values in one list of a statement
# parts of a count where several processes write; one writer alone needs no more than one
_PARTS = 16
_CountKey = tuple[str, str, bytes, int]
_SumKey = tuple[str, int, int]


class SqlStandings:
    """Implements `Standings`. Counts and sums are written once, by `flush`, just before the commit."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._parts = 1 if run.dialect.name == "sqlite" else _PARTS
        self._counts: Counter[_CountKey] = Counter()
        self._sums: dict[_SumKey, tuple[int, int, int]] = {}

    def put(self, entry: StandingEntry) -> None:
        row = self._run.one(_GET_LOCKED, board=entry.board, person_id=entry.person_id)
        values = _values(entry)
        if row is None:
            self._run.do(_ADD, **values)
        else:
            old = _entry(row)
            if old == entry:
                return
            self._count(old, -1)
            del values["board"], values["person_id"]
            self._run.do(_CHANGE, b_board=entry.board, b_person_id=entry.person_id, **values)
        self._count(entry, 1)

    def replace_all(self, board: str, entries: Iterator[StandingEntry]) -> None:
        self.flush()
        for statement in _CLEAR:
            self._run.do(statement, board=board)
        self._run.many(_ADD, self._counted(entries))
        self.flush()

    def _counted(self, entries: Iterable[StandingEntry]) -> Iterator[dict[str, object]]:
        for entry in entries:
            self._count(entry, 1)
            yield _values(entry)

    def remove(self, board: str, person_id: PersonId) -> None:
        row = self._run.one(_GET_LOCKED, board=board, person_id=person_id)
        if row is not None:
            self._run.do(_REMOVE, board=board, person_id=person_id)
            self._count(_entry(row), -1)

    def entry(self, board: str, person_id: PersonId) -> StandingEntry | None:
        row = self._run.one(_GET, board=board, person_id=person_id)
        return None if row is None else _entry(row)

    def stands_for(self, board: str, person_ids: Sequence[PersonId]) -> Mapping[PersonId, UnitId]:
        found: dict[PersonId, UnitId] = {}
        for start in range(0, len(person_ids), _CHUNK):
            some = person_ids[start : start + _CHUNK]
            source = select(_S.c.person_id, _S.c.unit_id).where(_S.c.board == board, _S.c.person_id.in_(some))
            found |= {PersonId(row[0]): UnitId(row[1]) for row in self._run.found(source)}
        return found

    def entries(self, board: str) -> Iterator[StandingEntry]:
        return (_entry(row) for row in self._run.stream(_ENTRIES, board=board))

    def top(
        self, board: str, *, limit: int, bracket: str | None = None, offset: int = 0
    ) -> Sequence[BoardRow]:
        if bracket is None:
            rows = self._run.all(_TOP, board=board, many=limit, skip=offset)
        else:
            rows = self._run.all(_TOP_IN, board=board, bracket=bracket, many=limit, skip=offset)
        return self._placed(rows, first=offset + 1, bracket=bracket)

    def around(self, board: str, person_id: PersonId, *, each_side: int = 2) -> Sequence[BoardRow]:
        entry = self.entry(board, person_id)
        code = self._run.one(_CODE, person_id=person_id)
        if entry is None or code is None:
            return []
        at = {"board": board, "key": entry.key, "code": code[0]}
        above = self._run.all(_ABOVE, many=each_side, **at)
        rows = [*reversed(above), *self._run.all(_BELOW, many=each_side + 1, **at)]
        return self._placed(rows, first=None, bracket=None)

    def place(self, board: str, person_id: PersonId, *, bracket: str | None = None) -> int | None:
        entry = self.entry(board, person_id)
        if entry is None or (bracket is not None and entry.bracket != bracket):
            return None
        return 1 + self._ahead_of(board, entry.key, bracket=bracket)

    def size(self, board: str, *, bracket: str | None = None) -> int:
        self.flush()
        if bracket is None:
            return _number(self._run.one(_SIZE, board=board))
        return _number(self._run.one(_SIZE_IN, board=board, bracket=bracket))

    def unit_sums(self, board: str) -> Mapping[UnitId, tuple[int, int, int]]:
        self.flush()
        rows = self._run.all(_SUMS, board=board)
        return {UnitId(row[0]): (int(row[1]), int(row[2]), int(row[3])) for row in rows}

    def flush(self) -> None:
        """Write what `put` and `remove` have changed, in one order, so that two processes never wait in a circle."""
        if self._counts or self._sums:
            self._run.announced.add("boards")
        counts, self._counts = self._counts, Counter()
        for (board, bracket, bucket, part), more in sorted(counts.items()):
            if more and not self._run.do(
                _COUNT_ON, b_board=board, b_bracket=bracket, b_bucket=bucket, b_part=part, more=more
            ):
                self._run.do(_NEW_COUNT, board=board, bracket=bracket, bucket=bucket, part=part, people=more)
        sums, self._sums = self._sums, {}
        for (board, unit_id, part), (people, total, squares) in sorted(sums.items()):
            changed = self._run.do(
                _SUM_ON,
                b_board=board,
                b_unit_id=unit_id,
                b_part=part,
                more=people,
                more_total=total,
                more_squares=squares,
            )
            if not changed:
                self._run.do(
                    _NEW_SUM,
                    board=board,
                    unit_id=unit_id,
                    part=part,
                    people=people,
                    total=total,
                    squares=squares,
                )

    def _count(self, entry: StandingEntry, more: int) -> None:
        part = int(entry.person_id) % self._parts
        self._counts[(entry.board, entry.bracket, entry.key[:_HEAD], part)] += more
        score = entry.right * 10_000 // entry.asked if entry.asked else 0
        key = (entry.board, int(entry.unit_id), part)
        people, total, squares = self._sums.get(key, (0, 0, 0))
        self._sums[key] = (people + more, total + more * score, squares + more * score**2)

    def _ahead_of(self, board: str, key: bytes, *, bracket: str | None) -> int:
        self.flush()
        at = {"board": board, "bucket": key[:_HEAD]}
        if bracket is None:
            ahead = _number(self._run.one(_IN_BETTER_BUCKETS, **at))
            return ahead + _number(self._run.one(_WITHIN_BUCKET, key=key, **at))
        ahead = _number(self._run.one(_IN_BETTER_BUCKETS_IN, bracket=bracket, **at))
        return ahead + _number(self._run.one(_WITHIN_BUCKET_IN, bracket=bracket, key=key, **at))

    def _placed(self, rows: Sequence[Row], *, first: int | None, bracket: str | None) -> Sequence[BoardRow]:
        """Give rows that follow each other their places; `first`: the first row's number in order."""
        board_rows: list[BoardRow] = []
        for number, row in enumerate(rows):
            entry = _entry(row[: len(_FIELDS)])
            before = board_rows[-1] if board_rows else None
            if before is not None and before.entry.key == entry.key:
                place = before.place
            elif before is not None and first is not None:
                place = first + number
            else:
                place = 1 + self._ahead_of(entry.board, entry.key, bracket=bracket)
            board_rows.append(_board_row(place, entry, row))
        return board_rows


def _board_row(place: int, entry: StandingEntry, row: Row) -> BoardRow:
    name, code, unit_code, unit_name = row[len(_FIELDS) :]
    return BoardRow(place=place, entry=entry, name=name, code=code, unit_code=unit_code, unit_name=unit_name)


def _values(entry: StandingEntry) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(entry, name) for name in _FIELDS}
    values["bucket"] = entry.key[:_HEAD]
    return values


def _entry(row: Row) -> StandingEntry:
    return StandingEntry(
        board=row[0],
        person_id=row[1],
        unit_id=row[2],
        bracket=row[3],
        key=bytes(row[4]),
        points=row[5],
        right=row[6],
        asked=row[7],
        duration_s=row[8],
        detail=row[9],
    )


def _number(row: Row | None) -> int:
    return int(row[0] or 0) if row is not None else 0
