"""In which language the terminal speaks: Vietnamese unless the environment asks for English."""

import os
from typing import Literal

VARIABLE = "QUIZBOT_LANG"

Language = Literal["vi", "en"]


def language() -> Language:
    """Read the language from the environment: QUIZBOT_LANG=en, else Vietnamese.

    LANG is not asked: servers are set to English by people who never chose it for their colleagues.
    """
    return "en" if os.environ.get(VARIABLE, "").strip().lower().startswith("en") else "vi"
