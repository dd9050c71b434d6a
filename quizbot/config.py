"""The installation's settings: config.yaml, and secrets from the environment or from files."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model, field_validator

from quizbot.channels import CHANNELS
from quizbot.forms.checked import read_form
from quizbot.forms.shipped import shipped
from quizbot.forms.types import Form
from quizbot.web.settings import WebSettings

SAMPLE_OFFICE = "Văn phòng UBND tỉnh Mẫu (cơ quan hư cấu)"
"""The invented office of the demonstration; a real one writes its own name into the settings."""
PEPPER_VARIABLE = "QUIZBOT_PEPPER"
DATABASE_VARIABLE = "QUIZBOT_DATABASE"
DATABASE_FILE_VARIABLE = "QUIZBOT_DATABASE_FILE"

ChannelSettings: type[BaseModel] = create_model(
    "ChannelSettings",
    __base__=Form,
    **{
        name: (
            CHANNELS[name].settings | None,
            Field(default=None, description=f"Channel {name}. Leave out to switch it off."),
        )
        for name in CHANNELS
    },  # type: ignore[call-overload]
)
"""One optional block for each channel on the shelf."""


class PeopleSettings(Form):
    """Joining and consent."""

    self_registration: bool = Field(
        default=True, description="People without a code may register; a coordinator approves them."
    )
    consent_version: str = Field(
        default="2026-11", description="Version of the consent text; a new one asks everybody again."
    )
    contact: str = Field(default="", description="Whom people may ask, shown in the help.")
    ask_again_after_days: Annotated[int, Field(gt=0)] | None = Field(
        default=180,
        description="Days of silence after which a chat account is asked anew who it is: phones change hands. "
        "null: never.",
    )


class LogSettings(Form):
    """What is written about the running of the program."""

    format: Literal["text", "json"] = Field(
        default="text", description="text for people, json (one object a line) for machines."
    )
    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least severity written."
    )


class SchedulerSettings(Form):
    """The clock that opens and closes rounds."""

    tick_s: Annotated[float, Field(gt=0, le=60)] = Field(
        default=1.0, description="Seconds between two looks at what is due."
    )


class Settings(Form):
    """All settings of an installation."""

    office: str = Field(default=SAMPLE_OFFICE, description="The office, as people read it.")
    data: Path = Field(
        default=Path("data"), description="Folder for the SQLite file, secrets made here, and caches."
    )
    database: str = Field(
        default="",
        description="sqlite:///path or postgresql://user@host/name. Empty: quizbot.db in the data folder. "
        f"The environment variable {DATABASE_VARIABLE} wins.",
    )
    questions: Path = Field(
        default_factory=lambda: shipped("questions"),
        description="Folder of the bank. Left out: the shipped one.",
    )
    contests: Path = Field(
        default_factory=lambda: shipped("contests"),
        description="Folder of contest files. Left out: the shipped one.",
    )
    texts: Path | None = Field(
        default=None, description="YAML file with the office's own words over the Vietnamese texts."
    )
    papers: Path | None = Field(
        default=None,
        description="Folder with how the office writes its papers: office.yaml, awards.yaml, HR's records, templates.",
    )
    people: PeopleSettings = Field(default=PeopleSettings(), description="Joining and consent.")
    web: WebSettings = Field(default=WebSettings(), description="The web pages.")
    channels: ChannelSettings = Field(
        default=ChannelSettings(), description="Chat channels besides the web page."
    )
    scheduler: SchedulerSettings = Field(default=SchedulerSettings(), description="The clock.")
    log: LogSettings = Field(default=LogSettings(), description="Logging.")

    @field_validator("channels", mode="before")
    @classmethod
    def _no_channels(cls, value: object) -> object:
        return {} if value is None else value

    def enabled_channels(self) -> dict[str, BaseModel]:
        """Give the settings of the channels that are switched on, by name."""
        blocks = {name: getattr(self.channels, name) for name in CHANNELS}
        return {name: block for name, block in blocks.items() if block is not None}

    def database_url(self, environ: Mapping[str, str]) -> str:
        """Give the database's address: the environment's, else a secret file's, else these settings'.

        Without any it is a SQLite file in `data`.
        """
        secret = environ.get(DATABASE_FILE_VARIABLE, "").strip()
        given = environ.get(DATABASE_VARIABLE, "").strip()
        given = given or (Path(secret).read_text(encoding="utf-8").strip() if secret else "") or self.database
        return given or f"sqlite:///{self.data.resolve() / 'quizbot.db'}"

    def pepper(self, environ: Mapping[str, str]) -> str:
        """Give the secret for hashing personal codes: the environment's, else a file made once.

        Losing the file makes every personal code unusable; back it up with the database.
        """
        given = environ.get(PEPPER_VARIABLE, "").strip()
        if given:
            return given
        path = self.data / "pepper"
        if path.is_file():
            return path.read_text(encoding="ascii").strip()
        self.data.mkdir(parents=True, exist_ok=True)
        # several processes may start at once: each writes a file of its own, the first one's gets the name
        handle, written = tempfile.mkstemp(dir=self.data, prefix=".pepper-")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(32))
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(written, path)
        finally:
            os.unlink(written)
        return path.read_text(encoding="ascii").strip()


def load_settings(path: Path | None, **changes: Any) -> Settings:
    """Read the settings file, or take the defaults when there is none; relative paths are from its folder.

    Raises:
        FormFaults: every fault of the file, with line and column.
    """
    if path is None:
        return Settings(**changes)
    settings = read_form(path, Settings)
    beside = path.resolve().parent
    moved = {
        name: beside / value
        for name in ("data", "questions", "contests", "texts", "papers")
        if isinstance(value := getattr(settings, name), Path) and not value.is_absolute()
    }
    return settings.model_copy(update={**moved, **changes})
