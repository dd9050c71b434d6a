"""What a check of `quizbot doctor` finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from quizbot.cli._settings import OpenWork
from quizbot.config import Settings

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `mend` says what to do about it."""

    level: Level
    about: str
    text: str
    mend: str = ""


Check = Callable[[Settings, OpenWork, datetime], Iterator[Finding]]
