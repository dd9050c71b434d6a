"""Every text of a question that people read, with the path of its field."""

from collections.abc import Iterator

from quizbot.core.question import Question


def texts(question: Question) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give path and text of stem, options, targets and explanation."""
    yield ("ask",), question.ask
    for option in question.options:
        yield ("options", option.key), option.text
    for target in question.targets:
        yield ("targets", target.key), target.text
    if question.explain:
        yield ("explain",), question.explain


def units(text: str) -> int:
    """Count a text in UTF-16 units, the stricter reading of "characters"."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
