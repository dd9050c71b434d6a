"""Settings of the Telegram channel."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from quizbot.channels.telegram import limits
from quizbot.core.refusal import Refusal

TOKEN_VARIABLE = "QUIZBOT_TELEGRAM_TOKEN"  # noqa: S105 - the name of the variable, not a secret

# setWebhook.secret_token takes 1 to 256 of these; we want no short one
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class TokenMissing(Refusal):
    """The bot's token is neither in the settings, nor in the environment, nor in a file."""

    code = "telegram.token_missing"


class TokenMalformed(Refusal):
    """What was given as the bot's token does not look like `123456:letters`."""

    code = "telegram.token_malformed"


class Rates(BaseModel):
    """How fast we send. Defaults are Telegram's published figures (FAQ, read 2026-11)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # new messages a second to everybody
    per_second: Annotated[float, Field(gt=0, le=1000)] = limits.PER_SECOND
    # seconds between two messages to one chat
    chat_gap_s: Annotated[float, Field(ge=0)] = limits.CHAT_GAP.total_seconds()
    # messages a minute to one group
    group_per_minute: Annotated[int, Field(gt=0)] = limits.GROUP_PER_MINUTE


class TelegramSettings(BaseModel):
    """Everything about the bot that an office may set."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    # better in the environment (QUIZBOT_TELEGRAM_TOKEN) or in a file than here
    token: SecretStr | None = None
    token_file: Path | None = None
    # a Bot API server of one's own
    base_url: Annotated[str, Field(pattern=r"^https?://")] = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    # webhook only: the public https address, and the secret Telegram must show
    webhook_url: Annotated[str, Field(pattern=r"^https://")] | None = None
    webhook_secret: SecretStr | None = None
    # seconds one long poll waits for news; Telegram allows up to 50
    poll_timeout_s: Annotated[int, Field(ge=0, le=limits.POLL_TIMEOUT_S)] = 25
    # seconds until a call is given up
    request_timeout_s: Annotated[float, Field(gt=0)] = 20
    # chats worked on at the same time
    concurrency: Annotated[int, Field(gt=0)] = 64
    # seconds that stopping may take to send the replies still waiting
    drain_s: Annotated[float, Field(ge=0)] = 10
    # groups the bot listens to; none named: every group that added it
    groups: tuple[int, ...] = ()
    # bytes of a file that an organizer may send
    max_file_bytes: Annotated[int, Field(gt=0, le=limits.DOWNLOAD_BYTES)] = 5_000_000
    rates: Rates = Rates()

    @field_validator("webhook_secret")
    @classmethod
    def _secret_is_sendable(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and _SECRET.fullmatch(secret.get_secret_value()) is None:
            message = "webhook_secret must be 16 to 256 of A-Z, a-z, 0-9, _ and -"
            raise ValueError(message)
        return secret

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Self:
        if self.mode == "webhook" and (self.webhook_url is None or self.webhook_secret is None):
            message = "mode webhook needs webhook_url and webhook_secret"
            raise ValueError(message)
        return self

    def bot_token(self, environ: Mapping[str, str]) -> str:
        """Give the token: from the environment, else the file, else the settings.

        Raises:
            TokenMissing, TokenMalformed
        """
        token = environ.get(TOKEN_VARIABLE, "").strip()
        if not token and self.token_file is not None and self.token_file.is_file():
            token = self.token_file.read_text(encoding="utf-8").strip()
        if not token and self.token is not None:
            token = self.token.get_secret_value().strip()
        if not token:
            raise TokenMissing(variable=TOKEN_VARIABLE)
        number, colon, rest = token.partition(":")
        if not (number.isdecimal() and colon and rest) or any(mark.isspace() for mark in token):
            raise TokenMalformed()
        return token

    @property
    def chat_gap(self) -> timedelta:
        return timedelta(seconds=self.rates.chat_gap_s)
