"""Log-ins and browser sessions in SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from quizbot.storage.json_text import dumps, names
from quizbot.storage.run import Row, Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import AccountRow, WebSessionRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import Account, WebSession

_A = table_of(AccountRow)
_W = table_of(WebSessionRow)
_ACCOUNT = (_A.c.id, _A.c.login, _A.c.name, _A.c.password_hash, _A.c.roles, _A.c.disabled)
_SESSION_FIELDS = (
    "token_hash",
    "csrf",
    "chat_address",
    "account_id",
    "person_id",
    "created_at",
    "expires_at",
)

_GET = Statement(select(*_ACCOUNT).where(_A.c.id == bindparam("id")))
_BY_LOGIN = Statement(select(*_ACCOUNT).where(_A.c.login == bindparam("login")))
_ALL = Statement(select(*_ACCOUNT).order_by(_A.c.login))
_PUT = insert_into(
    _A,
    "login",
    "name",
    "password_hash",
    "roles",
    "disabled",
    replace=["login"],
    returning=["id"],
)
_SESSION = Statement(
    select(*(_W.c[name] for name in _SESSION_FIELDS)).where(
        _W.c.token_hash == bindparam("token_hash"), _W.c.expires_at > bindparam("now")
    )
)
_PUT_SESSION = insert_into(_W, *_SESSION_FIELDS, replace=["token_hash"])
_END = Statement(delete(_W).where(_W.c.token_hash == bindparam("token_hash")))
_END_BEFORE = Statement(delete(_W).where(_W.c.expires_at <= bindparam("now")))


class SqlAccounts:
    """Implements `Accounts`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def by_login(self, login: str) -> Account | None:
        row = self._run.one(_BY_LOGIN, login=login)
        return None if row is None else _account(row)

    def get(self, account_id: int) -> Account | None:
        row = self._run.one(_GET, id=account_id)
        return None if row is None else _account(row)

    def all(self) -> Sequence[Account]:
        return [_account(row) for row in self._run.all(_ALL)]

    def put(self, account: Account) -> Account:
        self._run.one(
            _PUT,
            login=account.login,
            name=account.name,
            password_hash=account.password_hash,
            roles=dumps(account.roles),
            disabled=account.disabled,
        )
        stored = self.by_login(account.login)
        if stored is None:
            raise KeyError(account.login)
        return stored

    def session(self, token_hash: str, *, now: datetime) -> WebSession | None:
        row = self._run.one(_SESSION, token_hash=token_hash, now=now)
        return None if row is None else WebSession(**dict(zip(_SESSION_FIELDS, row, strict=True)))

    def put_session(self, session: WebSession) -> None:
        self._run.do(_PUT_SESSION, **{name: getattr(session, name) for name in _SESSION_FIELDS})

    def end_session(self, token_hash: str) -> None:
        self._run.do(_END, token_hash=token_hash)

    def end_sessions_before(self, now: datetime) -> int:
        return self._run.do(_END_BEFORE, now=now)


def _account(row: Row) -> Account:
    return Account(
        id=row[0],
        login=row[1],
        name=row[2],
        password_hash=row[3],
        roles=names(row[4]),
        disabled=row[5],
    )
