"""Settings of the Messenger channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, SecretStr

from quizbot.channels.messenger import limits
from quizbot.chat.channel import Limits
from quizbot.core.refusal import Refusal
from quizbot.forms.secrets import read_secret
from quizbot.forms.types import Form

TOKEN_VARIABLE = "QUIZBOT_MESSENGER_TOKEN"  # noqa: S105 - names of variables, no secrets
APP_SECRET_VARIABLE = "QUIZBOT_MESSENGER_APP_SECRET"  # noqa: S105
VERIFY_VARIABLE = "QUIZBOT_MESSENGER_VERIFY_TOKEN"


class SecretMissing(Refusal):
    """A secret of the page or its app is neither in the environment nor in a file."""

    code = "messenger.secret_missing"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Secrets:
    """The three secrets of a page's bot."""

    token: str
    app: str
    verify: str


class Template(Form):
    """An approved utility template that carries one kind of message after the window has closed."""

    name: Annotated[str, Field(min_length=1)] = Field(default="", description="Name of the template.")
    language: str = Field(default="vi", description="Language code it was approved in.")
    parameters: tuple[str, ...] = Field(
        default=(),
        description="What fills {{1}}, {{2}} ... in order: title, round, count, closes, right, total, "
        "place, people.",
    )


class Templates(Form):
    """The approved utility templates, by kind of message."""

    invitation: Template | None = Field(default=None, description="Invitation to a round.")
    reminder: Template | None = Field(default=None, description="Reminder before a round closes.")
    result: Template | None = Field(default=None, description="A person's own result.")

    def by_kind(self) -> dict[str, Template]:
        """Give the templates there are, by kind of message."""
        named = {"invitation": self.invitation, "reminder": self.reminder, "result": self.result}
        return {kind: each for kind, each in named.items() if each is not None}


class MessengerSettings(Form):
    """The office's page on Facebook, by Messenger."""

    model_config = ConfigDict(hide_input_in_errors=True)

    page_id: str = Field(default="", description="Id of the page. Empty: events of any page are heard.")
    token: SecretStr | None = Field(
        default=None,
        description=f"The page's access token. Better in the environment ({TOKEN_VARIABLE}) or in a file.",
    )
    token_file: Path | None = Field(default=None, description="File that holds the page's token alone.")
    app_secret: SecretStr | None = Field(
        default=None,
        description="The app's secret, which signs webhooks. Better in the environment "
        f"({APP_SECRET_VARIABLE}) or in a file.",
    )
    app_secret_file: Path | None = Field(default=None, description="File that holds the app's secret alone.")
    verify_token: SecretStr | None = Field(
        default=None,
        description="A word of your own that is typed into Meta's webhook page. Better in the environment "
        f"({VERIFY_VARIABLE}) or in a file.",
    )
    verify_token_file: Path | None = Field(default=None, description="File that holds this word alone.")
    base_url: Annotated[str, Field(pattern=r"^https?://")] = Field(
        default="https://graph.facebook.com/v25.0", description="Address of the Graph API, with its version."
    )
    appsecret_proof: bool = Field(
        default=True, description="Prove with each call that it comes from the app's own server."
    )
    buttons: bool = Field(
        default=True, description="Draw quick replies and buttons; the text says the same anyway."
    )
    first_touch: Literal["button", "questions"] = Field(
        default="button",
        description="What a stranger sees first: the button that begins, which brings the code of a link along "
        "(button), or four ready questions, which bring none (questions).",
    )
    human_agent: bool = Field(
        default=False,
        description="Send an official's answer to an appeal up to 7 days after the person was last heard. Needs "
        "Meta's Human Agent permission, which is for people's answers to people's questions alone.",
    )
    templates: Templates = Field(
        default=Templates(), description="Approved utility templates for after the window of 24 hours."
    )
    max_file_bytes: Annotated[int, Field(gt=0)] = Field(
        default=5_000_000, description="Bytes of a file that an organizer may send."
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
    per_second: Annotated[float, Field(gt=0, le=limits.PER_SECOND_MOST)] = Field(
        default=limits.PER_SECOND, description="Messages a second to everybody; Meta takes 300 for a page."
    )
    chat_gap_s: Annotated[float, Field(ge=0)] = Field(
        default=limits.CHAT_GAP.total_seconds(), description="Seconds between two messages to one chat."
    )

    def secrets(self, environ: Mapping[str, str]) -> Secrets:
        """Give the secrets: each from the environment, else its file, else the settings.

        Raises:
            SecretMissing
        """
        return Secrets(
            token=_secret(environ, TOKEN_VARIABLE, self.token_file, self.token),
            app=_secret(environ, APP_SECRET_VARIABLE, self.app_secret_file, self.app_secret),
            verify=_secret(environ, VERIFY_VARIABLE, self.verify_token_file, self.verify_token),
        )

    def limits(self) -> Limits:
        """Give what the channel carries at these settings."""
        return limits.limits(
            per_second=self.per_second,
            chat_gap=timedelta(seconds=self.chat_gap_s),
            templates=bool(self.templates.by_kind()),
        )


def _secret(environ: Mapping[str, str], variable: str, file: Path | None, given: SecretStr | None) -> str:
    found = read_secret(environ, variable, file=file, given=given)
    if not found:
        raise SecretMissing(variable=variable)
    return found
