"""Settings of the Zalo Official Account channel."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, SecretStr

from quizbot.channels.zalo_oa import limits
from quizbot.chat.channel import Limits
from quizbot.core.refusal import Refusal
from quizbot.forms.secrets import read_secret
from quizbot.forms.types import Form

APP_SECRET_VARIABLE = "QUIZBOT_ZALO_OA_APP_SECRET"  # noqa: S105 - names of variables, no secrets
OA_SECRET_VARIABLE = "QUIZBOT_ZALO_OA_SECRET"  # noqa: S105


class SecretMissing(Refusal):
    """A secret of the app or of the account is neither in the environment nor in a file."""

    code = "zalo_oa.secret_missing"


class AppMissing(Refusal):
    """The settings do not say which app of Zalo this is."""

    code = "zalo_oa.app_missing"


class Template(Form):
    """An approved template that carries one kind of message after the windows have closed."""

    id: Annotated[str, Field(min_length=1)] = Field(default="", description="Id of the template.")
    dong: Annotated[int, Field(ge=0)] = Field(default=0, description="What one costs (đồng), for the plan.")
    fields: dict[str, str] = Field(
        default={},
        description="The template's own fields, each with what fills it: title, round, count, closes, "
        "right, total, place, people.",
    )


class Templates(Form):
    """The approved templates, by kind of message."""

    invitation: Template | None = Field(default=None, description="Invitation to a round.")
    reminder: Template | None = Field(default=None, description="Reminder before a round closes.")
    result: Template | None = Field(default=None, description="A person's own result.")

    def by_kind(self) -> dict[str, Template]:
        """Give the templates there are, by kind of message."""
        named = {"invitation": self.invitation, "reminder": self.reminder, "result": self.result}
        return {kind: each for kind, each in named.items() if each is not None}


class ZaloOaSettings(Form):
    """The office's Zalo Official Account."""

    model_config = ConfigDict(hide_input_in_errors=True)

    app_id: str = Field(
        default="", description="Id of the app on developers.zalo.me that is linked to the OA."
    )
    oa_id: str = Field(default="", description="Id of the OA.")
    app_secret: SecretStr | None = Field(
        default=None,
        description=f"The app's secret key. Better in the environment ({APP_SECRET_VARIABLE}) or in a file.",
    )
    app_secret_file: Path | None = Field(default=None, description="File that holds the app's secret alone.")
    oa_secret: SecretStr | None = Field(
        default=None,
        description="The OA secret key of the webhook page. Better in the environment "
        f"({OA_SECRET_VARIABLE}) or in a file.",
    )
    oa_secret_file: Path | None = Field(default=None, description="File that holds the OA secret alone.")
    base_url: Annotated[str, Field(pattern=r"^https?://")] = Field(
        default="https://openapi.zalo.me", description="Address of the OpenAPI."
    )
    oauth_url: Annotated[str, Field(pattern=r"^https?://")] = Field(
        default="https://oauth.zaloapp.com", description="Address where tokens are exchanged."
    )
    mini_app_id: str = Field(
        default="",
        description="Id of the office's Zalo Mini App, which opens the web page signed in. Empty: none.",
    )
    graph_url: Annotated[str, Field(pattern=r"^https?://")] = Field(
        default="https://graph.zalo.me", description="Address where Zalo is asked who opened the Mini App."
    )
    signed_with: Literal["app_id", "oa_id"] = Field(
        default="app_id",
        description="What a webhook's signature begins with: app_id as documented; oa_id was seen too.",
    )
    webhook_age_s: Annotated[int, Field(gt=0)] = Field(
        default=7200,
        description="Seconds after which a webhook is too old: Zalo tries again for an hour.",
    )
    buttons: bool = Field(
        default=True, description="Draw buttons under messages. What they say is always in the text as well."
    )
    appsecret_proof: bool = Field(
        default=False, description="Prove each call with the app's secret; needed when the app asks for it."
    )
    billed: bool = Field(
        default=False,
        description="Write to people between 48 hours and 7 days after they were heard; 55 đồng a message "
        "(read 2026-11).",
    )
    since_heard: Annotated[int, Field(gt=0)] | None = Field(
        default=limits.SINCE_HEARD,
        description="Messages to one person since they were last heard. null: no cap.",
    )
    templates: Templates = Field(
        default=Templates(), description="Approved templates, used after the windows have closed."
    )
    groups: bool = Field(
        default=False, description="Post to groups that the OA made (GMF); needs a paid package."
    )
    submitted_name: bool = Field(
        default=False,
        description="Take the name people submit in Zalo's form for the name they register with; the rest of "
        "the form is never kept.",
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
    per_second: Annotated[float, Field(gt=0, le=60)] = Field(
        default=limits.PER_SECOND,
        description="Messages a second to everybody. Documented: 4,000 calls a minute for an app; a reseller "
        "names about 100 a minute for the middle packages: then 1.5 (read 2026-11).",
    )
    chat_gap_s: Annotated[float, Field(ge=0)] = Field(
        default=limits.CHAT_GAP.total_seconds(), description="Seconds between two messages to one chat."
    )

    def app(self) -> str:
        """Give the app's id.

        Raises:
            AppMissing
        """
        if not self.app_id.strip():
            raise AppMissing()
        return self.app_id.strip()

    def app_key(self, environ: Mapping[str, str]) -> str:
        """Give the app's secret: from the environment, else the file, else the settings.

        Raises:
            SecretMissing
        """
        return _secret(environ, APP_SECRET_VARIABLE, self.app_secret_file, self.app_secret)

    def oa_key(self, environ: Mapping[str, str]) -> str:
        """Give the OA's secret: from the environment, else the file, else the settings.

        Raises:
            SecretMissing
        """
        return _secret(environ, OA_SECRET_VARIABLE, self.oa_secret_file, self.oa_secret)

    def limits(self) -> Limits:
        """Give what the channel carries at these settings."""
        return limits.limits(
            per_second=self.per_second,
            chat_gap=timedelta(seconds=self.chat_gap_s),
            since_heard=self.since_heard,
            billed=self.billed,
            template_dong=max((each.dong for each in self.templates.by_kind().values()), default=None),
        )


def _secret(environ: Mapping[str, str], variable: str, file: Path | None, given: SecretStr | None) -> str:
    found = read_secret(environ, variable, file=file, given=given)
    if not found:
        raise SecretMissing(variable=variable)
    return found
