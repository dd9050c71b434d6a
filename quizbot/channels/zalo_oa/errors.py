"""What each refusal of the OpenAPI means for us, as a table.

Failures come as HTTP 200 with `error` other than 0. Codes: docs.zaloplatforms.com/docs/OA, error
table (2026-09), and the OAuth page.
"""

from datetime import timedelta
from enum import StrEnum, auto

from quizbot.channels.zalo_oa import limits
from quizbot.chat.channel import DeliveryFailed
from quizbot.core.delivery import Failure
from quizbot.wire import CallFailed


class Outcome(StrEnum):
    """What to do after a call that failed."""

    # the access token is used up: exchange it, once
    TOKEN = auto()
    # an uploaded file has to be uploaded again
    UPLOAD = auto()
    # the person cannot be written to
    UNREACHABLE = auto()
    # too long since the person was last heard
    WINDOW = auto()
    # everything waits
    WAIT = auto()
    # a paid or counted budget of this person or of the account is used up
    QUOTA = auto()
    # only an operator can mend it
    OPERATOR = auto()
    # sending again cannot help
    PERMANENT = auto()
    # nothing has happened; try again
    LATER = auto()
    # it may have happened
    UNKNOWN = auto()


CODES: dict[int, Outcome] = {
    -32: Outcome.WAIT,
    -100: Outcome.UPLOAD,
    -200: Outcome.LATER,
    -201: Outcome.PERMANENT,
    -204: Outcome.OPERATOR,
    -205: Outcome.OPERATOR,
    -209: Outcome.OPERATOR,
    -210: Outcome.QUOTA,
    -211: Outcome.QUOTA,
    -212: Outcome.OPERATOR,
    -213: Outcome.UNREACHABLE,
    -216: Outcome.TOKEN,
    -217: Outcome.UNREACHABLE,
    -218: Outcome.QUOTA,
    -219: Outcome.OPERATOR,
    -220: Outcome.TOKEN,
    -221: Outcome.OPERATOR,
    -223: Outcome.OPERATOR,
    -224: Outcome.OPERATOR,
    -227: Outcome.UNREACHABLE,
    -230: Outcome.WINDOW,
    -232: Outcome.WINDOW,
    -233: Outcome.PERMANENT,
    -234: Outcome.WAIT,
    -237: Outcome.UNREACHABLE,
    -240: Outcome.PERMANENT,
    -242: Outcome.OPERATOR,
    -244: Outcome.UNREACHABLE,
    -248: Outcome.PERMANENT,
    -249: Outcome.PERMANENT,
    -320: Outcome.OPERATOR,
    -321: Outcome.OPERATOR,
    -403: Outcome.UNREACHABLE,
    -14002: Outcome.OPERATOR,
    -14003: Outcome.OPERATOR,
}

_SHARED = {
    Outcome.TOKEN: Failure.OPERATOR,
    Outcome.UPLOAD: Failure.LATER,
    Outcome.UNREACHABLE: Failure.UNREACHABLE,
    Outcome.WINDOW: Failure.WINDOW_CLOSED,
    Outcome.WAIT: Failure.LATER,
    Outcome.QUOTA: Failure.QUOTA,
    Outcome.OPERATOR: Failure.OPERATOR,
    Outcome.PERMANENT: Failure.REFUSED,
    Outcome.LATER: Failure.LATER,
    Outcome.UNKNOWN: Failure.UNKNOWN,
}
_WAITS = {-32: limits.WAIT_AFTER_32, -234: limits.WAIT_AT_NIGHT}


class OaFailed(DeliveryFailed):
    """A call to the OpenAPI failed. Carries no secret and no cause that could hold one."""

    def __init__(
        self,
        reason: str,
        *,
        outcome: Outcome,
        code: int = 0,
        retry_after: timedelta | None = None,
        replies_pass: bool = False,
    ) -> None:
        wait = retry_after or (_WAITS.get(code) if outcome is Outcome.WAIT else None)
        super().__init__(reason, _SHARED[outcome], retry_after=wait, replies_pass=replies_pass)
        self.outcome = outcome
        self.code = code


def unanswered(failure: CallFailed) -> OaFailed:
    """Turn a call without an answer into our own failure."""
    return OaFailed(failure.reason, outcome=Outcome.UNKNOWN if failure.arrived else Outcome.LATER)


def refused(status: int, data: dict[str, object] | None) -> OaFailed:
    """Turn an answer that is no success into our own failure, by the table."""
    code = _number(data.get("error")) if data is not None else 0
    if data is None or code == 0:
        outcome = Outcome.LATER if status in (429, 502, 503) else Outcome.UNKNOWN
        return OaFailed(f"HTTP {status}, and the answer could not be read", outcome=outcome)
    words = str(data.get("message") or data.get("error_name") or data.get("error_description") or "")
    return OaFailed(f"{code} {words}".strip(), outcome=CODES.get(code, Outcome.PERMANENT), code=code)


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0
