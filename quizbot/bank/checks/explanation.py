"""Every question says why its answer is right."""

from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.rules import Rules
from quizbot.bank.values import LoadedBank


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        if not question.explain and question.status != "retired":
            yield finding(
                severity="warning",
                check="explanation",
                code="explain.missing",
                where=item.where(),
                question=question.id,
            )


CHECK: Check = _look
