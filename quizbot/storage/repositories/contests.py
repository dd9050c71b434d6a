"""Contests and rounds in SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, select, update

from quizbot.core.codec import canonical, content_hash, from_plain
from quizbot.core.contest import Contest, ContestState, Round
from quizbot.core.ids import ContestId, PersonId, RoundId
from quizbot.storage.json_text import loads
from quizbot.storage.memory import Memory
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import AttemptRow, ContestRow, RoundRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import StoredContest

_C = table_of(ContestRow)
_R = table_of(RoundRow)
_A = table_of(AttemptRow)
_CONTEST = (_C.c.id, _C.c.body, _C.c.state, _C.c.rules_hash, _C.c.lot_seed)
_ROUND = (
    _R.c.id,
    _R.c.contest_id,
    _R.c.number,
    _R.c.opens_at,
    _R.c.closes_at,
    _R.c.opened,
    _R.c.closed,
)
_BEFORE_OPENING = (ContestState.DRAFT, ContestState.CHECKED)

_GET = Statement(select(*_CONTEST).where(_C.c.id == bindparam("id")))
_BY_SLUG = Statement(select(*_CONTEST).where(_C.c.slug == bindparam("slug")))
_ALL = Statement(select(*_CONTEST).order_by(_C.c.id))
_ADD = insert_into(_C, "slug", "body", "state", "rules_hash", returning=["id"])
_CHANGE = Statement(update(_C).where(_C.c.id == bindparam("b_id")), sets=["body", "rules_hash"])
_SET_STATE = Statement(update(_C).where(_C.c.id == bindparam("b_id")), sets=["state"])
_SET_SEED = Statement(update(_C).where(_C.c.id == bindparam("b_id")), sets=["lot_seed"])

_GET_ROUND = Statement(select(*_ROUND).where(_R.c.id == bindparam("id")))
_ROUNDS = Statement(select(*_ROUND).where(_R.c.contest_id == bindparam("contest_id")).order_by(_R.c.number))
_ADD_ROUND = insert_into(_R, "contest_id", "number", "opens_at", "closes_at", "opened", "closed")
_SET_TIMES = Statement(update(_R).where(_R.c.id == bindparam("b_id")), sets=["opens_at", "closes_at"])
_DROP_ROUNDS = Statement(
    delete(_R).where(
        _R.c.contest_id == bindparam("contest_id"),
        _R.c.number > bindparam("number"),
        _R.c.opens_at > bindparam("now"),
        ~exists().where(_A.c.round_id == _R.c.id),
    )
)
_OPENED = Statement(update(_R).where(_R.c.id == bindparam("b_id"), _R.c.opened.is_(False)), sets=["opened"])
_CLOSED = Statement(update(_R).where(_R.c.id == bindparam("b_id"), _R.c.closed.is_(False)), sets=["closed"])
_WITH_CONTEST = select(*_ROUND).join(_C, _C.c.id == _R.c.contest_id).order_by(_R.c.opens_at, _R.c.id)
_RUNNING = Statement(
    select(*_CONTEST, *_ROUND)
    .join(_R, _C.c.id == _R.c.contest_id)
    .where(
        _C.c.state == ContestState.OPEN.value,
        _R.c.opens_at <= bindparam("now"),
        _R.c.closes_at > bindparam("now"),
    )
    .order_by(_R.c.closes_at, _R.c.id)
)
_ROUND_AT = Statement(
    select(*_ROUND)
    .where(
        _R.c.contest_id == bindparam("contest_id"),
        _R.c.opens_at <= bindparam("now"),
        _R.c.closes_at > bindparam("now"),
    )
    .order_by(_R.c.number)
    .limit(1)
)
_NEXT_ROUND = Statement(
    select(*_ROUND)
    .where(_R.c.contest_id == bindparam("contest_id"), _R.c.opens_at > bindparam("now"))
    .order_by(_R.c.opens_at, _R.c.number)
    .limit(1)
)
_NUMBERED = Statement(
    select(*_ROUND).where(_R.c.contest_id == bindparam("contest_id"), _R.c.number == bindparam("number"))
)
_PLAYED = Statement(
    select(*_ROUND)
    .join(_A, _A.c.round_id == _R.c.id)
    .where(_A.c.person_id == bindparam("person_id"), _R.c.contest_id == bindparam("contest_id"))
    .distinct()
    .order_by(_R.c.number)
)
_COUNT_ROUNDS = Statement(
    select(func.count()).select_from(_R).where(_R.c.contest_id == bindparam("contest_id"))
)
_TO_OPEN = Statement(
    _WITH_CONTEST.where(
        _C.c.state == ContestState.OPEN.value,
        _R.c.opens_at <= bindparam("now"),
        _R.c.opened.is_(False),
    )
)
_TO_CLOSE = Statement(
    _WITH_CONTEST.where(
        *(_C.c.state != state.value for state in _BEFORE_OPENING),
        _R.c.closes_at <= bindparam("now"),
        _R.c.closed.is_(False),
    )
)


class SqlContests:
    """Implements `Contests`."""

    def __init__(self, run: Run, memory: Memory) -> None:
        self._run = run
        self._memory = memory

    def put(
        self, contest: Contest, *, rounds: Sequence[tuple[datetime, datetime]], now: datetime
    ) -> StoredContest:
        """Store a contest; its rules hash stands still once it has opened."""
        body = canonical(contest).decode()
        before = self.by_slug(contest.id)
        if before is None:
            row = self._run.one(
                _ADD,
                slug=contest.id,
                body=body,
                state=ContestState.DRAFT.value,
                rules_hash=content_hash(contest),
            )
            contest_id = ContestId(_first(row))
        else:
            contest_id = before.id
            fresh = before.state in _BEFORE_OPENING
            rules_hash = content_hash(contest) if fresh else before.rules_hash
            self._run.do(_CHANGE, b_id=contest_id, body=body, rules_hash=rules_hash)
        self._put_rounds(contest_id, rounds, now=now)
        return self.get(contest_id)

    def _put_rounds(
        self, contest_id: ContestId, rounds: Sequence[tuple[datetime, datetime]], *, now: datetime
    ) -> None:
        stored = {each.number: each for each in self.rounds(contest_id)}
        for number, (opens_at, closes_at) in enumerate(rounds, start=1):
            old = stored.get(number)
            if old is None:
                self._run.do(
                    _ADD_ROUND,
                    contest_id=contest_id,
                    number=number,
                    opens_at=opens_at,
                    closes_at=closes_at,
                    opened=False,
                    closed=False,
                )
            elif old.opens_at > now:
                self.set_round_times(old.id, opens_at=opens_at, closes_at=closes_at)
        self._run.do(_DROP_ROUNDS, contest_id=contest_id, number=len(rounds), now=now)

    def by_slug(self, slug: str) -> StoredContest | None:
        row = self._run.one(_BY_SLUG, slug=slug)
        return None if row is None else self._contest(row)

    def get(self, contest_id: ContestId) -> StoredContest:
        row = self._run.one(_GET, id=contest_id)
        if row is None:
            raise KeyError(contest_id)
        return self._contest(row)

    def all(self) -> Sequence[StoredContest]:
        return [self._contest(row) for row in self._run.all(_ALL)]

    def set_state(self, contest_id: ContestId, state: ContestState) -> None:
        self._run.do(_SET_STATE, b_id=contest_id, state=state.value)

    def set_lot_seed(self, contest_id: ContestId, seed: str) -> None:
        self._run.do(_SET_SEED, b_id=contest_id, lot_seed=seed)

    def rounds(self, contest_id: ContestId) -> Sequence[Round]:
        return [_round(row) for row in self._run.all(_ROUNDS, contest_id=contest_id)]

    def round_at(self, contest_id: ContestId, *, now: datetime) -> Round | None:
        row = self._run.one(_ROUND_AT, contest_id=contest_id, now=now)
        return None if row is None else _round(row)

    def next_round(self, contest_id: ContestId, *, now: datetime) -> Round | None:
        row = self._run.one(_NEXT_ROUND, contest_id=contest_id, now=now)
        return None if row is None else _round(row)

    def numbered(self, contest_id: ContestId, number: int) -> Round | None:
        row = self._run.one(_NUMBERED, contest_id=contest_id, number=number)
        return None if row is None else _round(row)

    def played_by(self, contest_id: ContestId, person_id: PersonId) -> Sequence[Round]:
        return [_round(row) for row in self._run.all(_PLAYED, contest_id=contest_id, person_id=person_id)]

    def count_rounds(self, contest_id: ContestId) -> int:
        return _first(self._run.one(_COUNT_ROUNDS, contest_id=contest_id))

    def round(self, round_id: RoundId) -> Round:
        row = self._run.one(_GET_ROUND, id=round_id)
        if row is None:
            raise KeyError(round_id)
        return _round(row)

    def running(self, *, now: datetime) -> Sequence[tuple[StoredContest, Round]]:
        width = len(_CONTEST)
        return [(self._contest(row[:width]), _round(row[width:])) for row in self._run.all(_RUNNING, now=now)]

    def to_open(self, *, now: datetime) -> Sequence[Round]:
        return [_round(row) for row in self._run.all(_TO_OPEN, now=now)]

    def to_close(self, *, now: datetime) -> Sequence[Round]:
        return [_round(row) for row in self._run.all(_TO_CLOSE, now=now)]

    def mark_opened(self, round_id: RoundId) -> bool:
        return self._run.do(_OPENED, b_id=round_id, opened=True) == 1

    def mark_closed(self, round_id: RoundId) -> bool:
        return self._run.do(_CLOSED, b_id=round_id, closed=True) == 1

    def set_round_times(self, round_id: RoundId, *, opens_at: datetime, closes_at: datetime) -> None:
        self._run.do(_SET_TIMES, b_id=round_id, opens_at=opens_at, closes_at=closes_at)

    def _contest(self, row: Row) -> StoredContest:
        contest_id, body, state, rules_hash, lot_seed = row
        contest = self._memory.contests.get(body)
        if contest is None:
            contest = from_plain(Contest, loads(body))
            self._memory.contests.put(body, contest)
        return StoredContest(
            id=ContestId(contest_id),
            contest=contest,
            state=ContestState(state),
            rules_hash=rules_hash,
            lot_seed=lot_seed,
        )


def _round(row: Row) -> Round:
    return Round(
        id=RoundId(row[0]),
        contest_id=ContestId(row[1]),
        number=row[2],
        opens_at=row[3],
        closes_at=row[4],
        opened=row[5],
        closed=row[6],
    )


def _first(row: Row | None) -> int:
    if row is None:
        raise RuntimeError("the database gave no id back")
    return int(row[0])
