"""Tokens that platforms lend us, in SQL."""

from sqlalchemy import bindparam, select, update

from quizbot.storage.run import Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import CredentialRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import Credential

_C = table_of(CredentialRow)
_KEY = ("channel", "account")
_VALUES = (
    "access",
    "refresh",
    "access_until",
    "refresh_until",
    "version",
    "changed_at",
    "exchanging_since",
)

_GET = Statement(
    select(*(_C.c[name] for name in (*_KEY, *_VALUES))).where(
        _C.c.channel == bindparam("channel"), _C.c.account == bindparam("account")
    )
)
_PUT = insert_into(_C, *_KEY, *_VALUES, replace=list(_KEY))
_EXCHANGE = Statement(
    update(_C).where(
        _C.c.channel == bindparam("b_channel"),
        _C.c.account == bindparam("b_account"),
        _C.c.version == bindparam("b_version"),
    ),
    sets=list(_VALUES),
)


class SqlCredentials:
    """Implements `Credentials`."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def get(self, channel: str, account: str) -> Credential | None:
        row = self._run.one(_GET, channel=channel, account=account)
        return None if row is None else Credential(**dict(zip((*_KEY, *_VALUES), row, strict=True)))

    def put(self, credential: Credential) -> None:
        self._run.do(_PUT, channel=credential.channel, account=credential.account, **_values(credential))

    def exchange(self, credential: Credential, *, version: int) -> bool:
        changed = self._run.do(
            _EXCHANGE,
            b_channel=credential.channel,
            b_account=credential.account,
            b_version=version,
            **_values(credential),
        )
        return changed == 1


def _values(credential: Credential) -> dict[str, object]:
    return {name: getattr(credential, name) for name in _VALUES}
