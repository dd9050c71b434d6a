"""What the brackets of a contest are called where they are types of units."""

from functools import cache

from quizbot.i18n.texts import Texts, load_texts


def bracket_text(name: str, texts: Texts) -> str:
    """Give what a bracket is called: the code of a type of units in words, any other name as it is."""
    key = f"unitkinds.{name.replace('-', '_')}"
    return texts(key) if key in texts else name


@cache
def vi_bracket(name: str) -> str:
    """Give what a bracket is called on papers."""
    return bracket_text(name, load_texts("vi"))
