"""A question is read once, on a telephone, in passing: its sentences are short."""

import re
from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.rules import Rules
from quizbot.bank.texts import texts
from quizbot.bank.values import LoadedBank

_SENTENCE = re.compile(r"(?<=[.!?;:…])\s+|\n+")


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        for path, text in texts(question):
            most = rules.option_syllables if path[0] in ("options", "targets") else rules.sentence_syllables
            longest = max((len(sentence.split()) for sentence in _SENTENCE.split(text)), default=0)
            if longest > most:
                yield finding(
                    severity="warning",
                    check="readability",
                    code="readability.long",
                    where=item.where(path),
                    question=question.id,
                    length=longest,
                    limit=most,
                )


CHECK: Check = _look
