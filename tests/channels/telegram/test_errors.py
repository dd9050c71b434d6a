"""What a refusal of Telegram means."""

import traceback
from datetime import timedelta

import pytest
from aiogram import exceptions as said
from aiogram.methods import GetMe

from quizbot.channels.telegram.errors import RULES, Outcome, redact, understand
from quizbot.core.delivery import Failure
from tests.fakes.bot_api.server import TOKEN

CASES = [
    (said.TelegramBadRequest, "Bad Request: message is not modified: specified new", Outcome.UNMODIFIED),
    (said.TelegramBadRequest, "Bad Request: message to edit not found", Outcome.GONE),
    (said.TelegramBadRequest, "Bad Request: query is too old and response", Outcome.STALE),
    (said.TelegramBadRequest, "Bad Request: chat not found", Outcome.UNREACHABLE),
    (said.TelegramBadRequest, "Bad Request: BUTTON_DATA_INVALID", Outcome.PERMANENT),
    (said.TelegramForbiddenError, "Forbidden: bot was blocked by the user", Outcome.UNREACHABLE),
    (said.TelegramForbiddenError, "Forbidden: user is deactivated", Outcome.UNREACHABLE),
    (said.TelegramUnauthorizedError, "Unauthorized", Outcome.UNAUTHORIZED),
    (said.TelegramNotFound, "Not Found", Outcome.UNAUTHORIZED),
    (said.TelegramNotFound, "Not Found: method not found", Outcome.PERMANENT),
    (said.TelegramConflictError, "Conflict: terminated by other getUpdates request", Outcome.CONFLICT),
    (said.TelegramServerError, "Bad Gateway", Outcome.LATER),
    (said.RestartingTelegram, "restart", Outcome.LATER),
    (said.TelegramEntityTooLarge, "Request Entity Too Large", Outcome.PERMANENT),
    (said.TelegramNetworkError, "Request timeout error", Outcome.UNKNOWN),
]


class TestUnderstand:
    @pytest.mark.parametrize(("kind", "words", "outcome"), CASES)
    def test_goes_by_the_table(self, kind: type[said.TelegramAPIError], words: str, outcome: Outcome) -> None:
        assert understand(kind(method=GetMe(), message=words), token=TOKEN).outcome is outcome

    def test_table_ends_with_every_api_error(self) -> None:
        assert RULES[-1] == (said.TelegramAPIError, "", Outcome.PERMANENT)

    def test_tells_how_long_to_wait(self) -> None:
        error = said.TelegramRetryAfter(method=GetMe(), message="Too Many Requests", retry_after=7)

        failure = understand(error, token=TOKEN)
        assert (failure.retry_after, failure.failure) == (timedelta(seconds=7), Failure.LATER)

    def test_tells_the_new_address(self) -> None:
        error = said.TelegramMigrateToChat(method=GetMe(), message="upgraded", migrate_to_chat_id=-2)

        assert understand(error, token=TOKEN).moved_to == "-2"

    def test_carries_no_token_and_no_cause(self) -> None:
        error = said.TelegramNetworkError(method=GetMe(), message=f"http://x/bot{TOKEN}/getMe")

        failure = understand(error, token=TOKEN)
        assert TOKEN not in "".join(traceback.format_exception(failure))
        assert "<token>" in failure.reason

    def test_takes_the_secret_half_out_as_well(self) -> None:
        assert redact("TEST-kept-out-of-every-log", TOKEN) == "<token>"
