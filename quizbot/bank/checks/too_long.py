"""Every question fits every enabled channel."""

from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.rules import ChannelLimits, Rules
from quizbot.bank.texts import texts, units
from quizbot.bank.values import Item, LoadedBank
from quizbot.core.question import Question


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        # letters, stops and line ends beside each text
        whole = sum(units(text) + 4 for _, text in texts(question)) + rules.message_margin
        for channel, limits in rules.channels.items():
            for path, code, length, limit in _over(question, limits, whole):
                yield _finding(question, item, path, code, channel=channel, length=length, limit=limit)


def _over(
    question: Question, limits: ChannelLimits, whole: int
) -> Iterator[tuple[tuple[str, ...], str, int, int]]:
    if whole > limits.message:
        yield ("ask",), "length.message", whole, limits.message
    if limits.ask is not None and units(question.ask) > limits.ask:
        yield ("ask",), "length.ask", units(question.ask), limits.ask
    if limits.options is not None and len(question.options) > limits.options:
        yield ("options",), "length.options", len(question.options), limits.options
    if limits.option is not None:
        for option in question.options:
            if units(option.text) > limits.option:
                yield ("options", option.key), "length.option", units(option.text), limits.option


def _finding(
    question: Question, item: Item, path: tuple[str, ...], code: str, *, channel: str, length: int, limit: int
) -> Finding:
    return finding(
        severity="error",
        check="too_long",
        code=code,
        where=item.where(path),
        question=question.id,
        channel=channel,
        length=length,
        limit=limit,
    )


CHECK: Check = _look
