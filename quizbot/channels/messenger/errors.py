"""What each refusal of the Graph API means for us, as tables.

Codes and sub-codes: developers.facebook.com, Messenger error codes (2026-03-18) and rate limiting
(2026-03-23), read 2026-11. The sub-code says more than the code, so it is looked up first.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from quizbot.channels.messenger import limits
from quizbot.channels.messenger.usage import back_in
from quizbot.chat.channel import DeliveryFailed
from quizbot.core.delivery import Failure
from quizbot.wire import Answer, CallFailed

SUBCODES: dict[int, Failure] = {
    # outside of the window (the second for Instagram)
    2018278: Failure.WINDOW_CLOSED,
    2534022: Failure.WINDOW_CLOSED,
    # no such person; cannot receive messages now; not available
    2018001: Failure.UNREACHABLE,
    2018108: Failure.UNREACHABLE,
    1545041: Failure.UNREACHABLE,
    # a tag that is no longer served (since 2026-04-27)
    1893061: Failure.REFUSED,
}
CODES: dict[int, Failure] = {
    # temporary, by Meta's own word: try again
    1: Failure.LATER,
    2: Failure.LATER,
    # rates: of the app, of the user, of the page, of this API
    4: Failure.LATER,
    17: Failure.LATER,
    32: Failure.LATER,
    613: Failure.LATER,
    80004: Failure.LATER,
    80006: Failure.LATER,
    # permission, token, policy: an operator
    3: Failure.OPERATOR,
    10: Failure.OPERATOR,
    102: Failure.OPERATOR,
    190: Failure.OPERATOR,
    200: Failure.OPERATOR,
    368: Failure.OPERATOR,
    100: Failure.REFUSED,
    551: Failure.UNREACHABLE,
}
RATES = frozenset({4, 17, 32, 613, 80004, 80006})


class GraphFailed(DeliveryFailed):
    """A call to the Graph API failed. Carries no secret and no cause that could hold one."""

    def __init__(
        self,
        reason: str,
        failure: Failure,
        *,
        code: int = 0,
        retry_after: timedelta | None = None,
        replies_pass: bool = False,
    ) -> None:
        super().__init__(reason, failure, retry_after=retry_after, replies_pass=replies_pass)
        self.code = code


def unanswered(failure: CallFailed) -> GraphFailed:
    """Turn a call without an answer into our own failure."""
    return GraphFailed(failure.reason, Failure.UNKNOWN if failure.arrived else Failure.LATER)


def refused(answer: Answer) -> GraphFailed:
    """Turn an answer that is no success into our own failure, by the tables."""
    error = (answer.data() or {}).get("error")
    if not isinstance(error, Mapping):
        later = answer.status in (429, 502, 503)
        reason = f"HTTP {answer.status}, and the answer could not be read"
        return GraphFailed(reason, Failure.LATER if later else Failure.UNKNOWN)
    code, sub = _number(error, "code"), _number(error, "error_subcode")
    said = f"{code}/{sub}" if sub else str(code)
    failure = SUBCODES.get(sub) or CODES.get(code) or _unlisted(code, answer.status)
    wait = (back_in(answer.headers) or limits.WAIT) if code in RATES else None
    return GraphFailed(f"{said} {error.get('message', '')}".strip(), failure, code=code, retry_after=wait)


def _unlisted(code: int, status: int) -> Failure:
    if 200 <= code < 300:
        # the whole range is about permissions
        return Failure.OPERATOR
    return Failure.LATER if status >= 500 else Failure.REFUSED


def _number(error: Mapping[str, Any], name: str) -> int:
    try:
        return int(str(error.get(name, 0)))
    except ValueError:
        return 0
