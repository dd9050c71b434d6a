"""Settings of the Zalo Bot channel."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, SecretStr, field_validator, model_validator

from quizbot.channels.zalo_bot import limits
from quizbot.chat.channel import Limits
from quizbot.core.refusal import Refusal
from quizbot.forms.secrets import proof, read_secret
from quizbot.forms.types import Form

TOKEN_VARIABLE = "QUIZBOT_ZALO_BOT_TOKEN"  # noqa: S105 - the name of the variable, not a secret


class TokenMissing(Refusal):
    """The bot's token is neither in the settings, nor in the environment, nor in a file."""

    code = "zalo_bot.token_missing"


class TokenMalformed(Refusal):
    """What was given as the bot's token does not look like `123456:letters`."""

    code = "zalo_bot.token_malformed"


class ZaloBotSettings(Form):
    """The bot on the Zalo Bot Platform."""

    model_config = ConfigDict(hide_input_in_errors=True)

    token: SecretStr | None = Field(
        default=None,
        description=f"The bot's token. Better in the environment ({TOKEN_VARIABLE}) or in a file.",
    )
    token_file: Path | None = Field(default=None, description="File that holds the token alone.")
    base_url: Annotated[str, Field(pattern=r"^https?://")] = Field(
        default="https://bot-api.zaloplatforms.com", description="Address of the platform."
    )
    name: str = Field(
        default="",
        description="How the bot is called, as in groups after @. Left empty: guessed from each mention.",
    )
    mode: Literal["polling", "webhook"] = Field(
        default="polling",
        description="polling: the bot asks Zalo, no public address needed. webhook: Zalo calls webhook_url.",
    )
    webhook_url: Annotated[str, Field(pattern=r"^https://")] | None = Field(
        default=None, description="For mode webhook: the public address, https://HOST/webhook/zalo_bot."
    )
    webhook_secret: SecretStr | None = Field(
        default=None,
        description="For mode webhook: what Zalo must show with each call, 16 to 256 signs. "
        "Left out: made from the token.",
    )
    poll_timeout_s: Annotated[int, Field(ge=1, le=60)] = Field(
        default=limits.POLL_TIMEOUT_S, description="Seconds one poll waits for news."
    )
    request_timeout_s: Annotated[float, Field(gt=0)] = Field(
        default=20, description="Seconds until a call is given up."
    )
    concurrency: Annotated[int, Field(gt=0)] = Field(
        default=32, description="Chats worked on at the same time (count)."
    )
    drain_s: Annotated[float, Field(ge=0)] = Field(
        default=10, description="Seconds that stopping may take to send the replies still waiting."
    )
    per_second: Annotated[float, Field(gt=0, le=100)] = Field(
        default=limits.PER_SECOND, description="Messages a second to everybody. Zalo publishes no figure."
    )
    chat_gap_s: Annotated[float, Field(ge=0)] = Field(
        default=limits.CHAT_GAP.total_seconds(), description="Seconds between two messages to one chat."
    )
    messages_a_month: Annotated[int, Field(gt=0)] | None = Field(
        default=limits.MESSAGES_A_MONTH,
        description="Messages the plan allows in a calendar month, replies included "
        "(free plan: 3,000, read 2026-09-26). null: no limit.",
    )
    kept_for_replies: Annotated[int, Field(ge=0)] = Field(
        default=300,
        description="Messages of a month that invitations and reminders leave for replies (count).",
    )
    people: Annotated[int, Field(gt=0)] | None = Field(
        default=limits.PEOPLE,
        description="People the plan allows (free plan: 50, read 2026-09-26). null: no limit.",
    )

    @field_validator("webhook_secret")
    @classmethod
    def _secret_is_sendable(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None:
            text = secret.get_secret_value()
            if (
                not 16 <= len(text) <= limits.SECRET_LENGTHS[-1]
                or not text.isascii()
                or not text.isprintable()
            ):
                message = "webhook_secret must be 16 to 256 plain signs"
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
        if not (number.isdecimal() and colon and rest) or any(
            mark in "/?#%" or mark.isspace() for mark in token
        ):
            raise TokenMalformed()
        return token

    def proof(self, token: str) -> str:
        """Give what Zalo must show with each call: the set secret, else one made from the token."""
        return proof(self.webhook_secret, token=token, of="zalo bot webhook")

    def limits(self) -> Limits:
        """Give what the channel carries at these settings."""
        return limits.limits(
            per_second=self.per_second,
            chat_gap=timedelta(seconds=self.chat_gap_s),
            messages_a_month=self.messages_a_month,
            kept_for_replies=self.kept_for_replies,
            people=self.people,
        )
