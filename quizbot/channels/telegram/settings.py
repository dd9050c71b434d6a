"""Settings of the Telegram channel."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, SecretStr, field_validator, model_validator

from quizbot.channels.telegram import limits
from quizbot.chat.channel import Limits
from quizbot.core.refusal import Refusal
from quizbot.forms.secrets import proof, read_secret
from quizbot.forms.types import Form

TOKEN_VARIABLE = "QUIZBOT_TELEGRAM_TOKEN"  # noqa: S105 - the name of the variable, not a secret

# core.telegram.org/bots/webapps, read 2026-11
PRODUCTION_KEY = "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d"

# setWebhook.secret_token takes 1 to 256 of these; we want no short one
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class TokenMissing(Refusal):
    """The bot's token is neither in the settings, nor in the environment, nor in a file."""

    code = "telegram.token_missing"


class TokenMalformed(Refusal):
    """What was given as the bot's token does not look like `123456:letters`."""

    code = "telegram.token_malformed"


class Rates(Form):
    """How fast we send. Defaults are Telegram's published figures (FAQ, read 2026-11)."""

    per_second: Annotated[float, Field(gt=0, le=1000)] = Field(
        default=limits.PER_SECOND,
        description="New messages a second to everybody. Telegram allows about 30 "
        "(core.telegram.org/bots/faq, 2026-11).",
    )
    chat_gap_s: Annotated[float, Field(ge=0)] = Field(
        default=limits.CHAT_GAP.total_seconds(),
        description="Seconds between two messages to one chat. Telegram asks for 1 (same page).",
    )
    group_per_minute: Annotated[int, Field(gt=0)] = Field(
        default=limits.GROUP_PER_MINUTE,
        description="Messages a minute to one group. Telegram allows 20 (same page).",
    )


class TelegramSettings(Form):
    """The Telegram bot."""

    model_config = ConfigDict(hide_input_in_errors=True)

    token: SecretStr | None = Field(
        default=None,
        description=f"The bot's token. Better in the environment ({TOKEN_VARIABLE}) or in a file.",
    )
    token_file: Path | None = Field(default=None, description="File that holds the token alone.")
    base_url: Annotated[str, Field(pattern=r"^https?://")] = Field(
        default="https://api.telegram.org",
        description="The Bot API server; another one when the office runs its own.",
    )
    mode: Literal["polling", "webhook"] = Field(
        default="polling",
        description="polling: the bot asks Telegram, no public address needed. "
        "webhook: Telegram calls webhook_url.",
    )
    webhook_url: Annotated[str, Field(pattern=r"^https://")] | None = Field(
        default=None,
        description="For mode webhook: the public address, https://HOST/webhook/telegram "
        "(port 443, 80, 88 or 8443).",
    )
    webhook_secret: SecretStr | None = Field(
        default=None,
        description="For mode webhook: what Telegram must show with each call, 16 to 256 of "
        "A-Z, a-z, 0-9, _ and -. Left out: made from the token.",
    )
    poll_timeout_s: Annotated[int, Field(ge=0, le=limits.POLL_TIMEOUT_S)] = Field(
        default=25, description="Seconds one long poll waits for news, at most 50."
    )
    request_timeout_s: Annotated[float, Field(gt=0)] = Field(
        default=20, description="Seconds until a call is given up."
    )
    concurrency: Annotated[int, Field(gt=0)] = Field(
        default=64, description="Chats worked on at the same time (count)."
    )
    drain_s: Annotated[float, Field(ge=0)] = Field(
        default=10, description="Seconds that stopping may take to send the replies still waiting."
    )
    groups: tuple[int, ...] = Field(
        default=(), description="Ids of the groups the bot listens to. Empty: every group that added it."
    )
    max_file_bytes: Annotated[int, Field(gt=0, le=limits.DOWNLOAD_BYTES)] = Field(
        default=5_000_000, description="Bytes of a file that an organizer may send, at most 20,000,000."
    )
    username: str = Field(
        default="", description="The bot's name without @, for links such as https://t.me/NAME?start=CODE."
    )
    mini_app: bool = Field(
        default=True,
        description="The web page opens inside Telegram, signed in; needs web.base_url with https.",
    )
    mini_app_age_s: Annotated[int, Field(gt=0, le=86_400)] = Field(
        default=3_600, description="Seconds after which what Telegram says of who opened the page is too old."
    )
    mini_app_key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = Field(
        default=PRODUCTION_KEY,
        description="Telegram's public key, which signs who opened the page; another one for its test servers.",
    )
    rates: Rates = Field(default=Rates(), description="How fast messages go out.")

    @field_validator("webhook_secret")
    @classmethod
    def _secret_is_sendable(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and _SECRET.fullmatch(secret.get_secret_value()) is None:
            message = "webhook_secret must be 16 to 256 of A-Z, a-z, 0-9, _ and -"
            raise ValueError(message)
        return secret

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Self:
        if self.mode == "webhook" and self.webhook_url is None:
            message = "mode webhook needs webhook_url"
            raise ValueError(message)
        return self

    def bot_token(self, environ: Mapping[str, str]) -> str:
        """Give the token: from the environment, else the file, else the settings.

        Raises:
            TokenMissing, TokenMalformed
        """
        token = read_secret(environ, TOKEN_VARIABLE, file=self.token_file, given=self.token)
        if not token:
            raise TokenMissing(variable=TOKEN_VARIABLE)
        number, colon, rest = token.partition(":")
        if not (number.isdecimal() and colon and rest) or any(mark.isspace() for mark in token):
            raise TokenMalformed()
        return token

    def proof(self, token: str) -> str:
        """Give what Telegram must show with each call: the set secret, else one made from the token."""
        return proof(self.webhook_secret, token=token, of="telegram webhook")

    def limits(self) -> Limits:
        """Give what Telegram carries at the configured rates."""
        rates = self.rates
        return limits.limits(
            per_second=rates.per_second, chat_gap=self.chat_gap, group_per_minute=rates.group_per_minute
        )

    @property
    def chat_gap(self) -> timedelta:
        return timedelta(seconds=self.rates.chat_gap_s)
