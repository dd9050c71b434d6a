"""What each refusal of the Zalo Bot Platform means for us, as a table.

Codes: docs.zaloplatforms.com/docs/BOT/error_code (2026-09). Both an HTTP status and an HTTP 200
with `ok: false` are seen for the same thing, so the code in the body decides, else the status.
"""

from datetime import timedelta
from enum import StrEnum, auto

from quizbot.channels.zalo_bot import limits
from quizbot.chat.channel import DeliveryFailed
from quizbot.core.delivery import Failure
from quizbot.wire import Answer, CallFailed


class Outcome(StrEnum):
    """What to do after a call that failed."""

    # the idle end of a poll
    NOTHING = auto()
    # the person or group cannot be written to
    UNREACHABLE = auto()
    # everything waits
    WAIT = auto()
    # by our own count the month's messages are used up
    QUOTA = auto()
    # a webhook is set, so nobody may poll
    WEBHOOK = auto()
    # the token is wrong, or was replaced
    UNAUTHORIZED = auto()
    # sending again cannot help
    PERMANENT = auto()
    # nothing has happened; try again
    LATER = auto()
    # it may have happened
    UNKNOWN = auto()


# The first line whose code and words fit decides. Words are ours to guess: none are documented.
RULES: tuple[tuple[int, str, Outcome], ...] = (
    (400, "webhook", Outcome.WEBHOOK),
    (400, "chat", Outcome.UNREACHABLE),
    (400, "user", Outcome.UNREACHABLE),
    (400, "", Outcome.PERMANENT),
    (401, "", Outcome.UNAUTHORIZED),
    (403, "block", Outcome.UNREACHABLE),
    (403, "forbidden", Outcome.UNREACHABLE),
    # documented, oddly, as "internal server error"
    (403, "", Outcome.UNKNOWN),
    (404, "chat", Outcome.UNREACHABLE),
    (404, "user", Outcome.UNREACHABLE),
    # our methods exist: it is the address, and with it the token, that is not known
    (404, "", Outcome.UNAUTHORIZED),
    (408, "", Outcome.NOTHING),
    (413, "", Outcome.PERMANENT),
    (429, "", Outcome.WAIT),
    # the gateway says that it handed nothing on
    (502, "", Outcome.LATER),
    (503, "", Outcome.LATER),
)


class ApiFailed(DeliveryFailed):
    """A call to the platform failed. Carries no secret and no cause that could hold one."""

    def __init__(self, reason: str, *, outcome: Outcome, retry_after: timedelta | None = None) -> None:
        if retry_after is None and outcome is Outcome.WAIT:
            # the platform does not say how long
            retry_after = limits.WAIT_AFTER_429
        super().__init__(reason, _SHARED[outcome], retry_after=retry_after)
        self.outcome = outcome


_SHARED = {
    # a message that ended in a time-out may have gone out
    Outcome.NOTHING: Failure.UNKNOWN,
    Outcome.UNREACHABLE: Failure.UNREACHABLE,
    Outcome.WAIT: Failure.LATER,
    Outcome.QUOTA: Failure.QUOTA,
    Outcome.WEBHOOK: Failure.REFUSED,
    Outcome.UNAUTHORIZED: Failure.OPERATOR,
    Outcome.PERMANENT: Failure.REFUSED,
    Outcome.LATER: Failure.LATER,
    Outcome.UNKNOWN: Failure.UNKNOWN,
}


def redact(text: str, token: str) -> str:
    """Take the bot's token out of a text; it stands in every URL path."""
    secret = token.partition(":")[2] or token
    return text.replace(token, "<token>").replace(secret, "<token>")


def unanswered(failure: CallFailed) -> ApiFailed:
    """Turn a call without an answer into our own failure."""
    return ApiFailed(failure.reason, outcome=Outcome.UNKNOWN if failure.arrived else Outcome.LATER)


def refused(answer: Answer, *, token: str) -> ApiFailed:
    """Turn an answer that is no `ok: true` into our own failure, by the table."""
    data = answer.data()
    if data is None:
        reason = f"HTTP {answer.status}, and the answer could not be read"
        code, words = (answer.status, "") if answer.status >= 300 else (0, "")
    else:
        words = str(data.get("description", ""))
        code = _number(data.get("error_code")) or answer.status
        reason = redact(f"{code} {words}".strip(), token)
    return ApiFailed(reason, outcome=_outcome(code, words.casefold()))


def _outcome(code: int, words: str) -> Outcome:
    for known, fragment, outcome in RULES:
        if known == code and fragment in words:
            return outcome
    # an answer cut short, or a server out of order: it may have been carried out
    return Outcome.UNKNOWN if code == 0 or code >= 500 else Outcome.PERMANENT


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0
