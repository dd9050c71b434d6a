"""A negative stem shouts its negation, so that nobody reads past it."""

import re
from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.rules import Rules
from quizbot.bank.values import LoadedBank

# only words that turn the question round; "không" inside a quoted fact does not
_NEGATIVE = re.compile(
    r"\b(không (?:phải|đúng|thuộc|chính xác|nằm trong|bao gồm|được nêu)|ngoại trừ|"
    r"(?:nhận định|phát biểu|khẳng định|phương án|nội dung) (?:nào )?(?:sau đây |dưới đây )?(?:là )?sai)\b"
)


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        if question.kind not in ("single", "multiple"):
            continue
        found = _NEGATIVE.search(question.ask)
        if found:
            words = found.group()
            loud = "NGOẠI TRỪ" if words == "ngoại trừ" else "SAI" if words.endswith("sai") else "KHÔNG"
            yield finding(
                severity="warning",
                check="negative",
                code="negative.plain",
                where=item.where(("ask",)),
                question=question.id,
                words=words,
                loud=loud,
            )


CHECK: Check = _look
