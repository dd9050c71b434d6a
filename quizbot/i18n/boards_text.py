"""What boards say of the tie keys that decided: the head of a column, and what was to be predicted."""

from quizbot.i18n.texts import Texts
from quizbot.i18n.unit_kinds import bracket_text


def column_name(step: str, texts: Texts) -> str:
    """Head the column of a tie key."""
    name = texts(f"boards.step_{step}")
    return name[0].upper() + name[1:]


def truth_text(value: int, texts: Texts, *, bracket: str = "") -> str:
    """Say what was to be predicted: of everybody, or of a bracket."""
    if not bracket:
        return texts("boards.truth", value=value)
    return texts("boards.truth_block", value=value, block=bracket_text(bracket, texts))
