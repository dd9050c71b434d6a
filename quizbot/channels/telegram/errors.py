"""What each refusal of Telegram means for us, as a table.

The words are those of the official Bot API server (its source, version 10.0, read 2026-11);
the first line that fits decides.
"""

import asyncio
from datetime import timedelta
from enum import StrEnum, auto

import aiohttp
from aiogram import exceptions as said

from quizbot.chat.channel import DeliveryFailed
from quizbot.core.delivery import Failure


class Outcome(StrEnum):
    """What to do after a call that failed."""

    # the message already looks like that: as good as done
    UNMODIFIED = auto()
    # the message cannot be edited any more: send a new one
    GONE = auto()
    # the tap is too old to be confirmed: nobody waits for it
    STALE = auto()
    # the person or group cannot be written to
    UNREACHABLE = auto()
    # the group has a new address
    MOVED = auto()
    # everything waits
    WAIT = auto()
    # somebody else reads this bot's updates
    CONFLICT = auto()
    # the token is wrong
    UNAUTHORIZED = auto()
    # sending again cannot help
    PERMANENT = auto()
    # nothing has happened; try again
    LATER = auto()
    # it may have happened
    UNKNOWN = auto()


RULES: tuple[tuple[type[Exception], str, Outcome], ...] = (
    (said.TelegramRetryAfter, "", Outcome.WAIT),
    (said.TelegramMigrateToChat, "", Outcome.MOVED),
    (said.TelegramBadRequest, "message is not modified", Outcome.UNMODIFIED),
    (said.TelegramBadRequest, "message to edit not found", Outcome.GONE),
    (said.TelegramBadRequest, "message can't be edited", Outcome.GONE),
    (said.TelegramBadRequest, "there is no text in the message to edit", Outcome.GONE),
    (said.TelegramBadRequest, "message_id_invalid", Outcome.GONE),
    (said.TelegramBadRequest, "message identifier is not specified", Outcome.GONE),
    (said.TelegramBadRequest, "query is too old", Outcome.STALE),
    (said.TelegramBadRequest, "query id is invalid", Outcome.STALE),
    (said.TelegramBadRequest, "chat not found", Outcome.UNREACHABLE),
    (said.TelegramBadRequest, "user not found", Outcome.UNREACHABLE),
    (said.TelegramBadRequest, "peer_id_invalid", Outcome.UNREACHABLE),
    (said.TelegramBadRequest, "chat_write_forbidden", Outcome.UNREACHABLE),
    (said.TelegramBadRequest, "not enough rights to send", Outcome.UNREACHABLE),
    (said.TelegramBadRequest, "have no rights to send", Outcome.UNREACHABLE),
    (said.TelegramBadRequest, "group chat was deactivated", Outcome.UNREACHABLE),
    (said.TelegramBadRequest, "", Outcome.PERMANENT),
    (said.TelegramForbiddenError, "", Outcome.UNREACHABLE),
    (said.TelegramUnauthorizedError, "", Outcome.UNAUTHORIZED),
    # the official server answers 404 to a token it does not know by form
    (said.TelegramNotFound, "method not found", Outcome.PERMANENT),
    (said.TelegramNotFound, "", Outcome.UNAUTHORIZED),
    (said.TelegramConflictError, "", Outcome.CONFLICT),
    (said.TelegramEntityTooLarge, "", Outcome.PERMANENT),
    (said.TelegramServerError, "", Outcome.LATER),
    (said.TelegramNetworkError, "", Outcome.UNKNOWN),
    # the answer was cut short: the request arrived
    (said.ClientDecodeError, "", Outcome.UNKNOWN),
    (said.TelegramAPIError, "", Outcome.PERMANENT),
)

# the request never left this machine
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
_LOST = (aiohttp.ClientError, asyncio.TimeoutError)

FAILURES = (said.AiogramError, *_LOST)


class ApiFailed(DeliveryFailed):
    """A call to the Bot API failed. Carries no secret and no cause that could hold one."""

    def __init__(
        self,
        reason: str,
        *,
        outcome: Outcome,
        retry_after: timedelta | None = None,
        moved_to: str | None = None,
    ) -> None:
        super().__init__(reason, _SHARED[outcome], retry_after=retry_after, moved_to=moved_to)
        self.outcome = outcome


_SHARED = {
    # as good as done, or done by nobody: never the end of a new message
    Outcome.UNMODIFIED: Failure.REFUSED,
    Outcome.GONE: Failure.REFUSED,
    Outcome.STALE: Failure.REFUSED,
    Outcome.UNREACHABLE: Failure.UNREACHABLE,
    Outcome.MOVED: Failure.LATER,
    Outcome.WAIT: Failure.LATER,
    Outcome.CONFLICT: Failure.LATER,
    Outcome.UNAUTHORIZED: Failure.OPERATOR,
    Outcome.PERMANENT: Failure.REFUSED,
    Outcome.LATER: Failure.LATER,
    Outcome.UNKNOWN: Failure.UNKNOWN,
}


def redact(text: str, token: str) -> str:
    """Take the bot's token out of a text; it stands in every URL path."""
    secret = token.partition(":")[2] or token
    return text.replace(token, "<token>").replace(secret, "<token>")


def understand(error: Exception, *, token: str) -> ApiFailed:
    """Turn what aiogram or aiohttp raised into our own failure, by the table."""
    reason = redact(_words(error), token)
    if isinstance(error, said.TelegramRetryAfter):
        wait = timedelta(seconds=error.retry_after)
        return ApiFailed(reason, outcome=Outcome.WAIT, retry_after=wait)
    if isinstance(error, said.TelegramMigrateToChat):
        return ApiFailed(reason, outcome=Outcome.MOVED, moved_to=str(error.migrate_to_chat_id))
    return ApiFailed(reason, outcome=_outcome(error))


def _outcome(error: Exception) -> Outcome:
    cause = error.__cause__ if isinstance(error, said.TelegramNetworkError) else error
    if isinstance(cause, _NOT_SENT):
        return Outcome.LATER
    if isinstance(cause, _LOST):
        return Outcome.UNKNOWN
    words = str(error).casefold()
    for kind, fragment, outcome in RULES:
        if isinstance(error, kind) and fragment in words:
            return outcome
    return Outcome.PERMANENT


def _words(error: Exception) -> str:
    if isinstance(error, said.ClientDecodeError):
        # its own text quotes the whole answer
        return "the answer could not be read"
    if isinstance(error, said.DetailedAiogramError):
        return error.message
    return f"{type(error).__name__}: {error}".rstrip(": ")
